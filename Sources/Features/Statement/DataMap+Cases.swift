import Domain

extension DataMap {
    /// Cases from which staff open a person, and what was proven.
    static let cases: [Table] = [
        Table(
            store: .data, name: "case_file", retention: .endUserData,
            why: "From which matter staff opened whom (P71); leads to nobody once the person is gone.",
            key: ["case_id"],
            columns: [
                "case_id": .technical, "search_id": .technical, "reason": .technical, "sentence": .freeText,
                "end_user_id": .identifier, "customer_id": .technical, "holder": .identifier,
                "opened_by": .identifier, "break_glass": .technical, "opened_at": .technical,
                "expires_at": .technical, "closed_at": .technical, "request_id": .identifier,
                "consent_id": .identifier,
            ]),
        Table(
            store: .data, name: "case_holder", retention: .accountData, why: "Who held a case when (P71).",
            key: ["case_id", "turn"],
            columns: [
                "case_id": .technical, "turn": .technical, "account_id": .identifier,
                "held_from": .technical, "held_until": .technical,
            ]),
        Table(
            store: .data, name: "case_step", retention: .accountData,
            why: "What was done to a case, and why.", key: ["step_id"],
            columns: [
                "step_id": .technical, "case_id": .technical, "account_id": .identifier, "step": .technical,
                "sentence": .freeText, "at": .technical,
            ]),
        Table(
            store: .data, name: "case_opening", retention: .accountData,
            why: "How much was opened from a case, and by whom: never what it said.", key: ["leaf_id"],
            columns: [
                "leaf_id": .technical, "case_id": .technical, "account_id": .identifier,
                "fields": .technical, "at": .technical,
            ]),
        Table(
            store: .data, name: "case_note", retention: .caseNote,
            why: "What staff wrote down, sealed under the person's own key.", key: ["note_id"],
            columns: [
                "note_id": .technical, "case_id": .technical, "key_id": .identifier,
                "sealed": .personalSealed, "written_by": .identifier, "written_at": .technical,
            ]),
        Table(
            store: .data, name: "proof_run", retention: nil,
            why: "What each run of the proof found: counts, pseudonyms and row numbers.", key: ["run_id"],
            columns: ["run_id": .technical, "at": .technical, "broken": .technical, "report": .pseudonym]),
    ]
}
