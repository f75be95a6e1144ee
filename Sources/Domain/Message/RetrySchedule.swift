/// When a message that could not be delivered is tried again, and when it is given up.
///
/// The pause doubles from 5 seconds to an hour. Half of it is chance, so that a server that comes back is not
/// met by everyone at once.
public struct RetrySchedule: Sendable {
    public static let attemptsMax: Int64 = 16

    private static let first = Moment.Span.seconds(5)
    private static let longest = Moment.Span.hours(1)

    /// The pause after the given number of attempts; nothing when it was the last.
    /// - `chance`: from 0 up to 1.
    public static func pause(afterAttempts attempts: Int64, chance: Double) -> Moment.Span? {
        guard attempts < attemptsMax else { return nil }
        let doubled = first.milliseconds << min(max(attempts - 1, 0), 20)
        let whole = min(doubled, longest.milliseconds)
        return .milliseconds(whole / 2 + Int64(Double(whole / 2) * chance))
    }
}
