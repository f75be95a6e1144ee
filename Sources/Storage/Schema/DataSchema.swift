/// The data store. One dialect; the migration adapter rewrites column types per engine.
/// A shipped migration is never edited: what comes later is a new number.
public enum DataSchema {
    public static let migrations: [Migration] = [
        Migration(
            number: 1, name: "core",
            statements: [
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
                // The keys an open erasure still has to shred. Empty when it is done.
                """
                CREATE TABLE erasure_key (
                    key_id BLOB PRIMARY KEY,
                    erasure_id BLOB NOT NULL REFERENCES erasure (erasure_id)
                )
                """,
                """
                CREATE TABLE session (
                    session_id BLOB PRIMARY KEY,
                    token_hash BLOB NOT NULL UNIQUE,
                    previous_token_hash BLOB,
                    end_user_id BLOB NOT NULL REFERENCES end_user (end_user_id),
                    device TEXT NOT NULL CHECK (device IN ('phone', 'tablet', 'computer', 'unknown')),
                    created_at BIGINT NOT NULL,
                    rotated_at BIGINT NOT NULL,
                    last_seen_at BIGINT NOT NULL,
                    expires_at BIGINT NOT NULL
                )
                """,
                "CREATE INDEX session_expiry ON session (expires_at)",
                // Everyone a session may show: one human with codes from two customers signs in once.
                """
                CREATE TABLE session_end_user (
                    session_id BLOB NOT NULL REFERENCES session (session_id) ON DELETE CASCADE,
                    end_user_id BLOB NOT NULL REFERENCES end_user (end_user_id),
                    PRIMARY KEY (session_id, end_user_id)
                )
                """,
                "CREATE INDEX session_end_user_person ON session_end_user (end_user_id)",
                // A proof that is asked: to sign in, or to step up before an erasure.
                """
                CREATE TABLE challenge (
                    challenge_id BLOB PRIMARY KEY,
                    token_hash BLOB NOT NULL UNIQUE,
                    kind TEXT NOT NULL CHECK (kind IN ('sign_in_sms', 'sign_in_mail', 'step_up')),
                    session_id BLOB REFERENCES session (session_id) ON DELETE CASCADE,
                    secret_hash BLOB NOT NULL,
                    tries_left BIGINT NOT NULL,
                    proven_at BIGINT,
                    created_at BIGINT NOT NULL,
                    expires_at BIGINT NOT NULL
                )
                """,
                "CREATE INDEX challenge_expiry ON challenge (expires_at)",
                """
                CREATE TABLE challenge_end_user (
                    challenge_id BLOB NOT NULL REFERENCES challenge (challenge_id) ON DELETE CASCADE,
                    end_user_id BLOB NOT NULL REFERENCES end_user (end_user_id),
                    PRIMARY KEY (challenge_id, end_user_id)
                )
                """,
                "CREATE INDEX challenge_end_user_person ON challenge_end_user (end_user_id)",
                // The outbox. Recipient and words are sealed under the person's contact key and die with it.
                """
                CREATE TABLE message (
                    message_id BLOB PRIMARY KEY,
                    end_user_id BLOB NOT NULL,
                    customer_id BLOB NOT NULL,
                    key_id BLOB NOT NULL,
                    kind TEXT NOT NULL,
                    channel TEXT NOT NULL CHECK (channel IN ('sms', 'mail')),
                    language TEXT NOT NULL,
                    sealed BLOB,
                    state TEXT NOT NULL CHECK (state IN ('queued', 'leased', 'sent', 'failed')),
                    attempts BIGINT NOT NULL,
                    due_at BIGINT NOT NULL,
                    lease BLOB,
                    lease_until BIGINT,
                    failure TEXT,
                    created_at BIGINT NOT NULL,
                    sent_at BIGINT,
                    expires_at BIGINT NOT NULL,
                    CHECK ((state = 'sent') = (sent_at IS NOT NULL))
                )
                """,
                "CREATE INDEX message_due ON message (due_at) WHERE state IN ('queued', 'leased')",
                "CREATE INDEX message_end_user ON message (end_user_id, created_at)",
                "CREATE INDEX message_expiry ON message (expires_at)",
                "CREATE INDEX message_key ON message (key_id)",
                // The processing log. `seq` is given afterwards by one sequencer; `body` is the leaf itself and
                // the other columns repeat what is in it, to find it by.
                """
                CREATE TABLE log_leaf (
                    leaf_id BLOB PRIMARY KEY,
                    seq BIGINT UNIQUE,
                    at BIGINT NOT NULL,
                    subject BLOB,
                    body BLOB NOT NULL
                )
                """,
                "CREATE INDEX log_leaf_unnumbered ON log_leaf (at) WHERE seq IS NULL",
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
            ])
    ]
}
