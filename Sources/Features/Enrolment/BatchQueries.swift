import Domain
import Storage
import Vault

/// A batch as it is stored.
struct BatchRow: Sendable {
    let id: CodeBatch.ID
    let contract: Contract.ID
    let customer: Customer.ID
    /// How many were asked for.
    let size: Int
    /// The highest letter number there is.
    let issued: Int
    let state: CodeBatch.State
    let expires: Moment
    let reason: String
    let created: Moment

    var standing: BatchStanding { BatchStanding(state, expires: expires) }
}

/// The SQL of batches and their codes.
enum BatchQueries {
    /// Another customer's batch does not exist here.
    static func batch(
        _ id: CodeBatch.ID, of customer: Customer.ID, in transaction: Transaction
    ) throws -> BatchRow {
        let row = try transaction.row(
            """
            SELECT batch_id, contract_id, customer_id, size, issued, state, expires_at, reason, created_at
            FROM code_batch WHERE batch_id = $1 AND customer_id = $2
            """, id, customer)
        guard let row else { throw BatchRefusal.unknownBatch }
        return try batch(row)
    }

    /// Those that are being made, oldest first.
    static func making(limit: Int, in transaction: Transaction) throws -> [BatchRow] {
        try transaction.rows(
            """
            SELECT batch_id, contract_id, customer_id, size, issued, state, expires_at, reason, created_at
            FROM code_batch WHERE state = 'making' ORDER BY created_at LIMIT $1
            """, limit
        ).map(batch)
    }

    private static func batch(_ row: Row) throws -> BatchRow {
        BatchRow(
            id: try row.id(0), contract: try row.id(1), customer: try row.id(2), size: Int(try row.int(3)),
            issued: Int(try row.int(4)), state: try row.word(5), expires: try row.moment(6),
            reason: try row.text(7), created: try row.moment(8))
    }

    static func insert(_ batch: BatchRow, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO code_batch (batch_id, contract_id, customer_id, size, issued, state, expires_at, reason,
                created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, batch.id, batch.contract, batch.customer, batch.size, batch.issued, batch.state.rawValue,
            batch.expires, batch.reason, batch.created)
    }

    /// Takes the next letter numbers. Of two at once, one finds the batch as it knew it, with the last day it knew.
    static func advance(_ batch: BatchRow, by count: Int, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE code_batch SET issued = issued + $3
            WHERE batch_id = $1 AND issued = $2 AND state = $4 AND expires_at = $5
            """, batch.id, batch.issued, count, batch.state.rawValue, batch.expires) == 1
    }

    static func set(
        _ state: CodeBatch.State, of batch: CodeBatch.ID, from former: CodeBatch.State,
        in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            "UPDATE code_batch SET state = $2 WHERE batch_id = $1 AND state = $3", batch, state.rawValue,
            former.rawValue) == 1
    }

    /// - Returns how many were inserted: one less for each code whose hash stands already.
    static func insert(
        _ letters: [IssuedLetter], hashes: [[UInt8]], of batch: BatchRow, in transaction: Transaction
    ) throws -> Int {
        var inserted = 0
        for start in stride(from: 0, to: letters.count, by: rowsAtOnce) {
            let end = min(start + rowsAtOnce, letters.count)
            var values: [any SQLBindable] = [
                batch.id, batch.contract, batch.customer, transaction.now, batch.expires,
            ]
            for index in start..<end {
                values.append(EnrolmentCode.ID.random(at: transaction.now))
                values.append(letters[index].letterNumber)
                values.append(hashes[index])
            }
            let sql = end - start == rowsAtOnce ? insertMany : insert(rows: end - start)
            inserted += try transaction.execute(sql, values: values)
        }
        return inserted
    }

    /// Many rows per statement: on PostgreSQL each statement is a round trip.
    private static let rowsAtOnce = 100
    private static let insertMany = insert(rows: rowsAtOnce)

    /// Only the number of places differs; every value is bound.
    private static func insert(rows: Int) -> SQL {
        let places = (0..<rows).map { row in
            "($\(row * 3 + 6), $1, $2, $3, $\(row * 3 + 7), $\(row * 3 + 8), 'issued', $4, $5)"
        }
        return SQL(
            stringLiteral: """
                INSERT INTO enrolment_code (code_id, batch_id, contract_id, customer_id, letter_number, code_hash,
                    state, issued_at, expires_at)
                VALUES \(places.joined(separator: ", ")) ON CONFLICT DO NOTHING
                """)
    }

    /// A contract under which codes can be issued now: for a service that a code enrols for.
    static func contract(_ id: Contract.ID, in transaction: Transaction) throws -> Contract {
        guard let contract = try CustomerQueries.contract(id, in: transaction),
            Service.enrolledByCode.contains(contract.service)
        else { throw BatchRefusal.unknownContract }
        guard contract.isActive(at: transaction.now) else { throw BatchRefusal.contractEnded }
        return contract
    }

    /// Those of a customer under which it can make codes now, oldest first.
    static func contracts(of customer: Customer.ID, in transaction: Transaction) throws -> [Contract] {
        try transaction.rows(
            """
            SELECT contract_id, service, starts_at, ended_at FROM contract
            WHERE customer_id = $1 AND service IN ('free_calling', 'mobile') ORDER BY starts_at, contract_id
            """, customer
        ).map { row in
            Contract(
                id: try row.id(0), customer: customer, service: try row.word(1), starts: try row.moment(2),
                ended: try row.optionalMoment(3))
        }.filter { $0.isActive(at: transaction.now) }
    }

    /// For which service the codes of a batch are.
    static func service(of batch: CodeBatch.ID, in transaction: Transaction) throws -> Service {
        let row = try transaction.row(
            """
            SELECT c.service FROM code_batch b JOIN contract c ON c.contract_id = b.contract_id
            WHERE b.batch_id = $1
            """, batch)
        guard let row else { throw BatchRefusal.unknownBatch }
        return try row.word(0)
    }
}
