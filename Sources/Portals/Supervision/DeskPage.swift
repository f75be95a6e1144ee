import Domain
import Features

/// A privacy officer's first page: what needs a person today first, then how the weeks went. Nobody's name is on it.
struct DeskPage: Page {
    struct RequestRow: Sendable {
        let href: String
        let kind: String
        let who: String
        let left: String
        let tagModifier: String
    }

    struct WeekRow: Sendable {
        let week: String
        let total: String
        let share: String
        let parts: String
    }

    struct ProofRow: Sendable {
        let ring: String
        let when: String
        let verdict: String
    }

    static let template = "staff/desk/show"
    let title: String
    let heading: String
    let today: String
    let urgent: [DeskTile]
    let hasUrgent: Bool
    let calm: [DeskTile]
    let hasTasks: Bool
    let rows: [LinkRow]
    let hasRequests: Bool
    let requests: [RequestRow]
    let requestsHref: String
    let requestChart: WeeksChart
    let hasRequestWeeks: Bool
    let requestWeeks: [WeekRow]
    let destroyedChart: WeeksChart
    let hasDestroyed: Bool
    let destroyed: [WeekRow]
    let retentionHref: String
    let hasProofs: Bool
    let proofs: [ProofRow]
    let proofHref: String
    let evidenceHref: String

    /// The rest of the queue is one press away.
    private static let listed = 5

    /// - `tasks`: what waits for the other roles of who reads this.
    init(
        _ figures: DeskFigures, tasks: [LinkRow], for you: Account.ID, statement: Statement, now: Moment,
        language: Language
    ) {
        title = Words("Vandaag", "Today")(language)
        let tiles = DeskTiles(
            figures, for: you, statement: statement, now: now, language: language
        ).all
        urgent = tiles.filter { $0.standing != .calm }
        hasUrgent = !urgent.isEmpty
        calm = tiles.filter { $0.standing == .calm }
        (rows, hasTasks) = (tasks, !tasks.isEmpty)
        heading = WaitingTasks.heading(urgent.count + tasks.count, language)
        let time = AmsterdamTime(now)
        today = Words("%1, %2. Functionaris gegevensbescherming.", "%1, %2. Data protection officer.")(
            language, time.weekdayAndDate(language, today: time).capitalisedFirst, time.clock(language))
        requests = figures.requests.prefix(Self.listed).map { Self.row($0, now: now, language) }
        hasRequests = !requests.isEmpty
        requestsHref = RightsDeskController.base
        let asked = figures.weeks.requests
        requestChart = WeeksChart(
            asked.map(\.week), asked.map { .shown($0.total) },
            told: Words(
                "Staafdiagram. Verzoeken per week. Week %1.", "Bar chart. Requests per week. Week %1."),
            language: language)
        requestWeeks = asked.reversed().filter { $0.total > 0 }.map { Self.row($0, language) }
        hasRequestWeeks = !requestWeeks.isEmpty
        let gone = figures.weeks.destroyed
        destroyedChart = WeeksChart(
            gone.map(\.week), gone.map { .shown($0.total) },
            told: Words(
                "Staafdiagram. Wat er per week is vernietigd. Week %1.",
                "Bar chart. What was destroyed per week. Week %1."), language: language)
        destroyed = gone.reversed().filter { $0.total > 0 }.map { Self.row($0, statement, language) }
        hasDestroyed = !destroyed.isEmpty
        retentionHref = RetentionController.base
        proofs = figures.proofs.map { Self.row($0, today: time, language) }
        hasProofs = !proofs.isEmpty
        proofHref = SupervisionController.proof
        evidenceHref = EvidenceController.base
    }

    private static func row(
        _ request: RightsRequest, now: Moment, _ language: Language
    ) -> RequestRow {
        let tag =
            switch request.urgency(at: now) {
            case .overdue: "tag--error"
            case .soon: "tag--warn"
            case .inTime, .ended: "tag--ok"
            }
        return RequestRow(
            href: "\(RightsDeskController.base)/\(request.id)", kind: request.kind.words(language),
            who: Words("%1, uiterlijk %2", "%1, by %2")(
                language, request.person.words(language), RequestWords.date(request.due, language)),
            left: RequestWords.left(request, now: now, language), tagModifier: tag)
    }

    private static func row(_ week: RequestWeek, _ language: Language) -> WeekRow {
        let share = week.percentInTime.map { "\($0)%" } ?? Words("loopt nog", "not yet")(language)
        return WeekRow(
            week: String(week.week.number), total: WrittenCount.text(week.total, language), share: share,
            parts: RightsRequest.Kind.allCases.compactMap { kind in
                week.received[kind].map { "\(kind.words(language)): \($0)" }
            }.joined(separator: ", "))
    }

    private static func row(
        _ week: RetentionForecast.Week, _ statement: Statement, _ language: Language
    ) -> WeekRow {
        let name = { (category: RetentionCategory) in
            statement.rule(for: category)?.name.text(in: language) ?? category.rawValue
        }
        return WeekRow(
            week: String(week.week.number), total: WrittenCount.text(week.total, language), share: "",
            parts: RetentionCategory.allCases.compactMap { category in
                week.counts[category].map { "\(name(category)): \(WrittenCount.text($0, language))" }
            }.joined(separator: ", "))
    }

    private static func row(
        _ report: ProofReport, today: AmsterdamTime, _ language: Language
    ) -> ProofRow {
        let time = AmsterdamTime(Moment(milliseconds: report.at))
        return ProofRow(
            ring: report.isBroken ? "o--broken" : "o--ok",
            when: "\(time.recently(language, today: today)), \(time.clock(language))".capitalisedFirst,
            verdict: Words("%1 bewezen, %2 gebroken", "%1 proven, %2 broken")(
                language, String(report.count(.proven)), String(report.count(.broken))))
    }
}
