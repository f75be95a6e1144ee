import Domain

extension DataMap {
    /// Phones and SIM cards: how a service stands, and what a customer answered about whom.
    static let mobile: [Table] = [
        Table(
            store: .data, name: "mobile_service", retention: .endUserData,
            why: "How an application for a phone or SIM card stands, and on whose yes it runs (P15).",
            key: ["service_id"],
            columns: [
                "service_id": .identifier, "end_user_id": .identifier, "customer_id": .technical,
                "contract_id": .technical, "state": .technical, "applied_at": .technical,
                "asked_at": .technical, "answer_by": .technical, "process_at": .technical,
                "question": .technical, "confirmation_id": .technical, "confirmation_verdict": .technical,
                "confirmation_standing": .technical, "confirmed_until": .technical,
                "active_since": .technical, "reminders": .technical, "warned_for": .technical,
                "ended_at": .technical,
                "ended_because": .technical, "refusal": .technical,
            ]),
        Table(
            store: .data, name: "eligibility_answer", retention: .endUserData,
            why: "What a customer's people answered when they were asked whether somebody qualifies (P15).",
            key: ["answer_id"],
            columns: [
                "answer_id": .technical, "end_user_id": .identifier, "account_id": .identifier,
                "verdict": .technical, "detail": .technical, "standing": .technical, "given_at": .technical,
                "settled_at": .technical,
            ]),
    ]
}
