import FoundationEssentials
import FoundationInternationalization

/// A day as it is written in a document, `2026-11-01`, in Europe/Amsterdam.
public struct CalendarDay: Hashable, Sendable, CustomStringConvertible {
    public let description: String
    /// The first moment of the day.
    public let start: Moment

    /// Refuses what is no day of the calendar, such as `2026-02-30`.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].utf8.count == 4, parts[1].utf8.count == 2, parts[2].utf8.count == 2,
            let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        let calendar = CalendarTerm.amsterdam
        let components = DateComponents(year: year, month: month, day: day)
        guard let date = calendar.date(from: components),
            calendar.dateComponents([.year, .month, .day], from: date) == components
        else { return nil }
        description = text
        start = Moment(milliseconds: Int64(date.timeIntervalSince1970.rounded()) * 1_000)
    }

    /// The day in which a moment lies.
    public init(of moment: Moment) {
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        let calendar = CalendarTerm.amsterdam
        let parts = calendar.dateComponents([.year, .month, .day], from: date)
        let digits = { (number: Int?, length: Int) in
            let text = String(number ?? 0)
            return String(repeating: "0", count: max(0, length - text.count)) + text
        }
        description = [digits(parts.year, 4), digits(parts.month, 2), digits(parts.day, 2)].joined(
            separator: "-")
        start = Moment(
            milliseconds: Int64(calendar.startOfDay(for: date).timeIntervalSince1970.rounded()) * 1_000)
    }

    /// The first moment after the day.
    public var end: Moment { CalendarTerm.days(1).end(from: start) }
}
