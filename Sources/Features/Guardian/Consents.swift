public import Domain
import Storage
public import Vault

/// What guardians say about their children: yes, no, and no longer (P18).
public struct Consents: Sendable {
    let vault: Vault
    let outbox: Outbox
    let statements: Statements
    private let erasures: Erasures
    private let shredder: Shredder

    public init(
        vault: Vault, outbox: Outbox, statements: Statements, erasures: Erasures, shredder: Shredder
    ) {
        self.vault = vault
        self.outbox = outbox
        self.statements = statements
        self.erasures = erasures
        self.shredder = shredder
    }

    /// Every child of who is in this session; nothing when the session is over.
    public func children(in session: Token) async throws -> [ChildOfGuardian]? {
        let guardians = try await vault.data.read { transaction in
            try GuardianQueries.guardians(in: session, transaction)
        }
        if guardians.isEmpty { return nil }
        var children: [ChildOfGuardian] = []
        for guardian in guardians {
            if let child = try await child(of: guardian) { children.append(child) }
        }
        return children
    }

    /// One of them; nothing when it is not theirs.
    public func child(_ guardian: Guardian.ID, in session: Token) async throws -> ChildOfGuardian? {
        guard try await isIn(session, guardian) else { return nil }
        return try await child(of: guardian)
    }

    /// A yes, to the words that were shown.
    ///
    /// - The service runs when nobody else says no; the child hears it, and so does the guardian, with how to take it back.
    public func give(_ guardian: Guardian.ID, version: String, in session: Token) async throws {
        let scene = try await scene(guardian, in: session)
        try await vault.data.write { transaction in
            let (consent, minor) = try askable(guardian, about: scene.row.child, in: transaction)
            guard try statements.isCurrent(version, for: minor.service) else {
                throw GuardianRefusal.otherWords
            }
            guard
                let given = try ConsentQueries.answer(
                    consent, as: .given, version: version, way: .browser, in: transaction)
            else { throw GuardianRefusal.consent(.alreadySaid) }
            try vault.record(
                Processing(
                    .store, .guardianConsent, service: minor.service, fields: .none,
                    subject: scene.childKeys.pseudonym), access: scene.keys.guardianAccess, in: transaction)
            try begin(on: given, scene, minor, in: transaction)
        }
        outbox.wake()
    }

    /// What a yes would be given to, in whichever way.
    /// - Refuses where nobody is asked any more, where the service does not begin again, and a second yes.
    func askable(
        _ guardian: Guardian.ID, about child: EndUser.ID, in transaction: Transaction
    ) throws -> (ConsentRow, MinorQueries.Row) {
        guard let consent = try ConsentQueries.current(of: guardian, in: transaction),
            let minor = try MinorQueries.minor(child, in: transaction), minor.isMinor
        else { throw GuardianRefusal.expired }
        if try Self.isOver(child, minor, in: transaction) { throw GuardianRefusal.consent(.over) }
        do throws(Consent.Refusal) {
            _ = try consent.state.after(.give)
        } catch {
            throw GuardianRefusal.consent(error)
        }
        return (consent, minor)
    }

    /// What follows from a yes, in whichever way it was given.
    func begin(
        on given: Consent.ID, _ scene: Scene, _ minor: MinorQueries.Row, in transaction: Transaction
    ) throws {
        try GuardianQueries.useLinks(of: scene.row.id, in: transaction)
        try outbox.queue(
            .consentGiven(minor.service), to: scene.address, language: scene.row.language,
            keys: scene.keys, customer: minor.customer, service: minor.service, in: transaction)
        let answers = try ConsentQueries.answers(about: scene.row.child, in: transaction)
        guard MinorService(answers.values.map(\.state)) == .runs else { return }
        try MinorQueries.start(scene.row.child, on: given, in: transaction)
        if minor.state == .active { return }
        try outbox.queue(
            .welcome, to: scene.childAddress, language: minor.language, keys: scene.childKeys,
            customer: minor.customer, service: minor.service, in: transaction)
    }

    /// A no. Everything goes at once, unless another guardian said yes: then the service stops.
    public func refuse(_ guardian: Guardian.ID, in session: Token) async throws -> Refused {
        let scene = try await scene(guardian, in: session)
        var generator = SystemRandomNumberGenerator()
        let receipt = ReceiptNumber(random: &generator)
        let outcome = try await vault.data.write { transaction -> Result<Refused, GuardianRefusal> in
            guard let consent = try ConsentQueries.current(of: guardian, in: transaction) else {
                return .failure(.expired)
            }
            do throws(Consent.Refusal) {
                _ = try consent.state.after(.refuse)
            } catch {
                return .failure(.consent(error))
            }
            try recordStop(scene, in: transaction)
            var answers = try ConsentQueries.answers(about: scene.row.child, in: transaction)
            answers[guardian] = nil
            if MinorService.erasesAtOnce(onRefusalBeside: answers.values.map(\.state)) {
                try erasures.carryOut(
                    keys: scene.childKeys, receipt: receipt, reason: .erasure,
                    activity: .consentWithdrawal, access: scene.keys.guardianAccess, in: transaction)
                return .success(.erased(receipt))
            }
            guard
                try ConsentQueries.answer(
                    consent, as: .refused, version: nil, way: .browser, in: transaction) != nil
            else { return .failure(.consent(.alreadySaid)) }
            try GuardianQueries.useLinks(of: guardian, in: transaction)
            try stop(scene, in: transaction)
            return .success(.stopped)
        }
        let refused = try outcome.get()
        outbox.wake()
        if case .erased = refused { shredder.wake() }
        return refused
    }

    /// A yes that is taken back: the service stops with this commit.
    public func withdraw(_ guardian: Guardian.ID, in session: Token) async throws {
        let scene = try await scene(guardian, in: session)
        let outcome = try await vault.data.write { transaction -> Result<Void, GuardianRefusal> in
            guard let consent = try ConsentQueries.current(of: guardian, in: transaction) else {
                return .failure(.expired)
            }
            do throws(Consent.Refusal) {
                _ = try consent.state.after(.withdraw)
            } catch {
                return .failure(.consent(error))
            }
            try recordStop(scene, in: transaction)
            try stop(scene, in: transaction)
            try ConsentQueries.end(consent.id, as: .withdrawn, in: transaction)
            return .success(())
        }
        try outcome.get()
        outbox.wake()
    }

    /// Done: whoever uses this browser next is asked for a code again.
    public func leave(_ session: Token) async throws {
        try await vault.data.write { try GuardianQueries.endSession(session, in: $0) }
    }

    // MARK: - Parts

    /// Everything that has to be read before something is written.
    struct Scene: Sendable {
        let row: GuardianRow
        let keys: PersonKeys
        let address: MessageAddress?
        let childKeys: PersonKeys
        let childAddress: MessageAddress?
    }

    private func scene(_ guardian: Guardian.ID, in session: Token) async throws -> Scene {
        guard try await isIn(session, guardian) else { throw GuardianRefusal.expired }
        return try await scene(guardian)
    }

    /// - `access`: of who reads how the guardian is reached; nothing for the guardian themselves.
    func scene(_ guardian: Guardian.ID, access: Access? = nil) async throws -> Scene {
        guard let row = try await vault.data.read({ try GuardianQueries.guardian(guardian, in: $0) }) else {
            throw GuardianRefusal.expired
        }
        let keys = try await vault.keys(of: guardian)
        let own = try await vault.read(
            [.mobileNumber, .emailAddress], of: [row.holder], access: access ?? keys.guardianAccess)
        let childKeys = try await vault.keys(of: row.child)
        return Scene(
            row: row, keys: keys, address: own[row.holder].flatMap { MessageAddress(of: $0) },
            childKeys: childKeys,
            childAddress: try await childAddress(row.child))
    }

    private func isIn(_ session: Token, _ guardian: Guardian.ID) async throws -> Bool {
        try await vault.data.read { transaction in
            try GuardianQueries.guardians(in: session, transaction).contains(guardian)
        }
    }

    private func recordStop(_ scene: Scene, in transaction: Transaction) throws {
        try vault.record(
            Processing(
                .store, .consentWithdrawal, service: scene.row.service, fields: .none,
                subject: scene.childKeys.pseudonym), access: scene.keys.guardianAccess, in: transaction)
    }

    private func stop(_ scene: Scene, in transaction: Transaction) throws {
        guard let minor = try MinorQueries.minor(scene.row.child, in: transaction) else { return }
        let until = try statements.current.term(of: .withdrawnConsent).end(from: transaction.now)
        // A phone or SIM card ends with this same commit, and what the customer said about it counts no more.
        if let mobile = try MobileQueries.service(of: scene.row.child, in: transaction),
            mobile.state != .ended
        {
            try AnswerQueries.settle(about: scene.row.child, as: "undone", in: transaction)
            _ = try MobileQueries.end(mobile, because: .consentEnded, in: transaction)
        }
        guard try MinorQueries.stop(scene.row.child, keepUntil: until, in: transaction) else { return }
        try outbox.queue(
            .serviceStopped(minor.service, goneBy: until), to: scene.childAddress, language: minor.language,
            keys: scene.childKeys, customer: minor.customer, service: minor.service, in: transaction)
    }

    private static func isOver(
        _ child: EndUser.ID, _ minor: MinorQueries.Row, in transaction: Transaction
    ) throws -> Bool {
        guard minor.service == .mobile else { return false }
        return try MobileQueries.service(of: child, in: transaction).map { $0.state == .ended } ?? true
    }

    private func child(of guardian: Guardian.ID) async throws -> ChildOfGuardian? {
        guard let row = try await vault.data.read({ try GuardianQueries.guardian(guardian, in: $0) }) else {
            return nil
        }
        let keys = try await vault.keys(of: guardian)
        let own = try await vault.read(
            [.mobileNumber, .emailAddress], of: [row.holder], access: keys.guardianAccess)
        let number = try await childNumber(row.child, for: keys)
        return try await vault.data.read { transaction in
            guard let minor = try MinorQueries.minor(row.child, in: transaction),
                let consent = try ConsentQueries.current(of: guardian, in: transaction),
                let customer = try transaction.row(
                    "SELECT name FROM customer WHERE customer_id = $1", minor.customer)
            else { return nil }
            let others = try ConsentQueries.answers(about: row.child, in: transaction).filter {
                $0.key != guardian
            }
            return ChildOfGuardian(
                guardian: guardian, customerName: try customer.text(0), service: minor.service,
                state: minor.state, answer: consent.state, asked: consent.asked,
                answered: consent.answered, ended: consent.ended, keepUntil: minor.keepUntil,
                others: others.values.map(\.state),
                isOver: try Self.isOver(row.child, minor, in: transaction),
                maskedNumber: number?.masked ?? "",
                own: Field.allCases.compactMap { field in
                    own[row.holder]?[field].map {
                        (field, $0.value, $0.provenance.source == .themselves, $0.provenance.given)
                    }
                })
        }
    }
}

extension MessageAddress {
    /// Mail where there is any: it has room for the words.
    init?(of opened: [Field: OpenedField]) {
        if let mail = opened[.emailAddress].flatMap({ EmailAddress($0.value.reveal()) }) {
            self = .mail(mail)
        } else if let number = opened[.mobileNumber].flatMap({ MobileNumber(e164: $0.value.reveal()) }) {
            self = .sms(number)
        } else {
            return nil
        }
    }
}
