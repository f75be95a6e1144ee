import Domain
import Storage
import Vault

/// The SQL of roles that were given. Every grant that leaves here is genuine: its keyed hash was checked.
enum GrantQueries {
    static func insert(
        _ grant: RoleGrant, vault: Vault, in transaction: Transaction
    ) throws {
        let (colleague, provider): (Account.ID?, IdentityProvider.ID?) =
            switch grant.giver {
            case .colleague(let id): (id, nil)
            case .provider(let id): (nil, id)
            case .commandLine: (nil, nil)
            }
        try transaction.execute(
            """
            INSERT INTO role_grant (grant_id, account_id, role, granted_by, starts_at, expires_at, revoked_at, mac,
                provider_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, grant.id, grant.account, grant.role.rawValue, colleague, grant.starts, grant.expires,
            grant.revoked, try vault.mac(grant), provider)
    }

    /// Newest first. A row whose keyed hash is not right is left out: nobody gave that role (P73).
    static func genuine(
        of account: Account.ID, side: Account.Side, vault: Vault, in transaction: Transaction
    ) throws -> [RoleGrant] {
        try vault.grants(of: account, in: transaction)
            .filter { $0.isGenuine && $0.grant.side == side }.map(\.grant)
    }

    static func isInForce(
        _ role: Role, of account: AccountRow, vault: Vault, in transaction: Transaction
    ) throws -> Bool {
        try genuine(of: account.id, side: account.side, vault: vault, in: transaction)
            .contains { $0.role == role && $0.isInForce(at: transaction.now) }
    }

    /// Takes a grant back, under a new keyed hash.
    static func revoke(_ grant: RoleGrant, vault: Vault, in transaction: Transaction) throws {
        let revoked = grant.revoked(at: transaction.now)
        try transaction.execute(
            "UPDATE role_grant SET revoked_at = $2, mac = $3 WHERE grant_id = $1 AND revoked_at IS NULL",
            grant.id, revoked.revoked, try vault.mac(revoked))
    }
}
