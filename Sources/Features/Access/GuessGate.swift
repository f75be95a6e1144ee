public import Domain
import Synchronization

/// One cap on guessing, shared by all requests of this process.
public final class GuessGate: Sendable {
    private let limiter: Mutex<GuessLimiter>

    public init(limits: GuessLimiter.Limits) {
        limiter = Mutex(GuessLimiter(limits: limits))
    }

    func admit(_ network: NetworkKey, at now: Moment) throws(TooManyGuesses) {
        let refusal = limiter.withLock { limiter -> TooManyGuesses? in
            do throws(TooManyGuesses) {
                try limiter.admit(network, at: now)
                return nil
            } catch {
                return error
            }
        }
        if let refusal { throw refusal }
    }

    func recordFailure(_ network: NetworkKey, at now: Moment) {
        limiter.withLock { $0.recordFailure(network, at: now) }
    }
}
