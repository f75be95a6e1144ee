import Domain
import Storage
import Vault

/// Somebody on their way through a provider.
struct SignOnAttemptRow: Sendable {
    let provider: IdentityProvider.ID
    /// Who proves themselves again; nothing for who signs in.
    let account: Account.ID?
    let sealed: [UInt8]
    let created: Moment
}

/// The SQL of who signs on through a provider.
enum SignOnQueries {
    static func insert(
        token: Token, at provider: IdentityProvider.ID, account: Account.ID?, sealed: [UInt8],
        expires: Moment, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO sign_on_attempt (attempt_id, token_hash, provider_id, account_id, sealed, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """, Identifier<SignOnAttempt>.random(), token.hash, provider, account, sealed, transaction.now,
            expires)
    }

    /// An attempt is answered once: of two answers at the same time one finds the row (replay).
    static func use(_ token: Token, in transaction: Transaction) throws -> SignOnAttemptRow? {
        try transaction.row(
            """
            DELETE FROM sign_on_attempt WHERE token_hash = $1 AND expires_at > $2
            RETURNING provider_id, account_id, sealed, created_at
            """, token.hash, transaction.now
        ).map {
            SignOnAttemptRow(
                provider: try $0.id(0), account: try $0.optionalID(1), sealed: try $0.blob(2),
                created: try $0.moment(3))
        }
    }

    /// The account that is tied to this hash. A tie that was moved past the program is none, and loud.
    static func account(
        tiedTo hash: [UInt8], vault: Vault, in transaction: Transaction
    ) throws -> Account.ID? {
        let row = try transaction.row(
            "SELECT account_id, sign_on_mac, sign_on_at FROM account WHERE sign_on_hash = $1", hash)
        guard let row else { return nil }
        let account: Account.ID = try row.id(0)
        guard let mac = try row.optionalBlob(1), let since = try row.optionalMoment(2),
            try vault.isGenuine(signOn: hash, of: account, since: since, mac: mac)
        else { throw VaultError.damaged }
        return account
    }

    /// Since when an account is tied to somebody at a provider.
    static func tied(_ account: Account.ID, in transaction: Transaction) throws -> Moment? {
        try transaction.row(
            "SELECT sign_on_at FROM account WHERE account_id = $1 AND sign_on_hash IS NOT NULL", account)?
            .optionalMoment(0)
    }

    static func tie(
        _ account: Account.ID, to hash: [UInt8], vault: Vault, in transaction: Transaction
    ) throws {
        let mac = try vault.mac(signOn: hash, of: account, since: transaction.now)
        try transaction.execute(
            """
            UPDATE account SET state = 'active', sign_on_hash = $2, sign_on_mac = $3, sign_on_at = $4
            WHERE account_id = $1 AND state <> 'closed'
            """, account, hash, mac, transaction.now)
        try transaction.execute(
            "UPDATE account SET sign_on_barred = NULL WHERE sign_on_barred = $1", hash)
        try InvitationQueries.deleteAll(of: account, in: transaction)
    }

    static func isBarred(_ hash: [UInt8], in transaction: Transaction) throws -> Bool {
        try transaction.row("SELECT 1 FROM account WHERE sign_on_barred = $1", hash) != nil
    }

    /// Everybody of a customer who came by a password is signed out, and the second step of who is coming ends.
    static func endPasswordSessions(of customer: Customer.ID, in transaction: Transaction) throws {
        try transaction.execute(
            """
            DELETE FROM work_session WHERE account_id IN (
                SELECT account_id FROM account WHERE customer_id = $1 AND sign_on_hash IS NULL)
            """, customer)
        try transaction.execute(
            """
            DELETE FROM work_challenge WHERE account_id IN (
                SELECT account_id FROM account WHERE customer_id = $1)
            """, customer)
    }
}

extension GrantQueries {
    /// The roles in force that a customer's provider gave.
    static func given(
        by provider: IdentityProvider.ID, to account: Account.ID, side: Account.Side, vault: Vault,
        in transaction: Transaction
    ) throws -> [RoleGrant] {
        try genuine(of: account, side: side, vault: vault, in: transaction)
            .filter { $0.giver == .provider(provider) && $0.isInForce(at: transaction.now) }
    }

    /// Everybody who has a role from this provider now.
    static func holders(
        ofRolesFrom provider: IdentityProvider.ID, in transaction: Transaction
    ) throws -> [Account.ID] {
        try transaction.rows(
            """
            SELECT DISTINCT account_id FROM role_grant
            WHERE provider_id = $1 AND revoked_at IS NULL AND expires_at > $2
            """, provider, transaction.now
        ).map { try $0.id(0) }
    }
}
