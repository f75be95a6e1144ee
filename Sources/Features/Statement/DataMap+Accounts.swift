import Domain

extension DataMap {
    /// Logins of customers' colleagues and of BuenO's own people.
    static let accounts: [Table] = [
        Table(
            store: .data, name: "account", retention: .accountData,
            why: "Who has a login for their work; name and address are sealed apart (P73).",
            key: ["account_id"],
            columns: [
                "account_id": .identifier, "side": .technical, "customer_id": .technical,
                "identity_key_id": .identifier, "contact_key_id": .identifier, "state": .technical,
                "language": .personalChoice, "password_hash": .passwordHash,
                "second_factor": .personalSealed, "second_factor_step": .technical,
                "sign_on_hash": .keyedHash, "sign_on_mac": .keyedHash, "sign_on_at": .technical,
                "sign_on_barred": .keyedHash, "invited_by": .identifier, "created_at": .technical,
                "closed_at": .technical, "destroyed_at": .technical,
            ]),
        Table(
            store: .data, name: "account_index", retention: .accountData,
            why: "To find an account by its address at sign-in.",
            key: ["digest", "account_id"],
            columns: ["digest": .keyedHash, "account_id": .identifier, "key_id": .identifier]),
        Table(
            store: .data, name: "sealed_value", retention: .accountData,
            why: "What is sealed of those who are no end user, with where it came from (P02, P61).",
            key: ["person_id", "field"],
            columns: [
                "person_id": .identifier, "account_id": .identifier, "request_id": .identifier,
                "guardian_id": .identifier,
                "field": .technical, "class": .technical, "key_id": .identifier, "rev": .technical,
                "sealed": .personalSealed, "source": .technical, "given_at": .technical,
                "form_version": .technical,
            ]),
        Table(
            store: .data, name: "contact_request", retention: .contactRequest,
            why: "What somebody asks through the contact form; all they gave is sealed (P33).",
            key: ["request_id"],
            columns: [
                "request_id": .identifier, "identity_key_id": .identifier, "contact_key_id": .identifier,
                "language": .personalChoice, "state": .technical, "received_at": .technical,
                "answered_at": .technical, "answered_by": .identifier,
            ]),
        Table(
            store: .data, name: "invitation", retention: .invitation, why: "Who was asked to come.",
            key: ["invitation_id"],
            columns: [
                "invitation_id": .identifier, "token_hash": .keyedHash, "account_id": .identifier,
                "created_at": .technical, "expires_at": .technical,
            ]),
        Table(
            store: .data, name: "recovery_code", retention: .accountData,
            why: "Codes for when a phone is gone.", key: ["account_id", "code_hash"],
            columns: ["account_id": .identifier, "code_hash": .keyedHash]),
        Table(
            store: .data, name: "role_grant", retention: .accountData,
            why: "Who may do what, from whom and until when (P73).", key: ["grant_id"],
            columns: [
                "grant_id": .identifier, "account_id": .identifier, "role": .technical,
                "granted_by": .identifier, "starts_at": .technical, "expires_at": .technical,
                "revoked_at": .technical, "mac": .keyedHash, "provider_id": .technical,
            ]),
        Table(
            store: .data, name: "duty_signature", retention: .accountData,
            why: "Who signed the code of conduct and secrecy (P72, P73).",
            key: ["account_id", "duty", "version"],
            columns: [
                "account_id": .identifier, "duty": .technical, "version": .technical,
                "signed_at": .technical,
            ]),
        Table(
            store: .data, name: "work_session", retention: .workSession,
            why: "Who is signed in for their work.", key: ["session_id"],
            columns: [
                "session_id": .identifier, "token_hash": .keyedHash, "account_id": .identifier,
                "device": .technical, "created_at": .technical, "last_seen_at": .technical,
                "proven_at": .technical, "expires_at": .technical,
            ]),
        Table(
            store: .data, name: "work_challenge", retention: .signInSecret,
            why: "A second factor that is asked.", key: ["challenge_id"],
            columns: [
                "challenge_id": .identifier, "token_hash": .keyedHash, "account_id": .identifier,
                "tries_left": .technical, "created_at": .technical, "expires_at": .technical,
            ]),
    ]
}
