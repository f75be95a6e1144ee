import Domain
import Storage
import Vault

/// The SQL of holds. What keeps is asked in the vault; here is what people read and do.
enum HoldQueries {
    struct Found: Sendable {
        let id: Hold.ID
        let hold: Hold
        let note: String
        let asked: Moment
        let steps: Int
        /// The witness placed it again after a restore.
        let isRestored: Bool
    }

    static func insert(
        _ id: Hold.ID, _ hold: Hold, note: String, by account: Account.ID, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO hold (hold_id, person_id, customer_id, reason, note, state, asked_by, asked_at, until,
                pending_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, id, hold.target.person, hold.target.customer, hold.reason.rawValue, note,
            hold.state.rawValue, account, transaction.now, hold.until, hold.pendingBy)
        for keyClass in KeyClass.allCases where hold.classes.contains(keyClass) {
            try transaction.execute(
                "INSERT INTO hold_class (hold_id, class) VALUES ($1, $2)", id, keyClass.rawValue)
        }
        try step("ask", of: id, turn: 1, until: hold.until, by: account, in: transaction)
    }

    /// - `approvedBy`: who approved that it is in force, or in force for longer.
    static func update(
        _ id: Hold.ID, to hold: Hold, approvedBy: Account.ID?, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE hold SET state = $2, until = $3, pending_by = $4, renewal_until = $5,
                approved_by = COALESCE(approved_by, $6), approved_at = COALESCE(approved_at, $7)
            WHERE hold_id = $1
            """, id, hold.state.rawValue, hold.until, hold.pendingBy, hold.renewal, approvedBy,
            approvedBy == nil ? nil : transaction.now)
    }

    static func step(
        _ name: String, of id: Hold.ID, turn: Int, until: Moment?, by account: Account.ID,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO hold_step (hold_id, turn, step, account_id, until, at) VALUES ($1, $2, $3, $4, $5, $6)
            """, id, turn, name, account, until, transaction.now)
    }

    static func one(_ id: Hold.ID, in transaction: Transaction) throws -> Found? {
        try transaction.row(SQL(stringLiteral: columns + " WHERE h.hold_id = $1"), id).map {
            try found($0, in: transaction)
        }
    }

    /// What can still change first, then the newest.
    static func all(limit: Int, in transaction: Transaction) throws -> [Found] {
        let order = """
             ORDER BY CASE WHEN h.state IN ('refused', 'lifted') OR h.until <= $1 THEN 1 ELSE 0 END,
                h.asked_at DESC, h.hold_id LIMIT $2
            """
        return try transaction.rows(SQL(stringLiteral: columns + order), transaction.now, limit).map {
            try found($0, in: transaction)
        }
    }

    private static let columns = """
        SELECT h.hold_id, h.person_id, h.customer_id, h.reason, h.note, h.state, h.asked_at, h.until, h.pending_by,
            h.renewal_until, (SELECT COUNT(*) FROM hold_step s WHERE s.hold_id = h.hold_id),
            h.restored_at
        FROM hold h
        """

    private static func found(_ row: Row, in transaction: Transaction) throws -> Found {
        let id: Hold.ID = try row.id(0)
        let classes = try transaction.rows("SELECT class FROM hold_class WHERE hold_id = $1", id).map {
            try $0.word(0, of: KeyClass.self)
        }
        let (person, customer): (Person.ID?, Customer.ID?) = (try row.optionalID(1), try row.optionalID(2))
        guard let target = person.map(Hold.Target.person) ?? customer.map(Hold.Target.customer) else {
            throw HoldRefusal.unknownHold
        }
        return Found(
            id: id,
            hold: Hold(
                target: target, classes: Set(classes), reason: try row.word(3), state: try row.word(5),
                until: try row.moment(7), pendingBy: try row.optionalID(8),
                renewal: try row.optionalMoment(9)),
            note: try row.text(4), asked: try row.moment(6), steps: Int(try row.int(10)),
            isRestored: try row.optionalMoment(11) != nil)
    }

    static func steps(of id: Hold.ID, in transaction: Transaction) throws -> [HoldStep] {
        try transaction.rows(
            "SELECT step, account_id, until, at FROM hold_step WHERE hold_id = $1 ORDER BY turn", id
        ).map { row in
            HoldStep(
                step: try row.text(0), account: try row.id(1), until: try row.optionalMoment(2),
                at: try row.moment(3))
        }
    }
}

extension Hold.Target {
    var person: Person.ID? { if case .person(let id) = self { id } else { nil } }
    var customer: Customer.ID? { if case .customer(let id) = self { id } else { nil } }
}
