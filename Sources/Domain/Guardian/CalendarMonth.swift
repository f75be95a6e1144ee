import FoundationEssentials
import FoundationInternationalization

/// A month of the calendar, written `2028-03`, in Europe/Amsterdam.
public struct CalendarMonth: Hashable, Comparable, Sendable {
    public let year: Int
    public let month: Int

    /// Refuses what is no month of these years.
    public init?(year: Int, month: Int) {
        guard (2000...2100).contains(year), (1...12).contains(month) else { return nil }
        self.year = year
        self.month = month
    }

    /// Refuses anything but four digits, a dash and two digits.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 4, parts[1].utf8.count == 2, let year = Int(parts[0]),
            let month = Int(parts[1])
        else { return nil }
        self.init(year: year, month: month)
    }

    /// The month that a moment is part of.
    public init(of moment: Moment) {
        let date = Date(timeIntervalSince1970: Double(moment.milliseconds) / 1_000)
        let parts = CalendarTerm.amsterdam.dateComponents([.year, .month], from: date)
        (year, month) = (parts.year ?? 2000, parts.month ?? 1)
    }

    /// As it is sealed.
    public var text: String { "\(year)-\(month < 10 ? "0" : "")\(month)" }

    /// The first moment after the month.
    public var end: Moment { next.start }

    public static func < (left: Self, right: Self) -> Bool {
        (left.year, left.month) < (right.year, right.month)
    }

    private var next: CalendarMonth {
        CalendarMonth(year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1) ?? self
    }

    private var start: Moment { CalendarDay("\(text)-01")?.start ?? Moment(milliseconds: 0) }
}
