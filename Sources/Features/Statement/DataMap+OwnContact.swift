import Domain

extension DataMap {
    /// A person's number and address, as they change them themselves.
    static let ownContact: [Table] = [
        Table(
            store: .data, name: "contact_change", retention: .contactChange,
            why: "A new number or address that is not proven yet; only its browser can open it (P10).",
            key: ["change_id"],
            columns: [
                "change_id": .identifier, "token_hash": .keyedHash, "session_id": .identifier,
                "channel": .technical, "sealed_contact": .personalSealed, "form_version": .technical,
                "given_at": .technical, "expires_at": .technical,
            ]),
        Table(
            store: .data, name: "contact_change_code", retention: .contactChange,
            why: "The two codes that prove it.", key: ["change_id", "place"],
            columns: [
                "change_id": .identifier, "place": .technical, "secret_hash": .keyedHash,
                "tries_left": .technical, "sends_left": .technical, "expires_at": .technical,
                "proven_at": .technical,
            ]),
    ]
}
