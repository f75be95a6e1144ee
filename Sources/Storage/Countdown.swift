import Synchronization

/// Lets tasks wait for threads to end.
final class Countdown: Sendable {
    private struct State {
        var left: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(_ count: Int) {
        state = Mutex(State(left: count))
    }

    func down() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.left -= 1
            guard state.left == 0 else { return [] }
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.left > 0 { state.waiting.append(continuation) }
                return state.left <= 0
            }
            if isOver { continuation.resume() }
        }
    }
}
