/// Tells one waiting worker that there is work. Signals while it is busy are kept as one.
public final class WakeUp: Sendable {
    public let signals: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    public init() {
        (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    public func signal() {
        continuation.yield()
    }

    public func finish() {
        continuation.finish()
    }
}
