import Domain
import Storage
import Vault

struct ProviderRow: Sendable {
    let settings: ProviderSettings
    /// Nothing when it is switched off.
    let secret: SealedProviderSecret?
    let isRequired: Bool
    let changed: Moment
    let trouble: ProviderTrouble?
    let troubled: Moment?
}

/// The SQL of customers' identity providers.
enum ProviderQueries {
    static func provider(of customer: Customer.ID, in transaction: Transaction) throws -> ProviderRow? {
        try row(
            transaction.row(
                """
                SELECT provider_id, customer_id, issuer, issuer_since, client_id, secret, secret_generation,
                    is_required, changed_at, trouble, troubled_at
                FROM identity_provider WHERE customer_id = $1
                """, customer), in: transaction)
    }

    static func provider(_ id: IdentityProvider.ID, in transaction: Transaction) throws -> ProviderRow? {
        try row(
            transaction.row(
                """
                SELECT provider_id, customer_id, issuer, issuer_since, client_id, secret, secret_generation,
                    is_required, changed_at, trouble, troubled_at
                FROM identity_provider WHERE provider_id = $1
                """, id), in: transaction)
    }

    static func provider(for domain: MailDomain, in transaction: Transaction) throws -> ProviderRow? {
        let id: IdentityProvider.ID? = try transaction.row(
            "SELECT provider_id FROM identity_provider_domain WHERE domain = $1", domain.text)?.id(0)
        return try id.flatMap { try provider($0, in: transaction) }
    }

    private static func row(_ row: Row?, in transaction: Transaction) throws -> ProviderRow? {
        guard let row else { return nil }
        let id: IdentityProvider.ID = try row.id(0)
        let rules = try transaction.rows(
            "SELECT claim, value, role FROM identity_provider_rule WHERE provider_id = $1 ORDER BY claim, value, role",
            id
        ).map { try ClaimRule(claim: $0.text(0), value: $0.text(1), role: $0.word(2)) }
        guard let issuer = ProviderAddress(try row.text(2)) else { throw VaultError.damaged }
        let secret = try row.optionalBlob(5).map {
            SealedProviderSecret(sealed: $0, generation: try row.int(6))
        }
        return ProviderRow(
            settings: ProviderSettings(
                id: id, customer: try row.id(1), issuer: issuer, issuerSince: try row.moment(3),
                clientID: try row.text(4), claimMap: ClaimMap(rules: rules.compactMap(\.self))),
            secret: secret, isRequired: try row.int(7) == 1, changed: try row.moment(8),
            trouble: try row.optionalText(9).flatMap(ProviderTrouble.init),
            troubled: try row.optionalMoment(10))
    }

    /// Writes all of it, under a new seal. Another issuer is nobody's demand yet.
    static func save(
        _ settings: ProviderSettings, secret: SealedProviderSecret, by account: Account.ID,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO identity_provider (provider_id, customer_id, issuer, issuer_since, client_id, secret,
                secret_generation, is_required, changed_by, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9)
            ON CONFLICT (customer_id) DO UPDATE SET
                is_required = CASE WHEN identity_provider.issuer_since = excluded.issuer_since
                    THEN identity_provider.is_required ELSE 0 END,
                issuer = excluded.issuer, issuer_since = excluded.issuer_since, client_id = excluded.client_id,
                secret = excluded.secret, secret_generation = excluded.secret_generation, trouble = NULL,
                troubled_at = NULL, changed_by = excluded.changed_by, changed_at = excluded.changed_at
            """, settings.id, settings.customer, settings.issuer.text, settings.issuerSince,
            settings.clientID, secret.sealed, secret.generation, account, transaction.now)
        try transaction.execute("DELETE FROM identity_provider_rule WHERE provider_id = $1", settings.id)
        for rule in settings.claimMap.rules {
            try transaction.execute(
                "INSERT INTO identity_provider_rule (provider_id, claim, value, role) VALUES ($1, $2, $3, $4)",
                settings.id, rule.claim, rule.value, rule.role.rawValue)
        }
    }

    static func setRequired(
        _ isRequired: Bool, of id: IdentityProvider.ID, by account: Account.ID, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "UPDATE identity_provider SET is_required = $2, changed_by = $3, changed_at = $4 WHERE provider_id = $1",
            id, isRequired ? 1 : 0, account, transaction.now)
    }

    /// The secret is gone, the domains are free, and who is on their way does not arrive.
    static func switchOff(
        _ id: IdentityProvider.ID, by account: Account.ID, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE identity_provider SET secret = NULL, secret_generation = NULL, is_required = 0, trouble = NULL,
                troubled_at = NULL, changed_by = $2, changed_at = $3
            WHERE provider_id = $1
            """, id, account, transaction.now)
        try transaction.execute("DELETE FROM identity_provider_domain WHERE provider_id = $1", id)
        try transaction.execute("DELETE FROM sign_on_attempt WHERE provider_id = $1", id)
    }

    static func note(
        _ trouble: ProviderTrouble, at id: IdentityProvider.ID, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "UPDATE identity_provider SET trouble = $2, troubled_at = $3 WHERE provider_id = $1", id,
            trouble.rawValue, transaction.now)
    }

    static func domains(of id: IdentityProvider.ID, in transaction: Transaction) throws -> [String] {
        try transaction.rows(
            "SELECT domain FROM identity_provider_domain WHERE provider_id = $1 ORDER BY domain", id
        ).map { try $0.text(0) }
    }

    /// True when it is theirs now: of two customers at once one gets it.
    static func claim(
        _ domain: MailDomain, for id: IdentityProvider.ID, by account: Account.ID, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO identity_provider_domain (domain, provider_id, claimed_by, claimed_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING
            """, domain.text, id, account, transaction.now)
        return try domains(of: id, in: transaction).contains(domain.text)
    }

    static func release(
        _ domain: MailDomain, of id: IdentityProvider.ID, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "DELETE FROM identity_provider_domain WHERE domain = $1 AND provider_id = $2", domain.text, id)
    }

    /// Whether the people of this side sign in by their organisation alone.
    static func isRequired(on side: Account.Side, in transaction: Transaction) throws -> Bool {
        guard let customer = side.customer else { return false }
        return try transaction.row(
            "SELECT 1 FROM identity_provider WHERE customer_id = $1 AND is_required = 1", customer) != nil
    }
}
