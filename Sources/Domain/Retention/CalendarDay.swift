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

    /// The day that a moment is part of.
    public init(of moment: Moment) {
        let date = CalendarTerm.amsterdam.startOfDay(
            for: Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000))
        let parts = CalendarTerm.amsterdam.dateComponents([.year, .month, .day], from: date)
        description = [(parts.year, 4), (parts.month, 2), (parts.day, 2)].map { number, length in
            let digits = String(number ?? 0)
            return String(repeating: "0", count: max(0, length - digits.utf8.count)) + digits
        }.joined(separator: "-")
        start = Moment(milliseconds: Int64(date.timeIntervalSince1970.rounded()) * 1_000)
    }

    /// The first moment after the day.
    public var end: Moment { CalendarTerm.days(1).end(from: start) }

    /// The first moment of the day in which a moment falls.
    public static func start(of moment: Moment) -> Moment {
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        let start = CalendarTerm.amsterdam.startOfDay(for: date)
        return Moment(milliseconds: Int64(start.timeIntervalSince1970.rounded()) * 1_000)
    }

    /// The hour of the day in which a moment falls, from 0 to 23.
    public static func hour(of moment: Moment) -> Int {
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        return CalendarTerm.amsterdam.component(.hour, from: date)
    }
}
