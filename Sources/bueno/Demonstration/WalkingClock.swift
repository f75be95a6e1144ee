import Domain
import Synchronization

/// A clock that is led through time, so that two years of life are made by the features themselves.
final class WalkingClock: Clock {
    private let moment: Mutex<Moment>

    init(_ start: Moment) {
        moment = Mutex(start)
    }

    func now() -> Moment {
        moment.withLock { $0 }
    }

    /// Never back.
    func walk(to next: Moment) {
        moment.withLock { $0 = max($0, next) }
    }
}
