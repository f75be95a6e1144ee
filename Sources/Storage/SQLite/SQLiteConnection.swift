internal import GRDB
import GRDBSQLite

/// A connection that GRDB opened and set up, with our own cache of prepared statements: GRDB's statements and
/// its queue hop per access take longer than the reads themselves.
///
/// @unchecked: used by one thread at a time; the writer by its thread, a reader by who leased it.
final class SQLiteConnection: Connection, @unchecked Sendable {
    private let queue: DatabaseQueue
    private let pointer: OpaquePointer
    private var statements: [SQL: SQLiteStatement] = [:]

    private static let busyMilliseconds: Int32 = 5_000
    private static let statementsMax = 512

    /// The one connection that writes and checkpoints.
    static func writer(path: String) throws -> SQLiteConnection {
        var configuration = Configuration()
        configuration.journalMode = .wal
        let connection = try SQLiteConnection(path: path, configuration)
        // GRDB sets NORMAL along with the log, so FULL can only be set now; what was set is read back.
        try connection.set("synchronous", to: "FULL", reading: .int(2))
        try connection.set("secure_delete", to: "ON", reading: .int(1))
        try connection.check("journal_mode", is: .text("wal"))
        return connection
    }

    static func reader(path: String) throws -> SQLiteConnection {
        var configuration = Configuration()
        configuration.readonly = true
        return try SQLiteConnection(path: path, configuration)
    }

    private init(path: String, _ configuration: Configuration) throws {
        var configuration = configuration
        configuration.foreignKeysEnabled = true
        configuration.allowsUnsafeTransactions = true
        configuration.busyMode = .timeout(Double(Self.busyMilliseconds) / 1_000)
        do {
            queue = try DatabaseQueue(path: path, configuration: configuration)
            guard let pointer = queue.unsafeRead({ $0.sqliteConnection }) else {
                throw StorageError.unavailable
            }
            self.pointer = pointer
        } catch {
            throw StorageError.sqlite(error)
        }
        // Nobody observes, and GRDB's observers expect its own statements.
        sqlite3_commit_hook(pointer, nil, nil)
        sqlite3_rollback_hook(pointer, nil, nil)
        sqlite3_update_hook(pointer, nil, nil)
        try check("foreign_keys", is: .int(1))
        // No memory map: a fault in it is a crash. No temporary files: they would outlive what was deleted.
        try set("mmap_size", to: "0", reading: nil)
        try set("temp_store", to: "MEMORY", reading: .int(2))
        // 8 MiB each: with SQLite's own 2, a million persons' index pages are read again for every row.
        try set("cache_size", to: "-8192", reading: .int(-8_192))
        try set("trusted_schema", to: "OFF", reading: .int(0))
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(pointer) == 0 }

    func rows(_ sql: SQL, _ values: [SQLValue] = []) throws -> [Row] {
        try statement(sql).rows(values)
    }

    func execute(_ sql: SQL, _ values: [SQLValue]) throws -> Int {
        try statement(sql).execute(values)
    }

    func command(_ sql: SQL) throws {
        _ = try statement(sql).execute([])
    }

    /// Ends what is left of a transaction; SQLite may have rolled it back by itself.
    func rollback() {
        if isInTransaction { try? command("ROLLBACK") }
    }

    /// True when the whole log is in the database file and the log is empty. Does not wait for readers: who
    /// waits here stalls every write.
    func truncateLog() throws -> Bool {
        sqlite3_busy_timeout(pointer, 0)
        defer { sqlite3_busy_timeout(pointer, Self.busyMilliseconds) }
        var logFrames: Int32 = -1
        var checkpointed: Int32 = -1
        let code = sqlite3_wal_checkpoint_v2(
            pointer, nil, SQLITE_CHECKPOINT_TRUNCATE, &logFrames, &checkpointed)
        if code == SQLITE_BUSY || code == SQLITE_LOCKED { return false }
        guard code == SQLITE_OK else {
            let systemError = sqlite3_system_errno(pointer)
            throw StorageError.sqlite(sqlite3_extended_errcode(pointer), systemError: systemError)
        }
        return logFrames == 0 && checkpointed == 0
    }

    func close() {
        statements.removeAll()
        try? queue.close()
    }

    private func statement(_ sql: SQL) throws -> SQLiteStatement {
        if let statement = statements[sql] { return statement }
        let statement = try SQLiteStatement(sql.numberedForSQLite, on: pointer)
        if statements.count >= Self.statementsMax { statements.removeAll() }
        statements[sql] = statement
        return statement
    }

    func set(_ pragma: String, to value: String, reading expected: SQLValue?) throws {
        _ = try rows(SQL(stringLiteral: "PRAGMA \(pragma) = \(value)"))
        if let expected { try check(pragma, is: expected) }
    }

    private func check(_ pragma: String, is expected: SQLValue) throws {
        guard try rows(SQL(stringLiteral: "PRAGMA \(pragma)")).first?.values.first == expected else {
            throw StorageError.other(code: "sqlite pragma \(pragma)")
        }
    }
}
