/// Waits until something is so, for ten seconds at most.
public func eventually(
    isolation: isolated (any _Concurrency.Actor)? = #isolation, _ condition: () async throws -> Bool
) async throws {
    for _ in 0..<1_000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    throw NeverHappened()
}

public struct NeverHappened: Error {}
