extension DataSchema {
    /// Orders not to destroy, why each field is kept, and what each day destroyed.
    static let retention: [String] = [
        // P43: one asks and another approves. `note` is free and holds nothing personal.
        """
        CREATE TABLE hold (
            hold_id BLOB PRIMARY KEY,
            person_id BLOB,
            customer_id BLOB REFERENCES customer (customer_id),
            reason TEXT NOT NULL CHECK (reason IN ('authority_order', 'court_case', 'supervisor_inquiry',
                'fraud_inquiry')),
            note TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('asked', 'in_force', 'renewal_asked', 'lift_asked', 'refused',
                'lifted')),
            asked_by BLOB REFERENCES account (account_id),
            asked_at BIGINT NOT NULL,
            until BIGINT NOT NULL,
            approved_by BLOB REFERENCES account (account_id),
            approved_at BIGINT,
            pending_by BLOB REFERENCES account (account_id),
            renewal_until BIGINT,
            restored_at BIGINT,
            CHECK ((person_id IS NULL) <> (customer_id IS NULL)),
            CHECK (restored_at IS NOT NULL OR asked_by IS NOT NULL),
            CHECK (restored_at IS NOT NULL OR approved_by IS NOT NULL OR state IN ('asked', 'refused')),
            CHECK (approved_by IS NULL OR approved_by <> asked_by),
            CHECK (state IN ('asked', 'renewal_asked', 'lift_asked') OR pending_by IS NULL),
            CHECK ((state = 'renewal_asked') = (renewal_until IS NOT NULL))
        )
        """,
        """
        CREATE INDEX hold_person ON hold (person_id)
        WHERE person_id IS NOT NULL AND state IN ('in_force', 'renewal_asked', 'lift_asked')
        """,
        """
        CREATE INDEX hold_customer ON hold (customer_id)
        WHERE customer_id IS NOT NULL AND state IN ('in_force', 'renewal_asked', 'lift_asked')
        """,
        """
        CREATE TABLE hold_class (
            hold_id BLOB NOT NULL REFERENCES hold (hold_id),
            class TEXT NOT NULL CHECK (class IN ('identity', 'contact', 'recording', 'case_notes')),
            PRIMARY KEY (hold_id, class)
        )
        """,
        // Who did what with it, in order: the state is what these steps make of it.
        """
        CREATE TABLE hold_step (
            hold_id BLOB NOT NULL REFERENCES hold (hold_id),
            turn BIGINT NOT NULL,
            step TEXT NOT NULL CHECK (step IN ('ask', 'approve', 'refuse', 'withdraw', 'ask_renewal', 'ask_lift')),
            account_id BLOB NOT NULL REFERENCES account (account_id),
            until BIGINT,
            at BIGINT NOT NULL,
            PRIMARY KEY (hold_id, turn)
        )
        """,
        // P40: what each day destroyed: a run per day, of which the counts are written with the destructions.
        """
        CREATE TABLE destruction_run (
            run_id BLOB PRIMARY KEY,
            day TEXT NOT NULL UNIQUE,
            started_at BIGINT NOT NULL,
            stopped_at BIGINT,
            stopped_by BLOB REFERENCES account (account_id),
            ended_at BIGINT,
            certificate TEXT,
            CHECK ((stopped_at IS NULL) = (stopped_by IS NULL)),
            CHECK ((ended_at IS NULL) = (certificate IS NULL))
        )
        """,
        "CREATE INDEX destruction_run_open ON destruction_run (started_at) WHERE ended_at IS NULL",
        """
        CREATE TABLE destruction_count (
            run_id BLOB NOT NULL REFERENCES destruction_run (run_id),
            category TEXT NOT NULL,
            planned BIGINT NOT NULL DEFAULT 0 CHECK (planned >= 0),
            destroyed BIGINT NOT NULL DEFAULT 0 CHECK (destroyed >= 0),
            kept BIGINT NOT NULL DEFAULT 0 CHECK (kept >= 0),
            PRIMARY KEY (run_id, category)
        )
        """,
        // P40: why a field is kept where more than one service or purpose needs it; it goes with the last of them.
        """
        CREATE TABLE field_reason (
            end_user_id BLOB NOT NULL REFERENCES end_user (end_user_id) ON DELETE CASCADE,
            field TEXT NOT NULL,
            service TEXT NOT NULL,
            purpose TEXT NOT NULL,
            since BIGINT NOT NULL,
            ends_at BIGINT,
            PRIMARY KEY (end_user_id, field, service, purpose)
        )
        """,
        "CREATE INDEX field_reason_end ON field_reason (ends_at, end_user_id) WHERE ends_at IS NOT NULL",
        "CREATE INDEX end_user_erased ON end_user (end_user_id) WHERE state = 'erased'",
    ]

    /// What keeps a field stands in the rows of what needs it; a table that repeats it could only be wrong.
    static let noFieldReasons: [String] = ["DROP INDEX field_reason_end", "DROP TABLE field_reason"]
}
