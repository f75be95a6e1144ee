import Domain

extension DataMap {
    /// What people ask about their own data, and who else must hear of it.
    static let rights: [Table] = [
        Table(
            store: .data, name: "rights_request", retention: .rightsRequest,
            why: "What somebody asked about their own data, until when, and what was decided (P60-P62).",
            key: ["request_id"],
            columns: [
                "request_id": .identifier, "kind": .technical, "person_kind": .technical,
                "person_id": .identifier, "key_id": .identifier, "via": .technical, "state": .technical,
                "leaf_id": .technical, "about_leaf": .technical, "field": .technical, "purpose": .technical,
                "sealed_words": .personalSealed, "sealed_value": .personalSealed,
                "sealed_answer": .personalSealed, "sealed_delay": .personalSealed,
                "received_at": .technical, "due_at": .technical, "identified_at": .technical,
                "identity": .technical, "extended_at": .technical, "ended_at": .technical,
                "refusal": .technical, "complaint_route": .general, "handler": .identifier,
            ]),
        Table(
            store: .data, name: "objection", retention: .endUserData,
            why: "For which purpose a person's data is not used because they objected (P60).",
            key: ["end_user_id", "purpose"],
            columns: [
                "end_user_id": .identifier, "purpose": .personalChoice, "request_id": .identifier,
                "made_at": .technical,
            ]),
        Table(
            store: .data, name: "recipient_notice", retention: .rightsRequest,
            why:
                "Which recipient must hear of what was corrected, erased or restricted (P63). It names no person.",
            key: ["notice_id"],
            columns: [
                "notice_id": .technical, "leaf_id": .technical, "act": .technical, "recipient": .general,
                "fields": .technical, "made_at": .technical, "told_at": .technical, "told_by": .identifier,
            ]),
        Table(
            store: .data, name: "recipient_notice_message", retention: .rightsRequest,
            why: "The messages that a carrier may still know, by the numbers that it has of them (P63).",
            key: ["notice_id", "message_id"],
            columns: ["notice_id": .technical, "message_id": .technical]),
    ]
}
