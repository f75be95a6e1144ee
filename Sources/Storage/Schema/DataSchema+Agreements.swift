extension DataSchema {
    /// What is known of a customer beside its name, the end of an agreement, whom to reach, what is tied to whom, and
    /// custom work.
    static let agreements: [String] = [
        """
        CREATE TABLE customer_detail (
            customer_id BLOB PRIMARY KEY REFERENCES customer (customer_id),
            kvk_number TEXT UNIQUE CHECK (LENGTH(kvk_number) = 8),
            oin TEXT UNIQUE CHECK (LENGTH(oin) = 20),
            vat_number TEXT,
            street TEXT,
            postcode TEXT,
            city TEXT,
            buyer_reference TEXT,
            registered_by BLOB REFERENCES account (account_id),
            CHECK (kvk_number IS NOT NULL OR oin IS NOT NULL),
            CHECK ((street IS NULL) = (buyer_reference IS NULL)),
            CHECK ((street IS NULL) = (postcode IS NULL)),
            CHECK ((street IS NULL) = (city IS NULL))
        )
        """,
        // One row per agreement with an end: how far the telling of its people came. `position` is the last person
        // who was told, so that the job goes on where it was stopped and tells nobody twice.
        """
        CREATE TABLE contract_ending (
            contract_id BLOB PRIMARY KEY REFERENCES contract (contract_id),
            ends_at BIGINT NOT NULL,
            ended_by BLOB REFERENCES account (account_id),
            administrators BIGINT,
            position BLOB NOT NULL,
            told BIGINT NOT NULL,
            unreachable BIGINT NOT NULL,
            completed_at BIGINT
        )
        """,
        "CREATE INDEX contract_ending_open ON contract_ending (ends_at) WHERE completed_at IS NULL",
        // An account is referred to together with its customer, so that no row ties one customer to another's people.
        "CREATE UNIQUE INDEX account_of_customer ON account (account_id, customer_id)",
        "CREATE UNIQUE INDEX enrolment_code_of_customer ON enrolment_code (code_id, customer_id)",
        // P02: general stands in the clear, personal is a reference to who is in the vault.
        """
        CREATE TABLE contact_point (
            point_id BLOB PRIMARY KEY,
            customer_id BLOB NOT NULL REFERENCES customer (customer_id),
            purpose TEXT NOT NULL CHECK (purpose IN ('contract', 'invoice', 'privacy', 'technical', 'fraud')),
            class TEXT NOT NULL CHECK (class IN ('general', 'personal')),
            channel TEXT CHECK (channel IN ('mail', 'phone')),
            place TEXT,
            account_id BLOB,
            created_by BLOB REFERENCES account (account_id),
            created_at BIGINT NOT NULL,
            FOREIGN KEY (account_id, customer_id) REFERENCES account (account_id, customer_id),
            UNIQUE (customer_id, purpose, place),
            UNIQUE (customer_id, purpose, account_id),
            CHECK ((class = 'general') = (place IS NOT NULL)),
            CHECK ((place IS NULL) = (channel IS NULL)),
            CHECK ((class = 'personal') = (account_id IS NOT NULL))
        )
        """,
        // P19: what is tied to whom, from when until when, and by whom. A number is sealed with the person's data.
        """
        CREATE TABLE association (
            association_id BLOB PRIMARY KEY,
            customer_id BLOB NOT NULL REFERENCES customer (customer_id),
            label TEXT NOT NULL,
            holds_number BIGINT NOT NULL CHECK (holds_number IN (0, 1)),
            account_id BLOB,
            code_id BLOB,
            made_by BLOB NOT NULL REFERENCES account (account_id),
            made_at BIGINT NOT NULL,
            made_leaf BLOB NOT NULL REFERENCES log_leaf (leaf_id),
            ended_by BLOB REFERENCES account (account_id),
            ended_at BIGINT,
            ended_leaf BLOB REFERENCES log_leaf (leaf_id),
            FOREIGN KEY (account_id, customer_id) REFERENCES account (account_id, customer_id),
            FOREIGN KEY (code_id, customer_id) REFERENCES enrolment_code (code_id, customer_id),
            CHECK ((account_id IS NULL) <> (code_id IS NULL)),
            CHECK (holds_number = 0 OR account_id IS NOT NULL),
            CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
            CHECK ((ended_at IS NULL) = (ended_leaf IS NULL))
        )
        """,
        "CREATE INDEX association_customer ON association (customer_id, made_at)",
        "CREATE INDEX association_account ON association (account_id) WHERE account_id IS NOT NULL",
        "CREATE INDEX association_code ON association (code_id) WHERE code_id IS NOT NULL",
        // P20: custom work, as sheets that are sent, accepted, and only then agreed upon.
        """
        CREATE TABLE annex (
            annex_id BLOB PRIMARY KEY,
            customer_id BLOB NOT NULL REFERENCES customer (customer_id),
            title TEXT NOT NULL,
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX annex_customer ON annex (customer_id)",
        """
        CREATE TABLE annex_version (
            annex_id BLOB NOT NULL REFERENCES annex (annex_id),
            version BIGINT NOT NULL CHECK (version > 0),
            sheet TEXT NOT NULL,
            hash BLOB NOT NULL,
            composed_by BLOB NOT NULL REFERENCES account (account_id),
            composed_at BIGINT NOT NULL,
            sent_at BIGINT,
            PRIMARY KEY (annex_id, version),
            UNIQUE (annex_id, version, hash)
        )
        """,
        """
        CREATE TABLE annex_acceptance (
            annex_id BLOB NOT NULL,
            version BIGINT NOT NULL,
            hash BLOB NOT NULL,
            accepted_by BLOB NOT NULL REFERENCES account (account_id),
            accepted_at BIGINT NOT NULL,
            PRIMARY KEY (annex_id, version),
            FOREIGN KEY (annex_id, version, hash) REFERENCES annex_version (annex_id, version, hash)
        )
        """,
        // No agreement for custom work without the acceptance of a sheet.
        """
        CREATE TABLE annex_contract (
            contract_id BLOB PRIMARY KEY REFERENCES contract (contract_id),
            annex_id BLOB NOT NULL,
            version BIGINT NOT NULL,
            FOREIGN KEY (annex_id, version) REFERENCES annex_acceptance (annex_id, version)
        )
        """,
        // Lines of the log about nobody: codes made, checks that ran.
        "CREATE INDEX log_leaf_nobody ON log_leaf (at) WHERE subject IS NULL",
    ]
}
