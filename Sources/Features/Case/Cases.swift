public import Domain
import Storage
import Vault

public enum CaseSearch {
    /// The cases that one search opened.
    public typealias ID = Identifier<CaseSearch>
}

/// Cases: the only way in which BuenO's own people come to a person (P71).
///
/// A case is opened by a search, also by one that finds nobody, so that searching leaves a trace.
public struct Cases: Sendable {
    let vault: Vault
    let statements: Statements
    let outbox: Outbox
    private let numbers: any MobileNumberReading
    private let finder: PersonFinder

    init(vault: Vault, statements: Statements, outbox: Outbox, numbers: any MobileNumberReading) {
        self.vault = vault
        self.statements = statements
        self.outbox = outbox
        self.numbers = numbers
        finder = PersonFinder(vault: vault)
    }

    /// In which a case may be held; the privacy officer is not among them.
    private static let roles: [Role] = [.support, .fieldOperator]

    /// For which reasons somebody with these roles opens a case.
    public func reasons(for worker: Worker) -> [CaseReason] {
        CaseReason.searched.filter { actor(for: $0, worker) != nil }
    }

    /// Looks for a number or an address at every customer, and opens a case for each person found, or one closed case
    /// when there is nobody. All of it stands in the log before the answer is given.
    ///
    /// - Refuses a sentence that leads to somebody, and more searches than a day has, unless the glass is broken:
    ///   then every privacy officer hears of it.
    public func search(
        _ typed: String, reason: CaseReason, sentence: String, by worker: Worker, breakingGlass: Bool = false
    ) async throws -> CaseSearch.ID {
        let sentence = try CaseSentence(typed: sentence)
        let (field, value) = try sought(typed)
        guard worker.unsigned.isEmpty else { throw CaseRefusal.dutiesUnsigned }
        guard CaseReason.searched.contains(reason), let actor = actor(for: reason, worker) else {
            throw CaseRefusal.notNeeded
        }
        let officers = breakingGlass ? try await officersToTell(of: worker) : []
        let found = try await finder.find(field, value)
        let keys = try await keys(of: found)
        let search = CaseSearch.ID.random()
        do {
            try await vault.data.write { transaction in
                let today = CalendarDay.start(of: transaction.now)
                let searches = try CaseQueries.searches(of: worker.account, since: today, in: transaction)
                guard breakingGlass || searches < CaseLimits.searchesPerDay else {
                    throw CaseRefusal.tooManySearches
                }
                let subjects: [PersonFinder.Found?] =
                    found.isEmpty ? [nil] : found.filter { keys[$0.person] != nil }
                for subject in subjects.isEmpty ? [nil] : subjects {
                    let file = Self.file(
                        reason, about: subject?.person, by: worker.account, isBreakGlass: breakingGlass,
                        at: transaction.now)
                    try CaseQueries.insert(file, search: search, sentence: sentence.text, in: transaction)
                    try vault.recordSearch(
                        with: field, reason: reason, found: subject.flatMap { keys[$0.person] },
                        service: subject?.service ?? .freeCalling,
                        access: Access(actor: actor, purpose: reason.purpose, ground: .caseFile(file.id)),
                        in: transaction)
                    if breakingGlass { try tell(officers, of: file, in: transaction) }
                }
            }
        } catch VaultError.caseRefused(let refusal) {
            for subject in keys.values {
                try await vault.recordRefusal(
                    of: Access(actor: actor, purpose: reason.purpose, ground: .serviceDelivery),
                    on: subject.pseudonym)
            }
            throw refusal
        }
        if breakingGlass { outbox.wake() }
        return search
    }

    /// Opens the fields of one class of the person of a case. The look stands in the log first, for the person to read.
    public func open(
        _ keyClass: KeyClass, in id: CaseFile.ID, by worker: Worker
    ) async throws -> [Field: Sensitive<String>] {
        let (file, person) = try await subject(of: id)
        let access = try access(to: file, by: worker)
        let fields = fields(of: file.reason, role: access.actor.role).fields.filter {
            $0.keyClass == keyClass
        }
        return try await plainly {
            try await vault.read(fields, of: person, activity: file.reason.activity, access: access)
        }.mapValues(\.value)
    }

    /// Goes on for two weeks more, thirty days in all.
    public func extend(_ id: CaseFile.ID, sentence: String, by worker: Worker) async throws {
        let sentence = try CaseSentence(typed: sentence)
        try await change(id) { file, transaction in
            let end = try file.extended(by: worker.account, at: transaction.now)
            try CaseQueries.extend(id, until: end, in: transaction)
            try CaseQueries.step(
                .extended, of: id, by: worker.account, sentence: sentence.text, in: transaction)
        }
    }

    public func close(_ id: CaseFile.ID, by worker: Worker) async throws {
        try await change(id) { file, transaction in
            try file.mayClose(by: worker.account)
            try CaseQueries.close(id, in: transaction)
            try CaseQueries.step(.closed, of: id, by: worker.account, sentence: nil, in: transaction)
        }
    }

    // MARK: - Shared by what a case does

    static func file(
        _ reason: CaseReason, about person: EndUser.ID?, by account: Account.ID, isBreakGlass: Bool,
        at now: Moment
    ) -> CaseFile {
        CaseFile(
            id: .random(), reason: reason, subject: person.map { .endUser($0) } ?? .nobody, holder: account,
            opened: now, expires: now + (isBreakGlass ? CaseFile.breakGlassTerm : CaseFile.term),
            closed: person == nil ? now : nil, isBreakGlass: isBreakGlass)
    }

    func change(
        _ id: CaseFile.ID, _ body: @escaping @Sendable (CaseFile, Transaction) throws -> Void
    ) async throws {
        try await vault.data.write { transaction in
            guard let row = try CaseQueries.one(id, in: transaction) else { throw CaseRefusal.noCase }
            try body(row.file, transaction)
        }
    }

    func subject(of id: CaseFile.ID) async throws -> (file: CaseFile, person: EndUser.ID) {
        guard let row = try await vault.data.read({ try CaseQueries.one(id, in: $0) }) else {
            throw CaseRefusal.noCase
        }
        guard case .endUser(let person) = row.file.subject else { throw CaseRefusal.nobodyThere }
        return (row.file, person)
    }

    func access(to file: CaseFile, by worker: Worker) throws(CaseRefusal) -> Access {
        guard let actor = actor(for: file.reason, worker) else { throw .notNeeded }
        return Access(actor: actor, purpose: file.reason.purpose, ground: .caseFile(file.id))
    }

    func fields(of reason: CaseReason, role: Role) -> FieldSet {
        vault.policy.fields(
            of: reason.activity, act: .read, purpose: reason.purpose, role: role, service: .freeCalling)
            ?? .none
    }

    /// As whom somebody acts in a case of this reason: the first of their roles that the statement allows.
    func actor(for reason: CaseReason, _ worker: Worker) -> Actor? {
        worker.actor(in: Self.roles.filter { !fields(of: reason, role: $0).isEmpty })
    }

    /// What the vault refuses, in the words of this slice.
    func plainly<Value>(_ body: () async throws -> Value) async throws -> Value {
        do {
            return try await body()
        } catch VaultError.caseRefused(let refusal) {
            throw refusal
        } catch VaultError.noSuchPerson, VaultError.restricted {
            throw CaseRefusal.nobodyThere
        }
    }

    private func sought(_ typed: String) throws(CaseRefusal) -> (Field, Sensitive<String>) {
        if typed.contains("@") {
            guard let address = EmailAddress(typed) else { throw .searchInvalid }
            return (.emailAddress, address.canonical)
        }
        guard let number = numbers.mobileNumber(typed) else { throw .searchInvalid }
        return (.mobileNumber, number.e164)
    }

    /// Who is on their way out has no keys any more, and is not found.
    private func keys(of found: [PersonFinder.Found]) async throws -> [EndUser.ID: PersonKeys] {
        var keys: [EndUser.ID: PersonKeys] = [:]
        for subject in found {
            do {
                keys[subject.person] = try await vault.keys(of: subject.person)
            } catch VaultError.noSuchPerson {
                continue
            }
        }
        return keys
    }
}
