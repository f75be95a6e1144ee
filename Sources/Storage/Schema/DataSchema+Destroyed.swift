extension DataSchema {
    /// When the last trace of it was destroyed and the witness knew: until then the sweep comes back to it.
    static let destroyed: [String] = [
        "ALTER TABLE account ADD COLUMN destroyed_at BIGINT",
        "DROP INDEX account_closed",
        "CREATE INDEX account_undestroyed ON account (closed_at) WHERE closed_at IS NOT NULL AND destroyed_at IS NULL",
        "ALTER TABLE batch_download ADD COLUMN destroyed_at BIGINT",
        """
        CREATE INDEX batch_download_undestroyed ON batch_download (ended_at)
        WHERE ended_at IS NOT NULL AND destroyed_at IS NULL
        """,
    ]
}
