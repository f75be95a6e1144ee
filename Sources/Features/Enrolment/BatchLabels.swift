public import Domain
import Storage
public import Vault

/// The customer's own names for its letters, as one text that its browser sealed: nobody here can open it (P13).
public struct BatchLabels: Sendable {
    private let vault: Vault
    /// Of one batch.
    public static let bytesMax = 512 * 1_024
    /// More letters than a page in a browser can hold.
    public static let lettersMax = 2_000

    public init(vault: Vault) {
        self.vault = vault
    }

    /// What was stored last; nothing when nothing was.
    public func labels(of batch: CodeBatch.ID, for worker: Worker) async throws -> String? {
        let (customer, _) = try worker.makingCodes()
        return try await vault.data.read { transaction in
            _ = try BatchQueries.batch(batch, of: customer, in: transaction)
            return try transaction.row(
                "SELECT sealed FROM batch_labels WHERE batch_id = $1 AND customer_id = $2", batch, customer)?
                .text(0)
        }
    }

    /// Refuses what does not have the shape of a sealed text: words in the clear do not get in.
    public func store(_ sealed: String, of batch: CodeBatch.ID, by worker: Worker) async throws {
        let (customer, _) = try worker.makingCodes()
        guard sealed.utf8.count <= Self.bytesMax, Self.isSealed(sealed) else {
            throw BatchRefusal.labelsNotSealed
        }
        _ = try await vault.data.write { transaction in
            _ = try BatchQueries.batch(batch, of: customer, in: transaction)
            try transaction.execute(
                """
                INSERT INTO batch_labels (batch_id, customer_id, sealed, changed_at) VALUES ($1, $2, $3, $4)
                ON CONFLICT (batch_id) DO UPDATE SET sealed = excluded.sealed, changed_at = excluded.changed_at
                """, batch, customer, sealed, transaction.now)
        }
    }

    /// `v1`, a salt, a nonce and the sealed bytes in whole blocks with their tag, each in base 64.
    static func isSealed(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "v1" else { return false }
        let bytes = parts.dropFirst().map { Base64.bytes(String($0)) }
        guard bytes[0]?.count == 16, bytes[1]?.count == 12, let sealed = bytes[2] else { return false }
        return sealed.count > tagBytes && (sealed.count - tagBytes).isMultiple(of: blockBytes)
    }

    private static let tagBytes = 16
    private static let blockBytes = 1_024
}
