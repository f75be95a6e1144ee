/// A matter in hand: staff open a person only from a case they hold (P71).
public struct CaseFile: Hashable, Sendable {
    public typealias ID = Identifier<CaseFile>

    /// Whom it is about.
    public enum Subject: Hashable, Sendable {
        case endUser(EndUser.ID)
        case customer(Customer.ID)
        /// Nobody was found, or they are erased since: the case leads to nobody.
        case nobody
    }

    public let id: ID
    public let reason: CaseReason
    public let subject: Subject
    public let holder: Account.ID
    public let opened: Moment
    public let expires: Moment
    public let closed: Moment?
    public let isBreakGlass: Bool

    public init(
        id: ID, reason: CaseReason, subject: Subject, holder: Account.ID, opened: Moment, expires: Moment,
        closed: Moment?, isBreakGlass: Bool
    ) {
        self.id = id
        self.reason = reason
        self.subject = subject
        self.holder = holder
        self.opened = opened
        self.expires = expires
        self.closed = closed
        self.isBreakGlass = isBreakGlass
    }

    /// Long enough to hear back from somebody, short enough that forgotten cases close by themselves.
    public static let term = Moment.Span.days(14)
    /// From the day it was opened, however often it is extended: what takes longer is another matter.
    public static let termMax = Moment.Span.days(30)
    /// Breaking the glass is for now, not for this week.
    public static let breakGlassTerm = Moment.Span.hours(4)

    /// Whether this account may open this person from this case now.
    public func mayOpen(person: EndUser.ID, by account: Account.ID, at now: Moment) throws(CaseRefusal) {
        guard holder == account else { throw .notYours }
        try requireOpen(at: now)
        guard subject == .endUser(person) else { throw .otherPerson }
    }

    /// Whether this account may lift the protection of a guarded person now: as it opens them, with the glass broken.
    public func mayLiftGuard(
        of person: EndUser.ID, by account: Account.ID, at now: Moment
    ) throws(CaseRefusal) {
        try mayOpen(person: person, by: account, at: now)
        guard isBreakGlass else { throw .guarded }
    }

    public enum State: Hashable, Sendable {
        case open, closed
        /// Nobody closed it; its term did.
        case expired
    }

    public func state(at now: Moment) -> State {
        guard opened <= now, closed.map({ now < $0 }) ?? true else { return .closed }
        return now < expires ? .open : .expired
    }

    /// Nothing happens in a case that was closed or forgotten.
    public func requireOpen(at now: Moment) throws(CaseRefusal) {
        switch state(at: now) {
        case .open: return
        case .closed: throw .closed
        case .expired: throw .expired
        }
    }

    /// Whether this account may close it: also when its term did so already, and never twice.
    public func mayClose(by account: Account.ID) throws(CaseRefusal) {
        guard holder == account else { throw .notYours }
        guard closed == nil else { throw .closed }
    }

    /// Whether its holder may extend it now.
    public func isExtendable(at now: Moment) -> Bool {
        (try? extended(by: holder, at: now)) != nil
    }

    /// When it expires after it is extended now. Refuses one that is over, or at its longest.
    public func extended(by account: Account.ID, at now: Moment) throws(CaseRefusal) -> Moment {
        guard holder == account else { throw .notYours }
        try requireOpen(at: now)
        guard !isBreakGlass else { throw .atItsLongest }
        let end = min(now + Self.term, opened + Self.termMax)
        guard end > expires else { throw .atItsLongest }
        return end
    }

    /// How people name it to each other: the first eight of its digits, `3F2A-91BC`.
    public static func number(_ id: ID) -> String {
        let digits = id.description.prefix(8).uppercased()
        return "\(digits.prefix(4))-\(digits.suffix(4))"
    }

    public var number: String { Self.number(id) }
}
