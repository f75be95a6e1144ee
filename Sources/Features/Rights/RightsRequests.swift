public import Domain
import Storage
import Vault

/// Requests of the people whose data it is: asked, followed and withdrawn by themselves (P60, P61).
///
/// One engine for everyone: an end user and somebody with a login differ only in how they are known.
public struct RightsRequests: Sendable {
    public static let wordsCharactersMax = 2_000
    public static let valueCharactersMax = 200
    /// So many may wait for an answer at once: a list, and no flood.
    private static let openMax = 20

    private let vault: Vault
    private let statements: Statements

    init(vault: Vault, statements: Statements) {
        self.vault = vault
        self.statements = statements
    }

    /// Registers a request. An objection stops its purpose in the same transaction.
    @discardableResult
    public func ask(
        _ asked: AskedRight, words: String, for signedIn: SignedIn
    ) async throws -> RightsRequest.ID {
        try await ask(asked, words: words, by: try await asker(signedIn))
    }

    @discardableResult
    public func ask(
        _ asked: AskedRight, words: String, for worker: Worker
    ) async throws -> RightsRequest.ID {
        try await ask(asked, words: words, by: try await asker(worker))
    }

    public func list(for signedIn: SignedIn) async throws -> [RequestSummary] {
        try await list(of: signedIn.person.person)
    }

    public func list(for worker: Worker) async throws -> [RequestSummary] {
        try await list(of: worker.account.person)
    }

    /// One of one's own requests, opened after the line in the log is durable; nothing for anybody else's.
    public func open(_ id: RightsRequest.ID, for signedIn: SignedIn) async throws -> OpenedRequest? {
        try await open(id, by: try await asker(signedIn))
    }

    public func open(_ id: RightsRequest.ID, for worker: Worker) async throws -> OpenedRequest? {
        try await open(id, by: try await asker(worker))
    }

    /// Takes a request back that was not answered yet. What stopped because of it goes on again.
    public func withdraw(_ id: RightsRequest.ID, for signedIn: SignedIn) async throws {
        try await withdraw(id, by: try await asker(signedIn))
    }

    public func withdraw(_ id: RightsRequest.ID, for worker: Worker) async throws {
        try await withdraw(id, by: try await asker(worker))
    }

    // MARK: - The same for everyone

    /// Who asks, as the vault and the log know them.
    private struct Asker: Sendable {
        let keys: PersonKeys
        let kind: PersonKind
        let service: Service
        let access: Access
    }

    private func asker(_ signedIn: SignedIn) async throws -> Asker {
        let service = try await vault.data.read {
            try vault.serviceBought(for: signedIn.person, in: $0)
        }
        return Asker(
            keys: try await vault.keys(of: signedIn.person), kind: .endUser, service: service,
            access: signedIn.access(.fraudAndLegalObligations))
    }

    private func asker(_ worker: Worker) async throws -> Asker {
        Asker(
            keys: try await vault.keys(of: worker.account), kind: worker.personKind,
            service: .administration,
            access: Access(
                actor: worker.onOwnData, purpose: .fraudAndLegalObligations, ground: .ownData))
    }

    private func ask(
        _ asked: AskedRight, words: String, by asker: Asker
    ) async throws -> RightsRequest.ID {
        let id = RightsRequest.ID.random()
        let about = try about(asked, words: words, of: id, by: asker)
        let kept = try statements.current.term(of: .message)
        try await vault.data.write { transaction in
            try refuseDoubles(asked, by: asker, in: transaction)
            try refuseWhatIsNotTheirs(asked, by: asker, in: transaction)
            let leaf = try vault.record(
                Processing(
                    .collect, .rightsRequest, service: asker.service,
                    fields: Self.given(asked, by: asker.kind),
                    subject: asker.keys.pseudonym), access: asker.access, in: transaction
            ).leaf
            try RequestQueries.insert(
                RightsRequest(
                    id: id, kind: asked.kind, person: asker.kind, via: .portal, received: transaction.now,
                    state: .identified),
                of: asker.keys, about: about, leaf: leaf.id, in: transaction)
            guard case .objection(let purpose) = asked, asker.kind == .endUser else { return }
            try Objections.stop(
                purpose, for: asker.keys, because: id, service: asker.service, access: asker.access,
                vault: vault, in: transaction)
            if purpose == .communication {
                try SafeContactQueries.holdBack(
                    EndUser.ID(person: asker.keys.person), gone: kept.end(from: transaction.now),
                    in: transaction)
            }
        }
        return id
    }

    /// P16: an end user gives the new value with the request, and says that it is right.
    private static func given(_ asked: AskedRight, by kind: PersonKind) -> FieldSet {
        guard case .rectification(let field, _) = asked, kind == .endUser else { return .none }
        return FieldSet([field])
    }

    private func about(
        _ asked: AskedRight, words: String, of id: RightsRequest.ID, by asker: Asker
    ) throws -> RequestQueries.About {
        var about = RequestQueries.About()
        let isEmpty = words.allSatisfy(\.isWhitespace)
        guard words.count <= Self.wordsCharactersMax else { throw RightsRefusal.wordsTooLong }
        switch asked {
        case .complaint(let leaf):
            if isEmpty { throw RightsRefusal.wordsMissing }
            about.leaf = leaf
        case .objection(let purpose):
            guard Objection.purposes.contains(purpose) else { throw RightsRefusal.notThisPurpose }
            if isEmpty { throw RightsRefusal.wordsMissing }
            about.purpose = purpose
        case .rectification(let field, let value):
            guard Rectification(field, of: asker.kind) == .reviewed else { throw RightsRefusal.notThisField }
            let text = value.reveal()
            if text.allSatisfy(\.isWhitespace) { throw RightsRefusal.wordsMissing }
            guard text.count <= Self.valueCharactersMax else { throw RightsRefusal.wordsTooLong }
            about.field = field
            about.sealed[.value] = try vault.sealRequest(value, .value, of: id, keys: asker.keys)
        case .other:
            if isEmpty { throw RightsRefusal.wordsMissing }
        }
        if !isEmpty {
            about.sealed[.words] = try vault.sealRequest(Sensitive(words), .words, of: id, keys: asker.keys)
        }
        return about
    }

    private func refuseDoubles(_ asked: AskedRight, by asker: Asker, in transaction: Transaction) throws {
        let open = try RequestQueries.all(of: asker.keys.person, in: transaction)
            .filter(\.request.state.isOpen)
        guard open.count < Self.openMax else { throw RightsRefusal.askedAlready }
        let isDouble = open.contains { row in
            switch asked {
            case .complaint(let leaf): leaf != nil && row.aboutLeaf == leaf
            case .objection(let purpose): row.purpose == purpose
            case .rectification(let field, _): row.field == field
            case .other(let kind): kind != .complaint && row.request.kind == kind
            }
        }
        if isDouble { throw RightsRefusal.askedAlready }
    }

    /// A line of the log of somebody else, or a field that is not held, does not exist here.
    private func refuseWhatIsNotTheirs(
        _ asked: AskedRight, by asker: Asker, in transaction: Transaction
    ) throws {
        switch asked {
        case .complaint(about: let leaf?):
            let isTheirs = try transaction.row(
                "SELECT 1 FROM log_leaf WHERE leaf_id = $1 AND subject = $2", leaf, asker.keys.pseudonym)
            if isTheirs == nil { throw RightsRefusal.unknown }
        case .rectification(let field, _):
            let isHeld = try transaction.row(
                """
                SELECT 1 FROM sealed_field WHERE end_user_id = $1 AND field = $2
                UNION SELECT 1 FROM sealed_value WHERE person_id = $1 AND field = $2
                """, asker.keys.person, field.rawValue)
            if isHeld == nil { throw RightsRefusal.notThisField }
        case .complaint(about: nil), .objection, .other: return
        }
    }

    private func list(of person: Person.ID) async throws -> [RequestSummary] {
        try await vault.data.read { try RequestQueries.all(of: person, in: $0) }.map { RequestSummary($0) }
    }

    private func open(_ id: RightsRequest.ID, by asker: Asker) async throws -> OpenedRequest? {
        let found = try await vault.data.write { transaction -> (RequestRow, Logged)? in
            guard let row = try RequestQueries.one(id, in: transaction), row.person == asker.keys.person
            else { return nil }
            let logged = try vault.record(
                Processing(
                    .read, .rightsRequest, service: asker.service, fields: .none,
                    subject: asker.keys.pseudonym), access: asker.access, in: transaction)
            return (row, logged)
        }
        guard let (row, logged) = found else { return nil }
        return try row.opened(by: vault, keys: asker.keys, logged: logged)
    }

    private func withdraw(_ id: RightsRequest.ID, by asker: Asker) async throws {
        try await vault.data.write { transaction in
            guard let row = try RequestQueries.one(id, in: transaction), row.person == asker.keys.person
            else { throw RightsRefusal.unknown }
            let after = try row.request.after(.withdraw, at: transaction.now)
            try RequestQueries.move(from: row.request, to: after, in: transaction)
            guard let purpose = row.purpose, row.isOfEndUser else { return }
            try Objections.resume(
                purpose, for: asker.keys, service: asker.service, access: asker.access, vault: vault,
                in: transaction)
        }
    }
}
