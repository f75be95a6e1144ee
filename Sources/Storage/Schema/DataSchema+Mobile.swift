extension DataSchema {
    /// Phones and SIM cards: what a person confirmed, what a customer answered, and how the service stands.
    static let mobile: [String] = [
        // P16: for a phone or SIM card no field is kept that the person did not say is right.
        """
        ALTER TABLE sealed_field ADD COLUMN confirmed_at BIGINT
            CHECK (service <> 'mobile' OR (confirmed_at IS NOT NULL AND confirmed_at >= given_at))
        """,
        // Who applies is filled in before the number: sealed under the browser's token like the rest.
        "ALTER TABLE enrolment_attempt ADD COLUMN sealed_details BLOB",
        "ALTER TABLE enrolment_attempt ADD COLUMN details_form_version TEXT",
        "ALTER TABLE enrolment_attempt ADD COLUMN details_given_at BIGINT",
        // The code by text message was right; what is left is to look everything over.
        "ALTER TABLE enrolment_attempt ADD COLUMN proven_at BIGINT",
        // P15: what a customer's people answered. The word of a reason or question, never words about a person.
        """
        CREATE TABLE eligibility_answer (
            answer_id BLOB PRIMARY KEY,
            end_user_id BLOB NOT NULL REFERENCES end_user (end_user_id) ON DELETE CASCADE,
            account_id BLOB NOT NULL REFERENCES account (account_id),
            verdict TEXT NOT NULL CHECK (verdict IN ('yes', 'no', 'question')),
            detail TEXT,
            standing TEXT NOT NULL CHECK (standing IN ('given', 'undone', 'processed')),
            given_at BIGINT NOT NULL,
            settled_at BIGINT,
            UNIQUE (answer_id, end_user_id, verdict, standing),
            CHECK ((verdict = 'yes') = (detail IS NULL)),
            CHECK ((standing = 'given') = (settled_at IS NULL))
        )
        """,
        "CREATE INDEX eligibility_answer_person ON eligibility_answer (end_user_id, given_at)",
        // P15: nothing is active without a yes of this person's own customer that was processed. The last two columns of
        // a confirmation have one value each, so that the key into the answers can ask for it.
        """
        CREATE TABLE mobile_service (
            service_id BLOB PRIMARY KEY,
            end_user_id BLOB NOT NULL UNIQUE REFERENCES end_user (end_user_id) ON DELETE CASCADE,
            customer_id BLOB NOT NULL,
            contract_id BLOB NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('filled_in', 'asked', 'said_yes', 'said_no', 'said_question',
                'questioned', 'active', 'asked_again', 'again_yes', 'again_no', 'again_question',
                'questioned_again', 'ended')),
            applied_at BIGINT NOT NULL,
            asked_at BIGINT,
            answer_by BIGINT,
            process_at BIGINT,
            question TEXT,
            confirmation_id BLOB,
            confirmation_verdict TEXT CHECK (confirmation_verdict = 'yes'),
            confirmation_standing TEXT CHECK (confirmation_standing = 'processed'),
            confirmed_until BIGINT,
            active_since BIGINT,
            reminders BIGINT NOT NULL DEFAULT 0 CHECK (reminders >= 0),
            ended_at BIGINT,
            ended_because TEXT CHECK (ended_because IN ('refused', 'not_answered', 'not_confirmed',
                'contract_ended', 'consent_ended')),
            refusal TEXT,
            FOREIGN KEY (contract_id, customer_id) REFERENCES contract (contract_id, customer_id),
            FOREIGN KEY (confirmation_id, end_user_id, confirmation_verdict, confirmation_standing)
                REFERENCES eligibility_answer (answer_id, end_user_id, verdict, standing),
            CHECK (state NOT IN ('active', 'asked_again', 'again_yes', 'again_no', 'again_question',
                'questioned_again') OR (confirmation_id IS NOT NULL AND confirmation_verdict IS NOT NULL
                AND confirmation_standing IS NOT NULL AND confirmed_until IS NOT NULL
                AND active_since IS NOT NULL)),
            CHECK ((state = 'ended') = (ended_at IS NOT NULL)),
            CHECK ((ended_at IS NULL) = (ended_because IS NULL)),
            CHECK (refusal IS NULL OR ended_because = 'refused'),
            CHECK ((state IN ('said_yes', 'said_no', 'said_question', 'again_yes', 'again_no', 'again_question'))
                = (process_at IS NOT NULL)),
            CHECK (state NOT IN ('asked', 'questioned', 'asked_again', 'questioned_again')
                OR (asked_at IS NOT NULL AND answer_by IS NOT NULL)),
            CHECK ((state IN ('questioned', 'questioned_again')) = (question IS NOT NULL))
        )
        """,
        """
        CREATE INDEX mobile_service_open ON mobile_service (customer_id, asked_at, service_id)
        WHERE state IN ('asked', 'asked_again')
        """,
        "CREATE INDEX mobile_service_state ON mobile_service (customer_id, state)",
        "CREATE INDEX mobile_service_process ON mobile_service (process_at) WHERE process_at IS NOT NULL",
        "CREATE INDEX mobile_service_answer ON mobile_service (answer_by) WHERE answer_by IS NOT NULL",
        "CREATE INDEX mobile_service_until ON mobile_service (confirmed_until) WHERE state = 'active'",
        "CREATE INDEX mobile_service_filled ON mobile_service (applied_at) WHERE state = 'filled_in'",
        "CREATE INDEX mobile_service_contract ON mobile_service (contract_id)",
    ]

    /// Of which confirmation the person was told that it ends soon: once of each.
    static let mobileWarnings: [String] = ["ALTER TABLE mobile_service ADD COLUMN warned_for BIGINT"]
}
