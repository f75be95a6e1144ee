/// A numbered, forward-only step of a schema. It talks strings to the database, never app types.
public struct Migration: Sendable {
    public let number: Int
    public let name: String
    public let statements: [String]
    /// What only one engine needs, after the rest.
    let ending: [Database.Engine: [String]]

    public init(
        number: Int, name: String, statements: [String], sqlite: [String] = [], postgresql: [String] = []
    ) {
        ending = [.sqlite: sqlite, .postgresql: postgresql]
        self.number = number
        self.name = name
        self.statements = statements
    }
}
