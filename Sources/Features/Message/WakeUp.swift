internal import Synchronization

/// Tells whoever waits that there is something to do. Ringing twice before anyone looks counts once.
public final class WakeUp: Sendable {
    private let listeners = Mutex<[Int: AsyncStream<Void>.Continuation]>([:])

    public init() {}

    public func ring() {
        for listener in listeners.withLock({ Array($0.values) }) { listener.yield() }
    }

    /// A stream of its own for one listener, that starts with one element.
    public func stream() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = listeners.withLock { listeners in
            let number = (listeners.keys.max() ?? 0) + 1
            listeners[number] = continuation
            return number
        }
        continuation.onTermination = { [weak self] _ in
            self?.listeners.withLock { $0[number] = nil }
        }
        continuation.yield()
        return stream
    }
}
