public import Domain
import Storage
import Vault

/// Whose data is to be held, as somebody of the office points them out: nobody is opened for it.
public enum HoldSubject: Hashable, Sendable {
    case customer(Customer.ID)
    case letter(CodeBatch.ID, Int)
    /// The person of a case.
    case caseFile(CaseFile.ID)
    case question(ContactRequest.ID)
    case account(Account.ID)
}

/// A hold as it is asked for.
public struct HoldOrder: Sendable {
    public let subject: HoldSubject
    public let classes: Set<KeyClass>
    public let reason: Hold.Reason
    /// For a colleague to understand, and about nobody in particular.
    public let note: String
    /// The last day on which it keeps.
    public let lastDay: CalendarDay

    public init(
        subject: HoldSubject, classes: Set<KeyClass>, reason: Hold.Reason, note: String, lastDay: CalendarDay
    ) {
        self.subject = subject
        self.classes = classes
        self.reason = reason
        self.note = note
        self.lastDay = lastDay
    }
}

/// Orders not to destroy: one asks, another approves, and the vault's door obeys (P43).
public struct Holds: Sendable {
    let vault: Vault
    private let witness: (any Witness)?

    public static let roles: [Role] = [.privacyOfficer, .fieldOperator]
    public static let noteCharactersMax = 200

    init(vault: Vault, witness: (any Witness)?) {
        self.vault = vault
        self.witness = witness
    }

    /// Asks for a hold. Nothing is kept until another approves.
    public func ask(_ order: HoldOrder, by worker: Worker) async throws -> Hold.ID {
        let note = try Self.note(order.note)
        let target = try await target(of: order.subject)
        let (id, subject) = (Hold.ID.random(), try await leafSubject(of: target))
        try await vault.data.write { transaction in
            let access = try Self.access(worker, at: transaction.now)
            let hold = try Hold.asked(
                for: target, classes: order.classes, reason: order.reason, until: order.lastDay.end,
                by: worker.account, at: transaction.now)
            try HoldQueries.insert(id, hold, note: note, by: worker.account, in: transaction)
            try record(hold, of: subject, access: access, in: transaction)
        }
        return id
    }

    /// Approves, refuses or takes back what waits, or asks to renew or to lift it. The witness hears what is in force.
    public func act(_ action: Hold.Action, on id: Hold.ID, by worker: Worker) async throws {
        guard let known = try await vault.data.read({ try HoldQueries.one(id, in: $0) }) else {
            throw HoldRefusal.unknownHold
        }
        let subject = try await leafSubject(of: known.hold.target)
        try await vault.data.write { transaction in
            let access = try Self.access(worker, at: transaction.now)
            guard let found = try HoldQueries.one(id, in: transaction) else { throw HoldRefusal.unknownHold }
            let next = try found.hold.after(action, by: worker.account, at: transaction.now)
            let begins = found.hold.state == .asked && next.state == .inForce
            try HoldQueries.update(
                id, to: next, approvedBy: begins ? worker.account : nil, in: transaction)
            try HoldQueries.step(
                action.name, of: id, turn: found.steps + 1, until: next.renewal ?? next.until,
                by: worker.account, in: transaction)
            try record(next, of: subject, access: access, in: transaction)
        }
        try await witness?.add(holds: vault.witnessedHolds())
    }

    /// Acting asks for a role that is in force, signatures, and a fresh proof of who it is.
    private static func access(_ worker: Worker, at now: Moment) throws -> Access {
        guard worker.unsigned.isEmpty, let actor = worker.actor(in: roles) else {
            throw HoldRefusal.notAllowed
        }
        guard worker.isProven(at: now) else { throw HoldRefusal.proofNeeded }
        return Access(actor: actor, purpose: .fraudAndLegalObligations, ground: .legalDuty)
    }

    private static func note(_ typed: String) throws -> String {
        let text = typed.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !text.isEmpty else { throw HoldRefusal.noteMissing }
        guard text.count <= noteCharactersMax else { throw HoldRefusal.noteTooLong }
        guard PersonalPattern.found(in: text.utf8).isEmpty else { throw HoldRefusal.notePersonal }
        return text
    }

    private func target(of subject: HoldSubject) async throws -> Hold.Target {
        guard let found = try await vault.data.read({ try Self.target(of: subject, in: $0) }) else {
            throw HoldRefusal.unknownTarget
        }
        return found
    }

    private static func target(
        of subject: HoldSubject, in transaction: Transaction
    ) throws -> Hold.Target? {
        let person: Person.ID?
        switch subject {
        case .customer(let id):
            let row = try transaction.row("SELECT 1 FROM customer WHERE customer_id = $1", id)
            return row == nil ? nil : Hold.Target.customer(id)
        case .letter(let batch, let number):
            person = try transaction.row(
                """
                SELECT u.end_user_id FROM enrolment_code k JOIN end_user u ON u.code_id = k.code_id
                WHERE k.batch_id = $1 AND k.letter_number = $2
                """, batch, number)?.id(0)
        case .caseFile(let id):
            person = try transaction.row("SELECT end_user_id FROM case_file WHERE case_id = $1", id)?
                .optionalID(0)
        case .question(let id):
            person = try transaction.row(
                "SELECT request_id FROM contact_request WHERE request_id = $1", id)?.id(0)
        case .account(let id):
            person = try transaction.row("SELECT account_id FROM account WHERE account_id = $1", id)?.id(0)
        }
        return person.map { Hold.Target.person($0) }
    }
}

extension Holds {
    /// Of whom the leaf is.
    private struct Subject: Sendable {
        let person: Person.ID
        let pseudonym: Pseudonym.ID?
    }

    /// Nothing for everyone of a customer.
    private func leafSubject(of target: Hold.Target) async throws -> Subject? {
        guard let person = target.person else { return nil }
        return Subject(person: person, pseudonym: try await vault.pseudonyms(of: [person])[person])
    }

    /// Each step stands in the log, for who is held to read.
    private func record(
        _ hold: Hold, of subject: Subject?, access: Access, in transaction: Transaction
    ) throws {
        var (service, fields, count): (Service, FieldSet, Int64?) = (.freeCalling, .none, nil)
        if let person = subject?.person {
            let rows = try transaction.rows(
                """
                SELECT c.service, f.field FROM end_user u JOIN contract c ON c.contract_id = u.contract_id
                LEFT JOIN sealed_field f ON f.end_user_id = u.end_user_id WHERE u.end_user_id = $1
                UNION ALL SELECT CASE WHEN account_id IS NULL THEN 'contact' ELSE 'administration' END, field
                FROM sealed_value WHERE person_id = $1
                """, person)
            service = try rows.first.map { try $0.word(0) } ?? .freeCalling
            let held = try rows.compactMap { try $0.optionalText(1).flatMap { Field(rawValue: $0) } }
            fields = FieldSet(held.filter { hold.classes.contains($0.keyClass) })
        } else if let customer = hold.target.customer {
            count = try transaction.row("SELECT COUNT(*) FROM end_user WHERE customer_id = $1", customer)?
                .int(0)
        }
        try vault.record(
            Processing(
                .store, .hold, service: service, fields: fields, subject: subject?.pseudonym, count: count),
            access: access, in: transaction)
    }
}

extension Hold.Action {
    /// As a step of it is stored.
    var name: String {
        switch self {
        case .approve: "approve"
        case .refuse: "refuse"
        case .withdraw: "withdraw"
        case .askRenewal: "ask_renewal"
        case .askLift: "ask_lift"
        }
    }
}
