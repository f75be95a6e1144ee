import Domain
import Storage
public import Vault

/// Destroys what has passed its term, in bounded steps that can be stopped and taken up again (P40).
public struct RetentionSweep: Sendable {
    private let vault: Vault
    private let statements: Statements
    private let erasures: Erasures
    private let shredder: Shredder
    private static let page = 200

    public struct Outcome: Sendable, Equatable {
        public var persons = 0
        public var attempts = 0
        public var challenges = 0
        public var sessions = 0
        public var receipts = 0
        public var abandonedKeys = 0
    }

    public init(vault: Vault, statements: Statements, erasures: Erasures, shredder: Shredder) {
        self.vault = vault
        self.statements = statements
        self.erasures = erasures
        self.shredder = shredder
    }

    /// One sweep over everything that is due.
    @discardableResult
    public func run() async throws -> Outcome {
        var outcome = Outcome()
        (outcome.attempts, outcome.challenges, outcome.sessions, outcome.receipts) = try await sweepShortLived()
        let now = try await vault.data.read { $0.now }
        outcome.abandonedKeys = try await vault.sweepAbandonedKeys(
            madeFrom: now - .days(40), until: now - .hours(1)
        ) { person, transaction in
            try transaction.row("SELECT 1 FROM end_user WHERE end_user_id = $1", person) != nil
                || transaction.row("SELECT 1 FROM enrolment_attempt WHERE end_user_id = $1", person) != nil
        }
        while true {
            let due = try await due()
            for (person, reason) in due { try await erase(person, reason: reason) }
            outcome.persons += due.count
            if due.count < Self.page { break }
        }
        if outcome.persons > 0 { shredder.wake() }
        return outcome
    }

    private func sweepShortLived() async throws -> (Int, Int, Int, Int) {
        let statement = statements.current
        let (idle, receipts) = (try statement.term(of: .idleSession), try statement.term(of: .erasureReceipt))
        return try await vault.data.write { transaction in
            let attempts = try transaction.execute(
                "DELETE FROM enrolment_attempt WHERE expires_at <= $1", transaction.now)
            let challenges = try ChallengeQueries.deleteExpired(in: transaction)
            let sessions = try transaction.execute(
                "DELETE FROM session WHERE expires_at <= $1 OR last_seen_at <= $2", transaction.now,
                idle.start(endingAt: transaction.now))
            let receipts = try transaction.execute(
                "DELETE FROM erasure WHERE completed_at IS NOT NULL AND requested_at <= $1",
                receipts.start(endingAt: transaction.now))
            return (attempts, challenges, sessions, receipts)
        }
    }

    /// Persons past their own date, and persons of an agreement that ended a term ago.
    private func due() async throws -> [(EndUser.ID, Destruction)] {
        let term = try statements.current.term(of: .endUserData)
        return try await vault.data.read { transaction in
            try transaction.rows(
                """
                SELECT end_user_id, state FROM end_user u
                WHERE u.state <> 'erased' AND (u.keep_until <= $1 OR EXISTS (
                    SELECT 1 FROM contract c WHERE c.contract_id = u.contract_id AND c.ended_at <= $2))
                LIMIT $3
                """, transaction.now, term.start(endingAt: transaction.now), Self.page
            ).map { row in
                (try row.id(0), try row.text(1) == "awaiting_guardian" ? .guardianAbsent : .retention)
            }
        }
    }

    private func erase(_ person: EndUser.ID, reason: Destruction) async throws {
        let keys = try await vault.keys(of: person)
        var generator = SystemRandomNumberGenerator()
        let receipt = ReceiptNumber(random: &generator)
        _ = try await vault.data.write { transaction in
            try erasures.carryOut(
                keys: keys, receipt: receipt, reason: reason, activity: .retention,
                access: Access(actor: .retention, purpose: .fraudAndLegalObligations, ground: .legalDuty),
                in: transaction)
        }
    }
}
