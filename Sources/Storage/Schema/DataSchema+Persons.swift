extension DataSchema {
    /// End users, what is sealed of them, and what was destroyed.
    static let persons: [String] = [
        // P01: no end user outside one customer's contract. I6: one end user per code.
        """
        CREATE TABLE end_user (
            end_user_id BLOB PRIMARY KEY,
            customer_id BLOB NOT NULL,
            contract_id BLOB NOT NULL,
            code_id BLOB UNIQUE REFERENCES enrolment_code (code_id),
            contact_key_id BLOB NOT NULL,
            identity_key_id BLOB NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('active', 'awaiting_guardian', 'erased')),
            declared_age TEXT NOT NULL CHECK (declared_age IN ('sixteen_or_older', 'under_sixteen')),
            language TEXT NOT NULL,
            enrolled_at BIGINT NOT NULL,
            keep_until BIGINT,
            FOREIGN KEY (contract_id, customer_id) REFERENCES contract (contract_id, customer_id),
            CHECK (state <> 'active' OR declared_age = 'sixteen_or_older'),
            CHECK (state <> 'awaiting_guardian' OR keep_until IS NOT NULL)
        )
        """,
        "CREATE INDEX end_user_contract ON end_user (contract_id)",
        "CREATE INDEX end_user_customer ON end_user (customer_id, enrolled_at)",
        "CREATE INDEX end_user_keep_until ON end_user (keep_until) WHERE keep_until IS NOT NULL",
        // P10, P16: sealed bytes with their provenance: who gave it, when, on which form, for which service.
        """
        CREATE TABLE sealed_field (
            end_user_id BLOB NOT NULL REFERENCES end_user (end_user_id),
            field TEXT NOT NULL,
            customer_id BLOB NOT NULL,
            class TEXT NOT NULL CHECK (class IN ('identity', 'contact', 'recording', 'case_notes')),
            key_id BLOB NOT NULL,
            rev BIGINT NOT NULL CHECK (rev > 0),
            sealed BLOB NOT NULL,
            source TEXT NOT NULL CHECK (source IN ('end_user', 'guardian', 'customer_letter')),
            given_at BIGINT NOT NULL,
            form_version TEXT NOT NULL REFERENCES form_version (form_version),
            service TEXT NOT NULL,
            PRIMARY KEY (end_user_id, field)
        )
        """,
        "CREATE INDEX sealed_field_key ON sealed_field (key_id)",
        """
        CREATE TABLE blind_index (
            customer_id BLOB NOT NULL,
            field TEXT NOT NULL CHECK (field IN ('mobile_number', 'email_address')),
            digest BLOB NOT NULL,
            end_user_id BLOB NOT NULL REFERENCES end_user (end_user_id),
            key_id BLOB NOT NULL,
            PRIMARY KEY (digest, field, customer_id, end_user_id)
        )
        """,
        "CREATE INDEX blind_index_end_user ON blind_index (end_user_id)",
        "CREATE INDEX blind_index_key ON blind_index (key_id)",
        // P43: what the law keeps after an erasure; readable for that duty alone.
        """
        CREATE TABLE restriction (
            end_user_id BLOB NOT NULL REFERENCES end_user (end_user_id),
            class TEXT NOT NULL CHECK (class IN ('identity', 'contact', 'recording', 'case_notes')),
            reason TEXT NOT NULL,
            placed_at BIGINT NOT NULL,
            until BIGINT NOT NULL,
            PRIMARY KEY (end_user_id, class)
        )
        """,
        // P44: which keys died, when and why. Nothing personal; replayed after every restore.
        """
        CREATE TABLE tombstone (
            key_id BLOB PRIMARY KEY,
            reason TEXT NOT NULL CHECK (reason IN ('erasure', 'retention', 'guardian_absent', 'abandoned')),
            at BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE erasure (
            erasure_id BLOB PRIMARY KEY,
            receipt_hash BLOB NOT NULL UNIQUE,
            reason TEXT NOT NULL CHECK (reason IN ('erasure', 'retention', 'guardian_absent')),
            fields BIGINT NOT NULL,
            kept_until BIGINT,
            requested_at BIGINT NOT NULL,
            completed_at BIGINT
        )
        """,
        "CREATE INDEX erasure_open ON erasure (requested_at) WHERE completed_at IS NULL",
        "CREATE INDEX erasure_done ON erasure (requested_at) WHERE completed_at IS NOT NULL",
        // The keys an open erasure still has to shred. Empty when it is done.
        """
        CREATE TABLE erasure_key (
            key_id BLOB PRIMARY KEY,
            erasure_id BLOB NOT NULL REFERENCES erasure (erasure_id)
        )
        """,
        "CREATE INDEX erasure_key_erasure ON erasure_key (erasure_id)",
    ]
}
