import Domain
import Features

/// What goes today and in the weeks to come, how far today's run is, and the signed days before it.
struct RetentionPage: Page {
    struct Tile: Sendable {
        let modifier: String
        let figure: String
        let words: String
    }

    struct PlanRow: Sendable {
        let name: String
        let today: String
        let week: String
        let held: String
        let overdue: String?
    }

    struct WeekRow: Sendable {
        let week: String
        let from: String
        let total: String
        let parts: String
    }

    struct DayRow: Sendable {
        let day: String
        let text: String
        let href: String?
    }

    static let template = "staff/retention/show"
    let title: String
    let tiles: [Tile]
    let isBegun: Bool
    let isStopped: Bool
    let progressText: String
    let done: Int
    let total: Int
    let stopAction: String
    let goOnAction: String
    /// What has nothing to say is not listed: on a phone each line is a card.
    let hasPlan: Bool
    let plan: [PlanRow]
    let chart: WeeksChart
    let hasWeeks: Bool
    let weeks: [WeekRow]
    let hasDays: Bool
    let days: [DayRow]
    let holdsHref: String

    init(
        plan: [RetentionForecast.Line], weeks: [RetentionForecast.Week], days: [DestructionDay], holds: Int,
        statement: Statement, now: Moment, language: Language
    ) {
        title = Words("Bewaren en vernietigen", "Keeping and destroying")(language)
        stopAction = "\(RetentionController.base)/stop"
        goOnAction = "\(RetentionController.base)/verder"
        holdsHref = HoldsController.base
        let name = { (category: RetentionCategory) in
            statement.rule(for: category)?.name.text(in: language) ?? category.rawValue
        }
        tiles = Self.tiles(plan, holds: holds, language)
        let today = days.first { $0.day == CalendarDay(of: now).description }
        isBegun = today != nil
        isStopped = today?.isStopped ?? false
        (done, total) = (
            min(today?.destroyed ?? 0, today?.planned ?? 0), max(1, today?.planned ?? 1)
        )
        progressText = Self.progress(today, language)
        let count = { WrittenCount.text($0, language) }
        let telling = plan.filter { $0.week > 0 || $0.held > 0 || $0.overdue > 0 }
        hasPlan = !telling.isEmpty
        self.plan = telling.map { line in
            PlanRow(
                name: name(line.category), today: count(line.today), week: count(line.week),
                held: count(line.held),
                overdue: line.overdue == 0
                    ? nil
                    : Words("%1 over de datum", "%1 past the date")(language, count(line.overdue)))
        }
        chart = WeeksChart(
            weeks.map(\.week), weeks.map { .shown($0.total) },
            told: Words(
                "Staafdiagram. Wat er per week weggaat. Week %1.", "Bar chart. What goes per week. Week %1."),
            language: language)
        self.weeks = weeks.filter { $0.total > 0 }.map { week in
            WeekRow(
                week: String(week.week.number), from: AmsterdamTime(week.week.start).date(language),
                total: count(week.total),
                parts: RetentionCategory.allCases.compactMap { category in
                    week.counts[category].map { "\(name(category)): \(count($0))" }
                }.joined(separator: ", "))
        }
        hasWeeks = !self.weeks.isEmpty
        let past = days.filter { $0.day != CalendarDay(of: now).description }
        hasDays = !past.isEmpty
        self.days = past.map { Self.row($0, language) }
    }

    private static func tiles(
        _ plan: [RetentionForecast.Line], holds: Int, _ language: Language
    ) -> [Tile] {
        let sum = { (part: KeyPath<RetentionForecast.Line, Int>) in
            plan.map { $0[keyPath: part] }.reduce(0, +)
        }
        let tile = { (count: Int, modifier: String, words: Words) in
            Tile(modifier: modifier, figure: WrittenCount.text(count, language), words: words(language))
        }
        let late = sum(\.overdue)
        return [
            tile(
                late, late == 0 ? "tile--ok" : "tile--error",
                Words("over de datum. Dit hoort 0 te zijn.", "past the date. This should be 0.")),
            tile(sum(\.today), "", Words("gaat vandaag weg", "goes today")),
            tile(sum(\.week), "", Words("gaat deze week weg", "goes this week")),
            tile(
                holds, "",
                holds == 1
                    ? Words("bewaar\u{AD}opdracht geldt nu", "hold is in force")
                    : Words("bewaar\u{AD}opdrachten gelden nu", "holds are in force")),
        ]
    }

    private static func progress(_ today: DestructionDay?, _ language: Language) -> String {
        guard let today else { return "" }
        return Words(
            "Vandaag gingen er %1 weg. Bij het begin van de dag waren er %2 gepland. %3 bleven, omdat dat moet.",
            "Today %1 went. At the start of the day %2 were planned. %3 stayed, because they must.")(
                language, WrittenCount.text(today.destroyed, language),
                WrittenCount.text(today.planned, language), WrittenCount.text(today.kept, language))
    }

    private static func row(_ day: DestructionDay, _ language: Language) -> DayRow {
        let date = CalendarDay(day.day).map { AmsterdamTime($0.start).date(language) } ?? day.day
        return DayRow(
            day: date,
            text: Words("%1 weg, %2 gebleven", "%1 gone, %2 kept")(
                language, WrittenCount.text(day.destroyed, language), WrittenCount.text(day.kept, language)),
            href: day.ended == nil ? nil : "\(RetentionController.certificates)/\(day.day)")
    }
}
