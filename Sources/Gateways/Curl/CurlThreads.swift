internal import Glibc
internal import Threads

/// Threads that keep a libcurl handle each, and so its connection, for as long as work waits.
typealias CurlThreads = WorkerThreads<CurlTransfer>

extension CurlThreads {
    convenience init(limit: Int) {
        self.init(slots: limit) {
            // With CURLOPT_NOSIGNAL libcurl leaves SIGPIPE to us: a server that hangs up must not end the program.
            var signals = sigset_t()
            sigemptyset(&signals)
            sigaddset(&signals, SIGPIPE)
            pthread_sigmask(SIG_BLOCK, &signals, nil)
            return CurlTransfer()
        }
    }

    /// Without a thread the transfer has no handle, and fails at once.
    func run<Value: Sendable>(_ work: @escaping @Sendable (CurlTransfer) -> Value) async -> Value {
        await run(work, refused: { work(CurlTransfer(handle: nil)) })
    }
}
