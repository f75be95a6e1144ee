extension DataSchema {
    /// What people ask about their own data, what stops because they asked, and who else must hear of it.
    static let rights: [String] = [
        // P60-P62: a request of any kind by any kind of person. What they wrote and what we answered is sealed under
        // their own contact key: when that dies the row stays to be counted, and leads to nobody.
        """
        CREATE TABLE rights_request (
            request_id BLOB PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('inspection', 'portability', 'rectification', 'erasure',
                'restriction', 'objection', 'complaint')),
            person_kind TEXT NOT NULL CHECK (person_kind IN ('end_user', 'guardian', 'customer_user',
                'staff_member', 'contact_person')),
            person_id BLOB,
            key_id BLOB,
            via TEXT NOT NULL CHECK (via IN ('portal', 'desk', 'phone')),
            state TEXT NOT NULL CHECK (state IN ('received', 'identified', 'extended', 'granted', 'partly',
                'refused', 'withdrawn')),
            leaf_id BLOB NOT NULL,
            about_leaf BLOB,
            field TEXT,
            purpose TEXT,
            sealed_words BLOB,
            sealed_value BLOB,
            sealed_answer BLOB,
            sealed_delay BLOB,
            received_at BIGINT NOT NULL,
            due_at BIGINT NOT NULL,
            identified_at BIGINT,
            identity TEXT,
            extended_at BIGINT,
            ended_at BIGINT,
            refusal TEXT,
            complaint_route TEXT,
            handler BLOB REFERENCES account (account_id),
            CHECK ((person_id IS NULL) = (key_id IS NULL)),
            CHECK (handler IS NULL OR person_id IS NULL OR handler <> person_id),
            CHECK ((state IN ('granted', 'partly', 'refused', 'withdrawn')) = (ended_at IS NOT NULL)),
            CHECK ((state = 'refused') = (refusal IS NOT NULL)),
            CHECK (state <> 'extended' OR extended_at IS NOT NULL),
            CHECK (state NOT IN ('identified', 'extended', 'granted', 'partly') OR identified_at IS NOT NULL),
            CHECK ((identified_at IS NULL) = (identity IS NULL)),
            CHECK (due_at > received_at)
        )
        """,
        "CREATE INDEX rights_request_person ON rights_request (person_id, received_at) WHERE person_id IS NOT NULL",
        "CREATE INDEX rights_request_key ON rights_request (key_id) WHERE key_id IS NOT NULL",
        "CREATE INDEX rights_request_open ON rights_request (due_at) WHERE ended_at IS NULL",
        "CREATE INDEX rights_request_ended ON rights_request (ended_at) WHERE ended_at IS NOT NULL",
        // A purpose that stops for one person because they objected, until it was weighed otherwise.
        """
        CREATE TABLE objection (
            end_user_id BLOB NOT NULL REFERENCES end_user (end_user_id),
            purpose TEXT NOT NULL CHECK (purpose IN ('communication', 'customer_inquiries',
                'fraud_and_legal_obligations')),
            request_id BLOB NOT NULL,
            made_at BIGINT NOT NULL,
            PRIMARY KEY (end_user_id, purpose)
        )
        """,
        // Asked by the person: kept, and used for nothing but what the law asks.
        "ALTER TABLE end_user ADD COLUMN restricted_at BIGINT",
        "CREATE INDEX end_user_restricted ON end_user (customer_id) WHERE restricted_at IS NOT NULL",
        // A recent proof with a code, for what is heavy.
        "ALTER TABLE session ADD COLUMN proven_at BIGINT",
        // A case that was opened to answer a request: its reason is stored as a legal duty, which it is. The request goes
        // after its term; the log's lines of the case stay, and so does its number.
        "ALTER TABLE case_file ADD COLUMN request_id BLOB",
        "CREATE INDEX case_file_request ON case_file (request_id) WHERE request_id IS NOT NULL",
        // P63: who must hear of what was corrected, erased or restricted. It names the line of the log, no person.
        """
        CREATE TABLE recipient_notice (
            notice_id BLOB PRIMARY KEY,
            leaf_id BLOB NOT NULL,
            act TEXT NOT NULL CHECK (act IN ('rectification', 'erasure', 'restriction')),
            recipient TEXT NOT NULL,
            fields BIGINT NOT NULL,
            made_at BIGINT NOT NULL,
            told_at BIGINT,
            told_by BLOB REFERENCES account (account_id),
            CHECK ((told_at IS NULL) = (told_by IS NULL)),
            UNIQUE (leaf_id, recipient)
        )
        """,
        "CREATE INDEX recipient_notice_open ON recipient_notice (made_at) WHERE told_at IS NULL",
        "CREATE INDEX recipient_notice_told ON recipient_notice (told_at) WHERE told_at IS NOT NULL",
        // The messages that it carried for this person and may still know, by the numbers that it has of them.
        """
        CREATE TABLE recipient_notice_message (
            notice_id BLOB NOT NULL REFERENCES recipient_notice (notice_id) ON DELETE CASCADE,
            message_id BLOB NOT NULL,
            PRIMARY KEY (notice_id, message_id)
        )
        """,
    ]
}
