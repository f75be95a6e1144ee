extension DataSchema.ChangedRule {
    /// SQLite keeps the text of a table and nothing else of its rules, so the text is what changes. The tables that
    /// refer to this one stay as they are, which a copy under another name could not promise.
    static func sqlite(_ rules: [DataSchema.ChangedRule]) -> [String] {
        let updates = rules.map { rule in
            """
            UPDATE sqlite_schema SET sql = replace(sql, \(quoted(rule.before)), \(quoted(rule.after)))
            WHERE type = 'table' AND name = \(quoted(rule.table))
            """
        }
        return ["PRAGMA writable_schema = ON"] + updates + ["PRAGMA writable_schema = RESET"]
    }

    private static func quoted(_ text: String) -> String { "'\(text.replacing("'", with: "''"))'" }
}
