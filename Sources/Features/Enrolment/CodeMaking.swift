import Domain
import Storage
import Vault

/// Makes the next codes of a batch: random, hashed, sealed when they are to be downloaded, and stored, in one
/// transaction. So a crash leaves a batch with whole chunks, and making goes on at the next letter.
struct CodeMaking: Sendable {
    let vault: Vault
    /// Enough per commit, and little enough for others to write in between.
    static let chunk = 500

    /// A hash that stands already: a repeated 55-bit number.
    struct Collision: Error {}

    /// - `download`: where the codes wait, sealed; nothing when who asked reads them at once.
    /// - Returns the letters; nothing when the batch moved on meanwhile.
    func make(
        _ count: Int, of batch: BatchRow, for download: (id: BatchDownload.ID, key: DownloadKey)?,
        also: @escaping @Sendable (Transaction) throws -> Void = { _ in }
    ) async throws -> [IssuedLetter]? {
        while true {
            do {
                let prepared = try prepare(count, of: batch, for: download)
                let stored = try await vault.data.write { transaction in
                    guard try BatchQueries.advance(batch, by: count, in: transaction) else { return false }
                    try also(transaction)
                    try store(prepared, of: batch, in: transaction)
                    return true
                }
                return stored ? prepared.letters : nil
            } catch is Collision {
                continue
            }
        }
    }

    private struct Prepared: Sendable {
        let letters: [IssuedLetter]
        let hashes: [[UInt8]]
        let download: BatchDownload.ID?
        let sealed: [UInt8]
    }

    /// All that needs no database, before it: the writer waits for nobody's arithmetic.
    private func prepare(
        _ count: Int, of batch: BatchRow, for download: (id: BatchDownload.ID, key: DownloadKey)?
    ) throws -> Prepared {
        var generator = SystemRandomNumberGenerator()
        let first = batch.issued + 1
        let letters = (first..<(first + count)).map {
            IssuedLetter(letterNumber: $0, code: EnrolmentCode(random: &generator))
        }
        return Prepared(
            letters: letters, hashes: try letters.map { try vault.codeHash($0.code) }, download: download?.id,
            sealed: try download.map { try vault.seal(letters.map(\.code), fromLetter: first, under: $0.key) }
                ?? [])
    }

    private func store(_ prepared: Prepared, of batch: BatchRow, in transaction: Transaction) throws {
        let (letters, hashes) = (prepared.letters, prepared.hashes)
        guard try BatchQueries.insert(letters, hashes: hashes, of: batch, in: transaction) == letters.count
        else {
            throw Collision()
        }
        guard let download = prepared.download, let first = letters.first?.letterNumber else { return }
        try transaction.execute(
            """
            INSERT INTO batch_download_part (download_id, first_letter, letters, sealed) VALUES ($1, $2, $3, $4)
            """, download, first, letters.count, prepared.sealed)
    }
}
