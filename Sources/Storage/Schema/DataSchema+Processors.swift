extension DataSchema {
    /// Who carries what we send, and what was handed to them.
    static let processors: [String] = [
        // P31, P74: one per channel at a time; a change ends the one before.
        """
        CREATE TABLE processor (
            processor_id BLOB PRIMARY KEY,
            channel TEXT NOT NULL CHECK (channel IN ('sms', 'mail')),
            name TEXT NOT NULL,
            agreement TEXT NOT NULL,
            agreed_on TEXT NOT NULL,
            country TEXT NOT NULL CHECK (country = 'NL'),
            registered_at BIGINT NOT NULL,
            ended_at BIGINT,
            CHECK (ended_at IS NULL OR ended_at >= registered_at)
        )
        """,
        "CREATE UNIQUE INDEX processor_current ON processor (channel) WHERE ended_at IS NULL",
        // One row for each leaf of something that left: to whom.
        """
        CREATE TABLE transfer (
            leaf_id BLOB PRIMARY KEY,
            processor_id BLOB NOT NULL REFERENCES processor (processor_id),
            recipient TEXT NOT NULL,
            basis TEXT NOT NULL,
            at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX transfer_processor ON transfer (processor_id, at)",
    ]
}
