import Domain
import Storage
public import Vault

/// Signing the code of conduct and secrecy: before that nothing opens for BuenO's own people (P72, P73).
public struct Duties: Sendable {
    private let vault: Vault
    private let statements: Statements

    public init(vault: Vault, statements: Statements) {
        self.vault = vault
        self.statements = statements
    }

    /// Signs every text in force. Signing twice is the same as once.
    public func sign(by worker: Worker) async throws {
        let texts = statements.current.duties
        try await vault.data.write { transaction in
            for text in texts {
                try transaction.execute(
                    """
                    INSERT INTO duty_signature (account_id, duty, version, signed_at) VALUES ($1, $2, $3, $4)
                    ON CONFLICT DO NOTHING
                    """, worker.account, text.duty.rawValue, text.version, transaction.now)
            }
        }
    }
}

enum DutyQueries {
    static func signed(by account: Account.ID, in transaction: Transaction) throws -> Set<DutySigned> {
        Set(
            try transaction.rows("SELECT duty, version FROM duty_signature WHERE account_id = $1", account)
                .map { DutySigned(duty: try $0.word(0), version: Int(try $0.int(1))) })
    }
}
