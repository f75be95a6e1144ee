/// Who acts: a role and an organisation, and for a person a pseudonym. Never a name.
public struct Actor: Hashable, Sendable {
    public enum Organisation: Hashable, Sendable {
        case bueno
        case customer(Customer.ID)
        /// The data subject or a guardian: no organisation.
        case none
    }

    public let role: Role
    public let organisation: Organisation
    public let pseudonym: Pseudonym.ID?
    /// Whose login it is, when it is somebody's: what they hold is checked against it. Not part of a leaf.
    public let account: Account.ID?

    public init(
        role: Role, organisation: Organisation, pseudonym: Pseudonym.ID? = nil, account: Account.ID? = nil
    ) {
        self.role = role
        self.organisation = organisation
        self.pseudonym = pseudonym
        self.account = account
    }

    public static let system = Actor(role: .system, organisation: .bueno)
    public static let messenger = Actor(role: .messenger, organisation: .bueno)
    public static let retention = Actor(role: .retention, organisation: .bueno)
    public static let prover = Actor(role: .prover, organisation: .bueno)
    public static let fieldOperator = Actor(role: .fieldOperator, organisation: .bueno)
}

/// On what ground somebody touches a person's data. Without one there is no access.
public enum Ground: Hashable, Sendable {
    /// It is their own.
    case ownData
    /// The service cannot be delivered without it: sending the code that was asked for.
    case serviceDelivery
    case caseFile(CaseFile.ID)
    /// People who work together see each other's names: a list of colleagues needs no case.
    case colleagues
    /// They decide for a child under sixteen (P18).
    case guardianship
    /// A duty in law: the only ground that opens restricted data (P43).
    case legalDuty
}

/// Everything the guard asks before it opens or writes: who, why, and on what ground. None has a default.
public struct Access: Hashable, Sendable {
    public let actor: Actor
    public let purpose: Purpose
    public let ground: Ground

    public init(actor: Actor, purpose: Purpose, ground: Ground) {
        self.actor = actor
        self.purpose = purpose
        self.ground = ground
    }
}
