import Domain
import Storage
import Vault

/// The companies that carried our messages in the period, with the agreement that bound each and how much it was handed.
struct ProcessorEvidence: EvidencePart {
    func files(of period: EvidencePeriod, in transaction: Transaction) throws -> [ZipArchive.File] {
        let processors = try ProcessorQueries.all(in: transaction).filter { processor in
            processor.registered < period.end && (processor.ended.map { period.start < $0 } ?? true)
        }.sorted { ($0.registered, $0.id) < ($1.registered, $1.id) }
        let columns = [
            "carries", "name", "agreement", "agreed_on", "country", "registered_at", "ended_at",
            "handed_over",
        ]
        return [
            EvidenceTable(
                path: "processors.csv", columns: columns,
                rows: try processors.map { processor in
                    let declaration = processor.declaration
                    return [
                        declaration.channel.rawValue, declaration.name, declaration.agreement,
                        declaration.agreedOn.description, processor.location,
                        processor.registered.evidenceText,
                        // What ended after the period had not ended in it.
                        processor.ended.flatMap { $0 < period.end ? $0.evidenceText : nil } ?? "",
                        String(try Self.handed(to: processor.id, in: period, transaction)),
                    ]
                }
            ).file
        ]
    }

    private static func handed(
        to processor: Processor.ID, in period: EvidencePeriod, _ transaction: Transaction
    ) throws -> Int64 {
        try transaction.row(
            "SELECT COUNT(*) FROM transfer WHERE processor_id = $1 AND at >= $2 AND at < $3", processor,
            period.start, period.end)?.int(0) ?? 0
    }
}
