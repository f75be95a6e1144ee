import Domain
import Storage
import Vault

/// What people asked about their own data (P60): per kind of request and of person, how many, and how many in time. As
/// it stood at the end of the period, whatever came after.
struct RequestEvidence: EvidencePart {
    func files(of period: EvidencePeriod, in transaction: Transaction) throws -> [ZipArchive.File] {
        let requests = try transaction.rows(
            """
            SELECT kind, person_kind, state, received_at, due_at, ended_at, extended_at FROM rights_request
            WHERE received_at < $1 AND (ended_at IS NULL OR ended_at >= $2)
            """, period.end, period.start
        ).map(Counted.init)
        let rows = RightsRequest.Kind.allCases.flatMap { kind in
            PersonKind.allCases.compactMap { person -> [String]? in
                let own = requests.filter { $0.kind == kind && $0.person == person }
                guard !own.isEmpty else { return nil }
                let ended = own.filter { $0.hasEnded(by: period.end) }
                let open = own.filter { !$0.hasEnded(by: period.end) }
                let answered = ended.filter { $0.state != .withdrawn }
                let figures = [
                    own.count { period.contains($0.received) }, answered.count { $0.isInTime },
                    answered.count { !$0.isInTime }, ended.count - answered.count,
                    open.count { period.end <= $0.due }, open.count { $0.due < period.end },
                    own.count { $0.extended.map(period.contains) ?? false },
                ]
                return [kind.rawValue, person.rawValue] + figures.map { String($0) }
            }
        }
        let columns = [
            "kind", "person", "received", "answered_in_time", "answered_late", "withdrawn", "open_in_time",
            "open_late", "extended",
        ]
        return [EvidenceTable(path: "requests.csv", columns: columns, rows: rows).file]
    }

    private struct Counted {
        let kind: RightsRequest.Kind
        let person: PersonKind
        let state: RightsRequest.State
        let received: Moment
        let due: Moment
        let ended: Moment?
        let extended: Moment?

        init(_ row: Row) throws {
            kind = try row.word(0)
            person = try row.word(1)
            state = try row.word(2)
            received = try row.moment(3)
            due = try row.moment(4)
            ended = try row.optionalMoment(5)
            extended = try row.optionalMoment(6)
        }

        var isInTime: Bool { ended.map { $0 <= due } ?? false }

        func hasEnded(by moment: Moment) -> Bool { ended.map { $0 < moment } ?? false }
    }
}
