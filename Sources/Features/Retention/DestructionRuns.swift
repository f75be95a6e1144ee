public import Domain
public import LogVerifier
import Storage
import Vault

/// One day of destroying, with what was planned at its start.
public struct DestructionDay: Sendable {
    public struct Count: Hashable, Sendable {
        public let category: RetentionCategory
        public let planned: Int
        public let destroyed: Int
        public let kept: Int

        public init(category: RetentionCategory, planned: Int, destroyed: Int, kept: Int) {
            self.category = category
            self.planned = planned
            self.destroyed = destroyed
            self.kept = kept
        }
    }

    /// As `2026-11-24`.
    public let day: String
    public let isStopped: Bool
    /// Nothing while the day is not over: then its certificate is signed.
    public let ended: Moment?
    public let counts: [Count]

    public init(day: String, isStopped: Bool, ended: Moment?, counts: [Count]) {
        self.day = day
        self.isStopped = isStopped
        self.ended = ended
        self.counts = counts
    }

    public var planned: Int { counts.map(\.planned).reduce(0, +) }
    public var destroyed: Int { counts.map(\.destroyed).reduce(0, +) }
    public var kept: Int { counts.map(\.kept).reduce(0, +) }
}

/// The days of destroying: begun by the first sweep of a day, stopped and let go on by people, and signed when over.
public struct DestructionRuns: Sendable {
    private let vault: Vault
    private let forecast: RetentionForecast
    public static let roles: [Role] = [.privacyOfficer, .fieldOperator]

    init(vault: Vault, forecast: RetentionForecast) {
        self.vault = vault
        self.forecast = forecast
    }

    /// Begins the run of today when there is none, with what is planned, and signs the days before it.
    /// - Returns whether it is stopped.
    func begin() async throws -> Bool {
        let isBegun = try await vault.data.read { transaction in
            try transaction.row(
                "SELECT 1 FROM destruction_run WHERE day = $1", CalendarDay(of: transaction.now).description)
                != nil
        }
        if !isBegun {
            let plan = try await forecast.plan()
            try await vault.data.write { transaction in
                let run = try DestructionLedger.today(in: transaction)
                guard run.isNew else { return }
                for line in plan where line.today > 0 {
                    try transaction.execute(
                        """
                        INSERT INTO destruction_count (run_id, category, planned) VALUES ($1, $2, $3)
                        ON CONFLICT (run_id, category) DO UPDATE SET planned = excluded.planned
                        """, run.id, line.category.rawValue, line.today)
                }
            }
        }
        try await signPastDays()
        return try await vault.data.read { try DestructionLedger.isStopped(in: $0) }
    }

    /// A day is signed once its log has a checkpoint; until then the next sweep comes back to it.
    private func signPastDays() async throws {
        let (open, head) = try await vault.data.read { transaction in
            (
                try transaction.rows(
                    "SELECT run_id, day, started_at FROM destruction_run WHERE ended_at IS NULL AND day < $1",
                    CalendarDay(of: transaction.now).description
                ).map {
                    (id: try $0.id(0, of: DestructionRun.self), day: try $0.text(1), from: try $0.moment(2))
                },
                try transaction.row("SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1")?.text(0)
            )
        }
        guard let checkpoint = head.flatMap({ Checkpoint.parse(note: $0)?.checkpoint }) else { return }
        for run in open {
            try await vault.data.write { [vault] transaction in
                let certificate = DestructionCertificate(
                    day: run.day, from: run.from, to: transaction.now, logSize: checkpoint.size,
                    logRoot: checkpoint.root,
                    counts: try Self.counts(of: run.id, in: transaction).map {
                        .init(
                            category: $0.category, destroyed: Int64($0.destroyed), kept: Int64($0.kept))
                    })
                try transaction.execute(
                    """
                    UPDATE destruction_run SET ended_at = $2, certificate = $3
                    WHERE run_id = $1 AND ended_at IS NULL
                    """, run.id, transaction.now, try vault.sign(certificate))
            }
        }
    }

    private static func counts(
        of run: DestructionRun.ID, in transaction: Transaction
    ) throws -> [DestructionDay.Count] {
        let counts = try transaction.rows(
            "SELECT category, planned, destroyed, kept FROM destruction_count WHERE run_id = $1", run
        ).map { row in
            DestructionDay.Count(
                category: try row.word(0), planned: Int(try row.int(1)), destroyed: Int(try row.int(2)),
                kept: Int(try row.int(3)))
        }
        return RetentionCategory.allCases.compactMap { category in counts.first { $0.category == category } }
    }

    /// The days, newest first: today's is the first when it has begun.
    public func days(limit: Int) async throws -> [DestructionDay] {
        try await vault.data.read { transaction in
            try transaction.rows(
                "SELECT run_id, day, stopped_at, ended_at FROM destruction_run ORDER BY day DESC LIMIT $1",
                limit
            ).map { row in
                DestructionDay(
                    day: try row.text(1), isStopped: try row.optionalMoment(2) != nil,
                    ended: try row.optionalMoment(3), counts: try Self.counts(of: row.id(0), in: transaction))
            }
        }
    }

    /// Stops everything that a term destroys, at the end of the page it is at. What is short-lived goes on.
    public func stop(by worker: Worker) async throws {
        try await vault.data.write { transaction in
            try Self.require(worker, at: transaction.now)
            try transaction.execute(
                """
                UPDATE destruction_run SET stopped_at = $2, stopped_by = $3
                WHERE run_id = $1 AND stopped_at IS NULL
                """, try DestructionLedger.today(in: transaction).id, transaction.now, worker.account)
        }
    }

    public func goOn(by worker: Worker) async throws {
        try await vault.data.write { transaction in
            try Self.require(worker, at: transaction.now)
            try transaction.execute(
                """
                UPDATE destruction_run SET stopped_at = NULL, stopped_by = NULL
                WHERE ended_at IS NULL AND stopped_at IS NOT NULL
                """)
        }
    }

    private static func require(_ worker: Worker, at now: Moment) throws {
        guard worker.unsigned.isEmpty, worker.actor(in: roles) != nil else { throw HoldRefusal.notAllowed }
        guard worker.isProven(at: now) else { throw HoldRefusal.proofNeeded }
    }

    /// The certificate of a day; nothing while it is not over.
    public func certificate(of day: String) async throws -> String? {
        try await vault.data.read { transaction in
            try transaction.row("SELECT certificate FROM destruction_run WHERE day = $1", day)?.optionalText(
                0)
        }
    }

    /// Holds a certificate against this installation's key and the checkpoints of its log.
    public func verify(
        _ note: String
    ) async throws -> (certificate: DestructionCertificate?, findings: [CertificateVerifier.Finding]) {
        let notes = try await vault.data.read { transaction in
            try transaction.rows("SELECT note FROM log_checkpoint ORDER BY size").map { try $0.text(0) }
        }
        return CertificateVerifier(publicKey: try vault.logPublicKey()).verify(note, checkpoints: notes)
    }
}
