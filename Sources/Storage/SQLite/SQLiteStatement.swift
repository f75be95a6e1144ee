import GRDBSQLite
import Glibc

/// A prepared statement that stays with its connection.
final class SQLiteStatement {
    private let pointer: OpaquePointer
    private let connection: OpaquePointer
    private let parameterCount: Int

    init(_ text: String, on connection: OpaquePointer) throws {
        var pointer: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = sqlite3_prepare_v3(connection, text, -1, flags, &pointer, nil)
        guard code == SQLITE_OK else { throw StorageError.sqlite(sqlite3_extended_errcode(connection)) }
        guard let pointer else { throw StorageError.other(code: "empty statement") }
        self.pointer = pointer
        self.connection = connection
        parameterCount = Int(sqlite3_bind_parameter_count(pointer))
    }

    deinit {
        sqlite3_finalize(pointer)
    }

    func rows(_ values: [SQLValue]) throws -> [Row] {
        defer { reset() }
        try bind(values)
        var rows: [Row] = []
        while try step() { rows.append(row()) }
        return rows
    }

    /// Runs to the end; returns how many rows it changed.
    func execute(_ values: [SQLValue]) throws -> Int {
        defer { reset() }
        try bind(values)
        while try step() {}
        return sqlite3_stmt_readonly(pointer) == 0 ? Int(sqlite3_changes(connection)) : 0
    }

    private func bind(_ values: [SQLValue]) throws {
        guard values.count == parameterCount else { throw StorageError.other(code: "parameter count") }
        for (index, value) in values.enumerated() {
            let code = bind(value, at: Int32(index + 1))
            guard code == SQLITE_OK else { throw StorageError.sqlite(code) }
        }
    }

    private func bind(_ value: SQLValue, at index: Int32) -> Int32 {
        switch value {
        case .null: sqlite3_bind_null(pointer, index)
        case .int(let value): sqlite3_bind_int64(pointer, index, value)
        case .real(let value): sqlite3_bind_double(pointer, index, value)
        case .text(var value):
            value.withUTF8 { bytes in
                // An empty buffer may have no address, and no address would be NULL.
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    characters.isEmpty
                        ? sqlite3_bind_text(pointer, index, "", 0, transient)
                        : sqlite3_bind_text(
                            pointer, index, characters.baseAddress, Int32(characters.count), transient)
                }
            }
        case .blob(let value):
            value.isEmpty
                ? sqlite3_bind_zeroblob(pointer, index, 0)
                : sqlite3_bind_blob(pointer, index, value, Int32(value.count), transient)
        }
    }

    private func step() throws -> Bool {
        errno = 0
        let code = sqlite3_step(pointer)
        // What the operating system said last: SQLite itself remembers it for statements and not for COMMIT.
        let systemError = errno
        switch code {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default:
            throw StorageError.sqlite(sqlite3_extended_errcode(connection), systemError: systemError)
        }
    }

    private func row() -> Row {
        let count = sqlite3_data_count(pointer)
        var values: [SQLValue] = []
        values.reserveCapacity(Int(count))
        for column in 0..<count { values.append(value(column)) }
        return Row(values: values)
    }

    private func value(_ column: Int32) -> SQLValue {
        switch sqlite3_column_type(pointer, column) {
        case SQLITE_INTEGER: return .int(sqlite3_column_int64(pointer, column))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(pointer, column))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(pointer, column)
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(pointer, column)
            let bytes = UnsafeRawBufferPointer(
                start: start, count: Int(sqlite3_column_bytes(pointer, column)))
            return .blob([UInt8](bytes))
        default: return .null
        }
    }

    /// Clears what was bound too: a value does not wait in memory for the next use.
    private func reset() {
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }
}

/// SQLite copies what is bound. (C spells this value as a cast of -1.)
private let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
