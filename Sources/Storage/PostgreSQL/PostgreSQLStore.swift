import Foundation

/// A schema on a server: threads with a connection each, and one queue that they serve.
///
/// The server groups commits itself. Tasks never block: they leave a job in the queue and are resumed by the
/// thread.
final class PostgreSQLStore: Store {
    private enum Work: Sendable {
        case read(Job)
        case write(Job)
        case task(@Sendable (PostgreSQLWorker) -> Void)
    }

    private let queue = WorkQueue<Work>(capacity: 8_192)
    private let threads: Countdown

    init(
        _ address: PostgreSQLAddress, schema: [Migration], connections: Int,
        clock: @escaping @Sendable () -> Int64
    ) throws {
        try Self.migrate(address, Migrator(migrations: schema, engine: .postgresql, clock: clock))
        threads = Countdown(connections)
        for _ in 0..<connections {
            let thread = Thread { [queue, threads] in
                Thread.current.name = "postgresql"
                Self.serve(queue, PostgreSQLWorker(address, clock: clock))
                threads.down()
            }
            thread.start()
        }
    }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(body, resuming: continuation)
            do { try queue.push(.read(job)) } catch { job.finish(error) }
        }
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(body, resuming: continuation)
            do { try queue.push(.write(job)) } catch { job.finish(error) }
        }
    }

    /// Asks for a checkpoint if our role may. How long the server keeps its log is the server's own setting.
    func checkpoint() async throws -> Bool {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try queue.push(
                    .task { worker in continuation.resume(with: .init { try Self.checkpoint(worker) }) })
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    func backup(to path: String) async throws {
        throw StorageError.other(code: "unsupported")
    }

    func columns() async throws -> [Database.Column] {
        try await read { transaction in
            try transaction.rows(
                """
                SELECT table_name, column_name, data_type FROM information_schema.columns
                WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position
                """
            ).map { row in
                Database.Column(
                    table: try row.text(0), name: try row.text(1),
                    type: SQLDialect.type(named: try row.text(2)))
            }
        }
    }

    func close() async {
        queue.close()
        await threads.wait()
    }

    func abandon() {
        queue.close()
    }

    private static func serve(_ queue: WorkQueue<Work>, _ worker: PostgreSQLWorker) {
        while let work = queue.take(upTo: 1).first {
            switch work {
            case .read(let job): worker.run(job, .read)
            case .write(let job): worker.run(job, .write)
            case .task(let task): task(worker)
            }
        }
    }

    private static func checkpoint(_ worker: PostgreSQLWorker) throws -> Bool {
        let connection = try worker.connected()
        do {
            try connection.start("CHECKPOINT")
        } catch {
            // Our role may not: then the server does it in its own time.
            guard connection.failedState == "42501" else { throw error }
        }
        return true
    }

    /// One migrator at a time per schema, whatever the number of nodes that start together.
    private static func migrate(_ address: PostgreSQLAddress, _ migrator: Migrator) throws {
        let connection = try PostgreSQLConnection(address, lockSeconds: 60)
        // The lock ends with the connection.
        let lock: SQL = "SELECT pg_advisory_lock(hashtextextended('bueno ' || $1, 0))"
        _ = try connection.execute(lock, [.text(address.schema ?? "")])
        // The name is in the search path already; without such a schema there is no current one. (IF NOT
        // EXISTS asks for the right to make schemas also when there is nothing to make.)
        if let schema = address.quotedSchema, try connection.rows("SELECT current_schema()", [])[0].isNull(0)
        {
            try connection.command("CREATE SCHEMA \(schema)")
        }
        try migrator.migrate(connection) { step in
            try connection.start("BEGIN")
            do {
                try step()
                try connection.command("COMMIT")
            } catch {
                connection.rollback()
                throw error
            }
        }
    }
}
