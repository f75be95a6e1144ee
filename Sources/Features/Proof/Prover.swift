public import Domain
public import Storage
public import Vault

/// Proves the promises on the live data, promise by promise (`bueno prove`).
///
/// An actor of its own in the log: it opens fields in memory only, prints counts and pseudonyms, and leaves one
/// `aggregate` leaf per promise. Persons and leaves are read in pages, so memory does not grow with them.
public actor Prover {
    private let vault: Vault
    private let keys: Database
    private let statements: Statements
    private let premises: Premises

    private static let access = Access(
        actor: Actor(role: .prover, organisation: .bueno), purpose: .fraudAndLegalObligations,
        ground: .legalDuty)

    /// - `keys`: the key store, read as a second source beside the data store.
    public init(vault: Vault, keys: Database, statements: Statements, premises: Premises) {
        self.vault = vault
        self.keys = keys
        self.statements = statements
        self.premises = premises
    }

    /// Examines these promises, or all, and says of each whether it is kept.
    ///
    /// - `progress` hears how many persons and leaves were examined so far.
    /// - A check that cannot be carried out counts as broken: what was not seen is not proven.
    public func prove(
        _ promises: [Promise] = Promise.allCases, progress: @Sendable (Int) -> Void = { _ in }
    ) async throws -> ProofReport {
        let clock = ContinuousClock()
        let start = clock.now
        let scene = try await scene()
        var runs = promises.map { Run(promise: $0, proof: $0.proof) }
        for index in runs.indices { await runs[index].guarded { try await $0.begin(scene) } }
        let persons = await sweepPersons(&runs, scene: scene, progress: progress)
        await sweepLog(&runs, scene: scene, alreadySeen: persons, progress: progress)
        for index in runs.indices { await runs[index].guarded { try await $0.conclude(scene) } }
        try await leaveTraces(of: runs, persons: persons)
        let lasted = start.duration(to: clock.now).components
        return ProofReport(
            at: scene.now.milliseconds, statementVersion: statements.current.version,
            milliseconds: lasted.seconds * 1_000 + lasted.attoseconds / 1_000_000_000_000_000,
            lines: runs.map { $0.line(statements.current) })
    }

    private func scene() async throws -> Scene {
        var versions: [Int64: Statement] = [:]
        for recorded in try await statements.versions() {
            versions[Int64(recorded.version)] = statements.statement(recorded)
        }
        return Scene(
            vault: vault, data: vault.data, keys: keys, statements: statements, versions: versions,
            premises: premises, now: try await vault.data.read { $0.now })
    }

    /// - Returns how many were seen. A page that cannot be read fails every proof that asked for it.
    private func sweepPersons(
        _ runs: inout [Run], scene: Scene, progress: @Sendable (Int) -> Void
    ) async -> Int {
        let wanted = runs.indices.filter { runs[$0].proof?.needsPersons == true }
        if wanted.isEmpty { return 0 }
        let opens = Set(wanted.flatMap { runs[$0].proof?.opens ?? [] })
        var (seen, last): (Int, EndUser.ID?) = (0, nil)
        do {
            let count = try await vault.data.read { try $0.row("SELECT COUNT(*) FROM end_user")?.int(0) ?? 0 }
            let reader = DossierReader(scene: scene, pass: try await pass(opens, count: count))
            while true {
                let page = try await reader.page(after: last)
                guard let end = page.last else { return seen }
                for person in page {
                    for index in wanted { runs[index].proof?.examine(person) }
                }
                last = end.id
                seen += page.count
                progress(seen)
            }
        } catch {
            for index in wanted { runs[index].fail(error) }
            return seen
        }
    }

    /// The leave to open these fields, which stands in the log before anything is opened.
    private func pass(_ fields: Set<Field>, count: Int64) async throws -> AggregatePass? {
        if fields.isEmpty || count == 0 { return nil }
        return try await vault.aggregatePass(
            fields: Field.allCases.filter(fields.contains), count: count, service: .freeCalling,
            activity: .proof, access: Self.access)
    }

    private func sweepLog(
        _ runs: inout [Run], scene: Scene, alreadySeen: Int, progress: @Sendable (Int) -> Void
    ) async {
        let wanted = runs.indices.filter { runs[$0].proof?.needsLog == true }
        if wanted.isEmpty { return }
        var (seen, last): (Int, [UInt8]) = (0, [])
        do {
            while true {
                let page = try await LogSweep.page(after: last, in: vault.data)
                guard let end = page.last else { return }
                for leaf in page {
                    for index in wanted { runs[index].proof?.examine(leaf) }
                }
                last = end.id
                seen += page.count
                progress(alreadySeen + seen)
            }
        } catch {
            for index in wanted { runs[index].fail(error) }
        }
    }

    /// One leaf per promise: that it was checked, over how many. What opened fields has its leaf already.
    private func leaveTraces(of runs: [Run], persons: Int) async throws {
        let traced = runs.filter { run in run.proof.map { $0.opens.isEmpty || persons == 0 } ?? false }
        let counts = traced.map { $0.proof?.tally.examined ?? 0 }
        try await vault.data.write { [vault] transaction in
            for count in counts {
                try vault.record(
                    Processing(
                        .aggregate, .proof, service: .freeCalling, fields: .none, subject: nil, count: count),
                    access: Self.access, in: transaction)
            }
        }
    }
}

/// One promise on its way through a run.
private struct Run: Sendable {
    let promise: Promise
    /// Nothing when its function is not built yet.
    var proof: (any Proof)?
    var failure: String?

    mutating func guarded(_ body: (inout any Proof) async throws -> Void) async {
        guard var proof else { return }
        do {
            try await body(&proof)
        } catch {
            fail(error)
        }
        self.proof = proof
    }

    /// A check that throws has failed, and says with what kind of error; an error's own words may hold values.
    mutating func fail(_ error: any Error) {
        failure = "the check could not be carried out: \(type(of: error))"
    }

    func line(_ statement: Statement) -> ProofReport.Line {
        let title = statement.wording(of: promise)?.title.english ?? promise.id
        guard let proof else {
            return ProofReport.Line(
                promise: promise.id, title: title, verdict: .notBuilt, rule: "", check: "", examined: 0,
                findings: 0, rows: [])
        }
        return ProofReport.Line(
            promise: promise.id, title: title, verdict: failure == nil ? proof.tally.verdict : .broken,
            rule: proof.rule, check: proof.check, examined: proof.tally.examined,
            findings: proof.tally.findings + (failure == nil ? 0 : 1),
            rows: proof.tally.rows + (failure.map { [$0] } ?? []))
    }
}
