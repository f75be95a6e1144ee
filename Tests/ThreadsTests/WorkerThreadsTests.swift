import Foundation
import Synchronization
import Testing
import Threads

struct WorkerThreadsTests {
    @Test func `two at once, few waiting, and who comes then is refused`() async {
        let threads = WorkerThreads<Void>(slots: 2, waiting: 4) {}
        let gate = Gate()
        let outcomes = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask { await threads.run({ _ in gate.pass() }, refused: { false }) }
            }
            var outcomes: [Bool] = []
            for await outcome in group {
                outcomes.append(outcome)
                // All that is refused comes first, because nothing is let through before.
                if outcomes.count == 14 { gate.open() }
            }
            return outcomes
        }
        #expect(outcomes == [Bool](repeating: false, count: 14) + [Bool](repeating: true, count: 6))
        #expect(gate.mostAtOnce == 2)
        // And after the flood there is room again.
        #expect(await threads.run({ _ in gate.pass() }, refused: { false }))
    }

    @Test func `a place is free as soon as its work is told of`() async {
        let threads = WorkerThreads<Void>(slots: 1, waiting: 0) {}
        for _ in 0..<200 { #expect(await threads.run({ _ in true }, refused: { false })) }
    }

    @Test func `without a bound nobody is refused, and a thread keeps its tool while work waits`() async {
        let made = Mutex(0)
        let threads = WorkerThreads<Int>(slots: 3) {
            made.withLock { made in
                made += 1
                return made
            }
        }
        let gate = Gate()
        let tools = await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    await threads.run({ tool in gate.pass() ? tool : nil }, refused: { nil })
                }
            }
            while gate.inside < 3 { await Task.yield() }
            gate.open()
            return await group.reduce(into: [Int?]()) { $0.append($1) }
        }
        #expect(tools.count == 50 && !tools.contains(nil))
        #expect(gate.mostAtOnce == 3)
        #expect(Set(tools.compactMap(\.self)).isSubset(of: Set(1...made.withLock(\.self))))
    }
}

/// Holds whoever comes until it opens, and counts how many stood before it at once.
private final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var inside = 0
        var most = 0
    }

    private let state = Mutex(State())

    var mostAtOnce: Int { state.withLock { $0.most } }
    var inside: Int { state.withLock { $0.inside } }

    func open() {
        state.withLock { $0.isOpen = true }
    }

    /// Always true, once it is through.
    func pass() -> Bool {
        state.withLock {
            $0.inside += 1
            $0.most = max($0.most, $0.inside)
        }
        while !state.withLock({ $0.isOpen }) { usleep(1_000) }
        // Long enough for a third to be seen, if one were let in.
        usleep(20_000)
        state.withLock { $0.inside -= 1 }
        return true
    }
}
