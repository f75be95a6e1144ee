extension DataSchema {
    /// Guardians of who is under sixteen, what they said, and how they prove who they are (P18).
    static let guardians: [String] = [
        // Every wording that a guardian could say yes to, under a name that is made from its words.
        """
        CREATE TABLE consent_text (
            text_version TEXT PRIMARY KEY,
            service TEXT NOT NULL,
            language TEXT NOT NULL,
            statement_version BIGINT NOT NULL,
            text TEXT NOT NULL,
            recorded_at BIGINT NOT NULL
        )
        """,
        // One row per child: whoever has two children is found twice, after proof.
        """
        CREATE TABLE guardian (
            guardian_id BLOB PRIMARY KEY,
            end_user_id BLOB NOT NULL REFERENCES end_user (end_user_id),
            contact_key_id BLOB NOT NULL,
            identity_key_id BLOB NOT NULL,
            language TEXT NOT NULL,
            named_at BIGINT NOT NULL,
            proven_at BIGINT,
            UNIQUE (guardian_id, end_user_id)
        )
        """,
        "CREATE INDEX guardian_child ON guardian (end_user_id)",
        // To find a guardian by their number at the door, and nothing else.
        """
        CREATE TABLE guardian_index (
            digest BLOB NOT NULL,
            guardian_id BLOB NOT NULL REFERENCES guardian (guardian_id),
            key_id BLOB NOT NULL,
            PRIMARY KEY (digest, guardian_id)
        )
        """,
        "CREATE INDEX guardian_index_guardian ON guardian_index (guardian_id)",
        """
        CREATE TABLE consent (
            consent_id BLOB PRIMARY KEY,
            end_user_id BLOB NOT NULL REFERENCES end_user (end_user_id),
            guardian_id BLOB,
            state TEXT NOT NULL CHECK (state IN ('asked', 'given', 'refused', 'withdrawn', 'expired', 'passed')),
            asked_at BIGINT NOT NULL,
            reminded_at BIGINT,
            answered_at BIGINT,
            text_version TEXT REFERENCES consent_text (text_version),
            way TEXT CHECK (way IN ('browser')),
            ended_at BIGINT,
            UNIQUE (consent_id, end_user_id, state),
            FOREIGN KEY (guardian_id, end_user_id) REFERENCES guardian (guardian_id, end_user_id),
            CHECK (guardian_id IS NOT NULL OR state IN ('expired', 'passed')),
            CHECK (state NOT IN ('given', 'withdrawn')
                OR (answered_at IS NOT NULL AND text_version IS NOT NULL AND way IS NOT NULL)),
            CHECK (state <> 'refused' OR answered_at IS NOT NULL),
            CHECK ((state IN ('withdrawn', 'expired', 'passed')) = (ended_at IS NOT NULL))
        )
        """,
        "CREATE INDEX consent_child ON consent (end_user_id)",
        "CREATE UNIQUE INDEX consent_open ON consent (guardian_id) WHERE state IN ('asked', 'given')",
        "CREATE INDEX consent_asked ON consent (asked_at) WHERE state = 'asked'",
        // The link in a message to a guardian. Opening it shows a page and uses nothing up.
        """
        CREATE TABLE guardian_link (
            token_hash BLOB PRIMARY KEY,
            guardian_id BLOB NOT NULL REFERENCES guardian (guardian_id),
            channel TEXT NOT NULL CHECK (channel IN ('sms', 'mail')),
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX guardian_link_guardian ON guardian_link (guardian_id)",
        "CREATE INDEX guardian_link_expiry ON guardian_link (expires_at)",
        // A code that was sent to a guardian's phone. A number that they typed themselves is sealed under the
        // browser's token until it is proven.
        """
        CREATE TABLE guardian_challenge (
            challenge_id BLOB PRIMARY KEY,
            token_hash BLOB NOT NULL UNIQUE,
            secret_hash BLOB NOT NULL,
            tries_left BIGINT NOT NULL CHECK (tries_left >= 0),
            link_guardian_id BLOB REFERENCES guardian (guardian_id),
            link_channel TEXT CHECK (link_channel IN ('sms', 'mail')),
            sealed_number BLOB NOT NULL,
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            CHECK ((link_guardian_id IS NULL) = (link_channel IS NULL))
        )
        """,
        "CREATE INDEX guardian_challenge_expiry ON guardian_challenge (expires_at)",
        "CREATE INDEX guardian_challenge_link ON guardian_challenge (link_guardian_id)",
        """
        CREATE TABLE guardian_challenge_guardian (
            challenge_id BLOB NOT NULL REFERENCES guardian_challenge (challenge_id) ON DELETE CASCADE,
            guardian_id BLOB NOT NULL REFERENCES guardian (guardian_id),
            PRIMARY KEY (challenge_id, guardian_id)
        )
        """,
        "CREATE INDEX guardian_challenge_member ON guardian_challenge_guardian (guardian_id)",
        """
        CREATE TABLE guardian_session (
            session_id BLOB PRIMARY KEY,
            token_hash BLOB NOT NULL UNIQUE,
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX guardian_session_expiry ON guardian_session (expires_at)",
        """
        CREATE TABLE guardian_session_guardian (
            session_id BLOB NOT NULL REFERENCES guardian_session (session_id) ON DELETE CASCADE,
            guardian_id BLOB NOT NULL REFERENCES guardian (guardian_id),
            PRIMARY KEY (session_id, guardian_id)
        )
        """,
        "CREATE INDEX guardian_session_member ON guardian_session_guardian (guardian_id)",
        // What a child typed about a guardian on their way in, sealed under the token of their browser.
        "ALTER TABLE enrolment_attempt ADD COLUMN sealed_guardian BLOB",
        "ALTER TABLE end_user ADD COLUMN consent_id BLOB",
        "ALTER TABLE end_user ADD COLUMN consent_state TEXT CHECK (consent_state = 'given')",
        // When it is looked at next whether a minor has turned sixteen: the first of a month, which says nothing.
        "ALTER TABLE end_user ADD COLUMN age_check_at BIGINT",
        "CREATE INDEX end_user_age_check ON end_user (age_check_at) WHERE age_check_at IS NOT NULL",
        "CREATE INDEX end_user_consent ON end_user (consent_id) WHERE consent_id IS NOT NULL",
        "ALTER TABLE sealed_value ADD COLUMN guardian_id BLOB REFERENCES guardian (guardian_id)",
    ]

    /// One rule in place of another, in a table that lives on.
    struct ChangedRule {
        let table: String
        /// The name that PostgreSQL gave the old rule.
        let name: String
        let before: String
        let after: String
    }

    static let guardianRules = [
        ChangedRule(
            table: "end_user", name: "end_user_state_check",
            before: "CHECK (state IN ('active', 'awaiting_guardian', 'erased'))",
            after: "CHECK (state IN ('active', 'awaiting_guardian', 'awaiting_own_answer', 'erased'))"),
        // P18: no active service of a minor without a consent that stands. The key below holds it to one of their
        // own, and lets that consent become nothing else meanwhile.
        ChangedRule(
            table: "end_user", name: "end_user_check",
            before: "CHECK (state <> 'active' OR declared_age = 'sixteen_or_older')",
            after: """
                CHECK (state <> 'active' OR declared_age = 'sixteen_or_older' OR consent_state IS NOT NULL), \
                CHECK ((consent_id IS NULL) = (consent_state IS NULL)), \
                FOREIGN KEY (consent_id, end_user_id, consent_state) \
                REFERENCES consent (consent_id, end_user_id, state)
                """),
        ChangedRule(
            table: "end_user", name: "end_user_check1",
            before: "CHECK (state <> 'awaiting_guardian' OR keep_until IS NOT NULL)",
            after:
                "CHECK (state NOT IN ('awaiting_guardian', 'awaiting_own_answer') OR keep_until IS NOT NULL)"),
        ChangedRule(
            table: "sealed_value", name: "sealed_value_source_check",
            before: "CHECK (source IN ('themselves', 'colleague', 'identity_provider'))",
            after: "CHECK (source IN ('themselves', 'colleague', 'identity_provider', 'child'))"),
        ChangedRule(
            table: "sealed_value", name: "sealed_value_check",
            before: "CHECK ((account_id IS NULL) <> (request_id IS NULL))",
            after: """
                CHECK ((CASE WHEN account_id IS NULL THEN 0 ELSE 1 END) \
                + (CASE WHEN request_id IS NULL THEN 0 ELSE 1 END) \
                + (CASE WHEN guardian_id IS NULL THEN 0 ELSE 1 END) = 1)
                """),
        ChangedRule(
            table: "sealed_value", name: "sealed_value_check1",
            before: "CHECK (person_id = COALESCE(account_id, request_id))",
            after: "CHECK (person_id = COALESCE(account_id, request_id, guardian_id))"),
    ]
}
