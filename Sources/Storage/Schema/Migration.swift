/// A numbered, forward-only step of a schema. It talks strings to the database, never app types.
public struct Migration: Sendable {
    public let number: Int
    public let name: String
    public let statements: [String]

    public init(number: Int, name: String, statements: [String]) {
        self.number = number
        self.name = name
        self.statements = statements
    }
}
