import Foundation

/// A first-in first-out queue between tasks, which never block, and worker threads, which do.
///
/// @unchecked: the condition's lock guards every access.
final class WorkQueue<Element: Sendable>: @unchecked Sendable {
    private let condition = NSCondition()
    private let capacity: Int
    private var waiting: [Element] = []
    private var isClosed = false

    init(capacity: Int) {
        self.capacity = capacity
    }

    /// Refuses with `busy` above the capacity and with `unavailable` once closed.
    func push(_ element: Element) throws {
        condition.lock()
        defer { condition.unlock() }
        guard !isClosed else { throw StorageError.unavailable }
        guard waiting.count < capacity else { throw StorageError.busy }
        waiting.append(element)
        condition.signal()
    }

    /// Blocks until there is work. Returns an empty array when the queue is closed and everything is taken.
    func take(upTo count: Int) -> [Element] {
        condition.lock()
        defer { condition.unlock() }
        while waiting.isEmpty && !isClosed { condition.wait() }
        guard waiting.count > count else {
            defer { waiting.removeAll(keepingCapacity: true) }
            return waiting
        }
        defer { waiting.removeFirst(count) }
        return Array(waiting.prefix(count))
    }

    func close() {
        condition.lock()
        defer { condition.unlock() }
        isClosed = true
        condition.broadcast()
    }
}
