import Domain
import Storage
import Vault

/// The SQL of invitations. A token is never stored, only its hash.
enum InvitationQueries {
    static func insert(
        _ token: Token, for account: Account.ID, expires: Moment, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO invitation (invitation_id, token_hash, account_id, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5)
            """, Identifier<Invitation>.random(), token.hash, account, transaction.now, expires)
    }

    static func account(_ token: Token, in transaction: Transaction) throws -> Account.ID? {
        try transaction.row(
            "SELECT account_id FROM invitation WHERE token_hash = $1 AND expires_at > $2", token.hash,
            transaction.now)?.id(0)
    }

    /// Used once: of two at the same time one finds the row.
    static func use(_ token: Token, in transaction: Transaction) throws -> Bool {
        try transaction.execute("DELETE FROM invitation WHERE token_hash = $1", token.hash) == 1
    }

    static func deleteAll(of account: Account.ID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM invitation WHERE account_id = $1", account)
    }
}

enum Invitation {}
