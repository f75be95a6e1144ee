public import Domain
public import Vault

/// Everything the product does, put together once over an open vault. The executable and the tests build the same.
public struct Services: Sendable {
    public let vault: Vault
    public let statements: Statements
    public let customers: Customers
    public let contractEndings: ContractEndings
    public let customerChanges: CustomerChanges
    public let contactPoints: ContactPoints
    public let registers: Registers
    public let associations: Associations
    public let annexes: Annexes
    public let codeBatches: CodeBatches
    public let batchOrders: BatchOrders
    public let batchMaker: BatchMaker
    public let batchDownloads: BatchDownloads
    public let batchOverview: BatchOverview
    public let batchChanges: BatchChanges
    public let batchLabels: BatchLabels
    public let issueMarks: IssueMarks
    public let batchTasks: BatchTasks
    public let batchStatistics: BatchStatistics
    public let expiryNotices: ExpiryNotices
    public let enrolments: Enrolments
    public let mobileServices: MobileServices
    public let confirmations: Confirmations
    public let confirmationClock: ConfirmationClock
    public let inquiries: Inquiries
    public let signIns: SignIns
    public let sessions: Sessions
    public let accounts: Accounts
    public let colleagues: Colleagues
    public let welcome: Welcome
    public let workSessions: WorkSessions
    public let workSignIns: WorkSignIns
    public let signOns: SignOns
    public let identityProviders: IdentityProviders
    public let duties: Duties
    public let contactRequests: ContactRequests
    public let cases: Cases
    public let supervision: Supervision
    public let proofRuns: ProofRuns
    public let officerDesk: OfficerDesk
    public let evidenceExports: EvidenceExports
    public let personFiles: PersonFiles
    public let sightings: Sightings
    public let personMessages: PersonMessages
    public let contactChanges: ContactChanges
    public let safeContacts: SafeContacts
    public let guardianDoor: GuardianDoor
    public let consents: Consents
    public let consentPapers: ConsentPapers
    public let ownGuardians: OwnGuardians
    public let comingOfAge: ComingOfAge
    public let minorSweep: MinorSweep
    public let erasures: Erasures
    public let restrictions: Restrictions
    public let stepUps: StepUps
    public let rightsRequests: RightsRequests
    public let rightsDesk: RightsDesk
    public let askedRestrictions: AskedRestrictions
    public let objections: Objections
    public let personExports: PersonExports
    public let recipientLedger: RecipientLedger
    public let shredder: Shredder
    public let retention: RetentionSweep
    public let holds: Holds
    public let forecast: RetentionForecast
    public let destructionRuns: DestructionRuns
    public let logKeeper: LogKeeper
    public let logReadings: LogReadings
    public let messageOffice: MessageOffice
    public let messenger: Messenger
    public let processors: Processors
    public let formSeals: FormSeals
    public let networkKeyer: NetworkKeyer
    public let background: BackgroundWork
    public let witness: (any Witness)?
    /// The gate behind which restored stores wait.
    public let quarantine: Quarantine

    /// What stands outside: numbering plans, mail, SMS, the witness, the clock, and who hears of background failures.
    public struct Outside: Sendable {
        public let site: PublicSite
        public let numbers: any MobileNumberReading & PhoneNumberReading
        public let mail: any MailSending
        public let sms: any SMSSending
        public let witness: (any Witness)?
        public let clock: any Clock
        public let messengerObserver: (any MessengerObserving)?
        /// Who carries mail and text messages, and under which agreement.
        public let processors: [Processor.Declaration]
        /// Nothing where organisations do not sign their own people on.
        public let identities: (any IdentityProviding)?
        public let onBackgroundFailure: @Sendable (any Error) -> Void

        public init(
            site: PublicSite, numbers: any MobileNumberReading & PhoneNumberReading, mail: any MailSending,
            sms: any SMSSending, processors: [Processor.Declaration],
            witness: (any Witness)?, clock: any Clock, messengerObserver: (any MessengerObserving)? = nil,
            identities: (any IdentityProviding)? = nil,
            onBackgroundFailure: @escaping @Sendable (any Error) -> Void
        ) {
            self.site = site
            self.numbers = numbers
            self.mail = mail
            self.sms = sms
            self.processors = processors
            self.witness = witness
            self.clock = clock
            self.messengerObserver = messengerObserver
            self.identities = identities
            self.onBackgroundFailure = onBackgroundFailure
        }
    }

    /// Records the statement in force, then builds. Refuses a statement without the terms that the code needs.
    public init(
        vault: Vault, document: StatementDocument, outside: Outside,
        codeLimits: GuessLimiter.Limits = .codes, requestLimits: GuessLimiter.Limits = .requests,
        passwordLimits: GuessLimiter.Limits = .passwords, questionLimits: GuessLimiter.Limits = .questions
    ) async throws {
        let statements = Statements(document, data: vault.data)
        try await statements.record()
        let statement = statements.current
        processors = Processors(vault: vault)
        try await processors.record(outside.processors)
        let messages = WakeUp()
        let outbox = try Outbox(vault: vault, statement: statement, site: outside.site, wakeUp: messages)
        let sessions = Sessions(
            vault: vault,
            terms: SessionTerms(
                idle: try statement.term(of: .idleSession), absolute: try statement.term(of: .session)))
        let workSessions = WorkSessions(vault: vault, statements: statements)
        let background = BackgroundWork(onFailure: outside.onBackgroundFailure)
        let shredder = Shredder(vault: vault, witness: outside.witness)
        let erasures = Erasures(
            vault: vault, outbox: outbox, statements: statements, shredder: shredder,
            numbers: outside.numbers)

        self.vault = vault
        self.statements = statements
        self.sessions = sessions
        self.workSessions = workSessions
        accounts = Accounts(vault: vault, statements: statements, outbox: outbox)
        colleagues = Colleagues(vault: vault)
        welcome = Welcome(vault: vault, sessions: workSessions)
        workSignIns = WorkSignIns(
            vault: vault, sessions: workSessions, statements: statements,
            gate: GuessGate(limits: passwordLimits))
        let turns = ProviderTurns()
        signOns = SignOns(
            vault: vault, statements: statements, sessions: workSessions, gateway: outside.identities,
            turns: turns, site: outside.site, failures: GuessGate(limits: passwordLimits))
        identityProviders = IdentityProviders(
            vault: vault, gateway: outside.identities, turns: turns, site: outside.site)
        duties = Duties(vault: vault, statements: statements)
        contactRequests = ContactRequests(
            vault: vault, statements: statements, outbox: outbox, numbers: outside.numbers,
            gate: GuessGate(limits: questionLimits))
        self.background = background
        self.shredder = shredder
        self.erasures = erasures
        witness = outside.witness
        quarantine = Quarantine(vault: vault, statements: statements, witness: outside.witness)
        restrictions = Restrictions(vault: vault, witness: outside.witness)
        let endings = WakeUp()
        customers = Customers(vault: vault, endings: endings)
        contractEndings = ContractEndings(
            vault: vault, statements: statements, outbox: outbox, wakeUps: endings)
        customerChanges = CustomerChanges(vault: vault)
        contactPoints = ContactPoints(vault: vault)
        registers = Registers(vault: vault, statements: statements)
        associations = Associations(vault: vault, statements: statements)
        annexes = Annexes(vault: vault, statements: statements, outbox: outbox)
        codeBatches = CodeBatches(vault: vault)
        batchMaker = BatchMaker(vault: vault)
        batchOrders = BatchOrders(vault: vault, statements: statements, maker: batchMaker)
        batchDownloads = BatchDownloads(vault: vault, shredder: shredder)
        batchOverview = BatchOverview(vault: vault)
        batchChanges = BatchChanges(vault: vault, statements: statements)
        batchLabels = BatchLabels(vault: vault)
        issueMarks = IssueMarks(vault: vault)
        batchTasks = BatchTasks(vault: vault)
        batchStatistics = BatchStatistics(vault: vault)
        expiryNotices = ExpiryNotices(vault: vault, outbox: outbox)
        enrolments = Enrolments(
            vault: vault, sessions: sessions, outbox: outbox, statements: statements,
            numbers: outside.numbers,
            codeGate: GuessGate(limits: codeLimits))
        mobileServices = MobileServices(vault: vault, statements: statements)
        confirmations = Confirmations(vault: vault, statements: statements)
        confirmationClock = ConfirmationClock(vault: vault, statements: statements, outbox: outbox)
        inquiries = Inquiries(vault: vault)
        signIns = SignIns(
            vault: vault, sessions: sessions, outbox: outbox, statements: statements,
            numbers: outside.numbers,
            gate: GuessGate(limits: requestLimits), background: background)
        guardianDoor = GuardianDoor(
            vault: vault, outbox: outbox, statements: statements, numbers: outside.numbers,
            gate: GuessGate(limits: requestLimits), background: background)
        consents = Consents(
            vault: vault, outbox: outbox, statements: statements, erasures: erasures, shredder: shredder)
        consentPapers = ConsentPapers(
            vault: vault, statements: statements, outbox: outbox, consents: consents,
            gate: GuessGate(limits: .papers))
        ownGuardians = OwnGuardians(
            vault: vault, outbox: outbox, statements: statements, numbers: outside.numbers,
            shredder: shredder)
        comingOfAge = ComingOfAge(
            vault: vault, outbox: outbox, statements: statements, shredder: shredder)
        minorSweep = MinorSweep(
            vault: vault, outbox: outbox, statements: statements, shredder: shredder,
            comingOfAge: comingOfAge)
        cases = Cases(vault: vault, statements: statements, outbox: outbox, numbers: outside.numbers)
        personFiles = PersonFiles(vault: vault, statements: statements)
        sightings = Sightings(vault: vault)
        personMessages = PersonMessages(vault: vault)
        stepUps = StepUps(vault: vault, erasures: erasures)
        rightsRequests = RightsRequests(vault: vault, statements: statements)
        askedRestrictions = AskedRestrictions(vault: vault, statements: statements)
        rightsDesk = RightsDesk(
            vault: vault, statements: statements, outbox: outbox, erasures: erasures,
            restrictions: askedRestrictions, shredder: shredder)
        objections = Objections(vault: vault)
        personExports = PersonExports(
            vault: vault, statements: statements, files: personFiles, messages: personMessages,
            sightings: sightings, colleagues: colleagues)
        recipientLedger = RecipientLedger(vault: vault)
        safeContacts = SafeContacts(vault: vault, statements: statements)
        contactChanges = ContactChanges(
            vault: vault, outbox: outbox, statements: statements, numbers: outside.numbers)
        holds = Holds(vault: vault, witness: outside.witness)
        forecast = RetentionForecast(vault: vault, statements: statements)
        destructionRuns = DestructionRuns(vault: vault, forecast: forecast)
        retention = RetentionSweep(
            vault: vault, statements: statements, erasures: erasures, shredder: shredder,
            runs: destructionRuns)
        logKeeper = LogKeeper(vault: vault, witness: outside.witness)
        logReadings = LogReadings(vault: vault)
        messageOffice = MessageOffice(vault: vault, outbox: outbox)
        supervision = Supervision(vault: vault, cases: cases, witness: outside.witness)
        proofRuns = ProofRuns(
            vault: vault, statements: statements, logKeeper: logKeeper, background: background,
            witness: outside.witness)
        officerDesk = OfficerDesk(
            vault: vault, supervision: supervision, rightsDesk: rightsDesk, forecast: forecast,
            processors: processors, proofRuns: proofRuns)
        evidenceExports = EvidenceExports(
            vault: vault, statements: statements, logKeeper: logKeeper)
        messenger = try Messenger(
            vault: vault, statement: statement, mail: outside.mail, sms: outside.sms, wakeUp: messages,
            observer: outside.messengerObserver)
        formSeals = FormSeals(vault: vault)
        networkKeyer = NetworkKeyer(clock: outside.clock)
    }
}
