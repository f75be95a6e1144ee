extension DataSchema {
    /// A person's number and address, as they change them themselves.
    static let ownContact: [String] = [
        // P10: not theirs yet. What was typed is sealed under a token that only the browser holds; one per session.
        """
        CREATE TABLE contact_change (
            change_id BLOB PRIMARY KEY,
            token_hash BLOB NOT NULL UNIQUE,
            session_id BLOB NOT NULL UNIQUE REFERENCES session (session_id) ON DELETE CASCADE,
            channel TEXT NOT NULL CHECK (channel IN ('sms', 'mail')),
            sealed_contact BLOB NOT NULL,
            form_version TEXT NOT NULL REFERENCES form_version (form_version),
            given_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX contact_change_expiry ON contact_change (expires_at)",
        """
        CREATE TABLE contact_change_code (
            change_id BLOB NOT NULL REFERENCES contact_change (change_id) ON DELETE CASCADE,
            place TEXT NOT NULL CHECK (place IN ('new', 'staying')),
            secret_hash BLOB NOT NULL,
            tries_left BIGINT NOT NULL CHECK (tries_left >= 0),
            sends_left BIGINT NOT NULL CHECK (sends_left >= 0),
            expires_at BIGINT NOT NULL,
            proven_at BIGINT,
            PRIMARY KEY (change_id, place)
        )
        """,
        // Who lives with somebody that reads their phone or mail: nothing goes out by itself.
        """
        ALTER TABLE end_user ADD COLUMN safe_contact BIGINT NOT NULL DEFAULT 0 CHECK (safe_contact IN (0, 1))
        """,
        // A message may also be kept for its reader and never sent.
        "ALTER TABLE message RENAME TO message_before",
        "DROP INDEX message_due",
        "DROP INDEX message_person",
        "DROP INDEX message_expiry",
        "DROP INDEX message_key",
        "DROP INDEX message_failed",
        """
        CREATE TABLE message (
            message_id BLOB PRIMARY KEY,
            person_id BLOB NOT NULL,
            customer_id BLOB,
            service TEXT NOT NULL,
            key_id BLOB NOT NULL,
            kind TEXT NOT NULL,
            channel TEXT NOT NULL CHECK (channel IN ('sms', 'mail')),
            language TEXT NOT NULL,
            sealed BLOB,
            state TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'sent', 'failed', 'kept')),
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
        INSERT INTO message (message_id, person_id, customer_id, service, key_id, kind, channel, language, sealed,
            state, attempts, due_at, lease, lease_until, failure, created_at, sent_at, expires_at)
        SELECT message_id, person_id, customer_id, service, key_id, kind, channel, language, sealed,
            state, attempts, due_at, lease, lease_until, failure, created_at, sent_at, expires_at
        FROM message_before
        """,
        "DROP TABLE message_before",
        "CREATE INDEX message_due ON message (due_at) WHERE state IN ('queued', 'leased')",
        "CREATE INDEX message_person ON message (person_id, created_at)",
        "CREATE INDEX message_expiry ON message (expires_at)",
        "CREATE INDEX message_key ON message (key_id)",
        "CREATE INDEX message_failed ON message (created_at) WHERE state = 'failed'",
    ]
}
