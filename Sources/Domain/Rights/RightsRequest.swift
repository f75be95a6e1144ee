/// What somebody asks about their own data (P60-P62): one state machine for every kind of request and person.
///
/// Received, identified, answered; extended once when it is hard; withdrawn by who asked. What a person does
/// themselves in the portal ends at once, and is a request all the same.
public struct RightsRequest: Hashable, Sendable {
    public typealias ID = Identifier<RightsRequest>

    public enum Kind: String, CaseIterable, Sendable {
        case inspection, portability, rectification, erasure, restriction, objection, complaint
    }

    public enum State: String, CaseIterable, Sendable {
        case received
        /// We know that it is them.
        case identified
        case extended
        case granted, partly, refused
        case withdrawn

        public var isOpen: Bool { self == .received || self == .identified || self == .extended }
        /// Answered by us, for better or worse.
        public var isDecided: Bool { self == .granted || self == .partly || self == .refused }
    }

    /// How it came in.
    public enum Via: String, CaseIterable, Sendable {
        case portal, desk, phone
    }

    public enum Action: Hashable, Sendable {
        case identify
        case extend
        case grant
        case grantPartly
        case refuse(RightsRefusalReason)
        case withdraw
    }

    public let id: ID
    public let kind: Kind
    public let person: PersonKind
    public let via: Via
    public let received: Moment
    public let state: State
    public let extended: Moment?
    public let ended: Moment?

    public init(
        id: ID, kind: Kind, person: PersonKind, via: Via, received: Moment, state: State = .received,
        extended: Moment? = nil, ended: Moment? = nil
    ) {
        self.id = id
        self.kind = kind
        self.person = person
        self.via = via
        self.received = received
        self.state = state
        self.extended = extended
        self.ended = ended
    }

    /// One calendar month from the day it came in, as the law counts it.
    public static let term = CalendarTerm.months(1)
    /// With the one extension of two months. Counted from the day it came in too.
    public static let termExtended = CalendarTerm.months(3)
    /// From so long before its last day on it is said out loud.
    public static let warning = Moment.Span.days(7)

    public var due: Moment { Self.due(received: received, isExtended: extended != nil) }

    public static func due(received: Moment, isExtended: Bool) -> Moment {
        (isExtended ? termExtended : term).end(from: received)
    }

    /// The request after an action, or why not.
    public func after(_ action: Action, at now: Moment) throws(RightsRefusal) -> RightsRequest {
        guard state.isOpen else { throw .ended }
        switch action {
        case .withdraw: return moved(to: .withdrawn, ended: now)
        case .identify:
            guard state == .received else { throw .alreadyIdentified }
            return moved(to: .identified)
        case .extend:
            guard state != .received else { throw .identityFirst }
            guard state != .extended else { throw .extendedAlready }
            // Whoever waits must hear of it within the first month.
            guard now < due else { throw .tooLateToExtend }
            return moved(to: .extended, extended: now)
        case .grant, .grantPartly:
            guard state != .received else { throw .identityFirst }
            return moved(to: action == .grant ? .granted : .partly, ended: now)
        case .refuse(let reason):
            guard reason.applies(to: kind) else { throw .reasonDoesNotApply }
            // Whom we cannot recognise we must refuse, and only them for that.
            guard (state == .received) == (reason == .identityUnproven) else {
                throw state == .received ? .identityFirst : .reasonDoesNotApply
            }
            return moved(to: .refused, ended: now)
        }
    }

    /// How it stands with its last day.
    public enum Urgency: Hashable, Sendable {
        case inTime, soon, overdue, ended
    }

    public func urgency(at now: Moment) -> Urgency {
        if !state.isOpen { return .ended }
        if now >= due { return .overdue }
        return now >= due - Self.warning ? .soon : .inTime
    }

    private func moved(to state: State, extended: Moment? = nil, ended: Moment? = nil) -> RightsRequest {
        RightsRequest(
            id: id, kind: kind, person: person, via: via, received: received, state: state,
            extended: extended ?? self.extended, ended: ended)
    }

    /// How people name it to each other: the first eight of its digits, `3F2A-91BC`.
    public var number: String {
        let digits = id.description.prefix(8).uppercased()
        return "\(digits.prefix(4))-\(digits.suffix(4))"
    }
}

extension RightsRequest {
    /// Whether it is answered with a copy of what is held.
    public var isForACopy: Bool { kind == .inspection || kind == .portability }
}
