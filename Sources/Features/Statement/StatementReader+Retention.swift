import Domain
import Yams

extension StatementReader {
    func retention(_ document: DocumentEntry) -> [RetentionRule] {
        var ids: [(id: RetentionCategory, node: Node)] = []
        let keys = ["category", "name", "term", "from", "why", "legal_minimum", "built"]
        let rules = document.items("retention").compactMap { node -> RetentionRule? in
            guard let entry = DocumentEntry(reading, node, "this term", keys: keys) else { return nil }
            guard let category = entry.word("category", RetentionCategory.self) else { return nil }
            ids.append((category, node))
            let term = term(entry, category: category)
            guard let name = entry.wording("name"), let term,
                let event = entry.word("from", RetentionEvent.self),
                let why = entry.wording("why"), let isLegalMinimum = entry.flag("legal_minimum"),
                let isBuilt = entry.flag("built")
            else { return nil }
            return RetentionRule(
                category: category, name: name, term: term, event: event, why: why,
                isLegalMinimum: isLegalMinimum, isBuilt: isBuilt)
        }
        reading.refuseDuplicates(ids) { "category \($0.rawValue)" }
        requireEach(ids.map(\.id), of: document, "retention") { "category \($0.rawValue)" }
        return rules
    }

    private func term(_ entry: DocumentEntry, category: RetentionCategory) -> CalendarTerm? {
        guard let node = entry.node("term"), let text = entry.text("term") else { return nil }
        guard let term = CalendarTerm(text) else {
            let units = CalendarTerm.Unit.allCases.map(\.rawValue).joined(separator: ", ")
            reading.note("term '\(text)' is no term; write a number and one of: \(units)", at: node)
            return nil
        }
        // P40: one year at most. Held against a fixed day, since the longest year decides.
        let start = Moment(milliseconds: 0)
        if category == .endUserData, term.end(from: start) > CalendarTerm.years(1).end(from: start) {
            reading.note("term '\(text)' is longer than the 1 year that P40 allows; shorten it", at: node)
        }
        return term
    }
}
