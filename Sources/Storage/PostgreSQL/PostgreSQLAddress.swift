/// Where a store lives on a server. Two stores can share a database, each in its own schema.
package struct PostgreSQLAddress: Sendable {
    let connection: String
    let schema: String?

    package init(connection: String, schema: String?) {
        self.connection = connection
        self.schema = schema
    }

    /// Runs one command outside any transaction, as `CREATE DATABASE` must be.
    package func command(_ text: String) throws {
        try PostgreSQLConnection(self).command(text)
    }

    /// The schema as a name in SQL.
    var quotedSchema: String? {
        schema.map {
            "\"" + $0.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
                + "\""
        }
    }
}
