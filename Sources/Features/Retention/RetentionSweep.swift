import Domain
import Storage
import Vault

/// Destroys what has passed its term, in bounded steps that can be stopped and taken up again (P40).
public struct RetentionSweep: Sendable {
    private let vault: Vault
    private let statements: Statements
    private let persons: PersonSweep
    private let runs: DestructionRuns
    private let shredder: Shredder
    private let accounts: AccountSweep
    private let contacts: ContactSweep
    private let downloads: DownloadSweep

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
        /// Somebody stopped the destruction: only what is short-lived went.
        public var isStopped = false
    }

    init(
        vault: Vault, statements: Statements, erasures: Erasures, shredder: Shredder, runs: DestructionRuns
    ) {
        self.vault = vault
        self.statements = statements
        self.runs = runs
        persons = PersonSweep(vault: vault, statements: statements, erasures: erasures)
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
        await attempt(&failure) { outcome.isStopped = try await runs.begin() }
        // What a crash left between the two stores comes before anything else of a person.
        await attempt(&failure) { try await vault.finishSuccessions() }
        await attempt(&failure) {
            let counts = try await sweepShortLived()
            outcome.attempts = counts[.enrolmentAttempt] ?? 0
            outcome.challenges = counts[.signInSecret] ?? 0
            outcome.sessions = (counts[.session] ?? 0) + (counts[.idleSession] ?? 0)
            outcome.receipts = counts[.erasureReceipt] ?? 0
        }
        await attempt(&failure) { try await sweepNotes() }
        await attempt(&failure) { try await sweepRequests() }
        await attempt(&failure) {
            let abandoned = try await sweepAbandonedKeys()
            (outcome.abandonedKeys, outcome.keysExamined) = (abandoned.persons, abandoned.examined)
        }
        await attempt(&failure) { try await persons.liftPastOrders() }
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
        } catch is DestructionStopped {
            // Somebody decided it, and the page says so: nothing failed.
        } catch {
            failure = failure ?? error
        }
    }

    private func sweepPersons() async throws -> Int {
        defer { shredder.wake() }
        return try await persons.run()
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

    /// What is short-lived goes whatever is stopped: a code or a session that works too long is a risk to its owner.
    private func sweepShortLived() async throws -> [RetentionCategory: Int] {
        let statement = statements.current
        let (idle, receipts) = (try statement.term(of: .idleSession), try statement.term(of: .erasureReceipt))
        let idleWork = try statement.term(of: .idleWorkSession)
        return try await vault.data.write { transaction in
            var counts = try AccountSweep.sweepShortLived(idle: idleWork, in: transaction)
            counts[.enrolmentAttempt] = try transaction.execute(
                "DELETE FROM enrolment_attempt WHERE expires_at <= $1", transaction.now)
            counts[.contactChange] = try ContactChangeQueries.deleteExpired(in: transaction)
            counts[.signInSecret, default: 0] += try ChallengeQueries.deleteExpired(in: transaction)
            counts[.idleSession] = try transaction.execute(
                "DELETE FROM session WHERE last_seen_at <= $1", idle.start(endingAt: transaction.now))
            counts[.session] = try transaction.execute(
                "DELETE FROM session WHERE expires_at <= $1", transaction.now)
            counts[.erasureReceipt] = try transaction.execute(
                "DELETE FROM erasure WHERE completed_at IS NOT NULL AND requested_at <= $1",
                receipts.start(endingAt: transaction.now))
            for (category, count) in counts {
                try DestructionLedger.add(category, destroyed: count, in: transaction)
            }
            return counts
        }
    }

    private func sweepNotes() async throws {
        let term = try statements.current.term(of: .caseNote)
        try await vault.data.write { transaction in
            try DestructionLedger.refuseWhileStopped(in: transaction)
            let count = try vault.expireNotes(
                ofCasesOverBy: term.start(endingAt: transaction.now), in: transaction)
            try DestructionLedger.add(.caseNote, destroyed: count, in: transaction)
        }
    }

    private func sweepRequests() async throws {
        let term = try statements.current.term(of: .rightsRequest)
        try await vault.data.write { transaction in
            try DestructionLedger.refuseWhileStopped(in: transaction)
            try RightsSweep.run(term, vault: vault, in: transaction)
        }
    }

    /// An attempt is over after its term, and with it whoever its keys were made for.
    private func sweepAbandonedKeys() async throws -> AbandonedKeysSweep {
        let term = try statements.current.term(of: .abandonedKey)
        let now = try await vault.data.read { $0.now }
        return try await vault.sweepAbandonedKeys(madeBefore: term.start(endingAt: now)) {
            person, transaction in
            if try Self.isExpected(person, in: transaction) { return .expected }
            if try DestructionLedger.isStopped(in: transaction) { return .onTheWay }
            let attempt = try transaction.row(
                "SELECT 1 FROM enrolment_attempt WHERE end_user_id = $1", person)
            return attempt == nil ? .unknown : .onTheWay
        } count: { gone, kept, transaction in
            try DestructionLedger.add(.abandonedKey, destroyed: gone, kept: kept, in: transaction)
        }
    }
}
