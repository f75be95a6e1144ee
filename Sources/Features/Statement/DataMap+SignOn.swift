import Domain

extension DataMap {
    /// The identity providers of customers, and who is on their way through one.
    static let signOn: [Table] = [
        Table(
            store: .data, name: "identity_provider", retention: .accountData,
            why: "Where a customer's own people sign in; our secret there is sealed.", key: ["provider_id"],
            columns: [
                "provider_id": .technical, "customer_id": .technical, "issuer": .general,
                "issuer_since": .technical, "client_id": .general, "secret": .wrappedKey,
                "secret_generation": .technical, "is_required": .technical, "trouble": .technical,
                "troubled_at": .technical, "changed_by": .identifier, "changed_at": .technical,
            ]),
        Table(
            store: .data, name: "identity_provider_rule", retention: nil,
            why: "Which group at the customer has which role here: never a person (P02).",
            key: ["provider_id", "claim", "value", "role"],
            columns: [
                "provider_id": .technical, "claim": .freeText, "value": .freeText, "role": .technical,
            ]),
        Table(
            store: .data, name: "identity_provider_domain", retention: .accountData,
            why: "Whose sign-in page goes with which addresses.", key: ["domain"],
            columns: [
                "domain": .general, "provider_id": .technical, "claimed_by": .identifier,
                "claimed_at": .technical,
            ]),
        Table(
            store: .data, name: "sign_on_attempt", retention: .signInSecret,
            why:
                "Somebody on their way to their organisation's sign-in page; what is kept opens with their cookie.",
            key: ["attempt_id"],
            columns: [
                "attempt_id": .identifier, "token_hash": .keyedHash, "provider_id": .technical,
                "account_id": .identifier, "sealed": .personalSealed, "created_at": .technical,
                "expires_at": .technical,
            ]),
    ]
}
