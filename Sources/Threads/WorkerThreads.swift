internal import Glibc
internal import Synchronization

/// Threads of our own for work that blocks or takes a core: Swift's own pool has as many threads as cores, and two
/// slow mail servers would stand still the whole program.
///
/// A thread is made when there is work, keeps its tool for as long as work waits, and then ends. At most `slots` live at
/// once, and at most so many as is said wait behind them.
public final class WorkerThreads<Tool>: Sendable {
    private struct Errand: Sendable {
        /// Does the work, and returns how to tell of it.
        let run: @Sendable (Tool) -> @Sendable () -> Void
        let refuse: @Sendable () -> Void
    }

    private struct State {
        var threads = 0
        /// Running and waiting together.
        var admitted = 0
        var waiting: [Errand] = []
    }

    private let slots: Int
    private let admittedMax: Int
    private let open: @Sendable () -> Tool
    private let state = Mutex(State())

    /// - `capacity`: how many may wait; nothing for as many as come.
    /// - `open`: makes the tool of a thread, on that thread.
    public init(slots: Int, waiting capacity: Int? = nil, open: @escaping @Sendable () -> Tool) {
        self.slots = slots
        admittedMax = capacity.map { slots + $0 } ?? .max
        self.open = open
    }

    /// Runs `work` on a thread of our own.
    ///
    /// - `refused`: what is told instead when too many wait, or when no thread could be made.
    public func run<Value: Sendable>(
        _ work: @escaping @Sendable (Tool) -> Value, refused: @escaping @Sendable () -> Value
    ) async -> Value {
        await withCheckedContinuation { continuation in
            admit(
                Errand(
                    run: { tool in
                        let value = work(tool)
                        return { continuation.resume(returning: value) }
                    },
                    refuse: { continuation.resume(returning: refused()) }))
        }
    }

    private func admit(_ errand: Errand) {
        let (isAdmitted, isThreadNeeded) = state.withLock { state in
            guard state.admitted < admittedMax else { return (false, false) }
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
        let context = Unmanaged.passRetained(Beginning { self.workUntilIdle() })
        let outcome = pthread_create(
            &thread, &attributes,
            { context in
                guard let context else { return nil }
                Unmanaged<Beginning>.fromOpaque(context).takeRetainedValue().run()
                return nil
            }, context.toOpaque())
        if outcome != 0 { context.release() }
        return outcome == 0
    }

    private func workUntilIdle() {
        let tool = open()
        while let errand = next() {
            let tell = errand.run(tool)
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

/// What a new thread does first: C knows nothing of whose threads they are.
private final class Beginning: Sendable {
    let run: @Sendable () -> Void

    init(_ run: @escaping @Sendable () -> Void) {
        self.run = run
    }
}
