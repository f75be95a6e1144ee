public import Domain
public import Storage

/// A grant as it stands in the store.
public struct KeptGrant: Sendable {
    public let grant: RoleGrant
    /// Whether the program itself wrote it, as it stands.
    public let isGenuine: Bool
}

extension Vault {
    /// What a granted role stands under: a row that was not written here has no right one (P73).
    public func mac(_ grant: RoleGrant) throws -> [UInt8] {
        let message = AssociatedData.of("role_grant", deployment: deployment, parts: [grant.bytes])
        return try keyring.key(.roleMAC).withBytes { try Sodium.keyedHash(message, key: $0) }
    }

    /// Every grant of an account, newest first.
    public func grants(of account: Account.ID, in transaction: Transaction) throws -> [KeptGrant] {
        let order = " WHERE g.account_id = $1 ORDER BY g.starts_at DESC, g.grant_id"
        return try transaction.rows(SQL(stringLiteral: Self.grants + order), account).map(kept)
    }

    /// Every grant of everybody.
    public func grants(in transaction: Transaction) throws -> [KeptGrant] {
        try transaction.rows(SQL(stringLiteral: Self.grants)).map(kept)
    }

    private static let grants = """
        SELECT g.grant_id, g.account_id, g.role, a.customer_id, g.granted_by, g.provider_id, g.starts_at,
            g.expires_at, g.revoked_at, g.mac
        FROM role_grant g JOIN account a ON a.account_id = g.account_id
        """

    private func kept(_ row: Row) throws -> KeptGrant {
        let customer: Customer.ID? = try row.optionalID(3)
        let (colleague, provider): (Account.ID?, IdentityProvider.ID?) = (
            try row.optionalID(4), try row.optionalID(5)
        )
        let grant = RoleGrant(
            id: try row.id(0), account: try row.id(1), role: try row.word(2),
            side: customer.map { .customer($0) } ?? .staff,
            giver: colleague.map { .colleague($0) } ?? provider.map { .provider($0) } ?? .commandLine,
            starts: try row.moment(6), expires: try row.moment(7), revoked: try row.optionalMoment(8))
        return KeptGrant(grant: grant, isGenuine: Sodium.equal(try mac(grant), try row.blob(9)))
    }
}
