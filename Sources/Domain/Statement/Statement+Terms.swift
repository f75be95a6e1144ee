extension Statement {
    /// The term of a category. A statement that keeps no such category has no term to give, and the code that needs
    /// one stops rather than invent it.
    public func term(of category: RetentionCategory) throws(MissingTerm) -> CalendarTerm {
        guard let rule = rule(for: category) else { throw MissingTerm(category: category) }
        return rule.term
    }

    /// Until when an end user's data may be kept; nothing while the agreement runs (P40).
    public func endUserDataKept(until contractEnded: Moment?) throws(MissingTerm) -> Moment? {
        let term = try term(of: .endUserData)
        return contractEnded.map(term.end)
    }
}

/// The statement has no retention rule for this category.
public struct MissingTerm: Error, Equatable, Sendable {
    public let category: RetentionCategory
}
