import Domain
import Storage
import Vault

/// Codes that nobody saved in time: sealed codes and their key go a day after they were made (P13).
struct DownloadSweep: Sendable {
    let vault: Vault
    let shredder: Shredder
    private static let page = 100

    /// - Returns how many files with codes ended.
    func run() async throws -> Int {
        var total = 0
        while true {
            let ended = try await vault.data.write { transaction in
                let due = try BatchDownloads.due(limit: Self.page, in: transaction)
                for download in due {
                    try BatchDownloads.end(
                        download, as: .over, vault: vault, access: Self.access, in: transaction)
                }
                try DestructionLedger.add(.codeDownload, destroyed: due.count, in: transaction)
                return due.count
            }
            total += ended
            if ended < Self.page { break }
        }
        try await destroyEnded()
        try await sweepLoose()
        return total
    }

    /// Codes are nobody's data: their end is a part of issuing them, and no erasure.
    private static let access = Access(actor: .system, purpose: .delivery, ground: .serviceDelivery)

    /// The keys of what ended, here or because somebody saved it, and was not destroyed to the end yet.
    private func destroyEnded() async throws {
        while true {
            let keys = try await vault.data.read { try BatchDownloads.ended(limit: Self.page, in: $0) }
            try await BatchDownloads.destroy(keys, vault: vault, shredder: shredder)
            if keys.count < Self.page { return }
        }
    }

    /// A crash can leave a key without a file: after the file ended, or before it was there.
    private func sweepLoose() async throws {
        let now = try await vault.data.read { $0.now }
        let made = try await vault.downloadKeys(madeBefore: now + .hours(1))
        let forgotten = Set(try await vault.downloadKeys(madeBefore: now - .hours(1)))
        if made.isEmpty { return }
        let loose = try await vault.data.write { transaction in
            let loose = try made.filter { key in
                let isOpen = try transaction.row(
                    "SELECT 1 FROM batch_download WHERE key_id = $1 AND state = 'open'", key)
                if isOpen != nil { return false }
                return try forgotten.contains(key)
                    || transaction.row("SELECT 1 FROM tombstone WHERE key_id = $1", key) != nil
            }
            for key in loose { try vault.bury(key, in: transaction) }
            return loose
        }
        if !loose.isEmpty { try await shredder.destroy(loose) }
    }
}
