import Foundation

/// A thread's connection, and what it does with a job: one transaction each, again after a deadlock, on a new
/// connection after the old one broke.
final class PostgreSQLWorker {
    enum Access {
        case read, write

        fileprivate var begin: String {
            switch self {
            case .read: "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            case .write: "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE"
            }
        }
    }

    private enum Attempt {
        case done
        case failed(any Error)
        /// Nothing was written, and another attempt may succeed.
        case again(any Error)
    }

    private let address: PostgreSQLAddress
    private let clock: @Sendable () -> Int64
    private var connection: PostgreSQLConnection?
    private var refusesUntil = ContinuousClock.now

    private static let attemptsMax = 6

    init(_ address: PostgreSQLAddress, clock: @escaping @Sendable () -> Int64) {
        self.address = address
        self.clock = clock
    }

    func run(_ job: Job, _ access: Access) {
        for attempt in 1... {
            switch self.attempt(job, access) {
            case .done: return job.finish(nil)
            case .failed(let error): return job.finish(error)
            case .again(let error) where attempt == Self.attemptsMax: return job.finish(error)
            case .again: Thread.sleep(forTimeInterval: .random(in: 0.001...0.004) * Double(attempt * attempt))
            }
        }
    }

    /// The connection of this thread, new when the last one broke. After a failure to connect, refuses at
    /// once for half a second: a queue of jobs should not wait for one timeout each.
    func connected() throws -> PostgreSQLConnection {
        if let connection, !connection.isLost { return connection }
        connection = nil
        guard refusesUntil <= .now else { throw StorageError.unavailable }
        do {
            let connection = try PostgreSQLConnection(address)
            self.connection = connection
            return connection
        } catch {
            refusesUntil = .now + .milliseconds(500)
            throw error
        }
    }

    private func attempt(_ job: Job, _ access: Access) -> Attempt {
        let isReused = connection != nil
        let connection: PostgreSQLConnection
        do { connection = try connected() } catch { return .failed(error) }
        do {
            try connection.start(access.begin)
        } catch {
            // It broke while it was idle, so this job has nothing to do with it.
            drop()
            return isReused ? .again(error) : .failed(error)
        }
        do {
            try body(job, connection)
        } catch {
            return afterFailure(connection, error, access)
        }
        return commit(connection, access)
    }

    private func body(_ job: Job, _ connection: PostgreSQLConnection) throws {
        let transaction = Transaction(on: connection, at: clock())
        defer { transaction.end() }
        try job.run(transaction)
        // The body may have caught the error of a statement, but the server has given up the transaction.
        if let state = connection.failedState { throw StorageError.postgresql(state) }
    }

    private func afterFailure(
        _ connection: PostgreSQLConnection, _ error: any Error, _ access: Access
    ) -> Attempt {
        let state = connection.failedState ?? ""
        connection.rollback()
        if connection.isLost {
            drop()
            return access == .read ? .again(error) : .failed(error)
        }
        // A server that was demoted says so this way: look for the other one.
        if state == "25006", access == .write { drop() }
        return state == "40001" || state == "40P01" ? .again(error) : .failed(error)
    }

    private func commit(_ connection: PostgreSQLConnection, _ access: Access) -> Attempt {
        do {
            guard try connection.command("COMMIT") == "COMMIT" else {
                return .failed(StorageError.other(code: "postgresql rolled back"))
            }
            return .done
        } catch {
            guard connection.isLost else { return afterFailure(connection, error, access) }
            drop()
            return access == .read ? .again(error) : .failed(StorageError.outcomeUnknown)
        }
    }

    private func drop() {
        connection = nil
    }
}
