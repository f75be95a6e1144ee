extension DataSchema {
    /// The installation, the statement, the customers and their codes.
    static let customers: [String] = [
        // One row: which installation this is. Sealed bytes are bound to it.
        """
        CREATE TABLE deployment (
            id BIGINT PRIMARY KEY CHECK (id = 1),
            deployment_id BLOB NOT NULL,
            demonstration BIGINT NOT NULL CHECK (demonstration IN (0, 1)),
            created_at BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE statement_version (
            version BIGINT PRIMARY KEY,
            hash BLOB NOT NULL,
            document TEXT NOT NULL,
            effective_from BIGINT NOT NULL,
            recorded_at BIGINT NOT NULL
        )
        """,
        // P16, P21: the words a person read when giving data, kept as long as data points at them.
        """
        CREATE TABLE form_version (
            form_version TEXT PRIMARY KEY,
            service TEXT NOT NULL,
            language TEXT NOT NULL,
            statement_version BIGINT NOT NULL REFERENCES statement_version (version),
            text TEXT NOT NULL,
            recorded_at BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE customer (
            customer_id BLOB PRIMARY KEY,
            name TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('municipality', 'foundation', 'company')),
            registration_number TEXT NOT NULL UNIQUE,
            created_at BIGINT NOT NULL
        )
        """,
        """
        CREATE TABLE contract (
            contract_id BLOB PRIMARY KEY,
            customer_id BLOB NOT NULL REFERENCES customer (customer_id),
            service TEXT NOT NULL
                CHECK (service IN ('free_calling', 'mobile', 'recording', 'support', 'custom')),
            starts_at BIGINT NOT NULL,
            ended_at BIGINT,
            created_at BIGINT NOT NULL,
            UNIQUE (contract_id, customer_id),
            CHECK (ended_at IS NULL OR ended_at > starts_at)
        )
        """,
        """
        CREATE TABLE code_batch (
            batch_id BLOB PRIMARY KEY,
            contract_id BLOB NOT NULL,
            customer_id BLOB NOT NULL,
            size BIGINT NOT NULL CHECK (size > 0),
            expires_at BIGINT NOT NULL,
            reason TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            FOREIGN KEY (contract_id, customer_id) REFERENCES contract (contract_id, customer_id)
        )
        """,
        // P13: a code carries no identity, and we keep only its keyed hash.
        """
        CREATE TABLE enrolment_code (
            code_id BLOB PRIMARY KEY,
            batch_id BLOB NOT NULL REFERENCES code_batch (batch_id),
            contract_id BLOB NOT NULL,
            customer_id BLOB NOT NULL,
            letter_number BIGINT NOT NULL,
            code_hash BLOB NOT NULL UNIQUE,
            state TEXT NOT NULL CHECK (state IN ('issued', 'redeemed', 'revoked')),
            issued_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            redeemed_at BIGINT,
            revoked_at BIGINT,
            revoked_reason TEXT,
            UNIQUE (batch_id, letter_number),
            FOREIGN KEY (contract_id, customer_id) REFERENCES contract (contract_id, customer_id),
            CHECK ((state = 'redeemed') = (redeemed_at IS NOT NULL)),
            CHECK ((state = 'revoked') = (revoked_at IS NOT NULL))
        )
        """,
        // Where a person is between the three screens. Gone within the hour.
        """
        CREATE TABLE enrolment_attempt (
            attempt_id BLOB PRIMARY KEY,
            token_hash BLOB NOT NULL UNIQUE,
            code_id BLOB NOT NULL REFERENCES enrolment_code (code_id),
            customer_id BLOB NOT NULL,
            contract_id BLOB NOT NULL,
            sealed_code BLOB,
            end_user_id BLOB,
            declared_age TEXT CHECK (declared_age IN ('sixteen_or_older', 'under_sixteen')),
            sealed_contact BLOB,
            form_version TEXT,
            given_at BIGINT,
            secret_hash BLOB,
            tries_left BIGINT NOT NULL,
            sends_left BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX enrolment_attempt_expiry ON enrolment_attempt (expires_at)",
        "CREATE INDEX enrolment_attempt_person ON enrolment_attempt (end_user_id) WHERE end_user_id IS NOT NULL",
    ]
}
