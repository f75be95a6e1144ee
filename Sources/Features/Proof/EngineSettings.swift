import Storage

/// What the running engines say of themselves: whether a commit reaches the disk and deleted bytes are gone (P70).
enum EngineSettings {
    /// Faults in words; nothing when all is as it should be.
    static func faults(of database: Database) async throws -> [String] {
        let expected = database.engine == .sqlite ? sqlite : postgresql
        return try await database.write { transaction in
            try expected.compactMap { setting in
                guard let row = try transaction.row(setting.question) else {
                    return "\(setting.name) is unknown"
                }
                let value =
                    database.engine == .sqlite && !setting.isText ? String(try row.int(0)) : try row.text(0)
                return setting.good.contains(value) ? nil : "\(setting.name) is \(value)"
            }
        }
    }

    private struct Setting: Sendable {
        let name: String
        let question: SQL
        let good: Set<String>
        var isText = false
    }

    private static let sqlite = [
        Setting(name: "synchronous", question: "PRAGMA synchronous", good: ["2", "3"]),
        Setting(name: "secure_delete", question: "PRAGMA secure_delete", good: ["1"]),
        Setting(name: "foreign_keys", question: "PRAGMA foreign_keys", good: ["1"]),
        Setting(name: "journal_mode", question: "PRAGMA journal_mode", good: ["wal"], isText: true),
    ]

    private static let postgresql = [
        Setting(name: "fsync", question: "SHOW fsync", good: ["on"]),
        Setting(
            name: "synchronous_commit", question: "SHOW synchronous_commit",
            good: ["on", "remote_write", "remote_apply"]),
        Setting(name: "full_page_writes", question: "SHOW full_page_writes", good: ["on"]),
    ]
}
