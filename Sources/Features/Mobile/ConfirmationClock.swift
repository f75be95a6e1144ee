import Domain
import Storage
public import Vault

/// What time does to phones and SIM cards: who may be asked is asked, answers count from their hour, confirmations end
/// and are asked anew, and what has lost its ground stops (P15, P18).
///
/// Each person is one transaction, with what they are told in it: it can be stopped anywhere and goes on there.
public struct ConfirmationClock: Sendable {
    let vault: Vault
    let statements: Statements
    let outbox: Outbox
    static let page = 100

    public struct Outcome: Sendable, Equatable {
        public var asked = 0
        public var processed = 0
        public var askedAgain = 0
        public var lapsed = 0
        public var stopped = 0
        public var reminded = 0
        public var warned = 0

        public init() {}
    }

    public init(vault: Vault, statements: Statements, outbox: Outbox) {
        self.vault = vault
        self.statements = statements
        self.outbox = outbox
    }

    @discardableResult
    public func run() async throws -> Outcome {
        var outcome = Outcome()
        outcome.stopped = try await each(MobileDue.withoutGround) { try await stop($0) }
        outcome.processed = try await each(MobileDue.toProcess) { try await process($0) }
        outcome.asked = try await each(MobileDue.toAsk) { try await ask($0) }
        let rules = statements.current.confirmation
        outcome.askedAgain = try await each({ try MobileDue.toAskAgain(rules, in: $0) }) {
            try await ask($0)
        }
        outcome.lapsed = try await lapse()
        outcome.reminded = try await remind()
        outcome.warned = try await each({ try MobileDue.toWarn(rules, in: $0) }) { try await warn($0) }
        outbox.wake()
        return outcome
    }

    /// Pages of what is due, until one brings nothing on.
    private func each(
        _ due: @escaping @Sendable (Transaction) throws -> [MobileRow],
        _ body: (MobileRow) async throws -> Bool
    ) async throws -> Int {
        var done = 0
        while true {
            let rows = try await vault.data.read { try due($0) }
            var moved = 0
            for row in rows where try await body(row) { moved += 1 }
            done += moved
            if rows.count < Self.page || moved == 0 { return done }
        }
    }

    /// The first time, or anew.
    private func ask(_ row: MobileRow) async throws -> Bool {
        let isFirst = row.state == .filledIn
        let rules = statements.current.confirmation
        return try await change(row, news: isFirst ? .asked : nil) { transaction in
            let state = try row.state.after(isFirst ? .ask : .askAgain)
            let answerBy = row.confirmedUntil ?? rules.answeredWithin.end(from: transaction.now)
            return try MobileQueries.ask(row, state, answerBy: answerBy, in: transaction)
        }
    }

    /// The person too hears beforehand that nobody confirmed: it is their phone.
    private func warn(_ row: MobileRow) async throws -> Bool {
        guard let until = row.confirmedUntil else { return false }
        return try await change(row, news: .endsSoon(by: until)) { transaction in
            try MobileQueries.warn(row, of: until, in: transaction)
        }
    }

    private func process(_ row: MobileRow) async throws -> Bool {
        guard let given = try await vault.data.read({ try AnswerQueries.given(about: row.person, in: $0) })
        else { return false }
        let (now, rules) = (try await vault.data.read { $0.now }, statements.current.confirmation)
        let until = rules.validFor.end(from: now)
        let gone = try gone(from: now, wasActive: row.activeSince != nil)
        let news: MobileNews? =
            switch given.answer {
            case .yes: row.state.isActive ? nil : .confirmed(until: until)
            case .no(let reason): .refused(reason, gone: gone)
            case .question(let question): row.answerBy.map { .question(question, answerBy: $0) }
            }
        return try await change(row, news: news) { transaction in
            // Taken back or given anew in between: then this is not what counts.
            guard try AnswerQueries.given(about: row.person, in: transaction)?.id == given.id else {
                return false
            }
            let state = try row.state.after(.process)
            try AnswerQueries.settle(about: row.person, as: "processed", in: transaction)
            switch given.answer {
            case .yes:
                return try MobileQueries.activate(row, by: given.id, until: until, in: transaction)
            case .no(let reason):
                try MobileQueries.keep(row.person, until: gone, in: transaction)
                return try MobileQueries.end(row, because: .refused, refusal: reason, in: transaction)
            case .question(let question):
                return try MobileQueries.question(row, state, question, in: transaction)
            }
        }
    }

    func end(_ row: MobileRow, because ending: MobileService.Ending) async throws -> Bool {
        let now = try await vault.data.read { $0.now }
        let gone = try gone(from: now, wasActive: row.activeSince != nil)
        // An agreement that ends is told to all of its people at once, and a parent's withdrawal by who withdrew it.
        let isTold = ending == .notAnswered || ending == .notConfirmed
        return try await change(row, news: isTold ? .ended(ending, gone: gone) : nil) { transaction in
            if isTold { try MobileQueries.keep(row.person, until: gone, in: transaction) }
            try AnswerQueries.settle(about: row.person, as: "undone", in: transaction)
            return try MobileQueries.end(row, because: ending, in: transaction)
        }
    }

    private func stop(_ row: MobileRow) async throws -> Bool {
        _ = try row.state.after(.stop)
        let hasContract = try await vault.data.read { transaction in
            try MobileDue.hasContract(row, in: transaction)
        }
        return try await end(row, because: hasContract ? .consentEnded : .contractEnded)
    }

    /// P40: an application that was refused is kept for the time to disagree, a service that ended a year at most.
    private func gone(from now: Moment, wasActive: Bool) throws -> Moment {
        let terms = statements.current
        return try terms.term(of: wasActive ? .endUserData : .refusedApplication).end(from: now)
    }

    /// One change with its leaf and with what the person is told, in one transaction. Who is gone or lost is told nothing,
    /// and the change is made all the same.
    private func change(
        _ row: MobileRow, news: MobileNews?,
        _ body: @escaping @Sendable (Transaction) throws -> Bool
    ) async throws -> Bool {
        let reached = try await Reached(row.person, vault: vault, opensAddress: news != nil)
        return try await vault.data.write { transaction in
            guard try MobileQueries.service(of: row.person, in: transaction)?.state == row.state,
                try body(transaction)
            else { return false }
            try vault.record(
                Processing(
                    .store, .eligibility, service: .mobile, fields: .none,
                    subject: reached.isRestricted ? nil : reached.keys?.pseudonym),
                access: Access(actor: .system, purpose: .delivery, ground: .serviceDelivery), in: transaction)
            guard let news, let keys = reached.keys else { return true }
            do {
                try outbox.queue(
                    .mobile(news), to: reached.address.map(MessageAddress.mail), language: row.language,
                    keys: keys, customer: row.customer, service: .mobile, in: transaction)
            } catch VaultError.noSuchPerson {
                // Erased between the reading of the address and this moment.
            }
            return true
        }
    }
}

/// The SQL of what is due.
enum MobileDue {
    /// - `moment`: what `$1` is, when the condition asks for one.
    private static func rows(
        _ condition: String, _ moment: Moment? = nil, in transaction: Transaction
    ) throws -> [MobileRow] {
        let sql = SQL(
            stringLiteral: "\(MobileQueries.selection) WHERE \(condition) LIMIT \(ConfirmationClock.page)")
        let rows =
            if let moment { try transaction.rows(sql, moment) } else { try transaction.rows(sql) }
        return try rows.map(MobileQueries.row)
    }

    /// Who waited for a parent, and has a yes.
    static func toAsk(in transaction: Transaction) throws -> [MobileRow] {
        try rows("s.state = 'filled_in' AND u.state = 'active'", in: transaction)
    }

    /// Answers whose hour has come. Who may not use a service now waits.
    static func toProcess(in transaction: Transaction) throws -> [MobileRow] {
        try rows(
            "s.process_at <= $1 AND u.state = 'active' ORDER BY s.process_at", transaction.now,
            in: transaction)
    }

    static func toAskAgain(
        _ rules: ConfirmationRules, in transaction: Transaction
    ) throws -> [MobileRow] {
        try rows(
            "s.state = 'active' AND u.state = 'active' AND s.confirmed_until <= $1 ORDER BY s.confirmed_until",
            rules.askedAgain.end(from: transaction.now), in: transaction)
    }

    /// Who was asked anew, and of whom the customer said nothing until its last reminder.
    static func toWarn(_ rules: ConfirmationRules, in transaction: Transaction) throws -> [MobileRow] {
        guard let last = rules.lastReminder else { return [] }
        return try rows(
            """
            s.state IN ('asked_again', 'questioned_again') AND s.confirmed_until <= $1
            AND (s.warned_for IS NULL OR s.warned_for <> s.confirmed_until) ORDER BY s.confirmed_until
            """, last.end(from: transaction.now), in: transaction)
    }

    /// Nobody answered in time; also when the confirmation ended in the meantime, whatever state it is in.
    static func late(in transaction: Transaction) throws -> [MobileRow] {
        try rows(
            """
            s.state IN ('asked', 'questioned', 'asked_again', 'questioned_again') AND s.answer_by <= $1
            ORDER BY s.answer_by
            """, transaction.now, in: transaction)
    }

    /// The agreement ended, or who used it may not any more. Who turned sixteen and has not chosen yet keeps what they
    /// have: it waits, as the rest of their service does.
    static func withoutGround(in transaction: Transaction) throws -> [MobileRow] {
        try rows(
            """
            s.state <> 'ended' AND (s.contract_id IN (SELECT contract_id FROM contract WHERE ended_at <= $1)
                OR (s.state <> 'filled_in' AND u.state IN ('awaiting_guardian', 'erased')))
            """, transaction.now, in: transaction)
    }

    static func hasContract(_ row: MobileRow, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 FROM mobile_service s JOIN contract c ON c.contract_id = s.contract_id
            WHERE s.service_id = $1 AND (c.ended_at IS NULL OR c.ended_at > $2)
            """, row.id, transaction.now) != nil
    }
}
