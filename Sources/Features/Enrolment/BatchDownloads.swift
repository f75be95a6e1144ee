public import Domain
import Storage
public import Vault

public enum BatchDownload {
    public typealias ID = Identifier<BatchDownload>

    public enum State: String, CaseIterable, Sendable {
        /// Sealed, and waiting to be saved.
        case open
        /// The customer said that it is saved: its key is destroyed.
        case confirmed
        /// Nobody said so in time: its key is destroyed all the same.
        case over
    }
}

/// The codes of letters, in the clear, on their way to who may make them.
public struct BatchCodes: Sendable {
    public let reason: String
    /// The first moment at which they work no more.
    public let expires: Moment
    public let letters: [IssuedLetter]
    /// The numbers of all letters that wait to be saved; `letters` may be a part of them.
    public let waiting: Int
}

/// Codes that were just made wait here, sealed under a key of their own, until the customer saved them and a day at most
/// (P13). A backup of the key store can hold such a key for as long as key backups live.
public struct BatchDownloads: Sendable {
    private let vault: Vault
    private let shredder: Shredder

    public init(vault: Vault, shredder: Shredder) {
        self.vault = vault
        self.shredder = shredder
    }

    /// Opens the codes of a batch that wait to be saved, after the log leaf of this reading is durable.
    ///
    /// - Refuses who did not prove themselves just now.
    /// - `range`: only these letter numbers. What shows all of them counts as downloaded.
    public func codes(
        of batch: CodeBatch.ID, letters range: ClosedRange<Int> = 1...Int.max, by worker: Worker
    ) async throws -> BatchCodes {
        let (customer, access) = try worker.makingCodes()
        let open = try await vault.data.read { transaction in
            _ = try BatchQueries.batch(batch, of: customer, in: transaction)
            guard worker.isProven(at: transaction.now) else { throw BatchRefusal.proofNeeded }
            return try Self.open(of: batch, customer: customer, in: transaction)
        }
        var keys: [BatchDownload.ID: DownloadKey] = [:]
        for download in open { keys[download.id] = try await vault.downloadKey(download.key) }
        let known = keys
        let found = try await vault.data.write { transaction -> Found in
            let row = try BatchQueries.batch(batch, of: customer, in: transaction)
            guard row.state != .making else { throw BatchRefusal.stillMaking }
            let still = try Self.open(of: batch, customer: customer, in: transaction)
                .filter { known[$0.id] != nil }
            let parts = try still.flatMap { try Self.parts(of: $0.id, in: transaction) }
            let wanted = parts.filter { $0.letters.overlaps(range) }
            guard !wanted.isEmpty else { throw BatchRefusal.nothingToDownload }
            let count = wanted.reduce(0) { $0 + $1.letters.clamped(to: range).count }
            let logged = try vault.record(
                Processing(
                    .read, .codeIssue, service: try BatchQueries.service(of: batch, in: transaction),
                    fields: .none, subject: nil, count: Int64(count)),
                access: access, in: transaction)
            let waiting = parts.reduce(0) { $0 + $1.letters.count }
            if count == waiting {
                for download in still {
                    try transaction.execute(
                        "UPDATE batch_download SET downloaded_at = $2 WHERE download_id = $1", download.id,
                        transaction.now)
                }
            }
            return Found(batch: row, parts: wanted, logged: logged, waiting: waiting)
        }
        let letters = try found.parts.flatMap { part -> [IssuedLetter] in
            guard let key = known[part.download] else { return [] }
            let codes = try vault.open(
                part.sealed, fromLetter: part.letters.lowerBound, under: key, logged: found.logged)
            return zip(part.letters, codes).map { IssuedLetter(letterNumber: $0, code: $1) }
        }
        return BatchCodes(
            reason: found.batch.reason, expires: found.batch.expires,
            letters: letters.filter { range.contains($0.letterNumber) }
                .sorted { $0.letterNumber < $1.letterNumber },
            waiting: found.waiting)
    }

    /// "I saved the file": what waited is destroyed, with its key. What came after the page was shown stays.
    public func confirm(_ batch: CodeBatch.ID, shown: Moment, by worker: Worker) async throws {
        let (customer, access) = try worker.makingCodes()
        let keys = try await vault.data.write { transaction in
            _ = try BatchQueries.batch(batch, of: customer, in: transaction)
            let waiting = try Self.open(of: batch, customer: customer, in: transaction)
            guard !waiting.isEmpty else { throw BatchRefusal.nothingToDownload }
            let saved = waiting.filter { $0.downloaded != nil && $0.created <= shown }
            guard !saved.isEmpty else { throw BatchRefusal.notDownloaded }
            for download in saved {
                try Self.end(
                    download, as: .confirmed, vault: vault, access: access, in: transaction)
            }
            return saved.map(\.key)
        }
        do {
            try await Self.destroy(keys, vault: vault, shredder: shredder)
        } catch {
            // Nothing opens them any more: the sweep goes on with what could not be done now, such as telling the
            // witness. To who saved the file it is over.
        }
    }

    private struct Found: Sendable {
        let batch: BatchRow
        let parts: [PartRow]
        let logged: Logged
        let waiting: Int
    }
}

/// A file with codes as it is stored.
struct DownloadRow: Sendable {
    let id: BatchDownload.ID
    let batch: CodeBatch.ID
    let key: DownloadKey.ID
    let created: Moment
    let expires: Moment
    let downloaded: Moment?
}

/// Codes of letters that follow each other, sealed together.
struct PartRow: Sendable {
    let download: BatchDownload.ID
    let letters: ClosedRange<Int>
    let sealed: [UInt8]
}

extension BatchDownloads {
    static func insert(
        _ download: BatchDownload.ID, key: DownloadKey, batch: BatchRow, firstLetter: Int, term: CalendarTerm,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO batch_download (download_id, batch_id, customer_id, key_id, first_letter, state, created_at,
                expires_at)
            VALUES ($1, $2, $3, $4, $5, 'open', $6, $7)
            """, download, batch.id, batch.customer, key.id, firstLetter, transaction.now,
            term.end(from: transaction.now))
    }

    /// Those that can still be opened: past its day nothing is, even when the sweep has not come by yet.
    static func open(
        of batch: CodeBatch.ID, customer: Customer.ID, in transaction: Transaction
    ) throws -> [DownloadRow] {
        try transaction.rows(
            """
            SELECT download_id, batch_id, key_id, created_at, expires_at, downloaded_at FROM batch_download
            WHERE batch_id = $1 AND customer_id = $2 AND state = 'open' AND expires_at > $3
            ORDER BY created_at, download_id
            """, batch, customer, transaction.now
        ).map(row)
    }

    static func due(limit: Int, in transaction: Transaction) throws -> [DownloadRow] {
        try transaction.rows(
            """
            SELECT download_id, batch_id, key_id, created_at, expires_at, downloaded_at FROM batch_download
            WHERE state = 'open' AND expires_at <= $1 ORDER BY expires_at LIMIT $2
            """, transaction.now, limit
        ).map(row)
    }

    /// What ended and still has a key, or a witness that was not told.
    static func ended(limit: Int, in transaction: Transaction) throws -> [DownloadKey.ID] {
        try transaction.rows(
            """
            SELECT key_id FROM batch_download WHERE ended_at IS NOT NULL AND destroyed_at IS NULL
            ORDER BY ended_at LIMIT $1
            """, limit
        ).map { try $0.id(0) }
    }

    static func destroy(_ keys: [DownloadKey.ID], vault: Vault, shredder: Shredder) async throws {
        try await shredder.destroy(keys)
        try await vault.data.write { transaction in
            for key in keys {
                try transaction.execute(
                    "UPDATE batch_download SET destroyed_at = $2 WHERE key_id = $1", key, transaction.now)
            }
        }
    }

    private static func row(_ row: Row) throws -> DownloadRow {
        DownloadRow(
            id: try row.id(0), batch: try row.id(1), key: try row.id(2), created: try row.moment(3),
            expires: try row.moment(4), downloaded: try row.optionalMoment(5))
    }

    private static func parts(of download: BatchDownload.ID, in transaction: Transaction) throws -> [PartRow]
    {
        try transaction.rows(
            "SELECT first_letter, letters, sealed FROM batch_download_part WHERE download_id = $1", download
        ).map { row in
            let first = Int(try row.int(0))
            return PartRow(
                download: download, letters: first...(first + Int(try row.int(1)) - 1),
                sealed: try row.blob(2))
        }
    }

    /// From this commit on nothing opens it: tombstone, sealed codes gone, one leaf. The key is still to be shredded.
    static func end(
        _ download: DownloadRow, as state: BatchDownload.State, vault: Vault, access: Access,
        in transaction: Transaction
    ) throws {
        let ended = try transaction.execute(
            """
            UPDATE batch_download SET state = $2, ended_at = $3 WHERE download_id = $1 AND state = 'open'
            """, download.id, state.rawValue, transaction.now)
        guard ended == 1 else { return }
        let letters = try transaction.row(
            "SELECT CAST(COALESCE(SUM(letters), 0) AS BIGINT) FROM batch_download_part WHERE download_id = $1",
            download.id)?.int(0)
        try transaction.execute("DELETE FROM batch_download_part WHERE download_id = $1", download.id)
        try vault.bury(download.key, in: transaction)
        try vault.record(
            Processing(
                .destroy, .codeIssue, service: try BatchQueries.service(of: download.batch, in: transaction),
                fields: .none, subject: nil, count: letters ?? 0),
            access: access, in: transaction)
    }
}

extension Worker {
    /// In which roles somebody makes and changes codes.
    public static let codeMakers: [Role] = [.customerAdmin, .caseworker]

    /// For which customer, and as whom, this worker makes and changes codes.
    func makingCodes() throws -> (Customer.ID, Access) {
        guard let customer, let actor = actor(in: Self.codeMakers) else { throw VaultError.notYours }
        return (customer, Access(actor: actor, purpose: .delivery, ground: .serviceDelivery))
    }
}
