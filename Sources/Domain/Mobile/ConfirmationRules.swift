import FoundationEssentials
import FoundationInternationalization

/// When a customer's answer counts, how long, and when it is asked anew (P15). From the statement, never a constant.
public struct ConfirmationRules: Hashable, Sendable {
    /// The hour of the day at which answers are processed, in Europe/Amsterdam.
    public let processedAt: Int
    /// How long a customer has for its first answer.
    public let answeredWithin: CalendarTerm
    /// How long a confirmation counts.
    public let validFor: CalendarTerm
    /// How long before its end the customer is asked anew.
    public let askedAgain: CalendarTerm
    /// How long before its end the customer is reminded, first and last.
    public let reminders: [CalendarTerm]

    public init(
        processedAt: Int, answeredWithin: CalendarTerm, validFor: CalendarTerm, askedAgain: CalendarTerm,
        reminders: [CalendarTerm]
    ) {
        self.processedAt = processedAt
        self.answeredWithin = answeredWithin
        self.validFor = validFor
        self.askedAgain = askedAgain
        self.reminders = reminders
    }

    /// There is always this long to take an answer back.
    private static let atLeast = Moment.Span.hours(1)

    /// When an answer of this moment is processed: the first set hour that is far enough away.
    public func processing(of given: Moment) -> Moment {
        let earliest = given + Self.atLeast
        let today = Self.hour(processedAt, of: CalendarDay(of: earliest))
        return today >= earliest
            ? today : Self.hour(processedAt, of: CalendarDay(of: CalendarDay(of: earliest).end))
    }

    private static func hour(_ hour: Int, of day: CalendarDay) -> Moment {
        let midnight = Date(timeIntervalSince1970: Double(day.start.milliseconds) / 1_000)
        let date = CalendarTerm.amsterdam.date(bySettingHour: hour, minute: 0, second: 0, of: midnight)
        return date.map { Moment(milliseconds: Int64($0.timeIntervalSince1970.rounded()) * 1_000) }
            ?? day.start + .hours(Int64(hour))
    }

    /// When the customer is asked anew.
    public func askingAgain(until end: Moment) -> Moment { askedAgain.start(endingAt: end) }

    /// The one that comes shortest before the end: then the person is warned too.
    public var lastReminder: CalendarTerm? {
        let end = Moment(milliseconds: 0)
        return reminders.max { $0.start(endingAt: end) < $1.start(endingAt: end) }
    }

    /// How many reminders should have gone out at this moment.
    public func remindersDue(until end: Moment, at now: Moment) -> Int {
        reminders.count { $0.start(endingAt: end) <= now }
    }
}
