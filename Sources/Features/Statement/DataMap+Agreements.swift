import Domain

extension DataMap {
    /// What is known of customers, and what they agreed.
    static let agreements: [Table] = [
        Table(
            store: .data, name: "customer_detail", retention: .accountData,
            why: "Numbers of an organisation, and where its invoices go (P01).", key: ["customer_id"],
            columns: [
                "customer_id": .technical, "kvk_number": .general, "oin": .general, "vat_number": .general,
                "street": .general, "postcode": .general, "city": .general, "buyer_reference": .freeText,
                "registered_by": .identifier, "revision": .technical,
            ]),
        Table(
            store: .data, name: "customer_change", retention: .accountData,
            why: "What was changed about a customer, by whom and when (P01).",
            key: ["customer_id", "revision", "part"],
            columns: [
                "customer_id": .technical, "revision": .technical, "part": .technical,
                "value_before": .freeText, "value_after": .freeText, "changed_by": .identifier,
                "changed_at": .technical, "leaf_id": .technical,
            ]),
        Table(
            store: .data, name: "contract_ending", retention: .accountData,
            why: "How far the telling came that an agreement ends (P40).", key: ["contract_id"],
            columns: [
                "contract_id": .technical, "ends_at": .technical, "ended_by": .identifier,
                "administrators": .technical, "position": .identifier, "told": .technical,
                "unreachable": .technical, "completed_at": .technical,
            ]),
        Table(
            store: .data, name: "contact_point", retention: .accountData,
            why: "Whom to reach at a customer: general in the clear, personal as a reference (P02).",
            key: ["point_id"],
            columns: [
                "point_id": .technical, "customer_id": .technical, "purpose": .technical, "class": .technical,
                "channel": .technical, "place": .generalContact, "account_id": .identifier,
                "created_by": .identifier, "created_at": .technical,
            ]),
        Table(
            store: .data, name: "association", retention: .endUserData,
            why: "What a customer tied to whom; a number is sealed with the person's data (P19).",
            key: ["association_id"],
            columns: [
                "association_id": .identifier, "customer_id": .technical, "label": .freeText,
                "holds_number": .technical, "account_id": .identifier, "code_id": .identifier,
                "made_by": .identifier, "made_at": .technical, "made_leaf": .technical,
                "ended_by": .identifier, "ended_at": .technical, "ended_leaf": .technical,
            ]),
        Table(
            store: .data, name: "annex", retention: nil, why: "Custom work for one customer (P20).",
            key: ["annex_id"],
            columns: [
                "annex_id": .technical, "customer_id": .technical, "title": .freeText,
                "created_at": .technical,
            ]),
        Table(
            store: .data, name: "annex_version", retention: .accountData,
            why: "The sheet that says which data custom work needs (P20).", key: ["annex_id", "version"],
            columns: [
                "annex_id": .technical, "version": .technical, "sheet": .general, "hash": .technical,
                "composed_by": .identifier, "composed_at": .technical, "sent_at": .technical,
            ]),
        Table(
            store: .data, name: "annex_acceptance", retention: .accountData,
            why: "Who accepted which sheet, and when (P20).", key: ["annex_id", "version"],
            columns: [
                "annex_id": .technical, "version": .technical, "hash": .technical,
                "accepted_by": .identifier, "accepted_at": .technical,
            ]),
        Table(
            store: .data, name: "annex_contract", retention: nil,
            why: "Under which accepted sheet custom work is done (P20).", key: ["contract_id"],
            columns: ["contract_id": .technical, "annex_id": .technical, "version": .technical]),
    ]
}
