import Domain

extension DataMap {
    /// Archives that were made for an auditor.
    static let evidence: [Table] = [
        Table(
            store: .data, name: "evidence_export", retention: .accountData,
            why: "Which archive of evidence was made, when, by whom and for what kind of reader.",
            key: ["export_id"],
            columns: [
                "export_id": .technical, "account_id": .identifier, "reason": .technical,
                "first_day": .technical, "last_day": .technical, "manifest_hash": .technical,
                "at": .technical,
            ])
    ]
}
