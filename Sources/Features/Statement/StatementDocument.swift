public import Domain
import Foundation
import Vault
import Yams

/// The statement's document, read and checked as a whole. A document with any problem is refused with all of
/// them, each with its line: a wrong statement must not start (P03, P10, P11).
public struct StatementDocument: Sendable {
    public let text: String
    public let statement: Statement

    /// - `file`: how errors name the document.
    /// - `privacyContact`: the required setting of the deployment (P03).
    public init(text: String, file: String, privacyContact: String) throws(StatementInvalid) {
        let reading = DocumentReading()
        let root = try Self.root(of: text, file: file)
        let hash = Hex.text(ContentHash.sha256(text.utf8))
        let statement = StatementReader(reading: reading, privacyContact: privacyContact).read(
            root, hash: hash)
        guard let statement, reading.problems.isEmpty else {
            throw StatementInvalid(file: file, problems: reading.problems.sorted { $0.line < $1.line })
        }
        self.text = text
        self.statement = statement
    }

    /// The document that this program was built with.
    public static func bundled(privacyContact: String) throws -> StatementDocument {
        guard let url = Bundle.module.url(forResource: "statement", withExtension: "yaml") else {
            throw StatementInvalid(
                file: "statement.yaml",
                problems: [
                    StatementProblem(line: 1, message: "the program was installed without it; reinstall")
                ])
        }
        let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
        return try StatementDocument(text: text, file: "statement.yaml", privacyContact: privacyContact)
    }

    private static func root(of text: String, file: String) throws(StatementInvalid) -> Node {
        let node: Node?
        do {
            node = try compose(yaml: text)
        } catch {
            throw StatementInvalid(file: file, problems: [problem(in: error)])
        }
        guard let node else {
            throw StatementInvalid(
                file: file, problems: [StatementProblem(line: 1, message: "the document is empty")])
        }
        return node
    }

    private static func problem(in error: any Error) -> StatementProblem {
        switch error as? YamlError {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            StatementProblem(line: mark.line, message: "this is not YAML: \(problem)")
        case .duplicatedKeysInMapping(let keys, let context):
            StatementProblem(
                line: context.mark.line,
                message:
                    "\(keys.map { "'\($0)'" }.joined(separator: ", ")) stands twice in one group; remove one")
        default:
            StatementProblem(line: 1, message: "this is not YAML")
        }
    }
}
