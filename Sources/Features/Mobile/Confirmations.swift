public import Domain
import Storage
public import Vault

/// Somebody about whom a customer has to answer, by the number of the letter alone: the list opens nothing.
public struct WaitingApplication: Sendable {
    public let id: MobileService.ID
    /// The customer's own name of its letters.
    public let batch: String
    public let letterNumber: Int
    public let asked: Moment
    /// When it stops if nobody answers.
    public let answerBy: Moment
    /// Confirmed before, and asked anew.
    public let isAgain: Bool
}

/// One that was answered, and can still be taken back.
public struct AnsweredApplication: Sendable {
    public let id: MobileService.ID
    public let batch: String
    public let letterNumber: Int
    public let answer: EligibilityAnswer
    public let processAt: Moment
}

/// What a customer's people see of somebody to say whether they qualify: as little as tells whom the letter was for.
public struct OpenApplication: Sendable {
    public let waiting: WaitingApplication
    public let firstName: Sensitive<String>
    public let lastName: Sensitive<String>
    public let birthYear: Sensitive<String>
    /// How many wait, this one among them.
    public let count: Int
}

/// A customer is asked whether somebody qualifies, and answers (P15).
public struct Confirmations: Sendable {
    private let vault: Vault
    private let statements: Statements
    public static let roles: [Role] = [.caseworker, .customerAdmin]

    public init(vault: Vault, statements: Statements) {
        self.vault = vault
        self.statements = statements
    }

    /// How many wait, and when the first of them stops.
    public func count(for worker: Worker) async throws -> (count: Int, first: Moment?) {
        guard worker.actor(in: Self.roles) != nil, let customer = worker.customer else { return (0, nil) }
        return try await vault.data.read { transaction in
            let row = try transaction.row(
                """
                SELECT COUNT(*), MIN(s.answer_by) FROM mobile_service s
                JOIN end_user u ON u.end_user_id = s.end_user_id
                WHERE s.customer_id = $1 AND s.state IN ('asked', 'asked_again') AND u.restricted_at IS NULL
                """, customer)
            return (Int(try row?.int(0) ?? 0), try row?.optionalMoment(1))
        }
    }

    /// Those who wait, longest first.
    public func waiting(for worker: Worker, limit: Int = 50) async throws -> [WaitingApplication] {
        let (customer, _) = try acting(worker)
        return try await vault.data.read {
            try ConfirmationQueries.waiting(of: customer, after: nil, limit: limit, in: $0)
        }
    }

    /// Those that can still be taken back, last given first.
    public func answered(for worker: Worker, limit: Int = 50) async throws -> [AnsweredApplication] {
        let (customer, _) = try acting(worker)
        return try await vault.data.read {
            try ConfirmationQueries.answered(of: customer, limit: limit, in: $0)
        }
    }

    /// Whether this is one of this customer's, whatever its state.
    public func exists(_ id: MobileService.ID, for worker: Worker) async throws -> Bool {
        let (customer, _) = try acting(worker)
        return try await vault.data.read { try MobileQueries.service(id, of: customer, in: $0) != nil }
    }

    /// Which comes next; nothing when nobody waits.
    ///
    /// - `after`: one that is passed over for now. After the last comes the first again.
    public func next(
        for worker: Worker, after: MobileService.ID? = nil
    ) async throws -> MobileService.ID? {
        let (customer, _) = try acting(worker)
        return try await vault.data.read { transaction in
            let passed = try after.flatMap {
                try MobileQueries.service($0, of: customer, in: transaction)
            }
            let later = try ConfirmationQueries.waiting(
                of: customer, after: passed, limit: 1, in: transaction)
            if let first = later.first { return first.id }
            return try ConfirmationQueries.waiting(of: customer, after: nil, limit: 1, in: transaction)
                .first?.id
        }
    }

    /// Opens name and year of birth of one who waits. The look stands in the log first, and its owner reads it there.
    /// - Returns nothing when it does not wait any more.
    public func open(_ id: MobileService.ID, by worker: Worker) async throws -> OpenApplication? {
        let (customer, actor) = try acting(worker)
        let found = try await vault.data.read { transaction -> (MobileRow, WaitingApplication)? in
            guard let row = try MobileQueries.service(id, of: customer, in: transaction), row.state.isOpen,
                let waiting = try ConfirmationQueries.one(row, in: transaction)
            else { return nil }
            return (row, waiting)
        }
        guard let (row, waiting) = found else { return nil }
        let opened: [Field: OpenedField]
        do {
            opened = try await vault.read(
                [.firstName, .lastName, .birthDate], of: row.person, activity: .eligibility,
                access: Access(actor: actor, purpose: .delivery, ground: .serviceDelivery))
        } catch VaultError.noSuchPerson, VaultError.restricted {
            return nil
        }
        guard let first = opened[.firstName]?.value, let last = opened[.lastName]?.value,
            let birth = opened[.birthDate].flatMap({ BirthDate(stored: $0.value.reveal()) })
        else { return nil }
        return OpenApplication(
            waiting: waiting, firstName: first, lastName: last, birthYear: Sensitive(birth.year),
            count: try await count(for: worker).count)
    }

    /// Answers. Until its hour it can be taken back; then the person hears it.
    public func answer(
        _ answer: EligibilityAnswer, to id: MobileService.ID, by worker: Worker
    ) async throws {
        let (customer, actor) = try acting(worker)
        let rules = statements.current.confirmation
        try await change(id, of: customer, actor: actor) { row, transaction in
            let state = try row.state.after(answer.action)
            let processAt = rules.processing(of: transaction.now)
            guard try MobileQueries.answer(row, state, processAt: processAt, in: transaction) else {
                throw MobileRefusal.alreadyAnswered
            }
            try AnswerQueries.insert(answer, about: row.person, by: worker.account, in: transaction)
        }
    }

    /// Takes an answer back that was not processed yet.
    public func undo(_ id: MobileService.ID, by worker: Worker) async throws {
        let (customer, actor) = try acting(worker)
        try await change(id, of: customer, actor: actor) { row, transaction in
            let state = try row.state.after(.undo)
            // Past its hour it counts, also when the clock that processes is late.
            if let at = row.processAt, at <= transaction.now { throw MobileRefusal.nothingToUndo }
            guard try MobileQueries.takeBack(row, state, in: transaction) else {
                throw MobileRefusal.nothingToUndo
            }
            try AnswerQueries.settle(about: row.person, as: "undone", in: transaction)
        }
    }

    /// One change with its leaf, in one transaction. Another customer's does not exist here.
    private func change(
        _ id: MobileService.ID, of customer: Customer.ID, actor: Actor,
        _ body: @escaping @Sendable (MobileRow, Transaction) throws -> Void
    ) async throws {
        let person = try await vault.data.read {
            try MobileQueries.service(id, of: customer, in: $0)?.person
        }
        guard let person else { throw MobileRefusal.over }
        let subject: Pseudonym.ID
        do {
            subject = try await vault.pseudonym(of: person)
        } catch VaultError.noSuchPerson {
            throw MobileRefusal.over
        }
        try await vault.data.write { transaction in
            guard let row = try MobileQueries.service(id, of: customer, in: transaction) else {
                throw MobileRefusal.over
            }
            // P60: about whom everything stands still, a customer says nothing.
            guard try !ConfirmationQueries.isRestricted(row.person, in: transaction) else {
                throw MobileRefusal.notNow
            }
            try body(row, transaction)
            try vault.record(
                Processing(.store, .eligibility, service: .mobile, fields: .none, subject: subject),
                access: Access(actor: actor, purpose: .delivery, ground: .serviceDelivery), in: transaction)
        }
    }

    private func acting(_ worker: Worker) throws -> (Customer.ID, Actor) {
        guard let customer = worker.customer, let actor = worker.actor(in: Self.roles) else {
            throw VaultError.notYours
        }
        return (customer, actor)
    }
}

/// The SQL of what a customer has to answer.
enum ConfirmationQueries {
    static func waiting(
        of customer: Customer.ID, after passed: MobileRow?, limit: Int, in transaction: Transaction
    ) throws -> [WaitingApplication] {
        try transaction.rows(
            """
            SELECT s.service_id, b.reason, k.letter_number, s.asked_at, s.answer_by, s.state
            FROM mobile_service s JOIN end_user u ON u.end_user_id = s.end_user_id
            JOIN enrolment_code k ON k.code_id = u.code_id JOIN code_batch b ON b.batch_id = k.batch_id
            WHERE s.customer_id = $1 AND s.state IN ('asked', 'asked_again') AND u.restricted_at IS NULL
            AND (s.asked_at > $2 OR (s.asked_at = $2 AND s.service_id > $3))
            ORDER BY s.asked_at, s.service_id LIMIT $4
            """, customer, passed?.asked ?? Moment(milliseconds: 0),
            passed?.id.bytes ?? [UInt8](repeating: 0, count: 16), limit
        ).map(waiting)
    }

    static func isRestricted(_ person: EndUser.ID, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT 1 FROM end_user WHERE end_user_id = $1 AND restricted_at IS NOT NULL", person) != nil
    }

    static func one(_ row: MobileRow, in transaction: Transaction) throws -> WaitingApplication? {
        try transaction.row(
            """
            SELECT s.service_id, b.reason, k.letter_number, s.asked_at, s.answer_by, s.state
            FROM mobile_service s JOIN end_user u ON u.end_user_id = s.end_user_id
            JOIN enrolment_code k ON k.code_id = u.code_id JOIN code_batch b ON b.batch_id = k.batch_id
            WHERE s.service_id = $1
            """, row.id
        ).map(waiting)
    }

    private static func waiting(_ row: Row) throws -> WaitingApplication {
        let state: MobileService.State = try row.word(5)
        return WaitingApplication(
            id: try row.id(0), batch: try row.text(1), letterNumber: Int(try row.int(2)),
            asked: try row.moment(3), answerBy: try row.moment(4), isAgain: state == .askedAgain)
    }

    static func answered(
        of customer: Customer.ID, limit: Int, in transaction: Transaction
    ) throws -> [AnsweredApplication] {
        try transaction.rows(
            """
            SELECT s.service_id, b.reason, k.letter_number, a.verdict, a.detail, s.process_at
            FROM mobile_service s JOIN end_user u ON u.end_user_id = s.end_user_id
            JOIN enrolment_code k ON k.code_id = u.code_id JOIN code_batch b ON b.batch_id = k.batch_id
            JOIN eligibility_answer a ON a.end_user_id = s.end_user_id AND a.standing = 'given'
            WHERE s.customer_id = $1 AND s.process_at > $2 AND u.restricted_at IS NULL ORDER BY a.given_at DESC, a.answer_id LIMIT $3
            """, customer, transaction.now, limit
        ).compactMap { row in
            guard let answer = EligibilityAnswer(try row.word(3), detail: try row.optionalText(4)) else {
                return nil
            }
            return AnsweredApplication(
                id: try row.id(0), batch: try row.text(1), letterNumber: Int(try row.int(2)),
                answer: answer, processAt: try row.moment(5))
        }
    }
}
