import Domain
import Yams

extension StatementReader {
    /// When a customer's confirmation counts, how long, and when it is asked anew (P15).
    func confirmation(_ node: Node) -> ConfirmationRules? {
        let terms = ["answered_within", "valid_for", "asked_again", "first_reminder", "last_reminder"]
        guard let entry = DocumentEntry(reading, node, "confirmation", keys: ["processed_at"] + terms) else {
            return nil
        }
        let hour = entry.number("processed_at")
        if let hour, hour > 23 {
            reading.note("processed_at of confirmation must be an hour of the day, 0 to 23", at: node)
            return nil
        }
        let read = terms.compactMap { term($0, of: entry) }
        guard let hour, read.count == terms.count else { return nil }
        return ConfirmationRules(
            processedAt: hour, answeredWithin: read[0], validFor: read[1], askedAgain: read[2],
            reminders: [read[3], read[4]])
    }

    private func term(_ key: String, of entry: DocumentEntry) -> CalendarTerm? {
        guard let node = entry.node(key), let text = entry.text(key) else { return nil }
        guard let term = CalendarTerm(text) else {
            let units = CalendarTerm.Unit.allCases.map(\.rawValue).joined(separator: ", ")
            reading.note("term '\(text)' is no term; write a number and one of: \(units)", at: node)
            return nil
        }
        return term
    }
}
