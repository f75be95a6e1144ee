extension DataSchema {
    /// How often a child corrected whom to ask, and how many papers came by the links of one question (P18).
    static let guardianCorrections: [String] = [
        "ALTER TABLE end_user ADD COLUMN guardian_corrections BIGINT NOT NULL DEFAULT 0",
        "ALTER TABLE consent ADD COLUMN papers_by_link BIGINT NOT NULL DEFAULT 0",
    ]

    /// A paper comes by post too. Then another than who brought it in says yes to it.
    static let paperRules = [
        ChangedRule(
            table: "consent_paper", name: "consent_paper_brought_by_check",
            before: "CHECK (brought_by IN ('guardian', 'customer'))",
            after: "CHECK (brought_by IN ('guardian', 'customer', 'staff'))"),
        ChangedRule(
            table: "consent_paper", name: "consent_paper_check2",
            before: "CHECK ((decided_at IS NULL) = (decided_by IS NULL))",
            after: """
                CHECK ((decided_at IS NULL) = (decided_by IS NULL)), \
                CHECK (brought_by <> 'staff' OR decided_by IS NULL OR decided_by <> account_id)
                """),
    ]
}
