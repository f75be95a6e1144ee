extension DataSchema {
    /// The processing log and the tree over it.
    static let log: [String] = [
        // The processing log. `seq` is given afterwards by one sequencer; `body` is the leaf itself and
        // the other columns repeat what is in it, to find it by.
        """
        CREATE TABLE log_leaf (
            leaf_id BLOB PRIMARY KEY,
            seq BIGINT,
            at BIGINT NOT NULL,
            subject BLOB,
            body BLOB NOT NULL
        )
        """,
        "CREATE UNIQUE INDEX log_leaf_number ON log_leaf (seq) WHERE seq IS NOT NULL",
        "CREATE INDEX log_leaf_unnumbered ON log_leaf (at, leaf_id) WHERE seq IS NULL",
        "CREATE INDEX log_leaf_subject ON log_leaf (subject, at) WHERE subject IS NOT NULL",
        """
        CREATE TABLE log_node (
            level BIGINT NOT NULL,
            position BIGINT NOT NULL,
            hash BLOB NOT NULL,
            PRIMARY KEY (level, position)
        )
        """,
        """
        CREATE TABLE log_checkpoint (
            size BIGINT PRIMARY KEY,
            note TEXT NOT NULL,
            at BIGINT NOT NULL
        )
        """,
        "CREATE TABLE log_head (id BIGINT PRIMARY KEY CHECK (id = 1), size BIGINT NOT NULL)",
        "INSERT INTO log_head (id, size) VALUES (1, 0)",
    ]
}
