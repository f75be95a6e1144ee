import Domain
import Foundation
import Storage
import Vault

/// The runs of the proof that were kept, and the newest of them promise by promise. Which rows were wrong stays here:
/// a pseudonym in a file outside lives longer than its person's data.
struct ProofEvidence: EvidencePart {
    func files(of period: EvidencePeriod, in transaction: Transaction) throws -> [ZipArchive.File] {
        let reports = try ProofRuns.reports(from: period.start, until: period.end, in: transaction)
        let newest = reports.last
        return [
            EvidenceTable(
                path: "proof/runs.csv",
                columns: [
                    "examined_at", "statement_version", "proven", "broken", "no_evidence", "not_built",
                ],
                rows: reports.map { report in
                    [Moment(milliseconds: report.at).evidenceText, String(report.statementVersion)]
                        + Self.verdicts.map { String(report.count($0)) }
                }
            ).file,
            EvidenceTable(
                path: "proof/promises.csv",
                columns: ["promise", "title", "verdict", "examined", "found", "rule", "check"],
                rows: (newest?.lines ?? []).map { line in
                    [
                        line.promise, line.title, line.verdict.rawValue, String(line.examined),
                        String(line.findings), line.rule, line.check,
                    ]
                }
            ).file,
        ]
    }

    private static let verdicts: [ProofReport.Verdict] = [.proven, .broken, .noEvidence, .notBuilt]
}
