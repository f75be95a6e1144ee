import Domain
import Yams

/// The public words: promises, the one-minute version and the full text.
extension StatementReader {
    func promises(_ document: DocumentEntry, controller: Controller?) -> [PromiseWording] {
        var ids: [(id: Promise, node: Node)] = []
        let promises = document.items("promises").compactMap { node -> PromiseWording? in
            guard
                let entry = DocumentEntry(
                    reading, node, "this promise", keys: ["id", "built", "title", "text"])
            else { return nil }
            guard let promise = promise(entry.node("id")) else { return nil }
            ids.append((promise, node))
            guard let isBuilt = entry.flag("built"), let title = filled("title", of: entry, controller),
                let text = filled("text", of: entry, controller)
            else { return nil }
            return PromiseWording(promise: promise, title: title, text: text, isBuilt: isBuilt)
        }
        reading.refuseDuplicates(ids) { "promise \($0.id)" }
        requireEach(ids.map(\.id), of: document, "promises") { "promise \($0.id)" }
        return promises
    }

    func points(_ document: DocumentEntry, controller: Controller?) -> [StatementPoint] {
        document.items("one_minute").compactMap { node in
            guard let entry = DocumentEntry(reading, node, "this point", keys: ["title", "text"]),
                let title = filled("title", of: entry, controller),
                let text = filled("text", of: entry, controller)
            else { return nil }
            return StatementPoint(title: title, text: text)
        }
    }

    func sections(_ document: DocumentEntry, controller: Controller?) -> [StatementSection] {
        var ids: [(id: StatementSection.ID, node: Node)] = []
        var placed: [(id: Promise, node: Node)] = []
        let sections = document.items("sections").compactMap { node -> StatementSection? in
            guard
                let entry = DocumentEntry(
                    reading, node, "this section", keys: ["id", "title", "paragraphs", "promises"])
            else { return nil }
            let paragraphs = entry.items("paragraphs").compactMap { node in
                DocumentEntry.wording(reading, node, "a paragraph").flatMap {
                    filled($0, at: node, controller)
                }
            }
            let promises = entry.items("promises").compactMap { node -> Promise? in
                guard let promise = promise(node) else { return nil }
                placed.append((promise, node))
                return promise
            }
            guard let id = entry.word("id", StatementSection.ID.self) else { return nil }
            ids.append((id, node))
            guard let title = filled("title", of: entry, controller) else { return nil }
            return StatementSection(id: id, title: title, paragraphs: paragraphs, promises: promises)
        }
        reading.refuseDuplicates(ids) { "section \($0.rawValue)" }
        requireEach(ids.map(\.id), of: document, "sections") { "section \($0.rawValue)" }
        reading.refuseDuplicates(placed) { "promise \($0.id)" }
        requireEach(placed.map(\.id), of: document, "sections") { "promise \($0.id)" }
        return sections
    }

    private func promise(_ node: Node?) -> Promise? {
        guard let node, let id = reading.text(node, "a promise's id") else { return nil }
        guard let promise = Promise(rawValue: id) else {
            reading.note("promise '\(id)' is unknown; write a published number, such as P10", at: node)
            return nil
        }
        return promise
    }

    private func filled(_ key: String, of entry: DocumentEntry, _ controller: Controller?) -> Wording? {
        guard let node = entry.node(key), let wording = entry.wording(key) else { return nil }
        return filled(wording, at: node, controller)
    }

    /// P03: name, address and contact come from one place, so texts name them by a placeholder.
    private func filled(_ wording: Wording, at node: Node, _ controller: Controller?) -> Wording? {
        let values = [
            "{controller}": controller?.line ?? "", "{privacy_contact}": controller?.privacyContact ?? "",
        ]
        func filled(_ text: String) -> String {
            values.reduce(text) { $0.replacing($1.key, with: $1.value) }
        }
        let result = Wording(dutch: filled(wording.dutch), english: filled(wording.english))
        if (result.dutch + result.english).contains("{") {
            let known = values.keys.sorted().joined(separator: ", ")
            reading.note("a text has an unknown placeholder; write one of: \(known)", at: node)
        }
        return result
    }
}
