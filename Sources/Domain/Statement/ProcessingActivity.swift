/// An entry of the processing register: these acts, by these roles, on these fields, for this purpose, on this
/// ground (P11). What no entry allows is refused; every log leaf resolves to an entry (P82).
public struct ProcessingActivity: Sendable {
    public typealias ID = String

    public let id: ID
    /// What log leaves call it. One activity may have an entry per purpose.
    public let activity: Activity
    public let name: Wording
    /// What a person reads in "who saw my data": "omdat u zich aanmeldde".
    public let because: Wording
    public let purpose: Purpose
    public let basis: LegalBasis
    public let acts: [ProcessingAct]
    public let roles: [Role]
    public let services: [Service]
    public let fields: FieldSet
    public let recipients: [Recipient.ID]
    /// The terms under which it keeps what it touches; none when that follows from its services.
    public let keeps: [RetentionCategory]

    public init(
        id: ID, activity: Activity, name: Wording, because: Wording, purpose: Purpose, basis: LegalBasis,
        acts: [ProcessingAct], roles: [Role], services: [Service], fields: FieldSet,
        recipients: [Recipient.ID], keeps: [RetentionCategory] = []
    ) {
        self.id = id
        self.activity = activity
        self.name = name
        self.because = because
        self.purpose = purpose
        self.basis = basis
        self.acts = acts
        self.roles = roles
        self.services = services
        self.fields = fields
        self.recipients = recipients
        self.keeps = keeps
    }
}

/// Who gets data, why and on which ground (P31). Every one of them is in the Netherlands (P74).
public struct Recipient: Sendable {
    public typealias ID = String

    public let id: ID
    public let name: Wording
    public let gets: Wording
    /// Which fields it can have got at all: who of them must hear that one was corrected or erased (P63).
    public let fields: FieldSet
    public let purpose: Purpose
    public let basis: LegalBasis
    /// ISO 3166 country: the loader refuses anything but `NL`.
    public let location: String
    /// How it gets what it carries; nothing for one that carries no messages.
    public let channel: Message.Channel?

    public init(
        id: ID, name: Wording, gets: Wording, fields: FieldSet, purpose: Purpose, basis: LegalBasis,
        location: String, channel: Message.Channel?
    ) {
        self.id = id
        self.name = name
        self.gets = gets
        self.fields = fields
        self.purpose = purpose
        self.basis = basis
        self.location = location
        self.channel = channel
    }
}
