import Domain

extension DataMap {
    /// Guardians of who is under sixteen, and what they said (P18).
    static let guardians: [Table] = [
        Table(
            store: .data, name: "consent_text", retention: nil,
            why: "Every wording that a guardian could say yes to (P18).", key: ["text_version"],
            columns: [
                "text_version": .technical, "service": .technical, "language": .technical,
                "statement_version": .technical, "text": .general, "recorded_at": .technical,
            ]),
        Table(
            store: .data, name: "guardian", retention: .awaitingGuardian,
            why: "Who decides for one child; number and address are sealed apart (P18).",
            key: ["guardian_id"],
            columns: [
                "guardian_id": .identifier, "end_user_id": .identifier, "contact_key_id": .identifier,
                "identity_key_id": .identifier, "language": .personalChoice, "named_at": .technical,
                "proven_at": .technical,
            ]),
        Table(
            store: .data, name: "guardian_index", retention: .awaitingGuardian,
            why: "To find a guardian by their number at the door.", key: ["digest", "guardian_id"],
            columns: ["digest": .keyedHash, "guardian_id": .identifier, "key_id": .identifier]),
        Table(
            store: .data, name: "consent", retention: .endUserData,
            why: "What a guardian said, when, and to which words (P18).", key: ["consent_id"],
            columns: [
                "consent_id": .identifier, "end_user_id": .identifier, "guardian_id": .identifier,
                "state": .personalChoice, "asked_at": .technical, "reminded_at": .technical,
                "answered_at": .technical, "text_version": .technical, "way": .technical,
                "ended_at": .technical, "papers_by_link": .technical,
            ]),
        Table(
            store: .data, name: "consent_paper", retention: .awaitingGuardian,
            why: "That a signed paper came in, who looked and when; the paper is sealed apart (P18).",
            key: ["consent_id"],
            columns: [
                "consent_id": .identifier, "kind": .technical, "size": .technical, "state": .technical,
                "brought_by": .technical, "account_id": .identifier, "text_version": .technical,
                "received_at": .technical, "decided_at": .technical, "decided_by": .identifier,
            ]),
        Table(
            store: .data, name: "guardian_link", retention: .awaitingGuardian,
            why: "The link in a message to a guardian.", key: ["token_hash"],
            columns: [
                "token_hash": .keyedHash, "guardian_id": .identifier, "channel": .technical,
                "created_at": .technical, "expires_at": .technical,
            ]),
        Table(
            store: .data, name: "guardian_challenge", retention: .signInSecret,
            why: "A code to a guardian's phone; only its browser can open the number.",
            key: ["challenge_id"],
            columns: [
                "challenge_id": .identifier, "token_hash": .keyedHash, "secret_hash": .keyedHash,
                "tries_left": .technical, "link_guardian_id": .identifier, "link_channel": .technical,
                "sealed_number": .personalSealed, "created_at": .technical, "expires_at": .technical,
            ]),
        Table(
            store: .data, name: "guardian_challenge_guardian", retention: .signInSecret,
            why: "Whose proof is asked.", key: ["challenge_id", "guardian_id"],
            columns: ["challenge_id": .identifier, "guardian_id": .identifier]),
        Table(
            store: .data, name: "guardian_session", retention: .guardianSession,
            why: "A guardian who came in with a code.", key: ["session_id"],
            columns: [
                "session_id": .identifier, "token_hash": .keyedHash, "created_at": .technical,
                "expires_at": .technical,
            ]),
        Table(
            store: .data, name: "guardian_session_guardian", retention: .guardianSession,
            why: "Every child that a session may show.", key: ["session_id", "guardian_id"],
            columns: ["session_id": .identifier, "guardian_id": .identifier]),
    ]
}
