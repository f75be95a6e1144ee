import FoundationEssentials
import FoundationInternationalization

/// A term as people and law count it: a year after 29 February ends on 28 February, a month after
/// 31 January on its last day, at the same time of day in Europe/Amsterdam.
public struct CalendarTerm: Hashable, Sendable {
    public enum Unit: String, CaseIterable, Sendable {
        case minutes, hours, days, months, years
    }

    public let count: Int
    public let unit: Unit

    public init(_ count: Int, _ unit: Unit) {
        self.count = count
        self.unit = unit
    }

    public static func minutes(_ count: Int) -> Self { .init(count, .minutes) }
    public static func hours(_ count: Int) -> Self { .init(count, .hours) }
    public static func days(_ count: Int) -> Self { .init(count, .days) }
    public static func months(_ count: Int) -> Self { .init(count, .months) }
    public static func years(_ count: Int) -> Self { .init(count, .years) }

    /// When a term that starts at `moment` ends. A time of day that summer time skips moves forward.
    public func end(from moment: Moment) -> Moment { moved(moment, by: count) }

    /// The latest start whose term has ended at `moment`. Several starts share one end where a month is shorter:
    /// a year from 28 and from 29 February ends on the same day.
    public func start(endingAt moment: Moment) -> Moment {
        let start = moved(moment, by: -count)
        guard unit == .months || unit == .years else { return start }
        let later = (1...3).reversed().map { moved(start, .day, $0) }
        return later.first { end(from: $0) <= moment } ?? start
    }

    private func moved(_ moment: Moment, by count: Int) -> Moment {
        switch unit {
        case .minutes: return moment + .minutes(Int64(count))
        case .hours: return moment + .hours(Int64(count))
        case .days: return moved(moment, .day, count)
        case .months: return moved(moment, .month, count)
        case .years: return moved(moment, .year, count)
        }
    }

    private func moved(_ moment: Moment, _ component: Calendar.Component, _ count: Int) -> Moment {
        let calendar = Self.amsterdam
        // Whole seconds go through the calendar; the milliseconds are carried beside it, exactly.
        let (seconds, rest) = moment.milliseconds.quotientAndRemainder(dividingBy: 1_000)
        let date = Date(timeIntervalSince1970: Double(seconds))
        guard let moved = calendar.date(byAdding: component, value: count, to: date) else { return moment }
        return Moment(milliseconds: Int64(moved.timeIntervalSince1970.rounded()) * 1_000 + rest)
    }

    static let amsterdam: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = TimeZone(identifier: "Europe/Amsterdam") ?? .gmt
        return calendar
    }()

    /// The term as text, such as `1 year`: how the statement's document writes it.
    public init?(_ text: some StringProtocol) {
        let parts = text.split(separator: " ")
        guard parts.count == 2, let count = Int(parts[0]), count > 0 else { return nil }
        let word = parts[1]
        guard let unit = Unit.allCases.first(where: { $0.rawValue == word || $0.singular == word }) else {
            return nil
        }
        self.init(count, unit)
    }

    /// The term in words, such as `1 jaar`.
    public func text(in language: Language) -> String {
        "\(count) \(word(in: language))"
    }

    private func word(in language: Language) -> String {
        switch (language, unit) {
        case (.english, _): count == 1 ? unit.singular : unit.rawValue
        case (.dutch, .minutes): count == 1 ? "minuut" : "minuten"
        case (.dutch, .hours): "uur"
        case (.dutch, .days): count == 1 ? "dag" : "dagen"
        case (.dutch, .months): count == 1 ? "maand" : "maanden"
        case (.dutch, .years): "jaar"
        }
    }
}

extension CalendarTerm.Unit {
    /// `year` of `years`.
    public var singular: String { String(rawValue.dropLast()) }
}
