public import Domain
import Storage
import Vault

/// What would go and when, in counts: nothing is touched and nobody is named.
public struct RetentionForecast: Sendable {
    private let vault: Vault
    private let statements: Statements

    init(vault: Vault, statements: Statements) {
        self.vault = vault
        self.statements = statements
    }

    /// One category of the plan.
    public struct Line: Hashable, Sendable {
        public let category: RetentionCategory
        /// Past its date for longer than the job needs, and kept by nothing. Must be 0.
        public let overdue: Int
        /// Goes before the day is over, with what is past its date.
        public let today: Int
        /// Goes before the week is over, today's with it.
        public let week: Int
        /// Of the week's: what a hold keeps.
        public let held: Int

        public init(category: RetentionCategory, overdue: Int, today: Int, week: Int, held: Int) {
            self.category = category
            self.overdue = overdue
            self.today = today
            self.week = week
            self.held = held
        }
    }

    /// A week of the calendar, with what goes in it.
    public struct Week: Hashable, Sendable {
        public let week: CalendarWeek
        public let counts: [RetentionCategory: Int]
        public var total: Int { counts.values.reduce(0, +) }

        public init(week: CalendarWeek, counts: [RetentionCategory: Int]) {
            self.week = week
            self.counts = counts
        }
    }

    /// How long the job that destroys may take before what is past its date is late.
    static let slack = Moment.Span.hours(1)

    /// The dry run: per category what goes today and this week.
    public func plan() async throws -> [Line] {
        let statement = statements.current
        return try await vault.data.read { transaction in
            let (zero, now) = (Moment(milliseconds: 0), transaction.now)
            let day = CalendarDay(of: now).end - .milliseconds(1)
            let week = CalendarWeek(of: now).end - .milliseconds(1)
            let count = { (source: DueSource, end: Moment) in
                try source.count(after: zero, upTo: end, terms: statement, in: transaction)
            }
            let held = { (source: DueSource, end: Moment, moment: Moment) in
                try source.held(after: zero, upTo: end, at: moment, terms: statement, in: transaction)
            }
            let late = now - Self.slack
            let counted = try DueSource.all.map { source in
                Line(
                    category: source.category,
                    overdue: try count(source, late) - held(source, late, late),
                    today: try count(source, day), week: try count(source, week),
                    held: try held(source, week, now))
            }
            return Self.joined(counted)
        }
    }

    /// What goes in each of the weeks from this one on.
    public func weeks(_ number: Int) async throws -> [Week] {
        let statement = statements.current
        return try await vault.data.read { transaction in
            let weeks = CalendarWeek(of: transaction.now).next(number)
            return try weeks.enumerated().map { index, week in
                // What is past its date goes this week.
                let start = index == 0 ? Moment(milliseconds: 0) : week.start - .milliseconds(1)
                var counts: [RetentionCategory: Int] = [:]
                for source in DueSource.all where !source.isShortLived {
                    counts[source.category, default: 0] += try source.count(
                        after: start, upTo: week.end - .milliseconds(1), terms: statement, in: transaction)
                }
                return Week(week: week, counts: counts.filter { $0.value > 0 })
            }
        }
    }

    /// One line per category, in the statement's order.
    private static func joined(_ lines: [Line]) -> [Line] {
        RetentionCategory.allCases.compactMap { category in
            let own = lines.filter { $0.category == category }
            if own.isEmpty { return nil }
            let sum = { (part: KeyPath<Line, Int>) in own.map { $0[keyPath: part] }.reduce(0, +) }
            return Line(
                category: category, overdue: sum(\.overdue), today: sum(\.today), week: sum(\.week),
                held: sum(\.held))
        }
    }
}
