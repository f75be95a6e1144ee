public import Domain
import Storage
public import Vault

/// How many codes were used in each of the last weeks, per batch and in all, with small counts hidden.
public struct UsedPerWeek: Sendable {
    public let weeks: [CalendarWeek]
    /// Per batch, in the order of `batches`; the totals of the weeks are those of all batches together.
    public let cells: SmallCells
    public let batches: [(id: CodeBatch.ID, reason: String)]
}

/// Figures about codes. A count of people under ten is never shown, and cannot be computed from what is.
public struct BatchStatistics: Sendable {
    private let vault: Vault
    public static let weeksMax = 12
    private static let batchesMax = 200

    public init(vault: Vault) {
        self.vault = vault
    }

    /// Everyone at the customer sees figures. Per batch and in all come from one table, hidden together: otherwise the
    /// one would give away what the other hides.
    public func usedPerWeek(for worker: Worker) async throws -> UsedPerWeek {
        let customer = try worker.atCustomer()
        return try await vault.data.read { transaction in
            let weeks = CalendarWeek(of: transaction.now).last(Self.weeksMax)
            let ends = weeks.dropFirst().map(\.start) + [transaction.now + .milliseconds(1)]
            var used: [CodeBatch.ID: [Int]] = [:]
            for (index, (week, end)) in zip(weeks, ends).enumerated() {
                for row in try transaction.rows(Self.weekSQL, customer, week.start, end) {
                    let batch: CodeBatch.ID = try row.id(0)
                    used[batch, default: Array(repeating: 0, count: weeks.count)][index] = Int(try row.int(1))
                }
            }
            let batches = try transaction.rows(
                """
                SELECT batch_id, reason FROM code_batch WHERE customer_id = $1
                ORDER BY created_at DESC, batch_id DESC LIMIT $2
                """, customer, Self.batchesMax
            ).map { (id: try $0.id(0, of: CodeBatch.self), reason: try $0.text(1)) }
            let known = batches.filter { used[$0.id] != nil }
            // What stands in no row of its own still counts in the totals.
            let names = Set(known.map(\.id))
            let others = used.filter { !names.contains($0.key) }.values
            let rows = known.map { used[$0.id] ?? [] } + others
            return UsedPerWeek(weeks: weeks, cells: SmallCells(rows), batches: known)
        }
    }

    /// How many codes of each batch were used, for who sees counts alone: small ones are hidden, and what would give
    /// them away beside the figures of all batches together.
    public func used(for worker: Worker) async throws -> [CodeBatch.ID: SmallCells.Cell] {
        let customer = try worker.atCustomer()
        let rows = try await vault.data.read { transaction in
            try transaction.rows(
                """
                SELECT batch_id, COUNT(*) FROM enrolment_code
                WHERE customer_id = $1 AND redeemed_at IS NOT NULL GROUP BY batch_id
                """, customer
            ).map { (id: try $0.id(0, of: CodeBatch.self), count: Int(try $0.int(1))) }
        }
        let cells = SmallCells(line: rows.map(\.count)).row(0)
        return Dictionary(zip(rows.map(\.id), cells)) { first, _ in first }
    }

    static let weekSQL: SQL = """
        SELECT batch_id, COUNT(*) FROM enrolment_code
        WHERE customer_id = $1 AND redeemed_at >= $2 AND redeemed_at < $3 GROUP BY batch_id
        """
}
