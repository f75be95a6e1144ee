public import Domain

/// How long messages and what they carry last, as the statement says.
public struct MessageTerms: Sendable {
    /// How long a code or link works: after it, it is not sent any more.
    let secret: CalendarTerm
    /// How long a message stays after it was sent or given up.
    let kept: CalendarTerm
    /// How long a message that is no secret is tried.
    static let tried = CalendarTerm.days(3)

    public init(_ statement: Statement) throws {
        secret = try statement.term(of: .signInSecret)
        kept = try statement.term(of: .message)
    }

    /// Past this a waiting message is given up.
    func useless(_ kind: MessageKind, queuedAt now: Moment) -> Moment {
        (kind.isBrief ? secret : Self.tried).end(from: now)
    }
}
