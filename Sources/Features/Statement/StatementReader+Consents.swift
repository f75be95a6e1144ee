import Domain
import Yams

/// What guardians say yes to (P18).
extension StatementReader {
    func consents(_ document: DocumentEntry) -> [ConsentText] {
        var ids: [(id: Service, node: Node)] = []
        let consents = document.items("consents").compactMap { node -> ConsentText? in
            guard
                let entry = DocumentEntry(
                    reading, node, "this consent", keys: ["service", "title", "remind_after", "points"])
            else { return nil }
            let points = entry.items("points").compactMap { DocumentEntry.wording(reading, $0, "a point") }
            guard let service = entry.word("service", Service.self) else { return nil }
            ids.append((service, node))
            if points.isEmpty { reading.note("a consent needs at least one point; add it", at: node) }
            guard let title = entry.wording("title"), let text = entry.text("remind_after") else {
                return nil
            }
            guard let remindAfter = CalendarTerm(text) else {
                reading.note("remind_after '\(text)' is no term; write one such as 7 days", at: node)
                return nil
            }
            return ConsentText(service: service, title: title, points: points, remindAfter: remindAfter)
        }
        reading.refuseDuplicates(ids) { "consent for \($0.rawValue)" }
        return consents
    }
}
