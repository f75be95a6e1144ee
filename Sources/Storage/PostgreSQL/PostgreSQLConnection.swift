internal import CLibPQ
import Glibc

/// A connection to the server with its prepared statements. It blocks the thread that uses it.
final class PostgreSQLConnection: Connection {
    private struct Prepared: Hashable {
        let sql: SQL
        let types: [Oid]
    }

    private let pointer: OpaquePointer
    private var statements: [Prepared: String] = [:]
    /// The SQLSTATE of the first statement that failed in this transaction: the server refuses all that
    /// follow.
    private(set) var failedState: String?

    private static let statementsMax = 512

    /// Ready for use: in its schema, with answers that wait for the disk.
    init(_ address: PostgreSQLAddress, lockSeconds: Int = 5) throws {
        // What the connection string says itself comes last and wins.
        let settings = [
            ("connect_timeout", "5"), ("keepalives_idle", "10"), ("keepalives_interval", "5"),
            ("keepalives_count", "3"), ("tcp_user_timeout", "15000"), ("client_encoding", "UTF8"),
            ("fallback_application_name", "bueno"), ("dbname", address.connection),
        ]
        let pointer = withCStrings(settings.map(\.0)) { keys in
            withCStrings(settings.map(\.1)) { values in PQconnectdbParams(keys, values, 1) }
        }
        guard let pointer else { throw StorageError.unavailable }
        self.pointer = pointer
        guard PQstatus(pointer) == CONNECTION_OK else { throw StorageError.unavailable }
        // A notice would go to standard error, values and all.
        _ = PQsetNoticeProcessor(pointer, { _, _ in }, nil)
        try command("SET lock_timeout = '\(lockSeconds)s'")
        if let schema = address.quotedSchema { try command("SET search_path TO \(schema)") }
        try requireDurability()
    }

    deinit {
        PQfinish(pointer)
    }

    var isLost: Bool {
        PQstatus(pointer) != CONNECTION_OK || failedState.map(StorageError.meansLostConnection) ?? false
    }

    /// Also when a statement failed: the server says so itself then.
    var isInTransaction: Bool { PQtransactionStatus(pointer) != PQTRANS_IDLE }

    func rows(_ sql: SQL, _ values: [SQLValue]) throws -> [Row] {
        try run(sql, values).rows()
    }

    func execute(_ sql: SQL, _ values: [SQLValue]) throws -> Int {
        try run(sql, values).rowsChanged
    }

    /// Runs a command without values; returns what the server calls it.
    @discardableResult
    func command(_ text: String) throws -> String {
        try checked(PQexec(pointer, text)).command
    }

    /// Runs the first command after what happened before, such as BEGIN.
    func start(_ command: String) throws {
        if statements.count > Self.statementsMax {
            try self.command("DEALLOCATE ALL")
            statements.removeAll()
        }
        failedState = nil
        try self.command(command)
    }

    func rollback() {
        if !isLost { _ = try? command("ROLLBACK") }
    }

    private func run(_ sql: SQL, _ values: [SQLValue]) throws -> PostgreSQLResult {
        let parameters = PostgreSQLParameters(values)
        let name = try prepared(Prepared(sql: sql, types: parameters.types))
        let result = parameters.withPointers { pointers, lengths, formats in
            PQexecPrepared(pointer, name, Int32(pointers.count), pointers, lengths, formats, 1)
        }
        return try checked(result)
    }

    private func prepared(_ statement: Prepared) throws -> String {
        if let name = statements[statement] { return name }
        let name = "s\(statements.count)"
        let types = statement.types
        _ = try checked(PQprepare(pointer, name, statement.sql.text, Int32(types.count), types))
        statements[statement] = name
        return name
    }

    private func checked(_ pointer: OpaquePointer?) throws -> PostgreSQLResult {
        let result = PostgreSQLResult(pointer)
        guard !result.isSuccess else { return result }
        // No state: the line broke, and 08006 is its name.
        let state = result.state ?? "08006"
        if failedState == nil { failedState = state }
        throw StorageError.postgresql(state)
    }

    /// "Durable when it returns" needs a server that syncs and a session that waits for it.
    private func requireDurability() throws {
        if try setting("synchronous_commit") != "remote_apply" { try command("SET synchronous_commit = on") }
        guard try setting("fsync") == "on" else { throw StorageError.other(code: "postgresql fsync is off") }
    }

    private func setting(_ name: String) throws -> String? {
        try rows("SELECT current_setting($1)", [.text(name)]).first?.text(0)
    }
}

/// Calls the body with an array of C strings that ends in nil.
private func withCStrings<Result>(
    _ strings: [String], _ body: ([UnsafePointer<CChar>?]) -> Result
) -> Result {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies.map { UnsafePointer($0) } + [nil])
}
