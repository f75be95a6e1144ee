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
            let keys = try await vault.data.write { transaction in
                let due = try BatchDownloads.due(limit: Self.page, in: transaction)
                for download in due {
                    try BatchDownloads.end(
                        download, as: .over, activity: .retention, vault: vault, access: Self.access,
                        in: transaction)
                }
                return due.map(\.key)
            }
            if !keys.isEmpty { try await shredder.destroy(keys) }
            total += keys.count
            if keys.count < Self.page { break }
        }
        try await sweepLoose()
        return total
    }

    private static let access = Access(
        actor: .retention, purpose: .fraudAndLegalObligations, ground: .legalDuty)

    /// A crash can leave a key without a file: before the file was there, or after it ended.
    private func sweepLoose() async throws {
        let now = try await vault.data.read { $0.now }
        let made = try await vault.downloadKeys(madeBefore: now - .hours(1))
        let loose = try await vault.data.write { transaction in
            let loose = try made.filter { key in
                try transaction.row(
                    "SELECT 1 FROM batch_download WHERE key_id = $1 AND state = 'open'", key) == nil
            }
            for key in loose { try vault.bury(key, in: transaction) }
            return loose
        }
        if !loose.isEmpty { try await shredder.destroy(loose) }
    }
}
