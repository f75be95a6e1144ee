import Domain
import Storage
import Vault

/// What happens by itself around minors (P18): a reminder, guardians who never answered beside one who did, turning
/// sixteen, and links, codes and sessions that are over. What ends a child's own term is the retention sweep's.
public struct MinorSweep: Sendable {
    public struct Outcome: Sendable, Equatable {
        public var reminded = 0
        public var expired = 0
        public var turnedSixteen = 0
    }

    private let vault: Vault
    private let outbox: Outbox
    private let statements: Statements
    private let shredder: Shredder
    private let naming: GuardianNaming
    private let comingOfAge: ComingOfAge
    private static let page = 100
    private static let access = Access(
        actor: .system, purpose: .delivery, ground: .serviceDelivery)

    init(
        vault: Vault, outbox: Outbox, statements: Statements, shredder: Shredder, comingOfAge: ComingOfAge
    ) {
        self.vault = vault
        self.outbox = outbox
        self.statements = statements
        self.shredder = shredder
        self.comingOfAge = comingOfAge
        naming = GuardianNaming(vault: vault, outbox: outbox)
    }

    @discardableResult
    public func run() async throws -> Outcome {
        var outcome = Outcome()
        try await vault.data.write { try GuardianQueries.deleteExpired(in: $0) }
        outcome.turnedSixteen = try await comingOfAge.run()
        outcome.expired = try await expire()
        try await buryLeft()
        outcome.reminded = try await remind()
        return outcome
    }

    private func remind() async throws -> Int {
        var total = 0
        for consent in statements.current.consents {
            while true {
                let due = try await vault.data.read { transaction in
                    try Self.asked(
                        before: consent.remindAfter.start(endingAt: transaction.now),
                        unreminded: consent.service, in: transaction)
                }
                for guardian in due where try await remind(guardian) { total += 1 }
                if due.count < Self.page { break }
            }
        }
        if total > 0 { outbox.wake() }
        return total
    }

    /// Once, with new links: those of the first message may be lost.
    private func remind(_ guardian: Guardian.ID) async throws -> Bool {
        guard let row = try await vault.data.read({ try GuardianQueries.guardian(guardian, in: $0) }) else {
            return false
        }
        let opened = try await vault.read(
            [.mobileNumber, .emailAddress], of: [row.holder], access: Self.access)
        let values = opened[row.holder] ?? [:]
        let named = GuardianForm.Named(
            mobileNumber: values[.mobileNumber].flatMap { MobileNumber(e164: $0.value.reveal()) },
            emailAddress: values[.emailAddress].flatMap { EmailAddress($0.value.reveal()) })
        let keys = try await optionalKeys(of: guardian)
        let term = try statements.current.term(of: .awaitingGuardian)
        return try await vault.data.write { transaction in
            guard let consent = try ConsentQueries.current(of: guardian, in: transaction),
                let row = try GuardianQueries.guardian(guardian, in: transaction),
                let minor = try MinorQueries.minor(row.child, in: transaction),
                consent.state == .asked, (try? consent.state.after(.remind)) != nil
            else { return false }
            let reminded = try transaction.execute(
                """
                UPDATE consent SET reminded_at = $2
                WHERE consent_id = $1 AND state = 'asked' AND reminded_at IS NULL
                """, consent.id, transaction.now)
            guard reminded == 1, let named, let keys else { return false }
            try naming.ask(
                named, guardian: guardian, keys: keys, customer: row.customer, service: row.service,
                language: row.language, until: minor.keepUntil ?? term.end(from: consent.asked),
                isReminder: true, in: transaction)
            return true
        }
    }

    /// Nothing of whom only an older copy of the keys was put back: they are reminded of nothing, and go when their term
    /// ends or their child names somebody else.
    private func optionalKeys(of guardian: Guardian.ID) async throws -> PersonKeys? {
        do {
            return try await vault.keys(of: guardian)
        } catch VaultError.noSuchPerson {
            return nil
        }
    }

    /// Beside a child whose own term is not over. Who never answered is forgotten; what the other said stands.
    private func expire() async throws -> Int {
        let term = try statements.current.term(of: .awaitingGuardian)
        var total = 0
        while true {
            let due = try await vault.data.read { transaction in
                try Self.asked(
                    before: term.start(endingAt: transaction.now), unreminded: nil, in: transaction)
            }
            for guardian in due where try await expire(guardian) { total += 1 }
            if due.count < Self.page { break }
        }
        if total > 0 { shredder.wake() }
        return total
    }

    private func expire(_ guardian: Guardian.ID) async throws -> Bool {
        try await vault.data.write { transaction in
            guard let consent = try ConsentQueries.current(of: guardian, in: transaction),
                consent.state == .asked
            else { return false }
            try ConsentQueries.end(consent.id, as: try consent.state.after(.expire), in: transaction)
            let buried = try vault.buryGuardian(
                guardian, reason: .guardianAbsent, by: .system, in: transaction)
            try GuardianBurial.finish([buried].compactMap(\.self), vault: vault, in: transaction)
            return true
        }
    }

    /// Whom a hold kept when their child turned sixteen or went, or when they never answered: they go when it ends.
    private func buryLeft() async throws {
        let left: [Guardian.ID] = try await vault.data.read { transaction in
            try transaction.rows(
                """
                SELECT g.guardian_id FROM guardian g JOIN end_user u ON u.end_user_id = g.end_user_id
                WHERE u.state = 'erased' OR u.declared_age = 'sixteen_or_older' OR NOT EXISTS (
                    SELECT 1 FROM consent c WHERE c.guardian_id = g.guardian_id
                    AND c.state IN ('asked', 'given', 'refused', 'withdrawn'))
                ORDER BY g.guardian_id
                """
            ).map { try $0.id(0) }
        }
        for guardian in left {
            let buried = try await vault.data.write { transaction in
                let buried = try vault.buryGuardian(
                    guardian, reason: .retention, by: .system, in: transaction)
                try GuardianBurial.finish([buried].compactMap(\.self), vault: vault, in: transaction)
                return buried != nil
            }
            if buried { shredder.wake() }
        }
    }

    /// Guardians who were asked before a moment and did not answer, of children who are still here.
    ///
    /// - `service`: only those of this service who were not reminded yet.
    private static func asked(
        before: Moment, unreminded service: Service?, in transaction: Transaction
    ) throws -> [Guardian.ID] {
        try transaction.rows(
            """
            SELECT c.guardian_id FROM consent c JOIN end_user u ON u.end_user_id = c.end_user_id
            JOIN contract k ON k.contract_id = u.contract_id
            WHERE c.state = 'asked' AND c.asked_at <= $1 AND (u.keep_until IS NULL OR u.keep_until > $2)
            AND ($3 = '' OR (k.service = $3 AND c.reminded_at IS NULL))
            ORDER BY c.asked_at LIMIT $4
            """, before, transaction.now, service?.rawValue ?? "", page
        ).map { try $0.id(0) }
    }
}
