import Domain
import TestKit
import Testing

@testable import Features

@Suite struct ProviderTurnsTests {
    /// A provider that answers nobody until it is told to.
    private actor Hanging {
        private(set) var begun = 0
        private var waiting: [CheckedContinuation<Void, Never>] = []
        private var isOpen = false

        func call() async {
            begun += 1
            if isOpen { return }
            await withCheckedContinuation { waiting.append($0) }
        }

        func open() {
            isOpen = true
            for call in waiting { call.resume() }
            waiting = []
        }
    }

    @Test func `one provider that hangs keeps no other customer waiting, and its line is short`() async throws
    {
        let turns = ProviderTurns(running: 2, waiting: 2)
        let (slow, other) = (Customer.ID.random(), Customer.ID.random())
        let hanging = Hanging()
        let calls = (0..<4).map { _ in
            Task {
                try await turns.run(slow) { () async throws(SignOnRefusal) in await hanging.call() }
            }
        }
        try await eventually { await turns.waiting(for: slow) == 2 }
        #expect(await hanging.begun == 2)
        await #expect(throws: SignOnRefusal.busy) {
            try await turns.run(slow) { () async throws(SignOnRefusal) in await hanging.call() }
        }
        let answer = try await turns.run(other) { () async throws(SignOnRefusal) in 7 }
        #expect(answer == 7)
        await hanging.open()
        for call in calls { try await call.value }
        #expect(await hanging.begun == 4)
        #expect(await turns.waiting(for: slow) == 0)
    }
}
