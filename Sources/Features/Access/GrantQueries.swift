import Domain
import Storage
import Vault

/// The SQL of roles that were given. Every grant that leaves here is genuine: its keyed hash was checked.
enum GrantQueries {
    static func insert(
        _ grant: RoleGrant, by granter: Account.ID?, provider: IdentityProvider.ID? = nil, vault: Vault,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO role_grant (grant_id, account_id, role, granted_by, starts_at, expires_at, revoked_at, mac,
                provider_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, grant.id, grant.account, grant.role.rawValue, granter, grant.starts, grant.expires,
            grant.revoked, try vault.mac(grant), provider)
    }

    /// Newest first. A row whose keyed hash is not right is left out: nobody gave that role (P73).
    static func genuine(
        of account: Account.ID, side: Account.Side, vault: Vault, in transaction: Transaction
    ) throws -> [RoleGrant] {
        try transaction.rows(
            """
            SELECT grant_id, role, starts_at, expires_at, revoked_at, mac FROM role_grant
            WHERE account_id = $1 ORDER BY starts_at DESC, grant_id
            """, account
        ).compactMap { row in
            let grant = RoleGrant(
                id: try row.id(0), account: account, role: try row.word(1), side: side,
                starts: try row.moment(2), expires: try row.moment(3), revoked: try row.optionalMoment(4))
            return try vault.isGenuine(grant, mac: try row.blob(5)) ? grant : nil
        }
    }

    /// Takes a grant back, under a new keyed hash.
    static func revoke(_ grant: RoleGrant, vault: Vault, in transaction: Transaction) throws {
        let revoked = grant.revoked(at: transaction.now)
        try transaction.execute(
            "UPDATE role_grant SET revoked_at = $2, mac = $3 WHERE grant_id = $1 AND revoked_at IS NULL",
            grant.id, revoked.revoked, try vault.mac(revoked))
    }
}
