import Domain
import Storage
public import Vault

/// Destroys what has passed its term, in bounded steps that can be stopped and taken up again (P40).
public struct RetentionSweep: Sendable {
    private let vault: Vault
    private let statements: Statements
    private let erasures: Erasures
    private let shredder: Shredder
    private let accounts: AccountSweep
    private let contacts: ContactSweep
    private let downloads: DownloadSweep
    private static let page = 200

    public struct Outcome: Sendable, Equatable {
        public var persons = 0
        public var attempts = 0
        public var challenges = 0
        public var sessions = 0
        public var receipts = 0
        /// Persons whose keys nobody came for, and how many keys were looked at to find them.
        public var abandonedKeys = 0
        public var keysExamined = 0
        public var accounts = 0
        public var contacts = 0
        public var downloads = 0
    }

    public init(vault: Vault, statements: Statements, erasures: Erasures, shredder: Shredder) {
        self.vault = vault
        self.statements = statements
        self.erasures = erasures
        self.shredder = shredder
        accounts = AccountSweep(vault: vault, statements: statements, shredder: shredder)
        contacts = ContactSweep(vault: vault, statements: statements, shredder: shredder)
        downloads = DownloadSweep(vault: vault, shredder: shredder)
    }

    /// One sweep over everything that is due. What stops one part keeps no other from its term; the first of it is
    /// thrown in the end.
    @discardableResult
    public func run() async throws -> Outcome {
        var outcome = Outcome()
        var failure: (any Error)?
        await attempt(&failure) {
            (outcome.attempts, outcome.challenges, outcome.sessions, outcome.receipts) =
                try await sweepShortLived()
        }
        await attempt(&failure) {
            let abandoned = try await sweepAbandonedKeys()
            (outcome.abandonedKeys, outcome.keysExamined) = (abandoned.persons, abandoned.examined)
        }
        await attempt(&failure) { outcome.persons = try await sweepPersons() }
        await attempt(&failure) { outcome.downloads = try await downloads.run() }
        await attempt(&failure) { outcome.accounts = try await accounts.run() }
        await attempt(&failure) { outcome.contacts = try await contacts.run() }
        if let failure { throw failure }
        return outcome
    }

    private func attempt(_ failure: inout (any Error)?, _ part: () async throws -> Void) async {
        do {
            try await part()
        } catch {
            failure = failure ?? error
        }
    }

    private func sweepPersons() async throws -> Int {
        var total = 0
        while true {
            let due = try await due()
            for (person, reason) in due { try await erase(person, reason: reason) }
            total += due.count
            if due.count < Self.page { break }
        }
        if total > 0 { shredder.wake() }
        return total
    }

    /// Whether these keys are somebody's for good: not only on their way.
    private static func isExpected(_ person: Person.ID, in transaction: Transaction) throws -> Bool {
        let places: [SQL] = [
            "SELECT 1 FROM end_user WHERE end_user_id = $1",
            "SELECT 1 FROM account WHERE account_id = $1",
            "SELECT 1 FROM contact_request WHERE request_id = $1",
            "SELECT 1 FROM guardian WHERE guardian_id = $1",
        ]
        return try places.contains { try transaction.row($0, person) != nil }
    }

    private func sweepShortLived() async throws -> (Int, Int, Int, Int) {
        let statement = statements.current
        let (idle, receipts) = (try statement.term(of: .idleSession), try statement.term(of: .erasureReceipt))
        let idleWork = try statement.term(of: .idleWorkSession)
        let notes = try statement.term(of: .caseNote)
        return try await vault.data.write { transaction in
            let attempts = try transaction.execute(
                "DELETE FROM enrolment_attempt WHERE expires_at <= $1", transaction.now)
            try ContactChangeQueries.deleteExpired(in: transaction)
            let challenges = try ChallengeQueries.deleteExpired(in: transaction)
            let sessions = try transaction.execute(
                "DELETE FROM session WHERE expires_at <= $1 OR last_seen_at <= $2", transaction.now,
                idle.start(endingAt: transaction.now))
            try AccountSweep.sweepShortLived(idle: idleWork, in: transaction)
            try Cases.sweepNotes(notes, in: transaction)
            let receipts = try transaction.execute(
                "DELETE FROM erasure WHERE completed_at IS NOT NULL AND requested_at <= $1",
                receipts.start(endingAt: transaction.now))
            return (attempts, challenges, sessions, receipts)
        }
    }

    /// An attempt is over after its term, and with it whoever its keys were made for.
    private func sweepAbandonedKeys() async throws -> AbandonedKeysSweep {
        let attempt = try statements.current.term(of: .enrolmentAttempt)
        let now = try await vault.data.read { $0.now }
        return try await vault.sweepAbandonedKeys(madeBefore: attempt.start(endingAt: now)) {
            person, transaction in
            if try Self.isExpected(person, in: transaction) { return .expected }
            let attempt = try transaction.row(
                "SELECT 1 FROM enrolment_attempt WHERE end_user_id = $1", person)
            return attempt == nil ? .unknown : .onTheWay
        }
    }

    /// Persons past their own date, persons of an agreement that ended a term ago, and erased persons of whom the
    /// law no longer keeps anything (P43).
    private func due() async throws -> [(EndUser.ID, Destruction)] {
        let term = try statements.current.term(of: .endUserData)
        return try await vault.data.read { transaction in
            try transaction.rows(
                """
                SELECT end_user_id, state FROM end_user WHERE state <> 'erased' AND keep_until <= $1
                UNION
                SELECT end_user_id, state FROM end_user WHERE state <> 'erased' AND contract_id IN (
                    SELECT contract_id FROM contract WHERE ended_at <= $2)
                UNION
                SELECT end_user_id, state FROM end_user WHERE state = 'erased' AND end_user_id IN (
                    SELECT end_user_id FROM restriction GROUP BY end_user_id HAVING MAX(until) <= $1)
                LIMIT $3
                """, transaction.now, term.start(endingAt: transaction.now), Self.page
            ).map { row in
                (try row.id(0), try row.text(1) == "awaiting_guardian" ? .guardianAbsent : .retention)
            }
        }
    }

    private func erase(_ person: EndUser.ID, reason: Destruction) async throws {
        let keys = try await keys(of: person)
        var generator = SystemRandomNumberGenerator()
        let receipt = ReceiptNumber(random: &generator)
        let access = Access(actor: .retention, purpose: .fraudAndLegalObligations, ground: .legalDuty)
        try await vault.data.write { transaction in
            guard let keys else {
                let plan = try Erasures.plan(for: person, in: transaction)
                try GuardianBurial.finish(
                    vault.buryGuardians(of: person, reason: reason, by: access.actor, in: transaction),
                    vault: vault, in: transaction)
                let buried = try vault.buryWithoutKeys(
                    person, reason: reason, service: .freeCalling, activity: .retention, access: access,
                    in: transaction)
                return try ErasureQueries.insert(
                    .random(), receiptHash: try vault.receiptHash(receipt.text), reason: reason, plan: plan,
                    keys: buried, in: transaction)
            }
            try erasures.carryOut(
                keys: keys, receipt: receipt, reason: reason, activity: .retention, access: access,
                in: transaction)
        }
    }

    /// Nothing when the keys were lost with an older copy of the key store: the rows must go all the same.
    private func keys(of person: EndUser.ID) async throws -> PersonKeys? {
        do {
            return try await vault.keys(of: person)
        } catch VaultError.noSuchPerson {
            return nil
        }
    }
}
