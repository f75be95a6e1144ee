extension DataSchema {
    /// Cases from which staff open a person, what was opened from them, and what was proven of it.
    static let cases: [String] = [
        // The key of what staff write down: made with the first note, and buried with the person (P44).
        "ALTER TABLE end_user ADD COLUMN case_notes_key_id BLOB",
        // Opens only when the glass is broken: somebody in hiding, or somebody whom everybody knows.
        "ALTER TABLE end_user ADD COLUMN guarded_at BIGINT",
        // P71: `sentence` is free and holds nothing personal. Without a person the case leads to nobody.
        """
        CREATE TABLE case_file (
            case_id BLOB PRIMARY KEY,
            search_id BLOB NOT NULL,
            reason TEXT NOT NULL CHECK (reason IN ('help_with_sign_in', 'complaint', 'question_of_person',
                'question_of_customer', 'fraud_signal', 'legal_duty')),
            sentence TEXT NOT NULL,
            end_user_id BLOB REFERENCES end_user (end_user_id),
            customer_id BLOB REFERENCES customer (customer_id),
            holder BLOB NOT NULL REFERENCES account (account_id),
            opened_by BLOB NOT NULL REFERENCES account (account_id),
            break_glass BIGINT NOT NULL CHECK (break_glass IN (0, 1)),
            opened_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            closed_at BIGINT,
            CHECK (expires_at > opened_at),
            CHECK (end_user_id IS NULL OR customer_id IS NULL)
        )
        """,
        "CREATE INDEX case_file_person ON case_file (end_user_id) WHERE end_user_id IS NOT NULL",
        "CREATE INDEX case_file_holder ON case_file (holder, expires_at) WHERE closed_at IS NULL",
        "CREATE INDEX case_file_open ON case_file (expires_at) WHERE closed_at IS NULL",
        "CREATE INDEX case_file_search ON case_file (search_id)",
        "CREATE INDEX case_file_opener ON case_file (opened_by, opened_at)",
        // Who held it when: what the log is held against.
        """
        CREATE TABLE case_holder (
            case_id BLOB NOT NULL REFERENCES case_file (case_id),
            turn BIGINT NOT NULL,
            account_id BLOB NOT NULL REFERENCES account (account_id),
            held_from BIGINT NOT NULL,
            held_until BIGINT,
            PRIMARY KEY (case_id, turn)
        )
        """,
        // What was done to a case that must be explained: extended, handed over, guarded, broken open.
        """
        CREATE TABLE case_step (
            step_id BLOB PRIMARY KEY,
            case_id BLOB NOT NULL REFERENCES case_file (case_id),
            account_id BLOB NOT NULL REFERENCES account (account_id),
            step TEXT NOT NULL CHECK (step IN ('extended', 'handed_over', 'guarded', 'closed')),
            sentence TEXT,
            at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX case_step_case ON case_step (case_id)",
        // Each opening with its line in the log: for the caps of a day, and for who looks unusually much.
        """
        CREATE TABLE case_opening (
            leaf_id BLOB PRIMARY KEY,
            case_id BLOB NOT NULL REFERENCES case_file (case_id),
            account_id BLOB NOT NULL REFERENCES account (account_id),
            fields BIGINT NOT NULL,
            at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX case_opening_account ON case_opening (account_id, at)",
        "CREATE INDEX case_opening_case ON case_opening (case_id)",
        """
        CREATE TABLE case_note (
            note_id BLOB PRIMARY KEY,
            case_id BLOB NOT NULL REFERENCES case_file (case_id),
            key_id BLOB NOT NULL,
            sealed BLOB NOT NULL,
            written_by BLOB NOT NULL REFERENCES account (account_id),
            written_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX case_note_case ON case_note (case_id, written_at)",
        "CREATE INDEX case_note_key ON case_note (key_id)",
        // The report of each run of the proof, as text.
        """
        CREATE TABLE proof_run (
            run_id BLOB PRIMARY KEY,
            at BIGINT NOT NULL,
            broken BIGINT NOT NULL,
            report TEXT NOT NULL
        )
        """,
        "CREATE INDEX proof_run_at ON proof_run (at)",
    ]
}
