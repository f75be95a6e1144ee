extension DataSchema {
    /// Archives of evidence that were made: who made one stands under their account, or under none for the command line.
    static let evidence: [String] = [
        """
        CREATE TABLE evidence_export (
            export_id BLOB PRIMARY KEY,
            account_id BLOB REFERENCES account (account_id),
            reason TEXT NOT NULL CHECK (reason IN ('audit', 'supervisor', 'customer', 'ourselves')),
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL,
            manifest_hash BLOB NOT NULL,
            at BIGINT NOT NULL,
            CHECK (first_day <= last_day)
        )
        """,
        "CREATE INDEX evidence_export_at ON evidence_export (at)",
        // The last head of each day, without reading those between.
        "CREATE INDEX log_checkpoint_at ON log_checkpoint (at, size)",
    ]
}
