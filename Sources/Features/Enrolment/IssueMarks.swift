public import Domain
import Storage
public import Vault

/// A client number as the customer's browser marked it, under a secret that only the customer has: 32 bytes.
public struct IssueMark: Hashable, Sendable {
    let bytes: [UInt8]

    /// Refuses what is not 64 hexadecimal digits.
    public init(_ text: String) throws {
        guard let bytes = Hex.bytes(text), bytes.count == 32 else { throw BatchRefusal.markMalformed }
        self.bytes = bytes
    }

    public var text: String { Hex.text(bytes) }
}

/// A code that was issued before for the same mark.
public struct EarlierIssue: Sendable {
    public let batch: CodeBatch.ID
    public let letterNumber: Int
    public let at: Moment
}

/// The blind duplicate check: whether a client got a code before, without knowing the client. Within one customer alone.
public struct IssueMarks: Sendable {
    private let vault: Vault

    public init(vault: Vault) {
        self.vault = vault
    }

    /// The newest code that was issued for this mark; nothing when there was none.
    public func earlier(_ mark: IssueMark, for worker: Worker) async throws -> EarlierIssue? {
        let (customer, _) = try worker.makingCodes()
        let hash = try vault.markHash(mark.bytes, customer: customer)
        return try await vault.data.read { transaction in
            try transaction.row(
                """
                SELECT batch_id, letter_number, created_at FROM issue_mark
                WHERE customer_id = $1 AND mark_hash = $2 ORDER BY created_at DESC, letter_number DESC LIMIT 1
                """, customer, hash
            ).map {
                EarlierIssue(batch: try $0.id(0), letterNumber: Int(try $0.int(1)), at: try $0.moment(2))
            }
        }
    }

    static func insert(
        _ mark: IssueMark, batch: CodeBatch.ID, letter: Int, customer: Customer.ID, vault: Vault,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO issue_mark (customer_id, mark_hash, batch_id, letter_number, created_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
            """, customer, try vault.markHash(mark.bytes, customer: customer), batch, letter, transaction.now)
    }

    /// The letter that comes instead of another is for the same client.
    static func carry(
        _ batch: CodeBatch.ID, from letter: Int, to next: Int, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO issue_mark (customer_id, mark_hash, batch_id, letter_number, created_at)
            SELECT customer_id, mark_hash, batch_id, $3, $4 FROM issue_mark
            WHERE batch_id = $1 AND letter_number = $2 ON CONFLICT DO NOTHING
            """, batch, letter, next, transaction.now)
    }
}
