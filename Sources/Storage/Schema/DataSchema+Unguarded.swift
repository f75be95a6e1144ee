extension DataSchema {
    /// A protection that was lifted is a step of a case, with the sentence of who did it.
    static let unguarded: [String] = [
        "ALTER TABLE case_step RENAME TO case_step_before",
        "DROP INDEX case_step_case",
        """
        CREATE TABLE case_step (
            step_id BLOB PRIMARY KEY,
            case_id BLOB NOT NULL REFERENCES case_file (case_id),
            account_id BLOB NOT NULL REFERENCES account (account_id),
            step TEXT NOT NULL CHECK (step IN ('extended', 'handed_over', 'guarded', 'unguarded', 'closed')),
            sentence TEXT,
            at BIGINT NOT NULL,
            CHECK (step <> 'unguarded' OR sentence IS NOT NULL)
        )
        """,
        """
        INSERT INTO case_step (step_id, case_id, account_id, step, sentence, at)
        SELECT step_id, case_id, account_id, step, sentence, at FROM case_step_before
        """,
        "DROP TABLE case_step_before",
        "CREATE INDEX case_step_case ON case_step (case_id)",
    ]
}
