import Domain

extension DataMap {
    /// Orders not to destroy, and what each day destroyed.
    static let retention: [Table] = [
        Table(
            store: .data, name: "hold", retention: .endUserData,
            why:
                "What may not be destroyed, why and until when (P43). It stays after its end and leads to nobody then.",
            key: ["hold_id"],
            columns: [
                "hold_id": .technical, "person_id": .identifier, "customer_id": .technical,
                "reason": .technical, "note": .freeText, "state": .technical, "asked_by": .identifier,
                "asked_at": .technical, "until": .technical, "approved_by": .identifier,
                "approved_at": .technical, "pending_by": .identifier, "renewal_until": .technical,
                "restored_at": .technical,
            ]),
        Table(
            store: .data, name: "hold_class", retention: nil, why: "Which classes of data a hold keeps.",
            key: ["hold_id", "class"], columns: ["hold_id": .technical, "class": .technical]),
        Table(
            store: .data, name: "hold_step", retention: .accountData,
            why: "Who asked, approved, renewed and lifted a hold: two people each time.",
            key: ["hold_id", "turn"],
            columns: [
                "hold_id": .technical, "turn": .technical, "step": .technical, "account_id": .identifier,
                "until": .technical, "at": .technical,
            ]),
        Table(
            store: .keys, name: "successor_key", retention: .endUserData,
            why: "A key on its way into the place of another, when a field goes and its class stays (P44).",
            key: ["key_id"],
            columns: [
                "key_id": .identifier, "person_id": .identifier, "class": .technical,
                "kek_generation": .technical, "wrapped": .wrappedKey, "created_at": .technical,
            ]),
        Table(
            store: .data, name: "destruction_run", retention: .accountData,
            why: "Each day of destroying, who stopped it, and its signed certificate.", key: ["run_id"],
            columns: [
                "run_id": .technical, "day": .technical, "started_at": .technical, "stopped_at": .technical,
                "stopped_by": .identifier, "ended_at": .technical, "certificate": .technical,
            ]),
        Table(
            store: .data, name: "destruction_count", retention: nil,
            why: "How much of each category a day destroyed and kept: counts.", key: ["run_id", "category"],
            columns: [
                "run_id": .technical, "category": .technical, "planned": .technical,
                "destroyed": .technical, "kept": .technical,
            ]),
    ]
}
