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

    static func sweepShortLived(idle: CalendarTerm, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM invitation WHERE expires_at <= $1", transaction.now)
        try transaction.execute("DELETE FROM work_challenge WHERE expires_at <= $1", transaction.now)
        try transaction.execute("DELETE FROM sign_on_attempt WHERE expires_at <= $1", transaction.now)
        try transaction.execute(
            "DELETE FROM work_session WHERE expires_at <= $1 OR last_seen_at <= $2", transaction.now,
            idle.start(endingAt: transaction.now))
    }

    /// - Returns how many accounts lost their last personal data.
    func run() async throws -> Int {
        let term = try statements.current.term(of: .accountData)
        let burial = HolderBurial(
            vault: vault, activity: .retention,
            access: Access(actor: .retention, purpose: .fraudAndLegalObligations, ground: .legalDuty))
        var total = 0
        while true {
            let due = try await vault.data.read { transaction in
                try transaction.rows(
                    """
                    SELECT account_id, identity_key_id, contact_key_id FROM account
                    WHERE closed_at <= $1 AND destroyed_at IS NULL ORDER BY closed_at LIMIT $2
                    """, term.start(endingAt: transaction.now), Self.page
                ).map { row in
                    (
                        account: try row.id(0, of: Account.self),
                        keys: [try row.id(1, of: PersonKey.self), try row.id(2, of: PersonKey.self)]
                    )
                }
            }
            for (account, keys) in due { try await burial.bury(.account(account), keys: keys) }
            try await shredder.destroy(due.flatMap(\.keys))
            // Last: until here a sweep that was stopped comes back to them.
            try await vault.data.write { transaction in
                for (account, _) in due {
                    try transaction.execute(
                        "UPDATE account SET destroyed_at = $2, sign_on_barred = NULL WHERE account_id = $1",
                        account, transaction.now)
                }
            }
            total += due.count
            if due.count < Self.page { return total }
        }
    }
}
