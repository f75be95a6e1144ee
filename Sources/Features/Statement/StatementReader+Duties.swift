import Domain
import Yams

/// What BuenO's own people sign before anything opens for them (P72, P73).
extension StatementReader {
    func duties(_ document: DocumentEntry) -> [DutyText] {
        var ids: [(id: Duty, node: Node)] = []
        let duties = document.items("duties").compactMap { node -> DutyText? in
            guard
                let entry = DocumentEntry(
                    reading, node, "this duty", keys: ["duty", "version", "title", "points"])
            else { return nil }
            let points = entry.items("points").compactMap { DocumentEntry.wording(reading, $0, "a point") }
            guard let duty = entry.word("duty", Duty.self) else { return nil }
            ids.append((duty, node))
            if points.isEmpty { reading.note("a duty needs at least one point; add it", at: node) }
            guard let version = entry.number("version"), let title = entry.wording("title") else {
                return nil
            }
            return DutyText(duty: duty, version: version, title: title, points: points)
        }
        reading.refuseDuplicates(ids) { "duty \($0.rawValue)" }
        requireEach(ids.map(\.id), of: document, "duties") { "duty \($0.rawValue)" }
        return duties
    }
}
