internal import CCurl
internal import Glibc
internal import Synchronization

/// Threads of our own for work that blocks. Swift's own pool has as many threads as cores: two slow mail
/// servers would stand still the whole program.
///
/// A thread is made when there is work, keeps its libcurl handle (and so its connection) for as long as work
/// waits, and then ends. At most `limit` live at once.
final class OwnThreads: Sendable {
    typealias Work = @Sendable (CurlTransfer) -> Void

    private struct State {
        var running = 0
        var waiting: [Work] = []
    }

    private let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    /// Runs `work` on a thread of our own. Without a thread the transfer it gets has no handle, and fails at
    /// once.
    func run<Result: Sendable>(_ work: @escaping @Sendable (CurlTransfer) -> Result) async -> Result {
        await withCheckedContinuation { continuation in
            let isNewThreadNeeded = state.withLock { state in
                state.waiting.append { continuation.resume(returning: work($0)) }
                guard state.running < limit else { return false }
                state.running += 1
                return true
            }
            if isNewThreadNeeded, !start() { abandon() }
        }
    }

    private func start() -> Bool {
        var attributes = pthread_attr_t()
        guard pthread_attr_init(&attributes) == 0 else { return false }
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        pthread_attr_setstacksize(&attributes, 1 << 20)
        var thread = pthread_t()
        let context = Unmanaged.passRetained(self)
        let outcome = pthread_create(
            &thread, &attributes,
            { context in
                guard let context else { return nil }
                Unmanaged<OwnThreads>.fromOpaque(context).takeRetainedValue().workUntilIdle()
                return nil
            }, context.toOpaque())
        if outcome != 0 { context.release() }
        return outcome == 0
    }

    private func workUntilIdle() {
        // With CURLOPT_NOSIGNAL libcurl leaves SIGPIPE to us: a server that hangs up must not end the
        // program.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let transfer = CurlTransfer()
        while let work = next() { work(transfer) }
    }

    private func next() -> Work? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.running -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
    }

    /// No thread could be made: whoever still runs takes the work; with nobody, it runs on a transfer without
    /// handle, which fails at once.
    private func abandon() {
        let orphans = state.withLock { state in
            state.running -= 1
            guard state.running == 0 else { return [Work]() }
            defer { state.waiting = [] }
            return state.waiting
        }
        for work in orphans { work(CurlTransfer(handle: nil)) }
    }
}
