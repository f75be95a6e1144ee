import Foundation
internal import GRDB
import GRDBSQLite

extension StorageError {
    /// From the code that SQLite returned. Its message is left where it is: it can hold a piece of a
    /// statement.
    static func sqlite(_ code: Int32, systemError: Int32 = 0) -> StorageError {
        switch code & 0xFF {
        case SQLITE_CONSTRAINT: .constraint(constraintKind(code >> 8))
        case SQLITE_BUSY, SQLITE_LOCKED: .busy
        case SQLITE_FULL: .full
        case SQLITE_READONLY: .readOnly
        case SQLITE_CORRUPT, SQLITE_NOTADB: .corrupt
        // A failed sync says nothing about room, whatever the system calls it.
        case SQLITE_IOERR where code == SQLITE_IOERR | (4 << 8): .unavailable
        case SQLITE_IOERR, SQLITE_CANTOPEN: failure(systemError)
        case SQLITE_PERM: .readOnly
        default: .other(code: "sqlite \(code)")
        }
    }

    static func sqlite(_ error: any Error) -> StorageError {
        switch error {
        case let error as StorageError: error
        case let error as DatabaseError: .sqlite(error.extendedResultCode.rawValue)
        default: .unavailable
        }
    }

    /// SQLite calls these all an I/O error; the operating system knows better.
    static func failure(_ systemError: Int32) -> StorageError {
        switch systemError {
        case ENOSPC, EDQUOT, EFBIG: .full
        case EROFS, EACCES, EPERM: .readOnly
        default: .unavailable
        }
    }

    private static func constraintKind(_ detail: Int32) -> String {
        switch detail {
        case 1: "check"
        case 3: "foreign key"
        case 5: "not null"
        case 6, 8, 10: "unique"
        case 12: "type"
        default: "other"
        }
    }
}
