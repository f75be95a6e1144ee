public import Domain
public import Features

/// What the portals are given: the features, and the few things only the executable can know.
public struct PortalFeatures: Sendable {
    public var statements: Statements
    public var enrolments: Enrolments
    public var signIns: SignIns
    public var sessions: Sessions
    public var files: PersonFiles
    public var sightings: Sightings
    public var messages: PersonMessages
    public var erasures: Erasures
    public var formSeals: FormSeals
    public var networks: NetworkKeyer
    /// Only in a demonstration.
    public var mailbox: DemonstrationMailbox?
    public var clock: any Clock
    /// Whether the stores answer.
    public var isHealthy: @Sendable () async -> Bool
    /// What a failure below means to someone outside.
    public var outage: @Sendable (any Error) -> Outage

    public init(
        statements: Statements, enrolments: Enrolments, signIns: SignIns, sessions: Sessions, files: PersonFiles,
        sightings: Sightings, messages: PersonMessages, erasures: Erasures, formSeals: FormSeals,
        networks: NetworkKeyer, mailbox: DemonstrationMailbox? = nil, clock: any Clock,
        isHealthy: @escaping @Sendable () async -> Bool, outage: @escaping @Sendable (any Error) -> Outage
    ) {
        self.statements = statements
        self.enrolments = enrolments
        self.signIns = signIns
        self.sessions = sessions
        self.files = files
        self.sightings = sightings
        self.messages = messages
        self.erasures = erasures
        self.formSeals = formSeals
        self.networks = networks
        self.mailbox = mailbox
        self.clock = clock
        self.isHealthy = isHealthy
        self.outage = outage
    }
}
