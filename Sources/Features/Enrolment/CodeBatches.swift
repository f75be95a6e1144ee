public import Domain
import Storage
public import Vault

/// A code with its letter number, at the one moment that it is known: when it is issued.
public struct IssuedLetter: Sendable {
    public let letterNumber: Int
    public let code: EnrolmentCode
}

/// How a batch stands, per state.
public struct BatchSummary: Sendable {
    public let id: CodeBatch.ID
    public let customerName: String
    public let size: Int
    public let reason: String
    public let created: Moment
    public let expires: Moment
    public let redeemed: Int
    public let revoked: Int
    public let expired: Int
}

/// Unique codes as an operator issues them, at the command line. We keep their keyed hashes and nothing else of them
/// (P13).
public struct CodeBatches: Sendable {
    private let vault: Vault

    public init(vault: Vault) {
        self.vault = vault
    }

    /// Issues codes in one batch. Each chunk is one transaction; a batch that was cut short has fewer codes and can
    /// be revoked.
    ///
    /// - `progress` hears how many are durable.
    /// - Returns the codes. This is the only time they can be read.
    public func issue(
        _ count: Int, contract: Contract.ID, expires: Moment, reason: String, access: Access,
        progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> (batch: CodeBatch.ID, letters: [IssuedLetter]) {
        let reason = try reason.checkedReason()
        // Nobody goes on with it after a crash, since nobody could read its codes: until it is whole, it is stopped.
        let batch = try await vault.data.write { transaction in
            try Self.open(
                count, contract: contract, expires: expires, reason: reason, state: .stopped, vault: vault,
                access: access, in: transaction)
        }
        var letters: [IssuedLetter] = []
        letters.reserveCapacity(count)
        while letters.count < count {
            let next = min(CodeMaking.chunk, count - letters.count)
            guard
                let made = try await CodeMaking(vault: vault).make(
                    next, of: batch.with(issued: letters.count), for: nil)
            else { throw BatchRefusal.stillMaking }
            letters += made
            progress(letters.count)
        }
        _ = try await vault.data.write {
            try BatchQueries.set(.done, of: batch.id, from: .stopped, in: $0)
        }
        return (batch.id, letters)
    }

    /// The row of a new batch, with its one leaf.
    static func open(
        _ count: Int, contract: Contract.ID, expires: Moment, reason: String, state: CodeBatch.State,
        vault: Vault, access: Access, in transaction: Transaction
    ) throws -> BatchRow {
        guard (1...CodeBatch.codesMax).contains(count) else { throw BatchRefusal.countOutOfRange }
        guard expires > transaction.now else { throw BatchRefusal.expiryInThePast }
        let contract = try BatchQueries.contract(contract, in: transaction)
        let batch = BatchRow(
            id: .random(), contract: contract.id, customer: contract.customer, size: count, issued: 0,
            state: state, expires: expires, reason: reason, created: transaction.now)
        try BatchQueries.insert(batch, in: transaction)
        try vault.record(
            Processing(
                .store, .codeIssue, service: contract.service, fields: .none, subject: nil,
                count: Int64(count)),
            access: access, in: transaction)
        return batch
    }

    /// Revokes what is still open: one letter, or a whole batch. Redeemed codes stay redeemed.
    /// - Returns how many were revoked.
    public func revoke(
        _ batch: CodeBatch.ID, letterNumber: Int? = nil, reason: String, access: Access
    ) async throws -> Int {
        let reason = try reason.checkedReason()
        return try await vault.data.write { transaction in
            let revoked = try transaction.execute(
                """
                UPDATE enrolment_code SET state = 'revoked', revoked_at = $3, revoked_reason = $4
                WHERE batch_id = $1 AND state = 'issued'
                AND letter_number >= $2 AND letter_number <= $5
                """, batch, letterNumber ?? 0, transaction.now, reason, letterNumber ?? Int.max)
            if revoked > 0 {
                try vault.record(
                    Processing(
                        .destroy, .codeIssue, service: try BatchQueries.service(of: batch, in: transaction),
                        fields: .none, subject: nil, count: Int64(revoked)),
                    access: access, in: transaction)
            }
            return revoked
        }
    }

    public func list() async throws -> [BatchSummary] {
        try await vault.data.read { transaction in
            try transaction.rows(
                """
                SELECT b.batch_id, c.name, b.size, b.reason, b.created_at, b.expires_at,
                    COUNT(CASE WHEN k.state = 'redeemed' THEN 1 END),
                    COUNT(CASE WHEN k.state = 'revoked' THEN 1 END),
                    COUNT(CASE WHEN k.state = 'issued' AND k.expires_at <= $1 THEN 1 END)
                FROM code_batch b JOIN customer c ON c.customer_id = b.customer_id
                LEFT JOIN enrolment_code k ON k.batch_id = b.batch_id
                GROUP BY b.batch_id, c.name, b.size, b.reason, b.created_at, b.expires_at
                ORDER BY b.created_at DESC, b.batch_id
                """, transaction.now
            ).map { row in
                BatchSummary(
                    id: try row.id(0), customerName: try row.text(1), size: Int(try row.int(2)),
                    reason: try row.text(3), created: try row.moment(4), expires: try row.moment(5),
                    redeemed: Int(try row.int(6)), revoked: Int(try row.int(7)), expired: Int(try row.int(8)))
            }
        }
    }
}

extension BatchRow {
    func with(issued: Int) -> BatchRow {
        BatchRow(
            id: id, contract: contract, customer: customer, size: size, issued: issued, state: state,
            expires: expires, reason: reason, created: created)
    }
}
