extension DataSchema {
    /// Codes in the customers' own hands: batches that are made in the background, files with codes that wait to be
    /// saved, and what a customer wants to remember of its letters.
    static let batches: [String] = [
        // How far a batch is, so that making it goes on after a crash. `size` is what was asked for; `issued` is the
        // highest letter number there is, and grows by one for each letter that is replaced.
        "ALTER TABLE code_batch ADD COLUMN issued BIGINT NOT NULL DEFAULT 0",
        """
        ALTER TABLE code_batch ADD COLUMN state TEXT NOT NULL DEFAULT 'done'
            CHECK (state IN ('making', 'stopped', 'done'))
        """,
        // When the customer was told that it ends soon.
        "ALTER TABLE code_batch ADD COLUMN warned_at BIGINT",
        """
        UPDATE code_batch SET issued = (SELECT COALESCE(MAX(k.letter_number), 0) FROM enrolment_code k
            WHERE k.batch_id = code_batch.batch_id)
        """,
        "CREATE INDEX code_batch_customer ON code_batch (customer_id, created_at, batch_id)",
        "CREATE INDEX code_batch_making ON code_batch (created_at) WHERE state = 'making'",
        "CREATE INDEX code_batch_unwarned ON code_batch (expires_at) WHERE warned_at IS NULL",
        // The letter that came instead of a lost one.
        """
        ALTER TABLE enrolment_code ADD COLUMN replaced_by BIGINT
            CHECK (replaced_by IS NULL OR state = 'revoked')
        """,
        "CREATE INDEX enrolment_code_state ON enrolment_code (batch_id, state, letter_number, replaced_by)",
        """
        CREATE INDEX enrolment_code_redeemed ON enrolment_code (customer_id, redeemed_at, batch_id)
        WHERE redeemed_at IS NOT NULL
        """,
        // P13: codes that were just made, until the customer saved them and a day at most. The key that opens them
        // is in the key store, under the same number, and dies when this ends.
        """
        CREATE TABLE batch_download (
            download_id BLOB PRIMARY KEY,
            batch_id BLOB NOT NULL REFERENCES code_batch (batch_id),
            customer_id BLOB NOT NULL REFERENCES customer (customer_id),
            key_id BLOB NOT NULL UNIQUE,
            first_letter BIGINT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'confirmed', 'over')),
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            downloaded_at BIGINT,
            ended_at BIGINT,
            CHECK ((state = 'open') = (ended_at IS NULL)),
            CHECK (expires_at > created_at)
        )
        """,
        "CREATE INDEX batch_download_batch ON batch_download (batch_id, created_at)",
        "CREATE INDEX batch_download_open ON batch_download (customer_id, expires_at) WHERE state = 'open'",
        "CREATE INDEX batch_download_due ON batch_download (expires_at) WHERE state = 'open'",
        """
        CREATE TABLE batch_download_part (
            download_id BLOB NOT NULL REFERENCES batch_download (download_id),
            first_letter BIGINT NOT NULL,
            letters BIGINT NOT NULL CHECK (letters > 0),
            sealed BLOB NOT NULL,
            PRIMARY KEY (download_id, first_letter)
        )
        """,
        // P13: the customer's own names for its letters, sealed in its browser under words that we never hear.
        """
        CREATE TABLE batch_labels (
            batch_id BLOB PRIMARY KEY REFERENCES code_batch (batch_id),
            customer_id BLOB NOT NULL REFERENCES customer (customer_id),
            sealed TEXT NOT NULL,
            changed_at BIGINT NOT NULL
        )
        """,
        // The blind duplicate check: a mark under a secret that only the customer has, hashed once more under ours.
        """
        CREATE TABLE issue_mark (
            customer_id BLOB NOT NULL REFERENCES customer (customer_id),
            mark_hash BLOB NOT NULL,
            batch_id BLOB NOT NULL REFERENCES code_batch (batch_id),
            letter_number BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            PRIMARY KEY (customer_id, mark_hash, batch_id, letter_number)
        )
        """,
        "CREATE INDEX issue_mark_batch ON issue_mark (batch_id)",
    ]
}
