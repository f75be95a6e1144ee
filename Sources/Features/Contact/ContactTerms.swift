import Domain

/// How long a question is kept, as the statement says: a while after the answer, and not for ever without one.
struct ContactTerms: Sendable {
    let answered: CalendarTerm
    let unanswered: CalendarTerm

    init(_ statement: Statement) throws {
        answered = try statement.term(of: .contactRequest)
        unanswered = try statement.term(of: .unansweredContactRequest)
    }

    func end(of row: ContactRow) -> Moment { end(received: row.received, answered: row.answered) }

    func end(received: Moment, answered: Moment?) -> Moment {
        answered.map(self.answered.end) ?? unanswered.end(from: received)
    }
}
