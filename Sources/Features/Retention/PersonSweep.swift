import Domain
import Storage
import Vault

/// End users past their term: past their own date, of an agreement that ended a term ago, and erased persons of whom
/// something no longer has a reason to stay (P40, P43).
///
/// Pages of bounded size, each one transaction with its count; it can be stopped after any of them and taken up again.
struct PersonSweep: Sendable {
    let vault: Vault
    let statements: Statements
    let erasures: Erasures
    private static let page = 100
    private static let access = Access(
        actor: .retention, purpose: .fraudAndLegalObligations, ground: .legalDuty)

    private struct Due: Sendable {
        let person: EndUser.ID
        let reason: Destruction
        let category: RetentionCategory
    }

    /// - Returns how many persons lost what had no reason to stay.
    func run() async throws -> Int {
        try await unlock()
        var total = try await sweep { try past(.date, in: $0) }
        total += try await sweep { try past(.agreement, in: $0) }
        return try await total + sweepErased()
    }

    /// P43: a lock of the law that has ended keeps nothing. Of who is still here it is taken off; of who was erased it is
    /// what their last reason is found by.
    private func unlock() async throws {
        _ = try await vault.data.write { transaction in
            try transaction.execute(
                """
                DELETE FROM restriction WHERE until <= $1
                AND end_user_id IN (SELECT end_user_id FROM end_user WHERE state <> 'erased')
                """, transaction.now)
        }
    }

    private enum Past {
        case date, agreement
    }

    /// Who is done is found no more, so the first page is always the next one.
    private func past(_ what: Past, in transaction: Transaction) throws -> [Due] {
        let rows =
            switch what {
            case .date:
                try transaction.rows(
                    Self.due("u.keep_until <= $1"), transaction.now, Self.page)
            case .agreement:
                try transaction.rows(
                    Self.due("u.contract_id IN (SELECT contract_id FROM contract WHERE ended_at <= $1)"),
                    try statements.current.term(of: .endUserData).start(endingAt: transaction.now),
                    Self.page)
            }
        return try rows.map { row in
            if try row.text(1) == "awaiting_guardian" {
                return Due(person: try row.id(0), reason: .guardianAbsent, category: .awaitingGuardian)
            }
            let wasRefused = try what == .date && row.int(2) == 1
            return Due(
                person: try row.id(0), reason: .retention,
                category: wasRefused ? .refusedApplication : .endUserData)
        }
    }

    /// - `condition`: written here, never by anybody else.
    private static func due(_ condition: String) -> SQL {
        SQL(
            stringLiteral: """
                SELECT u.end_user_id, u.state, CASE WHEN \(DueSource.neverServed) THEN 1 ELSE 0 END
                FROM end_user u WHERE u.state <> 'erased' AND \(condition) LIMIT $2
                """)
    }

    private func sweep(_ find: @escaping @Sendable (Transaction) throws -> [Due]) async throws -> Int {
        var (total, failure): (Int, (any Error)?) = (0, nil)
        while true {
            let due = try await vault.data.read { transaction in
                try DestructionLedger.refuseWhileStopped(in: transaction)
                return try find(transaction)
            }
            let done = try await erase(due, &failure)
            total += done
            // Those who cannot go keep nobody else; when nobody goes it ends.
            if done == 0 || due.count < Self.page { break }
        }
        if let failure { throw failure }
        return total
    }

    /// Of whom a duty or a hold kept something: what of it has no reason any more goes, class by class.
    private func sweepErased() async throws -> Int {
        var (total, last, failure): (Int, [UInt8], (any Error)?) = (0, [], nil)
        while true {
            let from = last
            let (due, end) = try await vault.data.read { transaction in
                try DestructionLedger.refuseWhileStopped(in: transaction)
                let persons: [EndUser.ID] = try transaction.rows(
                    """
                    SELECT end_user_id FROM end_user WHERE state = 'erased' AND end_user_id > $1
                    ORDER BY end_user_id LIMIT $2
                    """, from, Self.page
                ).map { try $0.id(0) }
                let due = try persons.filter { try hasUnkept($0, in: transaction) }
                return (due.map { Due(person: $0, reason: .retention, category: .endUserData) }, persons.last)
            }
            total += try await erase(due, &failure)
            guard let end else { break }
            last = end.bytes
        }
        if let failure { throw failure }
        return total
    }

    /// Whether a key that nothing keeps is still alive, or the row alone is left.
    private func hasUnkept(_ person: EndUser.ID, in transaction: Transaction) throws -> Bool {
        let plan = try Erasures.plan(for: person, vault: vault, in: transaction)
        if plan.isComplete { return true }
        guard
            let row = try transaction.row(
                "SELECT contact_key_id, identity_key_id, case_notes_key_id FROM end_user WHERE end_user_id = $1",
                person)
        else { return false }
        let keys: [(KeyClass, PersonKey.ID?)] = [
            (.contact, try row.id(0)), (.identity, try row.id(1)), (.caseNotes, try row.optionalID(2)),
        ]
        return try keys.contains { keyClass, key in
            guard let key, plan.fates[keyClass] == .shred else { return false }
            return try transaction.row("SELECT 1 FROM tombstone WHERE key_id = $1", key) == nil
        }
    }

    /// The page at once; when somebody in it cannot go, each alone.
    private func erase(_ due: [Due], _ failure: inout (any Error)?) async throws -> Int {
        if due.isEmpty { return 0 }
        let keys = try await vault.keys(ofAll: due.map(\.person.person))
        do {
            try await carryOut(due, keys)
            return due.count
        } catch  where due.count > 1 {
            var done = 0
            for one in due {
                do {
                    try await carryOut([one], keys)
                    done += 1
                } catch {
                    failure = failure ?? error
                }
            }
            return done
        } catch {
            failure = failure ?? error
            return 0
        }
    }

    private func carryOut(_ due: [Due], _ keys: [Person.ID: PersonKeys]) async throws {
        try await vault.data.write { transaction in
            for category in [RetentionCategory.awaitingGuardian, .refusedApplication, .endUserData] {
                let part = due.filter { $0.category == category }
                let gone = try part.count { try erase($0, keys[$0.person.person], in: transaction) }
                try DestructionLedger.add(
                    category, destroyed: gone, kept: part.count - gone, in: transaction)
            }
        }
    }

    /// - Returns whether nothing of theirs is left.
    private func erase(_ due: Due, _ keys: PersonKeys?, in transaction: Transaction) throws -> Bool {
        if let keys {
            var generator = SystemRandomNumberGenerator()
            let receipt = ReceiptNumber(random: &generator)
            return try erasures.carryOut(
                keys: keys, receipt: receipt, reason: due.reason, activity: .retention, access: Self.access,
                in: transaction
            ).isComplete
        }
        return try Erasures.carryOutWithoutKeys(
            due.person, reason: due.reason, access: Self.access, vault: vault, in: transaction)
    }
}
