internal import Glibc
internal import Synchronization

/// Threads of our own for password hashing: it takes a core and 32 MiB for tens of milliseconds, and Swift's own pool
/// has as many threads as cores.
///
/// At most `slots` run at once and at most `capacity` wait behind them; who comes then is refused, so a flood of
/// sign-ins takes neither the memory nor more than its share of the cores.
final class HashingThreads: Sendable {
    private struct Errand: Sendable {
        /// Does the work, and returns how to tell of it.
        let run: @Sendable () -> @Sendable () -> Void
        let refuse: @Sendable () -> Void
    }

    private struct State {
        var threads = 0
        /// Running and waiting together.
        var admitted = 0
        var waiting: [Errand] = []
    }

    private let slots: Int
    private let capacity: Int
    private let state = Mutex(State())

    init(slots: Int, waiting capacity: Int) {
        self.slots = slots
        self.capacity = capacity
    }

    /// Refuses with `PasswordHash.Busy`.
    func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            admit(
                Errand(
                    run: {
                        let outcome = Result { try work() }
                        return { continuation.resume(with: outcome) }
                    },
                    refuse: { continuation.resume(throwing: PasswordHash.Busy()) }))
        }
    }

    private func admit(_ errand: Errand) {
        let (isAdmitted, isThreadNeeded) = state.withLock { state in
            guard state.admitted < slots + capacity else { return (false, false) }
            state.admitted += 1
            state.waiting.append(errand)
            guard state.threads < slots else { return (true, false) }
            state.threads += 1
            return (true, true)
        }
        if !isAdmitted { errand.refuse() }
        if isThreadNeeded, !start() { abandon() }
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
                Unmanaged<HashingThreads>.fromOpaque(context).takeRetainedValue().workUntilIdle()
                return nil
            }, context.toOpaque())
        if outcome != 0 { context.release() }
        return outcome == 0
    }

    private func workUntilIdle() {
        while let errand = next() {
            let tell = errand.run()
            // The place is free before anybody hears that the work is done.
            state.withLock { $0.admitted -= 1 }
            tell()
        }
    }

    private func next() -> Errand? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.threads -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
    }

    /// No thread could be made: whoever still runs takes the work; with nobody, all are refused.
    private func abandon() {
        let orphans = state.withLock { state in
            state.threads -= 1
            guard state.threads == 0 else { return [Errand]() }
            state.admitted -= state.waiting.count
            defer { state.waiting = [] }
            return state.waiting
        }
        for orphan in orphans { orphan.refuse() }
    }
}
