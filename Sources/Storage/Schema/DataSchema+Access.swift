extension DataSchema {
    /// Sessions, proofs that are asked, and the outbox.
    static let access: [String] = [
        """
        CREATE TABLE session (
            session_id BLOB PRIMARY KEY,
            token_hash BLOB NOT NULL UNIQUE,
            previous_token_hash BLOB,
            end_user_id BLOB NOT NULL REFERENCES end_user (end_user_id),
            device TEXT NOT NULL CHECK (device IN ('phone', 'tablet', 'computer', 'unknown')),
            created_at BIGINT NOT NULL,
            rotated_at BIGINT NOT NULL,
            last_seen_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX session_expiry ON session (expires_at)",
        "CREATE INDEX session_idle ON session (last_seen_at)",
        "CREATE INDEX session_person ON session (end_user_id)",
        """
        CREATE INDEX session_previous_token ON session (previous_token_hash)
        WHERE previous_token_hash IS NOT NULL
        """,
        // Everyone a session may show: one human with codes from two customers signs in once.
        """
        CREATE TABLE session_end_user (
            session_id BLOB NOT NULL REFERENCES session (session_id) ON DELETE CASCADE,
            end_user_id BLOB NOT NULL REFERENCES end_user (end_user_id),
            PRIMARY KEY (session_id, end_user_id)
        )
        """,
        "CREATE INDEX session_end_user_person ON session_end_user (end_user_id)",
        // A proof that is asked: to sign in, or to step up before an erasure.
        """
        CREATE TABLE challenge (
            challenge_id BLOB PRIMARY KEY,
            token_hash BLOB NOT NULL UNIQUE,
            kind TEXT NOT NULL CHECK (kind IN ('sign_in_sms', 'sign_in_mail', 'step_up')),
            session_id BLOB REFERENCES session (session_id) ON DELETE CASCADE,
            secret_hash BLOB NOT NULL,
            tries_left BIGINT NOT NULL,
            proven_at BIGINT,
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX challenge_expiry ON challenge (expires_at)",
        "CREATE INDEX challenge_session ON challenge (session_id) WHERE session_id IS NOT NULL",
        """
        CREATE TABLE challenge_end_user (
            challenge_id BLOB NOT NULL REFERENCES challenge (challenge_id) ON DELETE CASCADE,
            end_user_id BLOB NOT NULL REFERENCES end_user (end_user_id),
            PRIMARY KEY (challenge_id, end_user_id)
        )
        """,
        "CREATE INDEX challenge_end_user_person ON challenge_end_user (end_user_id)",
        // The outbox. Recipient and words are sealed under the person's contact key and die with it.
        """
        CREATE TABLE message (
            message_id BLOB PRIMARY KEY,
            end_user_id BLOB NOT NULL,
            customer_id BLOB NOT NULL,
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
        "CREATE INDEX message_due ON message (due_at) WHERE state IN ('queued', 'leased')",
        "CREATE INDEX message_end_user ON message (end_user_id, created_at)",
        "CREATE INDEX message_expiry ON message (expires_at)",
        "CREATE INDEX message_key ON message (key_id)",
    ]
}
