public import Domain
import Storage
public import Vault

/// What of its codes waits for a customer's people today.
public struct BatchTasks: Sendable {
    /// Codes that are made and not yet confirmed as saved.
    public struct Download: Sendable {
        public let batch: CodeBatch.ID
        public let reason: String
        public let letters: Int
        public let until: Moment
    }

    /// A batch that ends soon and has codes that nobody used.
    public struct Ending: Sendable {
        public let batch: CodeBatch.ID
        public let reason: String
        public let unused: Int
        public let expires: Moment
    }

    private let vault: Vault
    /// How long before its end a batch is spoken of.
    static let endingSpan = Moment.Span.days(14)
    private static let rowsMax = 10

    public init(vault: Vault) {
        self.vault = vault
    }

    /// Only who can do something about it is told.
    public func waiting(
        for worker: Worker
    ) async throws -> (downloads: [Download], ending: [Ending]) {
        guard worker.actor(in: Worker.codeMakers) != nil, let customer = worker.customer else {
            return ([], [])
        }
        return try await vault.data.read { transaction in
            let batches = try transaction.rows(
                """
                SELECT b.batch_id, b.reason FROM code_batch b WHERE b.customer_id = $1 AND b.batch_id IN (
                    SELECT d.batch_id FROM batch_download d
                    WHERE d.customer_id = $1 AND d.state = 'open' AND d.expires_at > $2)
                ORDER BY b.created_at DESC LIMIT $3
                """, customer, transaction.now, Self.rowsMax)
            let downloads = try batches.compactMap { row -> Download? in
                let batch: CodeBatch.ID = try row.id(0)
                let reason = try row.text(1)
                return try LetterQueries.waiting(of: batch, customer: customer, in: transaction).map {
                    Download(batch: batch, reason: reason, letters: $0.letters, until: $0.until)
                }
            }
            return (downloads, try Self.ending(of: customer, in: transaction))
        }
    }

    /// A customer that has an agreement for codes and never had one made: what its people do first.
    ///
    /// - Returns whether this worker may make them; nothing for a customer that has codes, or may have none.
    public func mayBegin(for worker: Worker) async throws -> Bool? {
        guard let customer = worker.customer else { return nil }
        let isNew = try await vault.data.read { transaction in
            guard try !BatchQueries.contracts(of: customer, in: transaction).isEmpty else { return false }
            return try transaction.row(
                "SELECT 1 FROM code_batch WHERE customer_id = $1 LIMIT 1", customer) == nil
        }
        return isNew ? worker.actor(in: Worker.codeMakers) != nil : nil
    }

    private static func ending(of customer: Customer.ID, in transaction: Transaction) throws -> [Ending] {
        try transaction.rows(
            """
            SELECT batch_id, reason, expires_at FROM code_batch
            WHERE customer_id = $1 AND expires_at > $2 AND expires_at <= $3 ORDER BY expires_at LIMIT $4
            """, customer, transaction.now, transaction.now + endingSpan, rowsMax
        ).compactMap { row in
            let batch: CodeBatch.ID = try row.id(0)
            let unused = try LetterQueries.counts(of: batch, customer: customer, in: transaction).unused
            return unused == 0
                ? nil
                : Ending(batch: batch, reason: try row.text(1), unused: unused, expires: try row.moment(2))
        }
    }
}
