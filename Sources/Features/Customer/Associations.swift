public import Domain
import Storage
public import Vault

/// To whom something is tied, as it was typed.
public enum AssociationHolder: Hashable, Sendable {
    case colleague(Account.ID)
    /// An end user whom we know by this letter alone.
    case letter(batch: CodeBatch.ID, number: Int)
}

/// What to tie to whom, as it was typed.
public struct AssociationDraft: Sendable {
    public let label: String
    public let number: Sensitive<String>
    public let holder: AssociationHolder

    public init(label: String, number: String, holder: AssociationHolder) {
        self.label = label
        self.number = Sensitive(number)
        self.holder = holder
    }
}

/// One association as the customer sees it, with its history.
public struct AssociationLine: Sendable {
    public enum Holder: Sendable {
        case colleague(name: Sensitive<String>?)
        case letter(batch: String, number: Int)
    }

    public let id: Association.ID
    public let label: String
    public let holder: Holder
    /// Nothing when it has none, or is over.
    public let number: Sensitive<String>?
    public let made: Moment
    /// Nothing for who left and whose term has passed.
    public let madeBy: Sensitive<String>?
    public let ended: Moment?
    public let endedBy: Sensitive<String>?
}

/// One association as the person sees it to whom it was tied.
public struct OwnAssociation: Sendable {
    public let label: String
    public let made: Moment
    public let ended: Moment?
}

/// What a customer tied to its colleagues and to its letters: by whom, from when, until when (P19).
public struct Associations: Sendable {
    private let vault: Vault
    private let statements: Statements
    private static let roles: [Role] = [.customerAdmin, .caseworker]

    public init(vault: Vault, statements: Statements) {
        self.vault = vault
        self.statements = statements
    }

    /// Ties something to somebody, with its leaf, in one transaction.
    ///
    /// A number is sealed under the colleague's own key. Refuses a number for a letter (P12), and what belongs to
    /// another customer.
    public func tie(_ draft: AssociationDraft, by worker: Worker) async throws {
        let label = try Association.Label(draft.label) {
            PersonalPattern.reachesSomebody($0)
        }
        let number = try Association.Number.read(draft.number)
        switch draft.holder {
        case .colleague(let id): try await tie(label, number, to: id, by: worker)
        case .letter(let batch, let letter):
            guard number == nil else { throw AssociationRefusal.numberNotForLetter }
            try await tie(label, toLetter: letter, of: batch, by: worker)
        }
    }

    private func tie(
        _ label: Association.Label, _ number: Association.Number?, to colleague: Account.ID, by worker: Worker
    ) async throws {
        let (customer, access) = try Self.access(worker)
        let isTheirs = try await vault.data.read { transaction in
            // Another organisation's colleague does not exist here.
            guard let row = try AccountQueries.account(colleague, in: transaction) else { return false }
            return row.side == worker.side && row.state != .closed
        }
        guard isTheirs else { throw AssociationRefusal.unknownColleague }
        let keys = try await vault.keys(of: colleague)
        let form = try statements.formVersion(service: .administration, language: worker.language).id
        try await vault.data.write { transaction in
            if let number {
                guard try !AssociationQueries.holdsNumber(colleague, in: transaction) else {
                    throw AssociationRefusal.numberAlreadyTied
                }
                let provenance = Provenance(
                    source: .colleague, given: transaction.now, formVersion: form, service: .administration)
                try vault.store(
                    [FieldValue(.workNumber, number.text, provenance)], of: keys, as: .account(colleague),
                    access: access, in: transaction)
            }
            let logged = try vault.record(
                Processing(
                    .store, .association, service: .administration,
                    fields: number == nil ? .none : FieldSet([Field.workNumber]), subject: keys.pseudonym),
                access: access, in: transaction)
            try AssociationQueries.insert(
                label, holdsNumber: number != nil, account: colleague, code: nil, of: customer,
                by: worker.account, leaf: logged.leaf.id, in: transaction)
        }
    }

    private func tie(
        _ label: Association.Label, toLetter letter: Int, of batch: CodeBatch.ID, by worker: Worker
    ) async throws {
        let (customer, access) = try Self.access(worker)
        let found = try await vault.data.read {
            try AssociationQueries.letter(letter, of: batch, customer: customer, in: $0)
        }
        guard let found else { throw AssociationRefusal.unknownLetter }
        let pseudonym = try await pseudonym(of: found.person)
        try await vault.data.write { transaction in
            let logged = try vault.record(
                Processing(
                    .store, .association, service: found.service, fields: .none, subject: pseudonym),
                access: access, in: transaction)
            try AssociationQueries.insert(
                label, holdsNumber: false, account: nil, code: found.code, of: customer, by: worker.account,
                leaf: logged.leaf.id, in: transaction)
        }
    }

    /// Unties it. What it was stays as history; a number goes at once.
    public func untie(_ id: Association.ID, by worker: Worker) async throws {
        let (customer, access) = try Self.access(worker)
        guard
            let found = try await vault.data.read({
                try AssociationQueries.open(id, of: customer, in: $0)
            })
        else { throw AssociationRefusal.unknown }
        var keys: PersonKeys?
        if let account = found.account { keys = try await vault.keys(of: account) }
        let (held, pseudonym) = (keys, try await pseudonym(of: found.person))
        try await vault.data.write { transaction in
            let logged = try vault.record(
                Processing(
                    .destroy, .association, service: found.service,
                    fields: found.holdsNumber ? FieldSet([Field.workNumber]) : .none,
                    subject: held?.pseudonym ?? pseudonym),
                access: access, in: transaction)
            guard
                try AssociationQueries.end(id, by: worker.account, leaf: logged.leaf.id, in: transaction)
            else { throw AssociationRefusal.unknown }
            if found.holdsNumber, let held, let account = found.account {
                try vault.forget(
                    [.workNumber], of: held, as: .account(account), access: access, in: transaction)
            }
        }
    }

    /// Newest first, those that are over last. Each name and number that is shown stands in the log.
    public func list(for worker: Worker) async throws -> [AssociationLine] {
        let (customer, access) = try Self.access(worker)
        let rows = try await vault.data.read { try AssociationQueries.all(of: customer, in: $0) }
        let holders = Set(rows.compactMap(\.account))
        let makers = Set(rows.flatMap { [$0.madeBy, $0.endedBy].compactMap(\.self) })
        let names = try await vault.read(
            [.fullName], of: holders.union(makers).map { .account($0) }, access: access)
        let numbered = Set(rows.filter { $0.holdsNumber && $0.ended == nil }.compactMap(\.account))
        let numbers = try await vault.read(
            [.workNumber], of: numbered.map { .account($0) }, access: access)
        let name = { (id: Account.ID?) in id.flatMap { names[.account($0)]?[.fullName]?.value } }
        return rows.map { row in
            AssociationLine(
                id: row.id, label: row.label,
                holder: row.account.map { .colleague(name: name($0)) }
                    ?? .letter(batch: row.batch, number: row.letter),
                number: row.holdsNumber && row.ended == nil
                    ? row.account.flatMap { numbers[.account($0)]?[.workNumber]?.value } : nil,
                made: row.made, madeBy: name(row.madeBy), ended: row.ended, endedBy: name(row.endedBy))
        }
    }

    /// The customer's batches, to choose a letter from.
    public func batches(for worker: Worker) async throws -> [(id: CodeBatch.ID, reason: String, size: Int)] {
        let (customer, _) = try Self.access(worker)
        return try await vault.data.read { try AssociationQueries.batches(of: customer, in: $0) }
    }

    private func pseudonym(of person: EndUser.ID?) async throws -> Pseudonym.ID? {
        guard let person else { return nil }
        return try await vault.pseudonyms(of: [person])[person]
    }

    private static func access(_ worker: Worker) throws -> (Customer.ID, Access) {
        guard let customer = worker.customer, let actor = worker.actor(in: roles) else {
            throw AssociationRefusal.unknown
        }
        return (customer, Access(actor: actor, purpose: .delivery, ground: .colleagues))
    }
}
