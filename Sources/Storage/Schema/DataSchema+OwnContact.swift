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
    ]
}
