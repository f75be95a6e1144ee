import Domain
import Storage
import Vault

/// What goes of those who had a login: invitations and sessions in their time, name and address after their term.
/// The row of an account stays, since grants and signatures hang on it; it leads to nobody any more.
struct AccountSweep: Sendable {
    let vault: Vault
    let statements: Statements
    let shredder: Shredder
    private static let page = 200

    static func sweepShortLived(
        idle: CalendarTerm, in transaction: Transaction
    ) throws -> [RetentionCategory: Int] {
        let secrets: [SQL] = [
            "DELETE FROM work_challenge WHERE expires_at <= $1",
            "DELETE FROM sign_on_attempt WHERE expires_at <= $1",
        ]
        let unused = try transaction.execute(
            "DELETE FROM work_session WHERE last_seen_at <= $1", idle.start(endingAt: transaction.now))
        return [
            .invitation: try transaction.execute(
                "DELETE FROM invitation WHERE expires_at <= $1", transaction.now),
            .signInSecret: try secrets.map { try transaction.execute($0, transaction.now) }.reduce(0, +),
            .idleWorkSession: unused,
            .workSession: try transaction.execute(
                "DELETE FROM work_session WHERE expires_at <= $1", transaction.now),
        ]
    }

    /// - Returns how many accounts lost their last personal data.
    func run() async throws -> Int {
        let term = try statements.current.term(of: .accountData)
        let burial = HolderBurial(
            vault: vault, activity: .retention,
            access: Access(actor: .retention, purpose: .fraudAndLegalObligations, ground: .legalDuty))
        var (total, last): (Int, [UInt8]) = (0, [])
        while true {
            let from = last
            let due = try await vault.data.read { transaction in
                try DestructionLedger.refuseWhileStopped(in: transaction)
                return try transaction.rows(
                    """
                    SELECT account_id, identity_key_id, contact_key_id FROM account
                    WHERE closed_at <= $1 AND destroyed_at IS NULL AND account_id > $2
                    ORDER BY account_id LIMIT $3
                    """, term.start(endingAt: transaction.now), from, Self.page
                ).map { row in
                    (
                        account: try row.id(0, of: Account.self),
                        keys: [try row.id(1, of: PersonKey.self), try row.id(2, of: PersonKey.self)]
                    )
                }
            }
            guard let end = due.last?.account else { return total }
            var buried: [(account: Account.ID, keys: [PersonKey.ID])] = []
            for (account, keys) in due where try await burial.bury(.account(account), keys: keys) {
                buried.append((account, keys))
            }
            try await shredder.destroy(due.flatMap(\.keys))
            let (gone, kept) = (buried.map(\.account), due.count - buried.count)
            // Last: until here a sweep that was stopped comes back to them, and to those of whom something is held.
            try await vault.data.write { transaction in
                for account in gone {
                    try transaction.execute(
                        "UPDATE account SET destroyed_at = $2, sign_on_barred = NULL WHERE account_id = $1",
                        account, transaction.now)
                }
                try DestructionLedger.add(.accountData, destroyed: gone.count, kept: kept, in: transaction)
            }
            total += gone.count
            last = end.bytes
        }
    }
}
