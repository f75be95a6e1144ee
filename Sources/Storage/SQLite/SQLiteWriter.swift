import Foundation

/// The one thread that writes to a database file, and the only one that checkpoints: SQLite before 3.51.3 can
/// lose acknowledged commits when two connections write or checkpoint at once.
///
/// Group commit: a batch is what queued while the previous commit ran, so one sync serves them all and nobody
/// waits for a timer. Each job of a batch has its own savepoint; one that throws rolls back alone.
final class SQLiteWriter: Sendable {
    private enum Work: Sendable {
        case job(Job)
        case task(@Sendable (SQLiteConnection) -> Void)
    }

    private let queue = WorkQueue<Work>(capacity: 65_536)

    /// `whenClosed` runs after the last write, when the connection is closed.
    init(
        _ connection: SQLiteConnection, clock: @escaping @Sendable () -> Int64,
        whenClosed: @escaping @Sendable () -> Void
    ) {
        let queue = queue
        let thread = Thread {
            Thread.current.name = "sqlite-writer"
            let group = GroupCommit(connection: connection, clock: clock)
            while case let batch = queue.take(upTo: Self.batchMax), !batch.isEmpty {
                Self.run(batch, group)
            }
            connection.close()
            whenClosed()
        }
        thread.start()
    }

    /// A larger batch adds latency and hardly any throughput.
    private static let batchMax = 256

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let job = Job(body, resuming: continuation)
            do { try queue.push(.job(job)) } catch { job.finish(error) }
        }
    }

    /// Runs between two commits, with the writer's connection.
    func perform<Result: Sendable>(
        _ task: @escaping @Sendable (SQLiteConnection) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            do {
                try queue.push(
                    .task { connection in continuation.resume(with: .init { try task(connection) }) })
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }

    func close() {
        queue.close()
    }

    private static func run(_ batch: [Work], _ group: GroupCommit) {
        var jobs: [Job] = []
        for work in batch {
            switch work {
            case .job(let job):
                jobs.append(job)
            case .task(let task):
                group.commit(jobs)
                jobs.removeAll()
                task(group.connection)
            }
        }
        group.commit(jobs)
    }
}
