import Domain
import Storage
import Vault

/// Everything that a privacy officer's first page tells, asked of the features that know it.
public struct OfficerDesk: Sendable {
    private let vault: Vault
    private let supervision: Supervision
    private let rightsDesk: RightsDesk
    private let forecast: RetentionForecast
    private let processors: Processors
    private let proofRuns: ProofRuns

    /// How many weeks the charts show, this one the last.
    public static let weeks = 8
    static let proofs = 6
    private static let listed = 200

    init(
        vault: Vault, supervision: Supervision, rightsDesk: RightsDesk, forecast: RetentionForecast,
        processors: Processors, proofRuns: ProofRuns
    ) {
        self.vault = vault
        self.supervision = supervision
        self.rightsDesk = rightsDesk
        self.forecast = forecast
        self.processors = processors
        self.proofRuns = proofRuns
    }

    public func figures(for worker: Worker) async throws -> DeskFigures {
        let (holds, questions, consents, weeks) = try await vault.data.read { transaction in
            (
                try HoldQueries.all(limit: Holds.listedMax, in: transaction).map(\.hold),
                try ContactQueries.open(limit: Self.listed, in: transaction).map(\.received),
                try transaction.rows(
                    "SELECT asked_at FROM consent WHERE state = 'asked' ORDER BY asked_at"
                ).map { try $0.moment(0) },
                DeskFigures.Weeks(
                    requests: try Self.requests(in: transaction),
                    destroyed: try Self.destroyed(in: transaction))
            )
        }
        return DeskFigures(
            requests: try await rightsDesk.queue(for: worker).open.map(\.summary.request),
            overdue: try await forecast.plan().filter { $0.overdue > 0 }
                .sorted { ($1.overdue, $0.category.rawValue) < ($0.overdue, $1.category.rawValue) },
            holds: holds, oversight: try await supervision.oversight(for: worker), questions: questions,
            consents: consents,
            proofs: try await proofRuns.latest(Self.proofs),
            processors: try await processors.list().map(\.processor), weeks: weeks)
    }

    private static func requests(in transaction: Transaction) throws -> [RequestWeek] {
        let weeks = CalendarWeek(of: transaction.now).last(Self.weeks)
        guard let first = weeks.first else { return [] }
        let asked = try transaction.rows(
            "SELECT kind, state, received_at, due_at, ended_at FROM rights_request WHERE received_at >= $1",
            first.start
        ).map { row in
            let (due, ended) = (try row.moment(3), try row.optionalMoment(4))
            return (
                kind: try row.word(0, of: RightsRequest.Kind.self), received: try row.moment(2),
                isWithdrawn: try row.text(1) == RightsRequest.State.withdrawn.rawValue,
                isInTime: ended.map { $0 <= due }, isLate: (ended ?? transaction.now) > due
            )
        }
        return weeks.map { week in
            let own = asked.filter { week.start <= $0.received && $0.received < week.end }
            let judged = own.filter { !$0.isWithdrawn }
            return RequestWeek(
                week: week, received: Dictionary(grouping: own, by: \.kind).mapValues(\.count),
                inTime: judged.count { $0.isInTime == true }, late: judged.count(where: \.isLate))
        }
    }

    private static func destroyed(in transaction: Transaction) throws -> [RetentionForecast.Week] {
        let weeks = CalendarWeek(of: transaction.now).last(Self.weeks)
        guard let first = weeks.first else { return [] }
        let days = try transaction.rows(
            """
            SELECT r.day, c.category, c.destroyed FROM destruction_run r
            JOIN destruction_count c ON c.run_id = r.run_id WHERE r.day >= $1 AND c.destroyed > 0
            """, CalendarDay(of: first.start).description
        ).map { row in
            (
                start: CalendarDay(try row.text(0))?.start,
                category: try row.word(1, of: RetentionCategory.self), count: Int(try row.int(2))
            )
        }
        return weeks.map { week in
            let own = days.filter { day in day.start.map { week.start <= $0 && $0 < week.end } ?? false }
            return RetentionForecast.Week(
                week: week,
                counts: Dictionary(grouping: own, by: \.category).mapValues {
                    $0.map(\.count).reduce(0, +)
                })
        }
    }
}
