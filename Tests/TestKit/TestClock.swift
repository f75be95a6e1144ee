public import Domain
import Synchronization

/// A clock that stands still until a test moves it.
public final class TestClock: Clock {
    private let moment: Mutex<Moment>

    /// Monday 2 March 2026, 10:00 in Groningen.
    public static let start = Moment(milliseconds: 1_772_442_000_000)

    public init(_ moment: Moment = TestClock.start) {
        self.moment = Mutex(moment)
    }

    public func now() -> Moment {
        moment.withLock { $0 }
    }

    public func advance(by span: Moment.Span) {
        moment.withLock { $0 = $0 + span }
    }

    public func set(_ moment: Moment) {
        self.moment.withLock { $0 = moment }
    }
}
