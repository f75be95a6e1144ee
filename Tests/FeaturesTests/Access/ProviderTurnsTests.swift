import Domain
import Synchronization
import TestKit
import Testing

@testable import Features

@Suite struct ProviderTurnsTests {
    @Test func `one provider that hangs keeps no other customer waiting, and its line is short`() async throws {
        let turns = ProviderTurns(running: 2, waiting: 2)
        let (slow, other) = (Customer.ID.random(), Customer.ID.random())
        let opened = AsyncStream<Void>.makeStream()
        let running = Mutex(0)
        let calls = (0..<4).map { _ in
            Task {
                try await turns.run(slow) { () async throws(SignOnRefusal) in
                    running.withLock { $0 += 1 }
                    for await _ in opened.stream { break }
                }
            }
        }
        try await eventually { await turns.waiting(for: slow) == 2 }
        #expect(running.withLock { $0 } == 2)
        await #expect(throws: SignOnRefusal.busy) {
            try await turns.run(slow) { () async throws(SignOnRefusal) in }
        }
        #expect(try await turns.run(other) { () async throws(SignOnRefusal) in 7 } == 7)
        opened.continuation.finish()
        for call in calls { try await call.value }
        #expect(running.withLock { $0 } == 4)
        #expect(await turns.waiting(for: slow) == 0)
    }
}
