import Foundation
import Synchronization

/// Read-only connections, each leased to one read at a time.
///
/// A read runs where its task runs: it takes microseconds, waits for no writer, and a hop to another thread
/// would cost more. So there need not be more of them than threads that run tasks.
final class SQLiteReaders: Sendable {
    private struct State {
        var idle: [SQLiteConnection]
        var waiting: [CheckedContinuation<SQLiteConnection, any Error>] = []
        var isClosed = false
    }

    private enum Lease {
        case granted(SQLiteConnection)
        case queued
        case refused
    }

    private let state: Mutex<State>

    init(path: String) throws {
        let count = max(4, ProcessInfo.processInfo.activeProcessorCount)
        state = Mutex(State(idle: try (0..<count).map { _ in try SQLiteConnection.reader(path: path) }))
    }

    func lease() async throws -> SQLiteConnection {
        if let connection = state.withLock({ $0.idle.popLast() }) { return connection }
        return try await withCheckedThrowingContinuation { continuation in
            let lease: Lease = state.withLock { state in
                guard !state.isClosed else { return .refused }
                if let connection = state.idle.popLast() { return .granted(connection) }
                state.waiting.append(continuation)
                return .queued
            }
            switch lease {
            case .granted(let connection): continuation.resume(returning: connection)
            case .refused: continuation.resume(throwing: StorageError.unavailable)
            case .queued: break
            }
        }
    }

    func giveBack(_ connection: SQLiteConnection) {
        let (next, isClosed) = state.withLock { state in
            if !state.waiting.isEmpty { return (Optional(state.waiting.removeFirst()), false) }
            if !state.isClosed { state.idle.append(connection) }
            return (nil, state.isClosed)
        }
        next?.resume(returning: connection)
        if isClosed { connection.close() }
    }

    /// Who reads now finishes; who waits is refused.
    func close() {
        let (idle, waiting) = state.withLock { state in
            state.isClosed = true
            defer { (state.idle, state.waiting) = ([], []) }
            return (state.idle, state.waiting)
        }
        for continuation in waiting { continuation.resume(throwing: StorageError.unavailable) }
        for connection in idle { connection.close() }
    }
}
