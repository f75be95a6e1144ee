import Domain
import Storage
import Vault

/// Why something was kept from destruction, and how often: per ground, and neither of whom nor in whose words.
struct HoldEvidence: EvidencePart {
    func files(of period: EvidencePeriod, in transaction: Transaction) throws -> [ZipArchive.File] {
        let holds = try transaction.rows(
            """
            SELECT reason, CASE WHEN customer_id IS NULL THEN 0 ELSE 1 END, state, asked_at, approved_at, until
            FROM hold WHERE asked_at < $1 AND (until >= $2 OR asked_at >= $2)
            """, period.end, period.start
        ).map(Counted.init)
        let rows = Hold.Reason.allCases.flatMap { reason in
            [false, true].compactMap { isOfAll -> [String]? in
                let own = holds.filter { $0.reason == reason && $0.isOfAll == isOfAll }
                guard !own.isEmpty else { return nil }
                let figures = [
                    own.count { period.contains($0.asked) },
                    own.count { $0.approved.map(period.contains) ?? false },
                    own.count { $0.state == .refused && period.contains($0.asked) },
                    own.count { $0.state == .lifted && period.contains($0.until) },
                    own.count { $0.isInForce(at: period.end) },
                ]
                return [reason.rawValue, isOfAll ? "customer" : "person"] + figures.map { String($0) }
            }
        }
        let columns = [
            "ground", "about", "asked", "approved", "refused", "ended_early", "in_force_at_the_end",
        ]
        return [EvidenceTable(path: "holds.csv", columns: columns, rows: rows).file]
    }

    private struct Counted {
        let reason: Hold.Reason
        let isOfAll: Bool
        let state: Hold.State
        let asked: Moment
        let approved: Moment?
        let until: Moment

        init(_ row: Row) throws {
            reason = try row.word(0)
            isOfAll = try row.int(1) == 1
            state = try row.word(2)
            asked = try row.moment(3)
            approved = try row.optionalMoment(4)
            until = try row.moment(5)
        }

        func isInForce(at moment: Moment) -> Bool {
            approved.map { $0 < moment } ?? false && moment <= until
        }
    }
}
