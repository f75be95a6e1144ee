public import Domain
import Storage
import Vault

/// A letter of a customer that waits for a guardian.
public struct WaitingConsent: Sendable {
    public let id: Consent.ID
    public let letterNumber: Int
    public let batch: String
    public let service: Service
    public let asked: Moment
    public let until: Moment?
    public let hasPaper: Bool
}

/// A paper that came in, without anything of what is on it.
public struct ReceivedPaper: Sendable {
    public let id: Consent.ID
    public let customerName: String
    public let service: Service
    public let kind: SignedDocument.Kind
    public let size: Int
    public let received: Moment
    /// When everything goes if nobody says yes.
    public let until: Moment?
    public let broughtBy: SignedDocument.Bringer
}

/// What a guardian reads behind their link before they send a paper.
public struct PaperRequest: Sendable {
    public let service: Service
    /// When the last one came in, if nobody looked at it yet.
    public let received: Moment?
}

/// A yes on paper: the guardian signs a form, and sends a photo or scan of it through their link, or gives it to the
/// municipality or school that sends it in. It counts when somebody of BuenO has looked at it (P18).
public struct ConsentPapers: Sendable {
    public static let customerRoles: [Role] = [.customerAdmin, .caseworker]
    public static let listed = 200
    let vault: Vault
    let statements: Statements
    let outbox: Outbox
    let consents: Consents
    let naming: GuardianNaming
    private let gate: GuessGate

    init(
        vault: Vault, statements: Statements, outbox: Outbox, consents: Consents, gate: GuessGate
    ) {
        self.vault = vault
        self.statements = statements
        self.outbox = outbox
        self.consents = consents
        self.gate = gate
        naming = GuardianNaming(vault: vault, outbox: outbox)
    }

    // MARK: - By the guardian

    /// Nothing when the link is over, or was answered.
    public func request(link: Token) async throws -> PaperRequest? {
        try await vault.data.read { transaction in
            guard let found = try guardian(behind: link, in: transaction) else { return nil }
            let paper = try PaperQueries.paper(found.consent.id, in: transaction)
            return PaperRequest(service: found.row.service, received: paper?.received)
        }
    }

    /// Keeps what came in through a link, in place of what came before.
    ///
    /// - Refuses more from one network than an hour has, whatever came, and more for one question than a guardian needs.
    ///   What came before stays.
    public func send(
        _ bytes: [UInt8], version: String, link: Token, language: Language, network: NetworkKey
    ) async throws {
        try await admit(network)
        guard
            let found = try await vault.data.read({ try guardian(behind: link, in: $0) })
        else { throw GuardianRefusal.expired }
        let keys = try await vault.keys(of: found.row.id)
        try await keep(
            bytes, version: version, for: found.row, consent: found.consent.id, language: language,
            keys: keys, access: keys.guardianAccess, by: .guardian, account: nil)
    }

    private func admit(_ network: NetworkKey) async throws {
        let now = try await vault.data.read { $0.now }
        do {
            try gate.admit(network, at: now)
        } catch {
            throw GuardianRefusal.tooManyRequests(minutes: error.minutes)
        }
        gate.recordFailure(network, at: now)
    }

    private func guardian(
        behind link: Token, in transaction: Transaction
    ) throws -> (row: GuardianRow, consent: ConsentRow)? {
        guard let id = try GuardianQueries.link(link, in: transaction)?.guardian,
            let row = try GuardianQueries.guardian(id, in: transaction),
            let consent = try ConsentQueries.current(of: id, in: transaction), consent.state == .asked
        else { return nil }
        return (row, consent)
    }

    // MARK: - By the customer

    /// Which of its letters wait for a guardian. The customer knows by its own list who that is.
    public func waiting(for worker: Worker) async throws -> [WaitingConsent] {
        guard let customer = worker.customer else { throw CaseRefusal.notNeeded }
        return try await vault.data.read {
            try PaperQueries.waiting(at: customer, limit: Self.listed, in: $0)
        }
    }

    /// Nothing for another customer's, or for who waits no longer.
    public func waiting(_ id: Consent.ID, for worker: Worker) async throws -> WaitingConsent? {
        guard let customer = worker.customer else { throw CaseRefusal.notNeeded }
        return try await vault.data.read {
            try PaperQueries.waiting(at: customer, only: id, limit: 1, in: $0).first
        }
    }

    /// Keeps the paper that a guardian gave to the municipality or school.
    public func send(
        _ bytes: [UInt8], version: String, for id: Consent.ID, by worker: Worker, language: Language
    ) async throws {
        guard let actor = worker.actor(in: Self.customerRoles),
            try await waiting(id, for: worker) != nil
        else { throw GuardianRefusal.expired }
        guard let row = try await vault.data.read({ try ConsentQueries.guardian(of: id, in: $0) }) else {
            throw GuardianRefusal.expired
        }
        try await keep(
            bytes, version: version, for: row, consent: id, language: language,
            keys: try await vault.keys(of: row.id),
            access: Access(actor: actor, purpose: .delivery, ground: .serviceDelivery),
            by: .customer, account: worker.account)
    }

    // MARK: - Parts

    private func keep(
        _ bytes: [UInt8], version: String, for row: GuardianRow, consent id: Consent.ID,
        language: Language, keys: PersonKeys, access: Access, by bringer: SignedDocument.Bringer,
        account: Account.ID?
    ) async throws {
        let paper = try judged(bytes, version: version, for: row.service, language: language)
        try await vault.data.write { transaction in
            try store(
                paper, of: row, consent: id, keys: keys, access: access, by: bringer, account: account,
                in: transaction)
        }
    }

    /// A file that may be kept, and to which words it says yes.
    struct Judged: Sendable {
        let kind: SignedDocument.Kind
        let size: Int
        /// Text, so that it is sealed, opened and destroyed like every other value.
        let text: Sensitive<String>
        let version: String
        let form: String
    }

    func judged(
        _ bytes: [UInt8], version: String, for service: Service, language: Language
    ) throws -> Judged {
        let kind: SignedDocument.Kind
        do throws(SignedDocument.Refusal) {
            kind = try SignedDocument.kind(of: bytes)
        } catch {
            throw GuardianRefusal.paper(error)
        }
        guard try statements.isCurrent(version, for: service) else { throw GuardianRefusal.otherWords }
        let form = try statements.formVersion(service: service, for: .paper, language: language).id
        return Judged(
            kind: kind, size: bytes.count, text: Sensitive(Base64.text(bytes)), version: version, form: form)
    }

    func store(
        _ paper: Judged, of row: GuardianRow, consent id: Consent.ID, keys: PersonKeys, access: Access,
        by bringer: SignedDocument.Bringer, account: Account.ID?, in transaction: Transaction
    ) throws {
        guard let consent = try ConsentQueries.current(of: row.id, in: transaction), consent.id == id,
            consent.state == .asked
        else { throw GuardianRefusal.expired }
        if bringer == .guardian {
            guard try PaperQueries.countLink(id, in: transaction) else {
                throw GuardianRefusal.tooManyPapers
            }
        }
        try vault.record(
            Processing(
                .collect, .guardianConsent, service: row.service,
                fields: FieldSet([Field.signedConsent]), subject: keys.pseudonym),
            access: access, in: transaction)
        let provenance = Provenance(
            source: .themselves, given: transaction.now, formVersion: paper.form, service: row.service)
        try vault.store(
            [FieldValue(.signedConsent, paper.text, provenance)], of: keys, as: row.holder, access: access,
            in: transaction)
        try PaperQueries.keep(
            id, kind: paper.kind, size: paper.size, by: bringer, account: account, version: paper.version,
            in: transaction)
    }
}
