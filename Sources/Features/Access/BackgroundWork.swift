/// Work that goes on after its answer was given, so that the time an answer takes says nothing about what was found.
///
/// Bounded: when too much waits, new work is refused and its asker tries again later. `drain` waits for the rest.
public actor BackgroundWork {
    private var running: [Int: Task<Void, Never>] = [:]
    private var last = 0
    private let capacity: Int
    private let onFailure: @Sendable (any Error) -> Void

    public init(capacity: Int = 1_000, onFailure: @escaping @Sendable (any Error) -> Void) {
        self.capacity = capacity
        self.onFailure = onFailure
    }

    func start(_ work: @escaping @Sendable () async throws -> Void) -> Bool {
        guard running.count < capacity else { return false }
        last += 1
        let number = last
        running[number] = Task {
            do {
                try await work()
            } catch {
                onFailure(error)
            }
            finished(number)
        }
        return true
    }

    private func finished(_ number: Int) {
        running[number] = nil
    }

    /// Returns when nothing is left to do.
    public func drain() async {
        while let task = running.values.first { await task.value }
    }
}
