public import Domain
import Storage
import Vault

/// Everything that is held of somebody, for themselves: each field with why, on what ground, where it came from, who got
/// it, until when and who saw it (P60).
public struct PersonExport: Sendable {
    /// One reason for which a field is used.
    public struct Use: Sendable, Hashable {
        public let purpose: Purpose
        public let basis: LegalBasis
    }

    public struct Line: Sendable {
        public let field: Field
        public let value: Sensitive<String>
        public let source: Provenance.Source
        public let given: Moment
        public let formVersion: String
        public let service: Service
        public let uses: [Use]
        public let recipients: [Recipient]
        /// When it goes, if that is known; else a term from an event that has not come yet.
        public let until: Moment?
        public let rule: RetentionRule?
        /// By people, and by our own systems.
        public let seenByPeople: Int
        public let usedBySystem: Int

        public init(
            field: Field, value: Sensitive<String>, source: Provenance.Source, given: Moment,
            formVersion: String, service: Service, uses: [Use], recipients: [Recipient], until: Moment?,
            rule: RetentionRule?, seenByPeople: Int, usedBySystem: Int
        ) {
            self.field = field
            self.value = value
            self.source = source
            self.given = given
            self.formVersion = formVersion
            self.service = service
            self.uses = uses
            self.recipients = recipients
            self.until = until
            self.rule = rule
            self.seenByPeople = seenByPeople
            self.usedBySystem = usedBySystem
        }
    }

    /// A note of staff, with what could lead to somebody else covered.
    public struct Note: Sendable {
        public let written: Moment
        public let text: Sensitive<String>
    }

    public let made: Moment
    public let kind: PersonKind
    public let lines: [Line]
    /// What the law has locked: it opens for nobody (P43).
    public let locked: [PersonFile.LockedLine]
    /// The organisation through which they are known; nothing for BuenO's own people.
    public let customerName: String?
    public let since: Moment?
    public let age: EndUser.DeclaredAge?
    public let language: Language
    public let isContactSafe: Bool
    public let restricted: Moment?
    public let objections: [Purpose]
    public let grants: [RoleGrant]
    public let associations: [OwnAssociation]
    public let notes: [Note]
    /// What they answered to whether a child may use it.
    public let answers: [GuardianAnswer]
    public let messages: [MessageSummary]
    public let sessions: Int
    public let requests: [RequestSummary]
    /// Newest first: all of them.
    public let sightings: [Sighting]

    public init(
        made: Moment, kind: PersonKind, lines: [Line], locked: [PersonFile.LockedLine] = [],
        customerName: String?, since: Moment? = nil,
        age: EndUser.DeclaredAge? = nil, language: Language, isContactSafe: Bool = false,
        restricted: Moment? = nil, objections: [Purpose] = [], grants: [RoleGrant] = [],
        associations: [OwnAssociation] = [], notes: [Note] = [], answers: [GuardianAnswer] = [],
        messages: [MessageSummary] = [],
        sessions: Int = 0, requests: [RequestSummary] = [], sightings: [Sighting] = []
    ) {
        self.made = made
        self.kind = kind
        self.lines = lines
        self.locked = locked
        self.customerName = customerName
        self.since = since
        self.age = age
        self.language = language
        self.isContactSafe = isContactSafe
        self.restricted = restricted
        self.objections = objections
        self.grants = grants
        self.associations = associations
        self.notes = notes
        self.answers = answers
        self.messages = messages
        self.sessions = sessions
        self.requests = requests
        self.sightings = sightings
    }
}

/// Makes what somebody sees, downloads or takes along of their own data. Each time stands in the log first.
public struct PersonExports: Sendable {
    let vault: Vault
    let statements: Statements
    private let files: PersonFiles
    let messages: PersonMessages
    let sightings: Sightings
    private let colleagues: Colleagues
    let requests: OwnRequests
    static let messagesMax = 10_000

    init(
        vault: Vault, statements: Statements, files: PersonFiles, messages: PersonMessages,
        sightings: Sightings, colleagues: Colleagues
    ) {
        self.vault = vault
        self.statements = statements
        self.files = files
        self.messages = messages
        self.sightings = sightings
        self.colleagues = colleagues
        requests = OwnRequests(vault: vault)
    }

    /// As it is shown on the screen: no request of its own.
    public func look(for signedIn: SignedIn) async throws -> PersonExport {
        try await export(
            of: signedIn.person, known: signedIn.pseudonym, activity: .ownInspection,
            access: signedIn.access(.fraudAndLegalObligations))
    }

    /// Everything of one end user, by who may see it.
    func export(
        of person: EndUser.ID, known pseudonym: Pseudonym.ID, activity: Activity, access: Access
    ) async throws -> PersonExport {
        let file = try await files.file(of: person, activity: activity, access: access)
        let seen = try await sightings.all(of: pseudonym)
        let own = Set(file.lines.map { $0.value.reveal() })
        let notes = try await notes(about: person, activity: activity, access: access).map {
            PersonExport.Note(written: $0.written, text: OthersShield.covered($0.text, sparing: own))
        }
        let listed = try await messages.list(of: person, limit: Self.messagesMax)
        let (objections, restricted, asked, now) = try await vault.data.read { transaction in
            (
                try Objections.standing(for: person, in: transaction),
                try transaction.row(
                    "SELECT restricted_at FROM end_user WHERE end_user_id = $1", person)?
                    .optionalMoment(0),
                try RequestQueries.all(of: person.person, in: transaction).map {
                    RequestSummary($0)
                },
                transaction.now
            )
        }
        return PersonExport(
            made: now, kind: .endUser,
            lines: file.lines.map { line in
                Self.line(
                    line.field, line.value, source: line.source, given: line.given,
                    formVersion: line.formVersion, service: line.service, until: file.keepUntil,
                    category: .endUserData, seen: seen, statement: statements.current)
            },
            locked: file.locked, customerName: file.customerName, since: file.enrolled, age: file.declaredAge,
            language: file.language, isContactSafe: file.isContactSafe, restricted: restricted,
            objections: objections,
            associations: file.associations.map { $0.covered(sparing: own) }, notes: notes, messages: listed,
            sessions: file.sessions, requests: asked, sightings: seen)
    }

    /// None while the law has them locked.
    private func notes(
        about person: EndUser.ID, activity: Activity, access: Access
    ) async throws -> [OpenedNote] {
        do {
            return try await vault.readNotes(about: person, activity: activity, access: access)
        } catch VaultError.restricted, VaultError.caseRefused(.locked) {
            return []
        }
    }

    /// To keep: asks for a fresh proof, and counts as a request that was granted at once.
    public func download(
        _ kind: RightsRequest.Kind, for signedIn: SignedIn
    ) async throws -> PersonExport {
        let keys = try await vault.keys(of: signedIn.person)
        let access = signedIn.access(.fraudAndLegalObligations)
        try await vault.data.write { transaction in
            guard signedIn.isProven(at: transaction.now) else { throw RightsRefusal.proofNeeded }
            let service = try vault.serviceBought(for: signedIn.person, in: transaction)
            try requests.record(
                kind, of: keys, as: .endUser, service: service, access: access,
                in: transaction)
        }
        return try await look(for: signedIn)
    }

    /// The same for who works with us (P61).
    public func download(_ kind: RightsRequest.Kind, for worker: Worker) async throws -> PersonExport {
        let keys = try await vault.keys(of: worker.account)
        let access = Access(actor: worker.onOwnData, purpose: .fraudAndLegalObligations, ground: .ownData)
        try await vault.data.write { transaction in
            guard worker.isProven(at: transaction.now) else { throw RightsRefusal.proofNeeded }
            try requests.record(
                kind, of: keys, as: worker.personKind, service: .administration, access: access,
                in: transaction)
        }
        let own = try await colleagues.own(for: worker)
        let seen = try await sightings.all(of: worker.pseudonym)
        let values = Set(own.fields.map { $0.value.reveal() })
        let (asked, sessions, now) = try await vault.data.read { transaction in
            (
                try RequestQueries.all(of: worker.account.person, in: transaction).map { RequestSummary($0) },
                try transaction.row(
                    "SELECT COUNT(*) FROM work_session WHERE account_id = $1", worker.account)?.int(0) ?? 0,
                transaction.now
            )
        }
        let statement = statements.current
        return PersonExport(
            made: now, kind: worker.personKind,
            lines: own.fields.map { held in
                Self.line(
                    held.field, held.value, source: held.source, given: held.given,
                    formVersion: held.formVersion, service: .administration, until: nil,
                    category: .accountData, seen: seen, statement: statement)
            },
            customerName: worker.customerName, language: worker.language, grants: own.grants,
            associations: own.associations.map { $0.covered(sparing: values) },
            messages: try await messages.list(of: worker.account.person, limit: Self.messagesMax),
            sessions: Int(sessions), requests: asked, sightings: seen)
    }

    /// - `uses`: which entries of the register are about who it is; an end user's, unless said otherwise.
    static func line(
        _ field: Field, _ value: Sensitive<String>, source: Provenance.Source, given: Moment,
        formVersion: String, service: Service, until: Moment?, category: RetentionCategory,
        seen: [Sighting], statement: Statement, uses isTheirs: (ProcessingActivity) -> Bool = { _ in true }
    ) -> PersonExport.Line {
        let one = FieldSet([field])
        var uses: [PersonExport.Use] = []
        for entry in statement.activities
        where entry.services.contains(service) && entry.fields.isSuperset(of: one) && isTheirs(entry) {
            let use = PersonExport.Use(purpose: entry.purpose, basis: entry.basis)
            if !uses.contains(use) { uses.append(use) }
        }
        let got = Set(
            statement.activities.filter { $0.services.contains(service) && isTheirs($0) }
                .flatMap(\.recipients))
        let about = seen.filter { $0.fields.isSuperset(of: one) }
        return PersonExport.Line(
            field: field, value: value, source: source, given: given, formVersion: formVersion,
            service: service, uses: uses,
            recipients: statement.recipients.filter {
                got.contains($0.id) && $0.fields.isSuperset(of: one)
            }, until: until, rule: statement.rule(for: category),
            seenByPeople: about.count { $0.role.isPerson && $0.role.side != .person },
            usedBySystem: about.count { !$0.role.isPerson })
    }
}

extension OwnAssociation {
    /// What their organisation wrote at it may hold somebody else's number.
    fileprivate func covered(sparing own: Set<String>) -> OwnAssociation {
        OwnAssociation(
            label: OthersShield.covered(label, sparing: own), made: made, ended: ended)
    }
}
