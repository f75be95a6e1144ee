import Domain

extension DataMap {
    static let data: [Table] = [
        Table(
            store: .data, name: "schema_migration", retention: nil, why: "Which shape the store has.",
            key: ["number"],
            columns: ["number": .technical, "name": .technical, "applied_at": .technical]),
        Table(
            store: .data, name: "deployment", retention: nil, why: "Which installation this is.",
            key: ["id"],
            columns: [
                "id": .technical, "deployment_id": .technical, "demonstration": .technical,
                "created_at": .technical,
            ]),
        Table(
            store: .data, name: "statement_version", retention: nil,
            why: "Every version stays readable (P80).",
            key: ["version"],
            columns: [
                "version": .technical, "hash": .technical, "document": .general, "effective_from": .technical,
                "recorded_at": .technical,
            ]),
        Table(
            store: .data, name: "form_version", retention: nil, why: "The words beside each form (P16, P21).",
            key: ["form_version"],
            columns: [
                "form_version": .technical, "service": .technical, "language": .technical,
                "statement_version": .technical, "text": .general, "recorded_at": .technical,
            ]),
        Table(
            store: .data, name: "customer", retention: nil, why: "Organisations that buy (P01).",
            key: ["customer_id"],
            columns: [
                "customer_id": .technical, "name": .general, "kind": .technical,
                "registration_number": .general, "created_at": .technical,
            ]),
        Table(
            store: .data, name: "contract", retention: nil, why: "What a customer bought (P01, P10).",
            key: ["contract_id"],
            columns: [
                "contract_id": .technical, "customer_id": .technical, "service": .technical,
                "starts_at": .technical, "ended_at": .technical, "created_at": .technical,
            ]),
        Table(
            store: .data, name: "code_batch", retention: nil, why: "Codes that were made together.",
            key: ["batch_id"],
            columns: [
                "batch_id": .technical, "contract_id": .technical, "customer_id": .technical,
                "size": .technical, "issued": .technical, "state": .technical, "expires_at": .technical,
                "reason": .freeText, "created_at": .technical, "warned_at": .technical,
            ]),
        Table(
            store: .data, name: "enrolment_code", retention: .endUserData,
            why: "A code carries no identity; whose it is, only the customer knows (P13).",
            key: ["code_id"],
            columns: [
                "code_id": .identifier, "batch_id": .technical, "contract_id": .technical,
                "customer_id": .technical, "letter_number": .technical, "code_hash": .keyedHash,
                "state": .technical, "issued_at": .technical, "expires_at": .technical,
                "redeemed_at": .technical, "revoked_at": .technical, "revoked_reason": .freeText,
                "replaced_by": .technical,
            ]),
        Table(
            store: .data, name: "enrolment_attempt", retention: .enrolmentAttempt,
            why: "Where a person is between the three screens.",
            key: ["attempt_id"],
            columns: [
                "attempt_id": .identifier, "token_hash": .keyedHash, "code_id": .identifier,
                "customer_id": .technical, "contract_id": .technical, "sealed_code": .personalSealed,
                "end_user_id": .identifier, "declared_age": .personalChoice,
                "sealed_contact": .personalSealed, "form_version": .technical, "given_at": .technical,
                "secret_hash": .keyedHash, "tries_left": .technical, "sends_left": .technical,
                "created_at": .technical, "expires_at": .technical, "sealed_details": .personalSealed,
                "details_form_version": .technical, "details_given_at": .technical,
                "proven_at": .technical, "sealed_guardian": .personalSealed,
            ]),
        Table(
            store: .data, name: "end_user", retention: .endUserData, why: "Who uses what a customer bought.",
            key: ["end_user_id"],
            columns: [
                "end_user_id": .identifier, "customer_id": .technical, "contract_id": .technical,
                "code_id": .identifier, "contact_key_id": .identifier, "identity_key_id": .identifier,
                "state": .technical, "declared_age": .personalChoice, "language": .personalChoice,
                "enrolled_at": .technical, "keep_until": .technical, "case_notes_key_id": .identifier,
                "guarded_at": .technical, "consent_id": .identifier, "consent_state": .technical,
                "age_check_at": .technical, "guardian_corrections": .technical,
                "safe_contact": .personalChoice, "restricted_at": .technical,
            ]),
        Table(
            store: .data, name: "sealed_field", retention: .endUserData,
            why: "The vault: each field with who gave it, when and on which form (P10, P16).",
            key: ["end_user_id", "field"],
            columns: [
                "end_user_id": .identifier, "field": .technical, "customer_id": .technical,
                "class": .technical,
                "key_id": .identifier, "rev": .technical, "sealed": .personalSealed, "source": .technical,
                "given_at": .technical, "form_version": .technical, "service": .technical,
                "confirmed_at": .technical,
            ]),
        Table(
            store: .data, name: "blind_index", retention: .endUserData,
            why: "To find a person by number or address at sign-in.",
            key: ["digest", "field", "customer_id", "end_user_id"],
            columns: [
                "customer_id": .technical, "field": .technical, "digest": .keyedHash,
                "end_user_id": .identifier, "key_id": .identifier,
            ]),
        Table(
            store: .data, name: "restriction", retention: .endUserData,
            why: "What the law keeps after an erasure (P43).",
            key: ["end_user_id", "class"],
            columns: [
                "end_user_id": .identifier, "class": .technical, "reason": .freeText, "placed_at": .technical,
                "until": .technical,
            ]),
        Table(
            store: .data, name: "tombstone", retention: nil, why: "Which keys died; leads to nobody (P44).",
            key: ["key_id"],
            columns: ["key_id": .technical, "reason": .technical, "at": .technical]),
        Table(
            store: .data, name: "erasure", retention: .erasureReceipt,
            why: "That something was erased; leads to nobody.",
            key: ["erasure_id"],
            columns: [
                "erasure_id": .technical, "receipt_hash": .keyedHash, "reason": .technical,
                "fields": .technical, "kept_until": .technical, "requested_at": .technical,
                "completed_at": .technical,
            ]),
        Table(
            store: .data, name: "erasure_key", retention: .erasureReceipt, why: "Keys still to be shredded.",
            key: ["key_id"],
            columns: ["key_id": .technical, "erasure_id": .technical]),
        Table(
            store: .data, name: "sweep_mark", retention: nil,
            why: "How far a sweep came along the keys: moments, and nobody.",
            key: ["name"],
            columns: ["name": .technical, "reached_at": .technical, "began_at": .technical]),
        Table(
            store: .data, name: "session", retention: .session,
            why: "Who is signed in, on what kind of device.",
            key: ["session_id"],
            columns: [
                "session_id": .identifier, "token_hash": .keyedHash, "previous_token_hash": .keyedHash,
                "end_user_id": .identifier, "device": .technical, "created_at": .technical,
                "rotated_at": .technical, "last_seen_at": .technical, "expires_at": .technical,
                "proven_at": .technical,
            ]),
        Table(
            store: .data, name: "session_end_user", retention: .session, why: "Everyone a session may show.",
            key: ["session_id", "end_user_id"],
            columns: ["session_id": .identifier, "end_user_id": .identifier]),
        Table(
            store: .data, name: "challenge", retention: .signInSecret, why: "A proof that is asked.",
            key: ["challenge_id"],
            columns: [
                "challenge_id": .identifier, "token_hash": .keyedHash, "kind": .technical,
                "session_id": .identifier, "secret_hash": .keyedHash, "tries_left": .technical,
                "proven_at": .technical, "created_at": .technical, "expires_at": .technical,
            ]),
        Table(
            store: .data, name: "challenge_end_user", retention: .signInSecret, why: "Whose proof is asked.",
            key: ["challenge_id", "end_user_id"],
            columns: ["challenge_id": .identifier, "end_user_id": .identifier]),
        Table(
            store: .data, name: "message", retention: .message,
            why: "The outbox: recipient and words are sealed.",
            key: ["message_id"],
            columns: [
                "message_id": .identifier, "person_id": .identifier, "customer_id": .technical,
                "service": .technical,
                "key_id": .identifier, "kind": .technical, "channel": .technical, "language": .personalChoice,
                "sealed": .personalSealed, "state": .technical, "attempts": .technical, "due_at": .technical,
                "lease": .technical, "lease_until": .technical, "failure": .freeText,
                "created_at": .technical,
                "sent_at": .technical, "expires_at": .technical,
            ]),
        Table(
            store: .data, name: "log_leaf", retention: .processingLog,
            why: "The processing log: who, why, which fields; never a value.",
            key: ["leaf_id"],
            columns: [
                "leaf_id": .technical, "seq": .technical, "at": .technical, "subject": .pseudonym,
                "body": .pseudonym,
            ]),
        Table(
            store: .data, name: "log_node", retention: nil, why: "Hashes over the log.",
            key: ["level", "position"],
            columns: ["level": .technical, "position": .technical, "hash": .technical]),
        Table(
            store: .data, name: "log_checkpoint", retention: nil, why: "Signed sizes and roots of the log.",
            key: ["size"],
            columns: ["size": .technical, "note": .technical, "at": .technical]),
        Table(
            store: .data, name: "log_head", retention: nil, why: "How many leaves have a number.",
            key: ["id"],
            columns: ["id": .technical, "size": .technical]),
    ]

    static let keys: [Table] = [
        Table(
            store: .keys, name: "schema_migration", retention: nil, why: "Which shape the store has.",
            key: ["number"],
            columns: ["number": .technical, "name": .technical, "applied_at": .technical]),
        Table(
            store: .keys, name: "deployment", retention: nil, why: "Which installation this is.",
            key: ["id"],
            columns: ["id": .technical, "deployment_id": .technical, "created_at": .technical]),
        Table(
            store: .keys, name: "keyring_key", retention: nil, why: "The installation's own keys.",
            key: ["name", "generation"],
            columns: [
                "name": .technical, "generation": .technical, "root_id": .technical, "wrapped": .wrappedKey,
                "created_at": .technical,
            ]),
        Table(
            store: .keys, name: "person_key", retention: .endUserData,
            why: "One key per person and class: destroying it destroys the data (P44).",
            key: ["key_id"],
            columns: [
                "key_id": .identifier, "person_id": .identifier, "class": .technical,
                "kek_generation": .technical, "wrapped": .wrappedKey, "created_at": .technical,
            ]),
        Table(
            store: .keys, name: "pseudonym", retention: .endUserData,
            why: "The only place where a pseudonym of the log leads to a person.",
            key: ["pseudonym"],
            columns: ["pseudonym": .pseudonym, "person_id": .identifier, "created_at": .technical]),
    ]
}
