public import Domain
import Storage
import Vault

/// A request as staff see it in the queue: what kind and until when, and nobody.
public struct DeskRequest: Sendable {
    public let summary: RequestSummary
    public let identified: Moment?
    public let identity: [IdentityCheck]
    /// Nobody is there any more: it only counts.
    public let isGone: Bool
    public let isYours: Bool
    /// Somebody handles it.
    public let isTaken: Bool
    /// It is about who asks: a colleague handles it.
    public let isAboutYou: Bool
    /// Your open case about it.
    public let caseFile: CaseFile.ID?

    public init(
        summary: RequestSummary, identified: Moment?, identity: [IdentityCheck] = [], isGone: Bool = false,
        isYours: Bool = false, isTaken: Bool = false, isAboutYou: Bool = false, caseFile: CaseFile.ID? = nil
    ) {
        self.summary = summary
        self.identified = identified
        self.identity = identity
        self.isGone = isGone
        self.isYours = isYours
        self.isTaken = isTaken
        self.isAboutYou = isAboutYou
        self.caseFile = caseFile
    }
}

public struct DeskQueue: Sendable {
    /// Soonest due first.
    public let open: [DeskRequest]
    /// Newest first.
    public let ended: [DeskRequest]

    public init(open: [DeskRequest], ended: [DeskRequest]) {
        self.open = open
        self.ended = ended
    }
}

/// Where staff answer what people ask about their data (P60). An end user opens only from the case that the request
/// opens for who takes it (P71); who works with us is opened by who handles their request.
public struct RightsDesk: Sendable {
    public static let answerCharactersMax = 5_000
    private static let listed = 200

    let vault: Vault
    let statements: Statements
    let outbox: Outbox
    let erasures: Erasures
    let restrictions: AskedRestrictions
    let shredder: Shredder
    let notices = RecipientNotices()

    init(
        vault: Vault, statements: Statements, outbox: Outbox, erasures: Erasures,
        restrictions: AskedRestrictions, shredder: Shredder
    ) {
        self.vault = vault
        self.statements = statements
        self.outbox = outbox
        self.erasures = erasures
        self.restrictions = restrictions
        self.shredder = shredder
    }

    public func queue(for worker: Worker) async throws -> DeskQueue {
        try await vault.data.read { transaction in
            DeskQueue(
                open: try RequestQueries.open(limit: Self.listed, in: transaction).map {
                    try shown($0, to: worker, in: transaction)
                },
                ended: try RequestQueries.ended(limit: Self.listed, in: transaction).map {
                    try shown($0, to: worker, in: transaction)
                })
        }
    }

    /// One of them, with nothing opened.
    public func request(_ id: RightsRequest.ID, for worker: Worker) async throws -> DeskRequest? {
        try await vault.data.read { transaction in
            try RequestQueries.one(id, in: transaction).map { try shown($0, to: worker, in: transaction) }
        }
    }

    private func shown(
        _ row: RequestRow, to worker: Worker, in transaction: Transaction
    ) throws -> DeskRequest {
        DeskRequest(
            summary: RequestSummary(row), identified: row.identified, identity: row.identity,
            isGone: row.person == nil, isYours: row.handler == worker.account, isTaken: row.handler != nil,
            isAboutYou: row.person == worker.account.person,
            caseFile: try Self.openCase(on: row.request.id, of: worker.account, in: transaction))
    }

    /// Takes a request in hand. For an end user this opens a case, so that what is opened has its reason; nothing is
    /// opened yet.
    ///
    /// - Refuses one's own request, and one that a colleague has in hand.
    @discardableResult
    public func take(_ id: RightsRequest.ID, by worker: Worker) async throws -> CaseFile.ID? {
        guard let actor = worker.actor(in: [.support]), worker.unsigned.isEmpty else {
            throw CaseRefusal.notNeeded
        }
        let taken = try await vault.data.write { transaction -> (CaseFile.ID, EndUser.ID)? in
            let row = try one(id, in: transaction)
            guard row.request.state.isOpen, let person = row.person else { throw RightsRefusal.ended }
            guard person != worker.account.person else { throw RightsRefusal.ownRequest }
            if let handler = row.handler, handler != worker.account {
                let isBusy = try Self.openCase(on: id, of: handler, in: transaction) != nil
                guard row.isOfEndUser, !isBusy else { throw RightsRefusal.notYours }
            }
            try transaction.execute(
                "UPDATE rights_request SET handler = $2 WHERE request_id = $1", id, worker.account)
            guard row.isOfEndUser else { return nil }
            if try Self.openCase(on: id, of: worker.account, in: transaction) != nil { return nil }
            let subject = EndUser.ID(person: person)
            let file = Cases.file(
                .rightsRequest, about: subject, by: worker.account, isBreakGlass: false, at: transaction.now)
            try CaseQueries.insert(
                file, search: .random(), sentence: "Verzoek \(row.request.number)", request: id,
                in: transaction)
            return (file.id, subject)
        }
        guard let (file, person) = taken else { return nil }
        try await plainly {
            try await vault.act(.lookUp, upon: person, access: Self.access(actor, file)) { _, _, _ in }
        }
        return file
    }

    /// What was written in it, for who has it in hand.
    public func words(_ id: RightsRequest.ID, by worker: Worker) async throws -> OpenedRequest {
        try await acting(.read, on: id, by: worker) { row, keys, logged, _ in
            try row.opened(by: vault, keys: keys, logged: logged)
        }
    }

    /// Says that they are who they say, by what was ticked.
    public func identify(
        _ id: RightsRequest.ID, ticked: Set<IdentityCheck>, by worker: Worker
    ) async throws {
        try await acting(.store, on: id, by: worker) { row, _, _, transaction in
            let after = try row.request.after(.identify, at: transaction.now)
            guard IdentityCheck.isEnough(ticked, for: row.request.via) else {
                throw RightsRefusal.checklistIncomplete
            }
            let checks = IdentityCheck.list(for: row.request.via).filter(ticked.contains)
            try RequestQueries.move(
                from: row.request, to: after, .init(identity: checks, identified: transaction.now),
                in: transaction)
        }
    }

    /// Two months more, once, with the reason for the person to read.
    public func extend(_ id: RightsRequest.ID, because typed: String, by worker: Worker) async throws {
        let reason = try text(typed, missing: .reasonMissing)
        let news = try await news(of: id)
        try await acting(.store, on: id, by: worker) { row, keys, _, transaction in
            let after = try row.request.after(.extend, at: transaction.now)
            let sealed = try vault.sealRequest(reason, .delay, of: id, keys: keys)
            try RequestQueries.move(
                from: row.request, to: after, .init(delay: sealed), in: transaction)
            try news.queue(.rightsExtended(until: after.due), keys: keys, outbox: outbox, in: transaction)
        }
        outbox.wake()
    }

    // MARK: - Shared by what the desk does

    func one(_ id: RightsRequest.ID, in transaction: Transaction) throws -> RequestRow {
        guard let row = try RequestQueries.one(id, in: transaction) else { throw RightsRefusal.unknown }
        return row
    }

    func text(_ typed: String, missing: RightsRefusal) throws -> Sensitive<String> {
        guard !typed.allSatisfy(\.isWhitespace) else { throw missing }
        guard typed.count <= Self.answerCharactersMax else { throw RightsRefusal.wordsTooLong }
        return Sensitive(typed)
    }

    /// Runs what somebody does with a request they have in hand, in the transaction of its line in the log.
    func acting<Value: Sendable>(
        _ act: ProcessingAct, on id: RightsRequest.ID, fields: FieldSet = .none, by worker: Worker,
        _ body: @escaping @Sendable (RequestRow, PersonKeys, Logged, Transaction) throws -> Value
    ) async throws -> Value {
        guard let actor = worker.actor(in: [.support]), worker.unsigned.isEmpty else {
            throw CaseRefusal.notNeeded
        }
        let (row, file) = try await vault.data.read { transaction in
            (
                try one(id, in: transaction),
                try Self.openCase(on: id, of: worker.account, in: transaction)
            )
        }
        guard row.handler == worker.account else { throw RightsRefusal.notYours }
        guard let person = row.person else { throw RightsRefusal.ended }
        if row.isOfEndUser {
            guard let file else { throw CaseRefusal.noCase }
            return try await plainly {
                try await vault.act(
                    act, upon: EndUser.ID(person: person), fields: fields, access: Self.access(actor, file)
                ) { keys, logged, transaction in
                    try body(try one(id, in: transaction), keys, logged, transaction)
                }
            }
        }
        let keys = try await vault.keys(of: person)
        return try await vault.data.write { transaction in
            let row = try one(id, in: transaction)
            guard row.handler == worker.account else { throw RightsRefusal.notYours }
            let revision =
                fields.isEmpty || act != .store ? 0 : try vault.nextRevision(of: person, in: transaction)
            let logged = try vault.record(
                Processing(
                    act, .rightsRequest, service: .administration, fields: fields, subject: keys.pseudonym,
                    revision: revision),
                access: Access(actor: actor, purpose: .fraudAndLegalObligations, ground: .legalDuty),
                in: transaction)
            return try body(row, keys, logged, transaction)
        }
    }

    static func access(_ actor: Actor, _ file: CaseFile.ID) -> Access {
        Access(actor: actor, purpose: .fraudAndLegalObligations, ground: .caseFile(file))
    }

    static func openCase(
        on id: RightsRequest.ID, of holder: Account.ID, in transaction: Transaction
    ) throws -> CaseFile.ID? {
        try transaction.row(
            """
            SELECT case_id FROM case_file WHERE request_id = $1 AND holder = $2 AND closed_at IS NULL
            AND expires_at > $3 ORDER BY opened_at DESC LIMIT 1
            """, id, holder, transaction.now)?.id(0)
    }

    func plainly<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch VaultError.caseRefused(let refusal) {
            throw refusal
        } catch VaultError.noSuchPerson {
            throw RightsRefusal.ended
        }
    }
}
