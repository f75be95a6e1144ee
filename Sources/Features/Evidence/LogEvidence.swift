import Domain
import LogVerifier
import Storage
import Vault

/// The signed heads of the log: the last one of each day, the one before the period, and those that certificates of
/// destruction name; each with the proof that the one before it is its beginning.
struct LogEvidence: EvidencePart {
    func files(of period: EvidencePeriod, in transaction: Transaction) throws -> [ZipArchive.File] {
        [.init(EvidenceVerifier.chainPath, try chain(of: period, in: transaction).text)]
    }

    /// Where the chain in these files ends; nothing for a log that has no head yet.
    static func head(in archive: ZipArchive) -> Checkpoint? {
        archive[EvidenceVerifier.chainPath].flatMap {
            CheckpointChain(text: String(decoding: $0, as: UTF8.self))
        }?.links.last.flatMap { Checkpoint.parse(note: $0.note)?.checkpoint }
    }

    private func chain(of period: EvidencePeriod, in transaction: Transaction) throws -> CheckpointChain {
        var sizes = Set(
            try DestructionEvidence.certificates(in: period, transaction).compactMap {
                DestructionCertificate.parse(note: $0.note)?.certificate.logSize
            })
        if let before = try Self.last(before: period.start, in: transaction) { sizes.insert(before) }
        var day: CalendarDay? = period.first
        while let each = day, each.start < period.end {
            if let size = try Self.last(before: each.end, in: transaction) { sizes.insert(size) }
            day = CalendarDay(of: each.end)
        }
        var (links, before): ([CheckpointChain.Link], Int64) = ([], 0)
        for size in sizes.sorted() {
            guard
                let note = try transaction.row("SELECT note FROM log_checkpoint WHERE size = $1", size)?.text(
                    0)
            else { continue }
            let proof = try Vault.consistencyProof(from: before, to: size, in: transaction)
            links.append(.init(proof: proof, note: note))
            before = size
        }
        return CheckpointChain(links)
    }

    private static func last(before moment: Moment, in transaction: Transaction) throws -> Int64? {
        try transaction.row(
            "SELECT size FROM log_checkpoint WHERE at < $1 ORDER BY at DESC, size DESC LIMIT 1", moment)?.int(
                0)
    }
}
