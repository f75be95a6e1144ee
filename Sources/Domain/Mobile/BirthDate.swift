/// A date of birth. It prints nothing, and is never an index by itself.
public struct BirthDate: Hashable, Sendable, CustomStringConvertible {
    private let day: CalendarDay

    private static let oldest = CalendarTerm.years(120)

    /// From the three boxes of the form, or nothing: a day that does not exist, is still to come, or is longer ago than
    /// anybody lives.
    public init?(day: String, month: String, year: String, now: Moment) {
        guard let day = Self.digits(day, 1...2), let month = Self.digits(month, 1...2),
            let year = Self.digits(year, 4...4),
            let date = CalendarDay("\(year)-\(Self.two(month))-\(Self.two(day))"),
            date.start <= now, Self.oldest.end(from: date.start) > now
        else { return nil }
        self.day = date
    }

    /// As it is stored: `1987-03-09`.
    public init?(stored text: String) {
        guard let day = CalendarDay(text) else { return nil }
        self.day = day
    }

    public func reveal() -> String { day.description }

    /// As people say it: `9 maart 1987`.
    public func revealWritten(in language: Language) -> String { day.start.writtenDay(in: language) }

    public var year: String { String(day.description.prefix(4)) }

    /// The three boxes: day, month, year.
    public var parts: (day: String, month: String, year: String) {
        let parts = day.description.split(separator: "-").map(String.init)
        let plain = { (text: String) in String(text.drop { $0 == "0" }) }
        return (plain(parts[2]), plain(parts[1]), parts[0])
    }

    /// P18: a parent decides until the day on which somebody turns 16.
    public func isUnderSixteen(at now: Moment) -> Bool { now < CalendarTerm.years(16).end(from: day.start) }

    /// In which month that is.
    public var turnsSixteen: CalendarMonth { CalendarMonth(of: CalendarTerm.years(16).end(from: day.start)) }

    /// What stands in the place of the age that is asked for free calling.
    public func declaredAge(at now: Moment) -> EndUser.DeclaredAge {
        isUnderSixteen(at: now) ? .underSixteen : .sixteenOrOlder
    }

    public var description: String { "(date of birth)" }

    private static func digits(_ text: String, _ length: ClosedRange<Int>) -> String? {
        let text = text.filter { !$0.isWhitespace }
        guard length.contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            return nil
        }
        return text
    }

    private static func two(_ text: String) -> String { text.utf8.count == 1 ? "0" + text : text }
}
