import Domain

extension DataMap {
    /// Who carries what we send.
    static let processors: [Table] = [
        Table(
            store: .data, name: "processor", retention: nil,
            why: "Companies that carry our messages, and the agreement that binds them (P31).",
            key: ["processor_id"],
            columns: [
                "processor_id": .technical, "channel": .technical, "name": .general, "agreement": .general,
                "agreed_on": .technical, "country": .technical, "registered_at": .technical,
                "ended_at": .technical,
            ]),
        Table(
            store: .data, name: "transfer", retention: .processingLog,
            why: "To whom each thing that left was handed; the line of the log says of whom it was (P31).",
            key: ["leaf_id"],
            columns: [
                "leaf_id": .technical, "processor_id": .technical, "recipient": .technical,
                "basis": .technical, "at": .technical,
            ]),
    ]
}
