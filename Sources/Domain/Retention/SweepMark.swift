/// How far a sweep came along the keys, by the moment at which they were made, so that the next one looks at what
/// is new.
///
/// A key behind the mark was looked at when no enrolment could be waiting for it any more, so it needs no second
/// look. That is as true as the clock that said when it was made: a mark that the clock contradicts is not believed,
/// and twice a day the walk begins at the oldest key, whatever the mark says. So a key that was made while the clock
/// stood wrong, or that came back with an older copy of its store, is found within the day that the proof allows.
public struct SweepMark: Hashable, Sendable {
    /// Every key that was made earlier has been looked at.
    public let reached: Moment
    /// When the walk that came here left the oldest key.
    public let began: Moment

    /// How long a walk is carried on before the next one begins at the oldest key.
    public static let round = Moment.Span.hours(12)

    public init(reached: Moment, began: Moment) {
        self.reached = reached
        self.began = began
    }

    /// Where a sweep goes on that looks at keys made before `end`.
    ///
    /// A mark past `end`, or of a walk that has yet to begin, was made by a clock that has been set back since.
    public static func next(after mark: SweepMark?, until end: Moment, now: Moment) -> SweepMark {
        let oldest = SweepMark(reached: Moment(milliseconds: 0), began: now)
        guard let mark, mark.reached <= end, mark.began <= now, now - mark.began < round else {
            return oldest
        }
        return mark
    }
}
