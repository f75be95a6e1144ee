import Domain
import Storage
public import Vault

/// Who turned sixteen decides themselves: the guardian's access ends, and until there is an answer the service waits
/// (P18).
public struct ComingOfAge: Sendable {
    private let vault: Vault
    private let outbox: Outbox
    private let statements: Statements
    private let shredder: Shredder
    private static let page = 100
    private static let access = Access(
        actor: .system, purpose: .delivery, ground: .serviceDelivery)

    public init(vault: Vault, outbox: Outbox, statements: Statements, shredder: Shredder) {
        self.vault = vault
        self.outbox = outbox
        self.statements = statements
        self.shredder = shredder
    }

    /// Looks once a month whether a minor's month has passed, each with its leaf in their log.
    /// - Returns how many turned sixteen.
    func run() async throws -> Int {
        var total = 0
        while true {
            let due: [EndUser.ID] = try await vault.data.read { transaction in
                try transaction.rows(
                    """
                    SELECT end_user_id FROM end_user
                    WHERE age_check_at <= $1 AND declared_age = 'under_sixteen' AND state <> 'erased'
                    ORDER BY age_check_at LIMIT $2
                    """, transaction.now, Self.page
                ).map { try $0.id(0) }
            }
            for person in due {
                do {
                    if try await examine(person) { total += 1 }
                } catch let error as VaultError where error.isAboutOnePerson {
                    try await wait(person)
                }
            }
            if due.count < Self.page { break }
        }
        try await forgetMonths()
        if total > 0 {
            outbox.wake()
            shredder.wake()
        }
        return total
    }

    /// P18: the month of who is sixteen, which a hold kept when they turned it: asked once a day until it is gone.
    private func forgetMonths() async throws {
        let kept: [EndUser.ID] = try await vault.data.read { transaction in
            try transaction.rows(
                """
                SELECT end_user_id FROM end_user
                WHERE age_check_at <= $1 AND declared_age = 'sixteen_or_older' AND state <> 'erased'
                ORDER BY age_check_at LIMIT $2
                """, transaction.now, Self.page
            ).map { try $0.id(0) }
        }
        for person in kept {
            let keys = try await vault.keys(of: person)
            try await vault.data.write { try forgetMonth(of: person, keys: keys, in: $0) }
        }
    }

    /// While a hold keeps it, it is asked again tomorrow.
    private func forgetMonth(
        of person: EndUser.ID, keys: PersonKeys, in transaction: Transaction
    ) throws {
        guard let minor = try MinorQueries.minor(person, in: transaction) else { return }
        try vault.forget(
            .turnsSixteen, of: keys, service: minor.service, activity: .comingOfAge, access: Self.access,
            in: transaction)
        let isKept =
            try transaction.row(
                "SELECT 1 FROM sealed_field WHERE end_user_id = $1 AND field = 'turns_sixteen'", person)
            != nil
        try transaction.execute(
            "UPDATE end_user SET age_check_at = $2 WHERE end_user_id = $1", person,
            isKept ? transaction.now + .days(1) : nil)
    }

    /// A yes of their own: the service goes on. A no is an erasure, with a code, as for everybody.
    /// - Returns false when there is nothing to decide.
    public func stay(_ signedIn: SignedIn) async throws -> Bool {
        try await vault.data.write { transaction in
            let changed = try transaction.execute(
                """
                UPDATE end_user SET state = 'active', keep_until = NULL
                WHERE end_user_id = $1 AND state = 'awaiting_own_answer'
                """, signedIn.person)
            guard changed == 1, let minor = try MinorQueries.minor(signedIn.person, in: transaction) else {
                return false
            }
            try vault.record(
                Processing(
                    .store, .comingOfAge, service: minor.service, fields: .none,
                    subject: signedIn.pseudonym), access: signedIn.access(.delivery), in: transaction)
            return true
        }
    }

    /// P43: what the law locked does not open, for this neither. They are looked at again tomorrow, and keep nobody up.
    private func wait(_ person: EndUser.ID) async throws {
        _ = try await vault.data.write { transaction in
            try transaction.execute(
                "UPDATE end_user SET age_check_at = $2 WHERE end_user_id = $1", person,
                transaction.now + .days(1))
        }
    }

    /// Nothing while the law locked it: then what there is to say waits in their portal.
    private func address(of person: EndUser.ID) async throws -> EmailAddress? {
        do {
            return try await vault.read(
                [.emailAddress], of: person, activity: .comingOfAge, access: Self.access)[.emailAddress]
                .flatMap { EmailAddress($0.value.reveal()) }
        } catch VaultError.restricted {
            return nil
        }
    }

    private func examine(_ person: EndUser.ID) async throws -> Bool {
        guard let service = try await vault.data.read({ try MinorQueries.minor(person, in: $0)?.service })
        else { return false }
        let field = TurningSixteen.field(for: service)
        let said = try await vault.read(
            [field], of: person, activity: .comingOfAge, access: Self.access)[field]
        let now = try await vault.data.read { $0.now }
        let hasPassed = TurningSixteen.isReached(said?.value, with: service, at: now)
        let address = hasPassed ? try await address(of: person) : nil
        let keys = try await vault.keys(of: person)
        let term = try statements.current.term(of: .awaitingOwnAnswer)
        return try await vault.data.write { transaction in
            guard hasPassed else {
                try transaction.execute(
                    "UPDATE end_user SET age_check_at = $2 WHERE end_user_id = $1", person,
                    CalendarMonth(of: transaction.now).end)
                return false
            }
            guard let minor = try MinorQueries.minor(person, in: transaction), minor.isMinor else {
                return false
            }
            try pass(
                person, keys: keys, service: service, until: term.end(from: transaction.now),
                in: transaction)
            try outbox.queue(
                .ownDecision(until: term.end(from: transaction.now)),
                to: address.map(MessageAddress.mail), language: minor.language, keys: keys,
                customer: minor.customer, service: minor.service, in: transaction)
            return true
        }
    }

    private func pass(
        _ person: EndUser.ID, keys: PersonKeys, service: Service, until: Moment, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE end_user SET state = 'awaiting_own_answer', declared_age = 'sixteen_or_older',
                consent_id = NULL, consent_state = NULL, keep_until = $2, age_check_at = NULL
            WHERE end_user_id = $1
            """, person, until)
        let answers = try ConsentQueries.answers(about: person, in: transaction)
        for consent in answers.values where consent.state.isOpen {
            try ConsentQueries.end(consent.id, as: try consent.state.after(.pass), in: transaction)
        }
        // Also of who has no such month, and while a hold keeps it: the log says that they turned sixteen.
        try vault.record(
            Processing(
                .store, .comingOfAge, service: service, fields: .none, subject: keys.pseudonym),
            access: Self.access, in: transaction)
        try forgetMonth(of: person, keys: keys, in: transaction)
        try GuardianBurial.finish(
            vault.buryGuardians(of: person, reason: .retention, by: .system, in: transaction), vault: vault,
            in: transaction)
    }
}

/// The end of guardians, each with a receipt of its own that names nobody: the job that finishes erasures destroys
/// their keys, and comes back until it did.
enum GuardianBurial {
    static func finish(
        _ buried: [Vault.BuriedGuardian], vault: Vault, in transaction: Transaction
    ) throws {
        for guardian in buried {
            var generator = SystemRandomNumberGenerator()
            let receipt = ReceiptNumber(random: &generator)
            try ErasureQueries.insert(
                .random(), receiptHash: try vault.receiptHash(receipt.text), reason: .retention,
                plan: ErasurePlan(held: guardian.fields, duties: [:], now: transaction.now),
                keys: guardian.keys, in: transaction)
        }
    }
}
