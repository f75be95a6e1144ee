/// Where a store lives on a server. Two stores can share a database, each in its own schema.
struct PostgreSQLAddress: Sendable {
    let connection: String
    let schema: String?

    /// The schema as a name in SQL.
    var quotedSchema: String? {
        schema.map {
            "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                + "\""
        }
    }
}
