public import Domain
import Storage
import Vault

/// Somebody of BuenO looks at a paper, from a case that the paper opens (P71), and says whether it is a yes.
extension ConsentPapers {
    public static let deskRoles: [Role] = [.support]

    public func queue() async throws -> [ReceivedPaper] {
        try await vault.data.read { try PaperQueries.received(limit: Self.listed, in: $0) }
    }

    /// A paper that nobody decided about, whether this worker has it in hand, and whether they brought it in.
    public func paper(
        _ id: Consent.ID, for worker: Worker
    ) async throws -> (paper: ReceivedPaper, isInHand: Bool, isOwn: Bool)? {
        try await vault.data.read { transaction in
            try PaperQueries.received(only: id, limit: 1, in: transaction).first.map { paper in
                (
                    paper, try Self.openCase(on: id, of: worker.account, in: transaction) != nil,
                    try PaperQueries.paper(id, in: transaction)?.isBrought(by: worker.account) ?? false
                )
            }
        }
    }

    /// Opens the case. Nothing of anybody is opened yet.
    public func take(_ id: Consent.ID, by worker: Worker) async throws {
        guard let actor = worker.actor(in: Self.deskRoles), worker.unsigned.isEmpty else {
            throw CaseRefusal.notNeeded
        }
        let opened = try await vault.data.write { transaction -> (CaseFile.ID, EndUser.ID)? in
            guard let paper = try PaperQueries.paper(id, in: transaction), paper.state == .received else {
                throw GuardianRefusal.expired
            }
            if try Self.openCase(on: id, of: worker.account, in: transaction) != nil { return nil }
            let file = Cases.file(
                .signedConsent, about: paper.child, by: worker.account, isBreakGlass: false,
                at: transaction.now)
            try CaseQueries.insert(
                file, search: .random(), sentence: "Toestemming op papier", consent: id, in: transaction)
            return (file.id, paper.child)
        }
        guard let (file, child) = opened else { return }
        try await act(.lookUp, upon: child, by: actor, from: file) { _, _ in }
    }

    /// What is on it, after the line in the log of the child that somebody looked.
    public func open(
        _ id: Consent.ID, by worker: Worker
    ) async throws -> (bytes: [UInt8], kind: SignedDocument.Kind) {
        let (paper, actor, file) = try await inHand(id, by: worker)
        let keys = try await vault.keys(of: paper.guardian)
        let text = try await act(.read, Self.paper, upon: paper.child, by: actor, from: file) {
            try vault.openPaper(of: paper.guardian, keys: keys, logged: $0, in: $1)
        }
        guard let text, let bytes = Base64.bytes(text.reveal()) else { throw GuardianRefusal.expired }
        return (bytes, paper.kind)
    }

    /// It is signed, by who decides for this child: a yes, from this moment.
    ///
    /// - Refuses who brought it in themselves: two people see what came by post.
    /// - `seen`: when what they looked at came in. One that came in its place meanwhile was looked at by nobody.
    public func accept(_ id: Consent.ID, seen: Moment, by worker: Worker) async throws {
        let (paper, actor, file) = try await inHand(id, by: worker)
        let scene = try await consents.scene(paper.guardian, access: Self.system)
        try await act(.store, upon: paper.child, by: actor, from: file) { _, transaction in
            let paper = try undecided(id, seen: seen, in: transaction)
            _ = try SignedDocument.after(.accept, from: paper.state)
            if paper.isBrought(by: worker.account) { throw GuardianRefusal.ownPaper }
            let (consent, minor) = try consents.askable(paper.guardian, about: paper.child, in: transaction)
            guard
                let given = try ConsentQueries.answer(
                    consent, as: .given, version: paper.version, way: .document, in: transaction)
            else { throw GuardianRefusal.consent(.alreadySaid) }
            try PaperQueries.accept(paper, as: given, by: worker.account, in: transaction)
            try consents.begin(on: given, scene, minor, in: transaction)
            try Self.close(file, in: transaction)
        }
        outbox.wake()
    }

    /// It is not good: it goes at once, and the guardian hears why, with a new link.
    public func decline(
        _ id: Consent.ID, seen: Moment, because flaw: SignedDocument.Flaw, by worker: Worker
    ) async throws {
        let (paper, actor, file) = try await inHand(id, by: worker)
        let scene = try await consents.scene(paper.guardian, access: Self.system)
        let term = try statements.current.term(of: .awaitingGuardian)
        try await act(.destroy, Self.paper, upon: paper.child, by: actor, from: file) { logged, transaction in
            let paper = try undecided(id, seen: seen, in: transaction)
            _ = try SignedDocument.after(.decline, from: paper.state)
            guard try vault.discardPaper(of: paper.guardian, logged: logged, in: transaction) else {
                throw GuardianRefusal.held
            }
            try PaperQueries.remove(id, in: transaction)
            let minor = try MinorQueries.minor(paper.child, in: transaction)
            let until = minor?.keepUntil ?? term.end(from: transaction.now)
            if let address = scene.address {
                let token = try Token.random()
                try GuardianQueries.insertLink(
                    token, guardian: paper.guardian, channel: address.channel, expires: until,
                    in: transaction)
                try outbox.queue(
                    .paperDeclined(flaw, token: Sensitive(token.reveal()), until: until), to: address,
                    language: scene.row.language, keys: scene.keys, customer: scene.row.customer,
                    service: scene.row.service, in: transaction)
            }
            try Self.close(file, in: transaction)
        }
        outbox.wake()
    }

    // MARK: - Parts

    static let system = Access(actor: .system, purpose: .delivery, ground: .serviceDelivery)

    static func access(_ actor: Actor, _ file: CaseFile.ID) -> Access {
        Access(actor: actor, purpose: .delivery, ground: .caseFile(file))
    }

    static let paper = FieldSet([Field.signedConsent])

    /// With its line in the log of the child; what the guard refuses is said plainly.
    func act<Value: Sendable>(
        _ act: ProcessingAct, _ fields: FieldSet = .none, upon child: EndUser.ID, by actor: Actor,
        from file: CaseFile.ID, _ body: @escaping @Sendable (Logged, Transaction) throws -> Value
    ) async throws -> Value {
        do {
            return try await vault.act(
                act, upon: child, fields: fields, activity: .guardianConsent,
                access: Self.access(actor, file)
            ) { _, logged, transaction in try body(logged, transaction) }
        } catch VaultError.caseRefused(let refusal) {
            throw refusal
        } catch VaultError.noSuchPerson {
            throw GuardianRefusal.expired
        }
    }

    private func inHand(
        _ id: Consent.ID, by worker: Worker
    ) async throws -> (PaperRow, Actor, CaseFile.ID) {
        guard let actor = worker.actor(in: Self.deskRoles), worker.unsigned.isEmpty else {
            throw CaseRefusal.notNeeded
        }
        return try await vault.data.read { transaction in
            let paper = try undecided(id, in: transaction)
            guard let file = try Self.openCase(on: id, of: worker.account, in: transaction) else {
                throw CaseRefusal.noCase
            }
            return (paper, actor, file)
        }
    }

    private func undecided(
        _ id: Consent.ID, seen: Moment? = nil, in transaction: Transaction
    ) throws -> PaperRow {
        guard let paper = try PaperQueries.paper(id, in: transaction), paper.state == .received else {
            throw GuardianRefusal.expired
        }
        if let seen, seen != paper.received { throw GuardianRefusal.otherPaper }
        return paper
    }

    private static func openCase(
        on id: Consent.ID, of holder: Account.ID, in transaction: Transaction
    ) throws -> CaseFile.ID? {
        try transaction.row(
            """
            SELECT case_id FROM case_file WHERE consent_id = $1 AND holder = $2 AND closed_at IS NULL
            AND expires_at > $3 ORDER BY opened_at DESC LIMIT 1
            """, id, holder, transaction.now)?.id(0)
    }

    static func close(_ file: CaseFile.ID, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE case_file SET closed_at = $2 WHERE case_id = $1 AND closed_at IS NULL", file,
            transaction.now)
    }
}
