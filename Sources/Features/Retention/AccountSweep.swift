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
        var total = 0
        while true {
            let due = try await vault.data.read { transaction in
                try transaction.rows(
                    """
                    SELECT a.account_id FROM account a WHERE a.closed_at <= $1
                    AND EXISTS (SELECT 1 FROM sealed_value v WHERE v.account_id = a.account_id) LIMIT $2
                    """, term.start(endingAt: transaction.now), Self.page
                ).map { try $0.id(0, of: Account.self) }
            }
            for account in due { try await bury(account) }
            total += due.count
            if due.count < Self.page { return total }
        }
    }

    private func bury(_ account: Account.ID) async throws {
        let keys = try await vault.keys(of: account)
        let ids = try await vault.data.write { transaction in
            try transaction.execute(
                "UPDATE account SET sign_on_barred = NULL WHERE account_id = $1", account)
            return try vault.bury(
                [.identity, .contact], of: keys, reason: .retention, service: .administration,
                activity: .retention,
                access: Access(actor: .retention, purpose: .fraudAndLegalObligations, ground: .legalDuty),
                in: transaction)
        }
        try await shredder.destroy(ids)
    }
}
