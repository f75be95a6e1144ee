import Domain

extension DataMap {
    /// Codes in the customers' own hands.
    static let batches: [Table] = [
        Table(
            store: .data, name: "batch_download", retention: .codeDownload,
            why: "Codes that were just made and wait to be saved, or how that ended (P13).",
            key: ["download_id"],
            columns: [
                "download_id": .technical, "batch_id": .technical, "customer_id": .technical,
                "key_id": .technical, "first_letter": .technical, "state": .technical,
                "created_at": .technical, "expires_at": .technical, "downloaded_at": .technical,
                "ended_at": .technical, "destroyed_at": .technical,
            ]),
        Table(
            store: .data, name: "batch_download_part", retention: .codeDownload,
            why: "The codes themselves, until they are saved and a day at most (P13).",
            key: ["download_id", "first_letter"],
            columns: [
                "download_id": .technical, "first_letter": .technical, "letters": .technical,
                "sealed": .codesSealed,
            ]),
        Table(
            store: .data, name: "batch_labels", retention: nil,
            why: "A customer's own names for its letters, which only its browser can read (P13).",
            key: ["batch_id"],
            columns: [
                "batch_id": .technical, "customer_id": .technical, "sealed": .sealedByCustomer,
                "changed_at": .technical,
            ]),
        Table(
            store: .data, name: "issue_mark", retention: .endUserData,
            why: "To tell a customer that a client got a code before, without knowing the client (P13).",
            key: ["customer_id", "mark_hash", "batch_id", "letter_number"],
            columns: [
                "customer_id": .technical, "mark_hash": .keyedHash, "batch_id": .technical,
                "letter_number": .technical, "created_at": .technical,
            ]),
        Table(
            store: .keys, name: "download_key", retention: .codeDownload,
            why: "One key per file with codes: destroying it destroys what is sealed (P13).",
            key: ["key_id"],
            columns: [
                "key_id": .technical, "generation": .technical, "wrapped": .wrappedKey,
                "created_at": .technical,
            ]),
    ]
}
