import Domain
import Storage
import Vault

/// What parents and carers were asked and said about somebody under 16 (P18), as far as it is still kept: counts alone.
struct ConsentEvidence: EvidencePart {
    func files(of period: EvidencePeriod, in transaction: Transaction) throws -> [ZipArchive.File] {
        let consents = try transaction.rows("SELECT state, asked_at, answered_at, ended_at FROM consent").map
        {
            row in
            (
                state: try row.word(0, of: Consent.State.self), asked: try row.moment(1),
                answered: try row.optionalMoment(2), ended: try row.optionalMoment(3)
            )
        }
        let isIn = { (moment: Moment?) in moment.map(period.contains) ?? false }
        let ended = { (state: Consent.State) in
            consents.count { $0.state == state && isIn($0.ended) }
        }
        let figures = [
            consents.count { isIn($0.asked) },
            consents.count { $0.state != .refused && isIn($0.answered) },
            consents.count { $0.state == .refused && isIn($0.answered) }, ended(.withdrawn), ended(.expired),
            ended(.passed),
        ]
        let columns = ["asked", "given", "refused", "withdrawn", "ran_out", "turned_sixteen"]
        return [
            EvidenceTable(path: "consents.csv", columns: columns, rows: [figures.map { String($0) }]).file
        ]
    }
}
