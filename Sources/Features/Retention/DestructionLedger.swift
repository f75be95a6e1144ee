public import Domain
import Storage
import Vault

public enum DestructionRun {
    public typealias ID = Identifier<DestructionRun>
}

/// Somebody stopped the destruction: nothing goes until somebody lets it go on.
public struct DestructionStopped: Error, Equatable, Sendable {
    public init() {}
}

/// What each day destroyed. A day is one run, however often the sweep comes by and whatever cut it short: what is
/// counted is written in the transaction that destroys it, so a run is taken up where it was left.
enum DestructionLedger {
    /// The run of today; made when this is the first sweep of the day.
    static func today(in transaction: Transaction) throws -> (id: DestructionRun.ID, isNew: Bool) {
        let day = CalendarDay(of: transaction.now).description
        let known = try transaction.row("SELECT run_id FROM destruction_run WHERE day = $1", day)
        if let known { return (try known.id(0), false) }
        let id = DestructionRun.ID.random(at: transaction.now)
        // Of two nodes one makes it. What was stopped yesterday is stopped today.
        let inserted = try transaction.execute(
            """
            INSERT INTO destruction_run (run_id, day, started_at, stopped_at, stopped_by)
            SELECT $1, $2, $3, (SELECT MAX(stopped_at) FROM destruction_run WHERE ended_at IS NULL),
                (SELECT stopped_by FROM destruction_run WHERE ended_at IS NULL AND stopped_at IS NOT NULL
                    ORDER BY stopped_at DESC LIMIT 1)
            WHERE NOT EXISTS (SELECT 1 FROM destruction_run WHERE day = $2)
            """, id, day, transaction.now)
        if inserted == 1 { return (id, true) }
        return try today(in: transaction)
    }

    /// Counts what went, and what would have gone and is kept, under the run of today.
    static func add(
        _ category: RetentionCategory, destroyed: Int, kept: Int = 0, in transaction: Transaction
    ) throws {
        guard destroyed > 0 || kept > 0 else { return }
        // What is kept is met by every sweep of the day and counted once: the most that one of them met.
        try transaction.execute(
            """
            INSERT INTO destruction_count (run_id, category, destroyed, kept) VALUES ($1, $2, $3, $4)
            ON CONFLICT (run_id, category) DO UPDATE SET
                destroyed = destruction_count.destroyed + excluded.destroyed,
                kept = CASE WHEN excluded.kept > destruction_count.kept THEN excluded.kept
                    ELSE destruction_count.kept END
            """, try today(in: transaction).id, category.rawValue, destroyed, kept)
    }

    static func isStopped(in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT 1 FROM destruction_run WHERE ended_at IS NULL AND stopped_at IS NOT NULL LIMIT 1") != nil
    }

    static func refuseWhileStopped(in transaction: Transaction) throws {
        if try isStopped(in: transaction) { throw DestructionStopped() }
    }
}
