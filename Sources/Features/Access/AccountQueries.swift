import Domain
import Storage
import Vault

struct AccountRow: Sendable {
    let id: Account.ID
    let side: Account.Side
    let state: Account.State
    let language: Language
    let passwordHash: String?
    let secondFactor: [UInt8]?
    let secondFactorStep: Int64
    let created: Moment
    let closed: Moment?
}

/// The SQL of accounts: who may sign in for their work.
enum AccountQueries {
    static func insert(
        _ id: Account.ID, side: Account.Side, keys: PersonKeys, language: Language, by inviter: Account.ID?,
        in transaction: Transaction
    ) throws {
        let customer: Customer.ID? = if case .customer(let id) = side { id } else { nil }
        try transaction.execute(
            """
            INSERT INTO account (account_id, side, customer_id, identity_key_id, contact_key_id, state, language,
                invited_by, created_at)
            VALUES ($1, $2, $3, $4, $5, 'invited', $6, $7, $8)
            """, id, customer == nil ? "staff" : "customer", customer, keys.keyID(.identity),
            keys.keyID(.contact), language.rawValue, inviter, transaction.now)
    }

    static func index(
        _ account: Account.ID, digest: [UInt8], keys: PersonKeys, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO account_index (digest, account_id, key_id) VALUES ($1, $2, $3)", digest, account,
            keys.keyID(.contact))
    }

    static func account(_ id: Account.ID, in transaction: Transaction) throws -> AccountRow? {
        try transaction.row(
            """
            SELECT account_id, customer_id, state, language, password_hash, second_factor, second_factor_step,
                created_at, closed_at
            FROM account WHERE account_id = $1
            """, id
        ).map(row)
    }

    /// Everyone who may sign in with this address: at several organisations, several.
    static func accounts(indexed digest: [UInt8], in transaction: Transaction) throws -> [AccountRow] {
        try transaction.rows(
            """
            SELECT a.account_id, a.customer_id, a.state, a.language, a.password_hash, a.second_factor,
                a.second_factor_step, a.created_at, a.closed_at
            FROM account_index i JOIN account a ON a.account_id = i.account_id
            WHERE i.digest = $1 AND a.state <> 'closed' ORDER BY a.created_at, a.account_id
            """, digest
        ).map(row)
    }

    /// Those of one organisation, oldest first; who left comes last.
    static func accounts(of side: Account.Side, in transaction: Transaction) throws -> [AccountRow] {
        let columns: SQL =
            """
            SELECT account_id, customer_id, state, language, password_hash, second_factor, second_factor_step,
                created_at, closed_at
            FROM account WHERE side = $1 AND (customer_id = $2 OR (customer_id IS NULL AND $2 IS NULL))
            ORDER BY CASE WHEN state = 'closed' THEN 1 ELSE 0 END, created_at, account_id
            """
        return switch side {
        case .customer(let id): try transaction.rows(columns, "customer", id).map(row)
        case .staff: try transaction.rows(columns, "staff", SQLValue.null).map(row)
        }
    }

    static func isTaken(_ digest: [UInt8], on side: Account.Side, in transaction: Transaction) throws -> Bool
    {
        try accounts(indexed: digest, in: transaction).contains { $0.side == side }
    }

    private static func row(_ row: Row) throws -> AccountRow {
        let customer: Customer.ID? = try row.optionalID(1)
        return AccountRow(
            id: try row.id(0), side: customer.map { .customer($0) } ?? .staff, state: try row.word(2),
            language: try row.word(3), passwordHash: try row.optionalText(4),
            secondFactor: try row.optionalBlob(5), secondFactorStep: try row.int(6),
            created: try row.moment(7), closed: try row.optionalMoment(8))
    }

    static func activate(
        _ id: Account.ID, passwordHash: String, secondFactor: [UInt8], step: Int64, language: Language,
        in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE account SET state = 'active', password_hash = $2, second_factor = $3, second_factor_step = $4,
                language = $5
            WHERE account_id = $1 AND state <> 'closed'
            """, id, passwordHash, secondFactor, step, language.rawValue) == 1
    }

    /// The same password under a hash of today, unless it was changed meanwhile.
    static func renew(
        _ old: String, to hash: String, of id: Account.ID, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            "UPDATE account SET password_hash = $3 WHERE account_id = $1 AND password_hash = $2", id, old,
            hash)
            == 1
    }

    /// A step of the second factor is used once: of two sign-ins at once with one code, one finds the row (replay).
    static func useStep(_ step: Int64, of id: Account.ID, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            "UPDATE account SET second_factor_step = $2 WHERE account_id = $1 AND second_factor_step < $2",
            id, step) == 1
    }

    /// Nothing opens from now on; name and address stay for their term.
    static func close(_ id: Account.ID, in transaction: Transaction) throws -> Bool {
        let closed = try transaction.execute(
            """
            UPDATE account SET state = 'closed', closed_at = $2, password_hash = NULL, second_factor = NULL,
                sign_on_barred = sign_on_hash, sign_on_hash = NULL, sign_on_mac = NULL, sign_on_at = NULL
            WHERE account_id = $1 AND state <> 'closed'
            """, id, transaction.now)
        for table: SQL in [
            "DELETE FROM work_session WHERE account_id = $1",
            "DELETE FROM work_challenge WHERE account_id = $1",
            "DELETE FROM sign_on_attempt WHERE account_id = $1",
            "DELETE FROM invitation WHERE account_id = $1",
            "DELETE FROM recovery_code WHERE account_id = $1",
            "DELETE FROM account_index WHERE account_id = $1",
            // Who left is no longer whom to reach.
            "DELETE FROM contact_point WHERE account_id = $1",
        ] {
            try transaction.execute(table, id)
        }
        return closed == 1
    }
}
