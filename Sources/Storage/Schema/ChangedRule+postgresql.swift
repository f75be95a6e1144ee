extension DataSchema.ChangedRule {
    static func postgresql(_ rules: [DataSchema.ChangedRule]) -> [String] {
        rules.flatMap { rule in
            let added = rule.after.replacing(", CHECK", with: ", ADD CHECK")
                .replacing(", FOREIGN", with: ", ADD FOREIGN")
            return [
                "ALTER TABLE \(rule.table) DROP CONSTRAINT \(rule.name)",
                "ALTER TABLE \(rule.table) ADD \(added)",
            ]
        }
    }
}
