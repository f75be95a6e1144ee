import Foundation

/// A database file with its log: one writer thread, some readers, and the lock that keeps other processes
/// out.
final class SQLiteStore: Store {
    private let path: String
    private let clock: @Sendable () -> Int64
    private let readers: SQLiteReaders
    private let writer: SQLiteWriter
    private let open = Countdown(1)

    init(path: String, schema: [Migration], clock: @escaping @Sendable () -> Int64) throws {
        let lock = try FileLock(path: path + ".lock")
        try FileLock.makePrivate(path: path)
        let connection = try SQLiteConnection.writer(path: path)
        try Migrator(migrations: schema, engine: .sqlite, clock: clock).migrate(connection) { step in
            try Self.inTransaction(connection, step)
        }
        let readers = try SQLiteReaders(path: path)
        writer = SQLiteWriter(connection, clock: clock) { [open] in
            lock.release()
            open.down()
        }
        self.readers = readers
        self.path = path
        self.clock = clock
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        let connection = try await readers.lease()
        defer { readers.giveBack(connection) }
        return try Self.view(connection, at: clock(), body)
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await writer.write(body)
    }

    /// Tries for two seconds: a reader that is still busy with an old view keeps the log.
    func checkpoint() async throws -> Bool {
        for milliseconds in [1, 2, 5, 10, 25, 50, 100, 200, 400, 600, 600] {
            if try await writer.perform({ try $0.truncateLog() }) { return true }
            try await Task.sleep(for: .milliseconds(milliseconds))
        }
        return try await writer.perform { try $0.truncateLog() }
    }

    /// For what has to be asked or done between two commits on the connection that writes.
    func onWriter<Result: Sendable>(
        _ task: @escaping @Sendable (SQLiteConnection) throws -> Result
    ) async throws -> Result {
        try await writer.perform(task)
    }

    func columns() async throws -> [Database.Column] {
        try await read { transaction in
            try transaction.rows(
                """
                SELECT tables.name, columns.name, columns.type
                FROM sqlite_schema AS tables JOIN pragma_table_info(tables.name) AS columns
                WHERE tables.type = 'table' AND substr(tables.name, 1, 7) <> 'sqlite_'
                ORDER BY tables.name, columns.cid
                """
            ).map { row in
                Database.Column(
                    table: try row.text(0), name: try row.text(1),
                    type: SQLDialect.type(named: try row.text(2)))
            }
        }
    }

    /// Reads one view of the database into a new file, while writes go on. A reader's connection does it: the
    /// writer stays the only one that writes to the live file.
    func backup(to copy: String) async throws {
        let path = path
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let thread = Thread {
                Thread.current.name = "sqlite-backup"
                continuation.resume(with: .init { try SQLiteBackup(of: path, to: copy).run() })
            }
            thread.start()
        }
    }

    func close() async {
        readers.close()
        writer.close()
        await open.wait()
    }

    func abandon() {
        readers.close()
        writer.close()
    }

    private static func view<Result>(
        _ connection: SQLiteConnection, at now: Int64, _ body: (Transaction) throws -> Result
    ) throws -> Result {
        try connection.command("BEGIN")
        let transaction = Transaction(on: connection, at: now)
        defer {
            transaction.end()
            connection.rollback()
        }
        return try body(transaction)
    }

    private static func inTransaction(_ connection: SQLiteConnection, _ step: () throws -> Void) throws {
        try connection.command("BEGIN IMMEDIATE")
        do {
            try step()
            try connection.command("COMMIT")
        } catch {
            connection.rollback()
            throw error
        }
    }
}
