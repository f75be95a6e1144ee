/// One thing that is wrong in the statement's document: where, what, and what to do about it.
public struct StatementProblem: Hashable, Sendable, CustomStringConvertible {
    public let line: Int
    public let message: String

    public init(line: Int, message: String) {
        self.line = line
        self.message = message
    }

    public var description: String { "line \(line): \(message)" }
}

/// The document is refused as a whole, with everything that is wrong in it.
public struct StatementInvalid: Error, CustomStringConvertible {
    public let file: String
    public let problems: [StatementProblem]

    public var description: String {
        problems.map { "\(file):\($0.line): \($0.message)" }.joined(separator: "\n")
    }
}
