public import Domain

/// How long messages and what they carry last, as the statement says.
public struct MessageTerms: Sendable {
    public enum Failure: Error, Hashable {
        /// The statement keeps no rule for this category.
        case ruleMissing(RetentionCategory)
    }

    /// How long a code or link works: after it, it is not sent any more.
    let secret: CalendarTerm
    /// How long a message stays after it was sent or given up.
    let kept: CalendarTerm
    /// How long a message that is no secret is tried.
    let tried = CalendarTerm.days(3)

    public init(_ statement: Statement) throws {
        secret = try Self.term(.signInSecret, in: statement)
        kept = try Self.term(.message, in: statement)
    }

    /// Past this a waiting message is given up.
    func useless(_ kind: MessageKind, queuedAt now: Moment) -> Moment {
        (kind.isSecret ? secret : tried).end(from: now)
    }

    private static func term(_ category: RetentionCategory, in statement: Statement) throws -> CalendarTerm {
        guard let rule = statement.rule(for: category) else { throw Failure.ruleMissing(category) }
        return rule.term
    }
}
