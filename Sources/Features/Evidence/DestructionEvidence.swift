import Domain
import LogVerifier
import Storage
import Vault

/// What each day destroyed and kept, in counts, and the certificate that was signed of it.
struct DestructionEvidence: EvidencePart {
    func files(of period: EvidencePeriod, in transaction: Transaction) throws -> [ZipArchive.File] {
        let counts = try transaction.rows(
            """
            SELECT r.day, c.category, c.planned, c.destroyed, c.kept FROM destruction_run r
            JOIN destruction_count c ON c.run_id = r.run_id
            WHERE r.day >= $1 AND r.day <= $2 ORDER BY r.day, c.category
            """, period.first.description, period.last.description
        ).map { row in
            [try row.text(0), try row.text(1)] + (try (2...4).map { String(try row.int($0)) })
        }
        let columns = ["day", "category", "planned", "destroyed", "kept"]
        return try Self.certificates(in: period, transaction).map {
            .init("\(EvidenceVerifier.certificateFolder)\($0.day).txt", $0.note)
        } + [EvidenceTable(path: "destruction/days.csv", columns: columns, rows: counts).file]
    }

    /// Of the days that are over and signed.
    static func certificates(
        in period: EvidencePeriod, _ transaction: Transaction
    ) throws -> [(day: String, note: String)] {
        try transaction.rows(
            """
            SELECT day, certificate FROM destruction_run
            WHERE day >= $1 AND day <= $2 AND certificate IS NOT NULL ORDER BY day
            """, period.first.description, period.last.description
        ).map { (try $0.text(0), try $0.text(1)) }
    }
}
