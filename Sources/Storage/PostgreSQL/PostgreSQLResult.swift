internal import CLibPQ

/// What the server answered, in the binary format.
final class PostgreSQLResult {
    private let pointer: OpaquePointer?

    init(_ pointer: OpaquePointer?) {
        self.pointer = pointer
    }

    deinit {
        PQclear(pointer)
    }

    var isSuccess: Bool {
        let status = PQresultStatus(pointer)
        return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK
    }

    /// Nil when there was no answer at all.
    var state: String? {
        PQresultErrorField(pointer, Int32(UInt8(ascii: "C"))).map { String(cString: $0) }
    }

    /// Such as `COMMIT`, or `ROLLBACK` for the commit of a transaction that had failed.
    var command: String {
        PQcmdStatus(pointer).map { String(cString: $0) } ?? ""
    }

    var rowsChanged: Int {
        guard !command.hasPrefix("SELECT") else { return 0 }
        return PQcmdTuples(pointer).flatMap { Int(String(cString: $0)) } ?? 0
    }

    func rows() throws -> [Row] {
        let columns = 0..<PQnfields(pointer)
        let types = columns.map { PQftype(pointer, $0) }
        return try (0..<PQntuples(pointer)).map { row in
            Row(values: try columns.map { try value(row, $0, types[Int($0)]) })
        }
    }

    private func value(_ row: Int32, _ column: Int32, _ type: Oid) throws -> SQLValue {
        guard PQgetisnull(pointer, row, column) == 0 else { return .null }
        let bytes = UnsafeRawBufferPointer(
            start: PQgetvalue(pointer, row, column), count: Int(PQgetlength(pointer, row, column)))
        switch type {
        case PostgreSQLType.int8:
            return .int(Int64(bigEndian: bytes.loadUnaligned(as: Int64.self)))
        case PostgreSQLType.int4:
            return .int(Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self))))
        case PostgreSQLType.bool:
            return .int(bytes.first == 0 ? 0 : 1)
        case PostgreSQLType.float8:
            return .real(Double(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))))
        case PostgreSQLType.text, PostgreSQLType.varchar, PostgreSQLType.name:
            return .text(String(decoding: bytes, as: UTF8.self))
        case PostgreSQLType.bytea:
            return .blob([UInt8](bytes))
        default:
            // Such as NUMERIC, for a SUM that was not cast.
            throw StorageError.other(code: "postgresql type \(type)")
        }
    }
}
