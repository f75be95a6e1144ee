import Domain
import Yams

/// Gathers what is wrong while a document is read, so that its writer sees everything at once.
final class DocumentReading {
    private(set) var problems: [StatementProblem] = []

    func note(_ message: String, at node: Node) {
        problems.append(StatementProblem(line: node.mark?.line ?? 1, message: message))
    }

    /// The text of a scalar; anything else is noted.
    func text(_ node: Node, _ what: String) -> String? {
        guard let text = node.scalar?.string, !text.isEmpty else {
            note("\(what) must be a text; write one line between quotes", at: node)
            return nil
        }
        return text
    }

    /// One of the words of a closed type; the note names them all.
    func word<Word: RawRepresentable<String> & CaseIterable>(
        _ node: Node, _ what: String, _: Word.Type = Word.self
    ) -> Word? {
        guard let text = text(node, what) else { return nil }
        guard let word = Word(rawValue: text) else {
            let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
            note("\(what) '\(text)' is unknown; write one of: \(known)", at: node)
            return nil
        }
        return word
    }

    func items(_ node: Node, _ what: String) -> [Node] {
        guard let sequence = node.sequence else {
            note("\(what) must be a list; write one item per line, each after a dash", at: node)
            return []
        }
        return Array(sequence)
    }

    /// Notes every item whose id was used before.
    func refuseDuplicates<ID: Hashable>(_ ids: [(id: ID, node: Node)], _ what: (ID) -> String) {
        var seen: Set<ID> = []
        for (id, node) in ids where !seen.insert(id).inserted {
            note("\(what(id)) stands here twice; remove one", at: node)
        }
    }
}

/// A mapping of the document with a closed set of keys.
struct DocumentEntry {
    let reading: DocumentReading
    let node: Node
    let name: String
    private let values: [String: Node]

    /// Notes a node that is no mapping, a key that is not known, and a key that is missing.
    init?(_ reading: DocumentReading, _ node: Node, _ name: String, keys: [String], optional: [String] = []) {
        guard let mapping = node.mapping else {
            reading.note("\(name) must be a group of `key: value` lines", at: node)
            return nil
        }
        self.reading = reading
        self.node = node
        self.name = name
        var values: [String: Node] = [:]
        let known = keys + optional
        for (key, value) in mapping {
            let text = key.scalar?.string ?? ""
            if known.contains(text) {
                values[text] = value
            } else {
                let list = known.joined(separator: ", ")
                reading.note(
                    "\(name) has an unknown key '\(text)'; remove it, or write one of: \(list)", at: key)
            }
        }
        for key in keys where values[key] == nil {
            reading.note("\(name) misses '\(key)'; add it", at: node)
        }
        self.values = values
    }

    /// Nothing when it is absent: a missing required key was noted already.
    func node(_ key: String) -> Node? { values[key] }

    func text(_ key: String) -> String? {
        node(key).flatMap { reading.text($0, "\(key) of \(name)") }
    }

    func word<Word: RawRepresentable<String> & CaseIterable>(
        _ key: String, _: Word.Type = Word.self
    ) -> Word? {
        node(key).flatMap { reading.word($0, "\(key) of \(name)", Word.self) }
    }

    func words<Word: RawRepresentable<String> & CaseIterable>(
        _ key: String, _: Word.Type = Word.self
    ) -> [Word] {
        items(key).compactMap { reading.word($0, "\(key) of \(name)", Word.self) }
    }

    func items(_ key: String) -> [Node] {
        node(key).map { reading.items($0, "\(key) of \(name)") } ?? []
    }

    func number(_ key: String) -> Int? {
        guard let node = node(key), let text = reading.text(node, "\(key) of \(name)") else { return nil }
        guard let number = Int(text), number >= 0 else {
            reading.note("\(key) of \(name) must be a whole number", at: node)
            return nil
        }
        return number
    }

    func flag(_ key: String) -> Bool? {
        guard let node = node(key), let text = reading.text(node, "\(key) of \(name)") else { return nil }
        guard text == "true" || text == "false" else {
            reading.note("\(key) of \(name) must be true or false", at: node)
            return nil
        }
        return text == "true"
    }

    func wording(_ key: String) -> Wording? {
        node(key).flatMap { Self.wording(reading, $0, "\(key) of \(name)") }
    }

    /// The same words in every language: one that is missing is noted.
    static func wording(_ reading: DocumentReading, _ node: Node, _ what: String) -> Wording? {
        let languages = Language.allCases.map(\.rawValue)
        guard let entry = DocumentEntry(reading, node, what, keys: languages) else { return nil }
        guard let dutch = entry.text(Language.dutch.rawValue),
            let english = entry.text(Language.english.rawValue)
        else { return nil }
        return Wording(dutch: dutch, english: english)
    }
}
