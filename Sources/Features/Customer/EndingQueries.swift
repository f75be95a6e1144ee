public import Domain
import Storage
import Vault

/// How far the telling of an agreement's end came.
public struct EndingProgress: Sendable, Equatable {
    public let ends: Moment
    /// How many of the customer's administrators were told; nothing while none was.
    public let administrators: Int?
    public let told: Int
    /// People whose address cannot be used: they find it in Mijn BuenO.
    public let unreachable: Int
    public let completed: Moment?
}

/// An agreement that has ended and whose people are not all told.
struct OpenEnding: Sendable {
    let contract: Contract
    let progress: EndingProgress
    /// The last person who was told.
    let position: [UInt8]
}

/// The SQL of agreements that end.
enum EndingQueries {
    /// Before every identifier.
    private static let beginning = [UInt8](repeating: 0, count: 16)

    static func insert(
        _ contract: Contract.ID, ends: Moment, by account: Account.ID?, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO contract_ending (contract_id, ends_at, ended_by, position, told, unreachable)
            VALUES ($1, $2, $3, $4, 0, 0)
            ON CONFLICT (contract_id) DO UPDATE SET ends_at = excluded.ends_at, ended_by = excluded.ended_by
            """, contract, ends, account, beginning)
    }

    /// Ends it now; also one whose end was agreed for later.
    /// - Returns false when it has ended already, or has not begun.
    static func end(
        _ contract: Contract.ID, by account: Account.ID?, in transaction: Transaction
    ) throws -> Bool {
        let ended = try transaction.execute(
            """
            UPDATE contract SET ended_at = $2
            WHERE contract_id = $1 AND (ended_at IS NULL OR ended_at > $2) AND starts_at < $2
            """, contract, transaction.now)
        guard ended == 1 else { return false }
        try insert(contract, ends: transaction.now, by: account, in: transaction)
        return true
    }

    static func progress(of contract: Contract.ID, in transaction: Transaction) throws -> EndingProgress? {
        try transaction.row(
            """
            SELECT ends_at, administrators, told, unreachable, completed_at FROM contract_ending
            WHERE contract_id = $1
            """, contract
        ).map { try progress($0, from: 0) }
    }

    private static func progress(_ row: Row, from column: Int) throws -> EndingProgress {
        EndingProgress(
            ends: try row.moment(column), administrators: try row.optionalInt(column + 1).map(Int.init),
            told: Int(try row.int(column + 2)), unreachable: Int(try row.int(column + 3)),
            completed: try row.optionalMoment(column + 4))
    }

    /// The one that ended longest ago.
    static func due(in transaction: Transaction) throws -> OpenEnding? {
        try transaction.row(
            """
            SELECT k.contract_id, k.customer_id, k.service, k.starts_at, k.ended_at, e.ends_at, e.administrators,
                e.told, e.unreachable, e.completed_at, e.position
            FROM contract_ending e JOIN contract k ON k.contract_id = e.contract_id
            WHERE e.completed_at IS NULL AND e.ends_at <= $1 ORDER BY e.ends_at, e.contract_id LIMIT 1
            """, transaction.now
        ).map { row in
            OpenEnding(
                contract: Contract(
                    id: try row.id(0), customer: try row.id(1), service: try row.word(2),
                    starts: try row.moment(3), ended: try row.optionalMoment(4)),
                progress: try progress(row, from: 5), position: try row.blob(10))
        }
    }

    /// - Returns false when somebody else did so: then nothing is told twice.
    static func administratorsTold(
        _ count: Int, of ending: OpenEnding, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            "UPDATE contract_ending SET administrators = $2 WHERE contract_id = $1 AND administrators IS NULL",
            ending.contract.id, count) == 1
    }

    static func people(
        after position: [UInt8], of contract: Contract.ID, limit: Int, in transaction: Transaction
    ) throws -> [(id: EndUser.ID, language: Language)] {
        try transaction.rows(
            """
            SELECT end_user_id, language FROM end_user
            WHERE contract_id = $1 AND end_user_id > $2 AND state <> 'erased' ORDER BY end_user_id LIMIT $3
            """, contract, position, limit
        ).map { (try $0.id(0), try $0.word(1)) }
    }

    /// Moves on from where this worker began; false when another one did so first.
    static func move(
        _ ending: OpenEnding, to position: EndUser.ID, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE contract_ending SET position = $3
            WHERE contract_id = $1 AND position = $2 AND completed_at IS NULL
            """, ending.contract.id, ending.position, position) == 1
    }

    static func count(
        told: Int, unreachable: Int, of contract: Contract.ID, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "UPDATE contract_ending SET told = told + $2, unreachable = unreachable + $3 WHERE contract_id = $1",
            contract, told, unreachable)
    }

    static func complete(_ contract: Contract.ID, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE contract_ending SET completed_at = $2 WHERE contract_id = $1 AND completed_at IS NULL",
            contract, transaction.now)
    }
}
