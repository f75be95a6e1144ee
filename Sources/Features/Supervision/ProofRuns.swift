import Domain
import Storage
import Synchronization
import Vault

/// How far a run of the proof is.
public struct ProofProgress: Sendable, Equatable {
    /// Persons and lines of the log examined so far, of how many there were at the start.
    public let seen: Int
    public let total: Int

    public init(seen: Int, total: Int) {
        self.seen = seen
        self.total = total
    }
}

/// Runs of the proof: one at a time, in the background, and the report of each is kept.
public actor ProofRuns {
    private let vault: Vault
    private let statements: Statements
    private let logKeeper: LogKeeper
    private let background: BackgroundWork
    private let witness: (any Witness)?
    private let seen = Seen()
    private var total: Int?

    /// What the prover's callback, which is synchronous, writes and a page reads.
    private final class Seen: Sendable {
        let count = Mutex(0)
    }

    init(
        vault: Vault, statements: Statements, logKeeper: LogKeeper, background: BackgroundWork,
        witness: (any Witness)?
    ) {
        self.vault = vault
        self.statements = statements
        self.logKeeper = logKeeper
        self.background = background
        self.witness = witness
    }

    /// Starts a run that goes on after this returns.
    /// - Returns false when one is under way already, or too much else is.
    public func start(_ premises: Premises) async throws -> Bool {
        guard total == nil else { return false }
        total = 0
        let count: Int64?
        do {
            count = try await vault.data.read { transaction in
                try transaction.row(
                    "SELECT (SELECT COUNT(*) FROM end_user) + (SELECT COUNT(*) FROM log_leaf)")?.int(0)
            }
        } catch {
            total = nil
            throw error
        }
        total = Int(count ?? 0)
        seen.count.withLock { $0 = 0 }
        let isStarted = await background.start { try await self.run(premises) }
        if !isStarted { total = nil }
        return isStarted
    }

    private func run(_ premises: Premises) async throws {
        defer { total = nil }
        var premises = premises
        premises.witness = premises.witness ?? witness
        try await logKeeper.run()
        let prover = Prover(
            vault: vault, keys: vault.keyDatabase, statements: statements, premises: premises)
        let report = try await prover.prove { [seen] count in seen.count.withLock { $0 = count } }
        try await keep(report)
    }

    /// Nothing when none is under way.
    public var progress: ProofProgress? {
        total.map { ProofProgress(seen: seen.count.withLock { $0 }, total: $0) }
    }

    /// How many reports stay: a year of a run every week.
    private static let kept = 52

    public func keep(_ report: ProofReport) async throws {
        let (json, isBroken) = (report.json, report.isBroken)
        try await vault.data.write { transaction in
            try transaction.execute(
                "INSERT INTO proof_run (run_id, at, broken, report) VALUES ($1, $2, $3, $4)",
                Identifier<ProofRuns>.random(at: transaction.now), transaction.now, isBroken ? 1 : 0, json)
            try transaction.execute(
                """
                DELETE FROM proof_run WHERE run_id NOT IN (
                    SELECT run_id FROM proof_run ORDER BY at DESC, run_id DESC LIMIT $1)
                """, Self.kept)
        }
    }

    /// The reports of the runs in a time, oldest first.
    static func reports(
        from start: Moment, until end: Moment, in transaction: Transaction
    ) throws -> [ProofReport] {
        try transaction.rows(
            "SELECT report FROM proof_run WHERE at >= $1 AND at < $2 ORDER BY at, run_id", start, end
        ).compactMap { ProofReport(json: try $0.text(0)) }
    }

    /// The report of the last run; nothing before the first.
    public func latest() async throws -> ProofReport? { try await latest(1).first }

    /// The reports of the last runs, newest first.
    public func latest(_ count: Int) async throws -> [ProofReport] {
        try await vault.data.read { transaction in
            try transaction.rows(
                "SELECT report FROM proof_run ORDER BY at DESC, run_id DESC LIMIT $1", count
            ).compactMap { ProofReport(json: try $0.text(0)) }
        }
    }
}
