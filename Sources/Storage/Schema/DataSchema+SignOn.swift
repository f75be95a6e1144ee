extension DataSchema {
    /// The identity providers of customers, and who signs on through them.
    static let signOn: [String] = [
        // Without a secret it is switched off: nobody can sign on, and nobody must.
        """
        CREATE TABLE identity_provider (
            provider_id BLOB PRIMARY KEY,
            customer_id BLOB NOT NULL UNIQUE REFERENCES customer (customer_id),
            issuer TEXT NOT NULL,
            issuer_since BIGINT NOT NULL,
            client_id TEXT NOT NULL,
            secret BLOB,
            secret_generation BIGINT,
            is_required BIGINT NOT NULL CHECK (is_required IN (0, 1)),
            trouble TEXT CHECK (trouble IN ('unavailable', 'document', 'refused', 'secret', 'token', 'incomplete',
                'role')),
            troubled_at BIGINT,
            changed_by BLOB NOT NULL REFERENCES account (account_id),
            changed_at BIGINT NOT NULL,
            CHECK ((secret IS NULL) = (secret_generation IS NULL)),
            CHECK (is_required = 0 OR secret IS NOT NULL),
            CHECK ((trouble IS NULL) = (troubled_at IS NULL))
        )
        """,
        // No provider elsewhere makes somebody staff.
        """
        CREATE TABLE identity_provider_rule (
            provider_id BLOB NOT NULL REFERENCES identity_provider (provider_id),
            claim TEXT NOT NULL,
            value TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('customer_admin', 'caseworker', 'customer_finance',
                'customer_viewer')),
            PRIMARY KEY (provider_id, claim, value, role)
        )
        """,
        // A domain is one customer's.
        """
        CREATE TABLE identity_provider_domain (
            domain TEXT PRIMARY KEY,
            provider_id BLOB NOT NULL REFERENCES identity_provider (provider_id),
            claimed_by BLOB NOT NULL REFERENCES account (account_id),
            claimed_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX identity_provider_domain_provider ON identity_provider_domain (provider_id)",
        // Somebody on their way. What is needed on return is sealed under the token of their browser; with an account
        // it is somebody who proves themselves again.
        """
        CREATE TABLE sign_on_attempt (
            attempt_id BLOB PRIMARY KEY,
            token_hash BLOB NOT NULL UNIQUE,
            provider_id BLOB NOT NULL REFERENCES identity_provider (provider_id),
            account_id BLOB REFERENCES account (account_id),
            sealed BLOB NOT NULL,
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX sign_on_attempt_expiry ON sign_on_attempt (expires_at)",
        "CREATE INDEX sign_on_attempt_provider ON sign_on_attempt (provider_id)",
        "ALTER TABLE account ADD COLUMN sign_on_mac BLOB",
        "ALTER TABLE account ADD COLUMN sign_on_at BIGINT",
        // Who was shut out here does not come back by the provider alone.
        "ALTER TABLE account ADD COLUMN sign_on_barred BLOB",
        "CREATE INDEX account_barred ON account (sign_on_barred) WHERE sign_on_barred IS NOT NULL",
        "ALTER TABLE role_grant ADD COLUMN provider_id BLOB REFERENCES identity_provider (provider_id)",
    ]
}
