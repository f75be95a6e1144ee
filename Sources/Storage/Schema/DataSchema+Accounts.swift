extension DataSchema {
    /// Logins of customers' colleagues and of BuenO's own people, what they may do, and what they signed.
    static let accounts: [String] =
        [
            """
            CREATE TABLE account (
                account_id BLOB PRIMARY KEY,
                side TEXT NOT NULL CHECK (side IN ('customer', 'staff')),
                customer_id BLOB REFERENCES customer (customer_id),
                identity_key_id BLOB NOT NULL,
                contact_key_id BLOB NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('invited', 'active', 'closed')),
                language TEXT NOT NULL,
                password_hash TEXT,
                second_factor BLOB,
                second_factor_step BIGINT NOT NULL DEFAULT 0,
                sign_on_hash BLOB UNIQUE,
                invited_by BLOB REFERENCES account (account_id),
                created_at BIGINT NOT NULL,
                closed_at BIGINT,
                CHECK ((side = 'customer') = (customer_id IS NOT NULL)),
                CHECK ((state = 'closed') = (closed_at IS NOT NULL)),
                CHECK (state <> 'active' OR sign_on_hash IS NOT NULL
                    OR (password_hash IS NOT NULL AND second_factor IS NOT NULL)),
                CHECK (state <> 'closed' OR (password_hash IS NULL AND second_factor IS NULL AND sign_on_hash IS NULL))
            )
            """,
            "CREATE INDEX account_customer ON account (customer_id) WHERE customer_id IS NOT NULL",
            "CREATE INDEX account_closed ON account (closed_at) WHERE closed_at IS NOT NULL",
            // To find an account by its address at sign-in, and nothing else.
            """
            CREATE TABLE account_index (
                digest BLOB NOT NULL,
                account_id BLOB NOT NULL REFERENCES account (account_id),
                key_id BLOB NOT NULL,
                PRIMARY KEY (digest, account_id)
            )
            """,
            "CREATE INDEX account_index_account ON account_index (account_id)",
            // P33: what is asked through the contact form, apart from end users and customers.
            """
            CREATE TABLE contact_request (
                request_id BLOB PRIMARY KEY,
                identity_key_id BLOB NOT NULL,
                contact_key_id BLOB NOT NULL,
                language TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('open', 'answered')),
                received_at BIGINT NOT NULL,
                answered_at BIGINT,
                answered_by BLOB REFERENCES account (account_id),
                CHECK ((state = 'answered') = (answered_at IS NOT NULL))
            )
            """,
            "CREATE INDEX contact_request_state ON contact_request (state, received_at)",
            // P02, P61: what is sealed of everyone who is no end user, with where it came from.
            """
            CREATE TABLE sealed_value (
                person_id BLOB NOT NULL,
                account_id BLOB REFERENCES account (account_id),
                request_id BLOB REFERENCES contact_request (request_id),
                field TEXT NOT NULL,
                class TEXT NOT NULL CHECK (class IN ('identity', 'contact')),
                key_id BLOB NOT NULL,
                rev BIGINT NOT NULL CHECK (rev > 0),
                sealed BLOB NOT NULL,
                source TEXT NOT NULL CHECK (source IN ('themselves', 'colleague', 'identity_provider')),
                given_at BIGINT NOT NULL,
                form_version TEXT NOT NULL REFERENCES form_version (form_version),
                PRIMARY KEY (person_id, field),
                CHECK ((account_id IS NULL) <> (request_id IS NULL)),
                CHECK (person_id = COALESCE(account_id, request_id))
            )
            """,
            "CREATE INDEX sealed_value_key ON sealed_value (key_id)",
            """
            CREATE TABLE invitation (
                invitation_id BLOB PRIMARY KEY,
                token_hash BLOB NOT NULL UNIQUE,
                account_id BLOB NOT NULL REFERENCES account (account_id),
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX invitation_account ON invitation (account_id)",
            "CREATE INDEX invitation_expiry ON invitation (expires_at)",
            """
            CREATE TABLE recovery_code (
                account_id BLOB NOT NULL REFERENCES account (account_id),
                code_hash BLOB NOT NULL,
                PRIMARY KEY (account_id, code_hash)
            )
            """,
            // P73: a role for a while, from somebody else, under a keyed hash of all that stands here.
            """
            CREATE TABLE role_grant (
                grant_id BLOB PRIMARY KEY,
                account_id BLOB NOT NULL REFERENCES account (account_id),
                role TEXT NOT NULL CHECK (role IN ('customer_admin', 'caseworker', 'customer_finance',
                    'customer_viewer', 'support', 'operator', 'privacy_officer')),
                granted_by BLOB REFERENCES account (account_id),
                starts_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                revoked_at BIGINT,
                mac BLOB NOT NULL,
                CHECK (expires_at > starts_at),
                CHECK (granted_by IS NULL OR granted_by <> account_id)
            )
            """,
            "CREATE INDEX role_grant_account ON role_grant (account_id)",
            "CREATE INDEX role_grant_expiry ON role_grant (expires_at) WHERE revoked_at IS NULL",
            // P72, P73: who signed which version of what.
            """
            CREATE TABLE duty_signature (
                account_id BLOB NOT NULL REFERENCES account (account_id),
                duty TEXT NOT NULL CHECK (duty IN ('code_of_conduct', 'secrecy')),
                version BIGINT NOT NULL,
                signed_at BIGINT NOT NULL,
                PRIMARY KEY (account_id, duty, version)
            )
            """,
            """
            CREATE TABLE work_session (
                session_id BLOB PRIMARY KEY,
                token_hash BLOB NOT NULL UNIQUE,
                account_id BLOB NOT NULL REFERENCES account (account_id),
                device TEXT NOT NULL CHECK (device IN ('phone', 'tablet', 'computer', 'unknown')),
                created_at BIGINT NOT NULL,
                last_seen_at BIGINT NOT NULL,
                proven_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX work_session_account ON work_session (account_id)",
            "CREATE INDEX work_session_expiry ON work_session (expires_at)",
            // A password was right and the second factor is asked, or somebody is on their way through another
            // organisation's sign-on page.
            """
            CREATE TABLE work_challenge (
                challenge_id BLOB PRIMARY KEY,
                token_hash BLOB NOT NULL UNIQUE,
                account_id BLOB NOT NULL REFERENCES account (account_id),
                tries_left BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX work_challenge_expiry ON work_challenge (expires_at)",
        ] + message

    /// The outbox, for everyone that the vault keeps keys for: the person may be no end user, and BuenO's own
    /// people belong to no customer.
    private static let message: [String] = [
        "ALTER TABLE message RENAME TO message_before",
        "DROP INDEX message_due",
        "DROP INDEX message_end_user",
        "DROP INDEX message_expiry",
        "DROP INDEX message_key",
        """
        CREATE TABLE message (
            message_id BLOB PRIMARY KEY,
            person_id BLOB NOT NULL,
            customer_id BLOB,
            service TEXT NOT NULL DEFAULT 'free_calling',
            key_id BLOB NOT NULL,
            kind TEXT NOT NULL,
            channel TEXT NOT NULL CHECK (channel IN ('sms', 'mail')),
            language TEXT NOT NULL,
            sealed BLOB,
            state TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'sent', 'failed')),
            attempts BIGINT NOT NULL,
            due_at BIGINT NOT NULL,
            lease BLOB,
            lease_until BIGINT,
            failure TEXT,
            created_at BIGINT NOT NULL,
            sent_at BIGINT,
            expires_at BIGINT NOT NULL,
            CHECK ((state = 'sent') = (sent_at IS NOT NULL))
        )
        """,
        """
        INSERT INTO message (message_id, person_id, customer_id, key_id, kind, channel, language, sealed, state,
            attempts, due_at, lease, lease_until, failure, created_at, sent_at, expires_at)
        SELECT message_id, end_user_id, customer_id, key_id, kind, channel, language, sealed, state,
            attempts, due_at, lease, lease_until, failure, created_at, sent_at, expires_at FROM message_before
        """,
        "DROP TABLE message_before",
        "CREATE INDEX message_due ON message (due_at) WHERE state IN ('queued', 'leased')",
        "CREATE INDEX message_person ON message (person_id, created_at)",
        "CREATE INDEX message_expiry ON message (expires_at)",
        "CREATE INDEX message_key ON message (key_id)",
        "CREATE INDEX message_failed ON message (created_at) WHERE state = 'failed'",
    ]
}
