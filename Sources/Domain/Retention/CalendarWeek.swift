import FoundationEssentials
import FoundationInternationalization

/// A week as people here number it (ISO 8601): from Monday, in Europe/Amsterdam.
public struct CalendarWeek: Hashable, Sendable {
    public let year: Int
    public let number: Int
    /// The first moment of its Monday.
    public let start: Moment

    public init(of moment: Moment) {
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        let parts = Self.calendar.dateComponents([.yearForWeekOfYear, .weekOfYear], from: date)
        year = parts.yearForWeekOfYear ?? 0
        number = parts.weekOfYear ?? 0
        let monday = Self.calendar.dateInterval(of: .weekOfYear, for: date)?.start ?? date
        start = Moment(milliseconds: Int64(monday.timeIntervalSince1970.rounded()) * 1_000)
    }

    /// The first moment of the Monday after it.
    public var end: Moment { CalendarTerm.days(7).end(from: start) }

    /// This week and those after it, `count` in all.
    public func next(_ count: Int) -> [CalendarWeek] {
        var weeks = [self]
        while weeks.count < count, let last = weeks.last { weeks.append(CalendarWeek(of: last.end)) }
        return weeks
    }

    /// The last `count` weeks up to and including this one, oldest first.
    public func last(_ count: Int) -> [CalendarWeek] {
        var weeks = [self]
        while weeks.count < count, let first = weeks.first {
            weeks.insert(CalendarWeek(of: first.start - .hours(1)), at: 0)
        }
        return weeks
    }

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        return calendar
    }()
}
