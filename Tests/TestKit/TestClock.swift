public import Domain
import Synchronization

/// A clock that stands still until a test moves it.
public final class TestClock: Clock {
    private struct State {
        var moment: Moment
        var stride = Moment.Span.hours(0)
    }

    private let state: Mutex<State>

    /// Monday 2 March 2026, 10:00 in Groningen.
    public static let start = Moment(milliseconds: 1_772_442_000_000)

    public init(_ moment: Moment = TestClock.start) {
        state = Mutex(State(moment: moment))
    }

    public func now() -> Moment {
        state.withLock { state in
            defer { state.moment = state.moment + state.stride }
            return state.moment
        }
    }

    public func advance(by span: Moment.Span) {
        state.withLock { $0.moment = $0.moment + span }
    }

    /// From now on every reading is so much later than the one before: time passes within what is tested.
    public func stride(by span: Moment.Span) {
        state.withLock { $0.stride = span }
    }

    public func set(_ moment: Moment) {
        state.withLock { $0.moment = moment }
    }
}
