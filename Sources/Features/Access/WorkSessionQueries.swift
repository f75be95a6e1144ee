import Domain
import Storage
import Vault

struct WorkSessionRow: Sendable {
    let id: WorkSession.ID
    let account: Account.ID
    let side: Account.Side
    let state: Account.State
    let language: Language
    let customerName: String?
    let created: Moment
    let lastSeen: Moment
    let proven: Moment
    let expires: Moment
    let holdsNumber: Bool
}

/// The SQL of sessions for work. A token is never stored, only its hash.
enum WorkSessionQueries {
    static func insert(
        _ id: WorkSession.ID, token: Token, account: Account.ID, device: Device, proven: Moment,
        expires: Moment, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO work_session (session_id, token_hash, account_id, device, created_at, last_seen_at,
                proven_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $5, $6, $7)
            """, id, token.hash, account, device.rawValue, transaction.now, proven, expires)
    }

    static func session(_ token: Token, in transaction: Transaction) throws -> WorkSessionRow? {
        try transaction.row(
            """
            SELECT s.session_id, s.account_id, a.customer_id, a.state, a.language, c.name, s.created_at,
                s.last_seen_at, s.proven_at, s.expires_at,
                (SELECT COUNT(*) FROM association t
                    WHERE t.account_id = s.account_id AND t.holds_number = 1 AND t.ended_at IS NULL)
            FROM work_session s JOIN account a ON a.account_id = s.account_id
            LEFT JOIN customer c ON c.customer_id = a.customer_id WHERE s.token_hash = $1
            """, token.hash
        ).map { row in
            let customer: Customer.ID? = try row.optionalID(2)
            return WorkSessionRow(
                id: try row.id(0), account: try row.id(1), side: customer.map { .customer($0) } ?? .staff,
                state: try row.word(3), language: try row.word(4), customerName: try row.optionalText(5),
                created: try row.moment(6), lastSeen: try row.moment(7), proven: try row.moment(8),
                expires: try row.moment(9), holdsNumber: try row.int(10) > 0)
        }
    }

    static func touch(_ id: WorkSession.ID, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE work_session SET last_seen_at = $2 WHERE session_id = $1", id, transaction.now)
    }

    static func prove(_ id: WorkSession.ID, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE work_session SET proven_at = $2 WHERE session_id = $1", id, transaction.now)
    }

    static func delete(_ id: WorkSession.ID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM work_session WHERE session_id = $1", id)
    }

    static func deleteAll(of account: Account.ID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM work_session WHERE account_id = $1", account)
    }
}
