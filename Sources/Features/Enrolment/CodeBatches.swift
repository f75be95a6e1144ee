public import Domain
import Storage
public import Vault

public enum CodeBatch {
    public typealias ID = Identifier<CodeBatch>
}

/// A code with its letter number, at the one moment that it is known: when it is issued.
public struct IssuedLetter: Sendable {
    public let letterNumber: Int
    public let code: EnrolmentCode
}

public enum BatchRefusal: Error, Equatable, Sendable {
    /// From 1 to 50,000 at once.
    case countOutOfRange
    case expiryInThePast
    case reasonMissing
    case unknownContract
    case contractEnded
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

/// Unique codes, issued one or many at a time. We keep their keyed hashes and nothing else of them (P13).
public struct CodeBatches: Sendable {
    private let vault: Vault
    private static let chunk = 500

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
        guard (1...50_000).contains(count) else { throw BatchRefusal.countOutOfRange }
        guard reason.contains(where: { !$0.isWhitespace }) else { throw BatchRefusal.reasonMissing }
        let batch = CodeBatch.ID.random()
        let customer = try await open(
            batch, count: count, contract: contract, expires: expires, reason: reason, access: access)
        var letters: [IssuedLetter] = []
        letters.reserveCapacity(count)
        var generator = SystemRandomNumberGenerator()
        while letters.count < count {
            let numbers = (letters.count + 1)...min(letters.count + Self.chunk, count)
            let made = numbers.map { IssuedLetter(letterNumber: $0, code: EnrolmentCode(random: &generator)) }
            // A hash that stands already would be a repeated 55-bit number: the insert skips it, and it is made anew.
            letters += try await vault.data.write { transaction in
                try made.filter { letter in
                    try transaction.execute(
                        """
                        INSERT INTO enrolment_code (code_id, batch_id, contract_id, customer_id, letter_number,
                            code_hash, state, issued_at, expires_at)
                        VALUES ($1, $2, $3, $4, $5, $6, 'issued', $7, $8) ON CONFLICT DO NOTHING
                        """, EnrolmentCode.ID.random(), batch, contract, customer, letter.letterNumber,
                        try vault.codeHash(letter.code), transaction.now, expires) == 1
                }
            }
            progress(letters.count)
        }
        return (batch, letters)
    }

    private func open(
        _ batch: CodeBatch.ID, count: Int, contract: Contract.ID, expires: Moment, reason: String,
        access: Access
    ) async throws -> Customer.ID {
        try await vault.data.write { transaction in
            guard expires > transaction.now else { throw BatchRefusal.expiryInThePast }
            guard
                let row = try transaction.row(
                    "SELECT customer_id, service, starts_at, ended_at FROM contract WHERE contract_id = $1",
                    contract)
            else { throw BatchRefusal.unknownContract }
            let (customer, service): (Customer.ID, Service) = (try row.id(0), try row.word(1))
            let found = Contract(
                id: contract, customer: customer, service: service, starts: try row.moment(2),
                ended: try row.optionalMoment(3))
            guard found.isActive(at: transaction.now) else { throw BatchRefusal.contractEnded }
            try transaction.execute(
                """
                INSERT INTO code_batch (batch_id, contract_id, customer_id, size, expires_at, reason, created_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """, batch, contract, customer, count, expires, reason, transaction.now)
            try vault.record(
                Processing(
                    .store, .codeIssue, service: service, fields: .none, subject: nil, count: Int64(count)),
                access: access, in: transaction)
            return customer
        }
    }

    /// Revokes what is still open: one letter, or a whole batch. Redeemed codes stay redeemed.
    /// - Returns how many were revoked.
    public func revoke(
        _ batch: CodeBatch.ID, letterNumber: Int? = nil, reason: String, access: Access
    ) async throws -> Int {
        guard reason.contains(where: { !$0.isWhitespace }) else { throw BatchRefusal.reasonMissing }
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
                        .destroy, .codeIssue, service: .freeCalling, fields: .none, subject: nil,
                        count: Int64(revoked)),
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
