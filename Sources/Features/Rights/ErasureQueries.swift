import Domain
import Storage
import Vault

/// The SQL of erasures and their receipts.
enum ErasureQueries {
    static func held(of person: EndUser.ID, in transaction: Transaction) throws -> FieldSet {
        FieldSet(
            try transaction.rows("SELECT field FROM sealed_field WHERE end_user_id = $1", person)
                .map { try $0.word(0, of: Field.self) })
    }

    static func insert(
        _ id: Erasure.ID, receiptHash: [UInt8], reason: Destruction, plan: ErasurePlan, keys: [PersonKey.ID],
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO erasure (erasure_id, receipt_hash, reason, fields, kept_until, requested_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, id, receiptHash, reason.rawValue, plan.goes.rawValue, plan.keptUntil, transaction.now)
        for key in keys {
            try transaction.execute("INSERT INTO erasure_key (key_id, erasure_id) VALUES ($1, $2)", key, id)
        }
    }

    /// An erasure whose job is not finished.
    struct Open: Sendable {
        let id: Erasure.ID
        let keys: [PersonKey.ID]
        let receipt: WitnessedReceipt
    }

    static func open(in transaction: Transaction) throws -> [Open] {
        let rows = try transaction.rows(
            """
            SELECT erasure_id, receipt_hash, reason, fields, requested_at, kept_until FROM erasure
            WHERE completed_at IS NULL ORDER BY requested_at LIMIT 500
            """)
        return try rows.map { row in
            let id: Erasure.ID = try row.id(0)
            let keys = try transaction.rows("SELECT key_id FROM erasure_key WHERE erasure_id = $1", id)
            return Open(
                id: id, keys: try keys.map { try $0.id(0) },
                receipt: WitnessedReceipt(
                    hash: try row.blob(1), reason: try row.word(2),
                    fields: FieldSet(rawValue: try row.int(3)),
                    requested: try row.moment(4), keptUntil: try row.optionalMoment(5)))
        }
    }

    /// Makes a receipt again that a restored copy does not know. The job that finishes erasures completes it.
    /// - Returns whether it was unknown.
    static func insert(_ receipt: WitnessedReceipt, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            INSERT INTO erasure (erasure_id, receipt_hash, reason, fields, kept_until, requested_at)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
            """, Erasure.ID.random(), receipt.hash, receipt.reason.rawValue, receipt.fields.rawValue,
            receipt.keptUntil, receipt.requested) == 1
    }

    static func complete(_ ids: [Erasure.ID], in transaction: Transaction) throws {
        for id in ids {
            try transaction.execute("DELETE FROM erasure_key WHERE erasure_id = $1", id)
            try transaction.execute(
                "UPDATE erasure SET completed_at = $2 WHERE erasure_id = $1 AND completed_at IS NULL", id,
                transaction.now)
        }
    }

    static func receipt(_ hash: [UInt8], in transaction: Transaction) throws -> ErasureReceipt? {
        try transaction.row(
            "SELECT requested_at, completed_at, fields, kept_until FROM erasure WHERE receipt_hash = $1", hash
        ).map { row in
            ErasureReceipt(
                requested: try row.moment(0), completed: try row.optionalMoment(1),
                fields: FieldSet(rawValue: try row.int(2)), keptUntil: try row.optionalMoment(3))
        }
    }
}
