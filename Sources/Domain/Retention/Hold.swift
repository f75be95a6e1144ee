/// An order not to destroy: while it is in force nothing of these classes goes, whatever term passes and whoever
/// asks. One asks for it and another approves; ending it before its day takes two as well.
///
/// What is held opens to nobody more than before: a hold keeps, and reads nothing.
public struct Hold: Hashable, Sendable {
    public typealias ID = Identifier<Hold>

    /// Whose data it keeps.
    public enum Target: Hashable, Sendable {
        /// An end user, a colleague with a login, or who asked something through the contact form.
        case person(Person.ID)
        /// Everyone of one customer: who uses what it bought and who signs in for it, also who comes later.
        case customer(Customer.ID)
    }

    /// Why, from a closed list: each is a duty in law or a claim in law.
    public enum Reason: String, CaseIterable, Sendable {
        case authorityOrder = "authority_order"
        case courtCase = "court_case"
        case supervisorInquiry = "supervisor_inquiry"
        case fraudInquiry = "fraud_inquiry"
    }

    public enum State: String, CaseIterable, Sendable {
        /// One asked; nothing is kept yet.
        case asked
        case inForce = "in_force"
        /// In force, and one asked for a later last day.
        case renewalAsked = "renewal_asked"
        /// In force, and one asked to end it.
        case liftAsked = "lift_asked"
        /// The second said no, or the first took it back.
        case refused
        case lifted
    }

    public let target: Target
    public let classes: Set<KeyClass>
    public let reason: Reason
    public private(set) var state: State
    /// The first moment at which it keeps nothing any more.
    public private(set) var until: Moment
    /// Who asked for what waits for a second; nothing when nothing waits.
    public private(set) var pendingBy: Account.ID?
    /// The later end that somebody asked for.
    public private(set) var renewal: Moment?

    /// At most so long from the day that it is asked or renewed: then two decide anew whether it is still needed.
    public static let termMax = CalendarTerm.years(1)

    public init(
        target: Target, classes: Set<KeyClass>, reason: Reason, state: State, until: Moment,
        pendingBy: Account.ID?, renewal: Moment?
    ) {
        self.target = target
        self.classes = classes
        self.reason = reason
        self.state = state
        self.until = until
        self.pendingBy = pendingBy
        self.renewal = renewal
    }

    /// Asked by somebody; in force once another approves.
    public static func asked(
        for target: Target, classes: Set<KeyClass>, reason: Reason, until: Moment, by account: Account.ID,
        at now: Moment
    ) throws(HoldRefusal) -> Hold {
        guard !classes.isEmpty else { throw .classMissing }
        try requireTerm(until, at: now)
        return Hold(
            target: target, classes: classes, reason: reason, state: .asked, until: until,
            pendingBy: account, renewal: nil)
    }

    /// Whether it keeps anything now.
    public func isInForce(at now: Moment) -> Bool { Self.keeping.contains(state) && now < until }

    /// Whether it can change no more.
    public func isOver(at now: Moment) -> Bool { state == .refused || state == .lifted || until <= now }

    /// The states in which it keeps: what the vault asks of each hold.
    public static let keeping: Set<State> = [.inForce, .renewalAsked, .liftAsked]

    private static func requireTerm(_ until: Moment, at now: Moment) throws(HoldRefusal) {
        guard now < until else { throw .untilInThePast }
        guard until <= termMax.end(from: now) else { throw .untilTooLate }
    }
}

extension Hold {
    /// What somebody does with a hold.
    public enum Action: Hashable, Sendable {
        /// The second says yes, to whatever waits.
        case approve
        /// The second says no, to whatever waits.
        case refuse
        /// The first takes back what waits.
        case withdraw
        case askRenewal(until: Moment)
        case askLift
    }

    /// The same hold after an act, or why not.
    public func after(
        _ action: Action, by account: Account.ID, at now: Moment
    ) throws(HoldRefusal) -> Hold {
        guard !isOver(at: now) else { throw .over }
        var next = self
        switch action {
        case .approve:
            try requirePending()
            // P43: nobody keeps data, or lets it go, alone.
            guard pendingBy != account else { throw .needsAnother }
            // One that is lifted ended now: what it kept is not late for as long as the sweep needs.
            next.until = state == .liftAsked ? now : renewal ?? until
            next.settle(as: state == .liftAsked ? .lifted : .inForce)
        case .refuse:
            try requirePending()
            guard pendingBy != account else { throw .needsAnother }
            next.settle(as: state == .asked ? .refused : .inForce)
        case .withdraw:
            try requirePending()
            guard pendingBy == account else { throw .notYours }
            next.settle(as: state == .asked ? .refused : .inForce)
        case .askRenewal(let later):
            guard state == .inForce else { throw .waitsAlready }
            try Self.requireTerm(later, at: now)
            guard later > until else { throw .notLater }
            next.state = .renewalAsked
            (next.pendingBy, next.renewal) = (account, later)
        case .askLift:
            guard state == .inForce else { throw .waitsAlready }
            (next.state, next.pendingBy) = (.liftAsked, account)
        }
        return next
    }

    private func requirePending() throws(HoldRefusal) {
        guard pendingBy != nil else { throw .nothingWaits }
    }

    private mutating func settle(as state: State) {
        self.state = state
        (pendingBy, renewal) = (nil, nil)
    }
}

/// Why something is not held, or a hold does not change. Holds nothing of anybody.
public enum HoldRefusal: Error, Hashable, Sendable {
    // What the form lacks.
    case targetMissing
    /// Nobody with that letter, question or number, or they are gone already.
    case unknownTarget
    case classMissing
    case reasonMissing
    case untilMissing
    case untilInThePast
    /// More than a year ahead.
    case untilTooLate
    case noteMissing
    case noteTooLong
    /// A mail address or a phone number in words that must lead to nobody.
    case notePersonal

    // What the state does not allow.
    case unknownHold
    /// Who asked cannot be the one who approves.
    case needsAnother
    /// Only who asked takes it back.
    case notYours
    case nothingWaits
    /// Something waits for a second already, or it is not in force yet.
    case waitsAlready
    /// A renewal ends later than the hold does now.
    case notLater
    case over

    /// A role that is in force, and what is signed.
    case notAllowed
    case proofNeeded
}
