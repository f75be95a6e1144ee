public import Domain

/// One child of a guardian, as the guardian sees it.
public struct ChildOfGuardian: Sendable {
    public let guardian: Guardian.ID
    public let customerName: String
    public let service: Service
    public let state: EndUser.State
    /// What this guardian said last.
    public let answer: Consent.State
    public let asked: Moment
    public let answered: Moment?
    public let ended: Moment?
    /// Until when everything is kept if nothing changes; nothing while the service runs.
    public let keepUntil: Moment?
    /// What the others said: it stops on the no of any.
    public let others: [Consent.State]
    /// A phone or SIM card ended, and does not begin again: there is nothing to say yes to any more.
    public let isOver: Bool
    /// The child's own number, masked: the one thing by which a guardian can tell two children apart.
    public let maskedNumber: String
    /// What is held of the guardian, and whether they said it themselves.
    public let own: [(field: Field, value: Sensitive<String>, isConfirmed: Bool, given: Moment)]
}

/// What became of a no.
public enum Refused: Sendable {
    /// Everything went: the number shows it, once.
    case erased(ReceiptNumber)
    /// Somebody else had said yes: the service stopped, and the data waits out its term.
    case stopped
}
