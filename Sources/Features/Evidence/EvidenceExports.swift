public import Domain
public import LogVerifier
import Storage
import Vault

public enum EvidenceExport {
    public typealias ID = Identifier<EvidenceExport>
}

/// An archive of evidence, made and written down.
public struct EvidenceArchive: Sendable {
    public let period: EvidencePeriod
    public let bytes: [UInt8]

    /// How its file is called.
    public var name: String { "bueno-evidence-\(period.first)-\(period.last).zip" }
}

/// An archive that was made before, as the list of them shows it.
public struct MadeEvidence: Sendable {
    public let period: EvidencePeriod
    public let reason: EvidenceReason
    public let at: Moment
    /// SHA-256 of its signed manifest, by which an auditor knows that it is this one.
    public let manifestHash: [UInt8]

    public init(period: EvidencePeriod, reason: EvidenceReason, at: Moment, manifestHash: [UInt8]) {
        self.period = period
        self.reason = reason
        self.at = at
        self.manifestHash = manifestHash
    }
}

/// Evidence for an auditor: one signed archive per period, which anybody checks without this program (decision 30).
public struct EvidenceExports: Sendable {
    private let vault: Vault
    private let logKeeper: LogKeeper
    private let parts: [any EvidencePart]

    public static let roles: [Role] = [.privacyOfficer]

    init(vault: Vault, statements: Statements, logKeeper: LogKeeper) {
        self.vault = vault
        self.logKeeper = logKeeper
        parts = [
            ProofEvidence(), StatementEvidence(statements: statements), ProcessorEvidence(),
            DestructionEvidence(), HoldEvidence(), RequestEvidence(), ConsentEvidence(), ViewingEvidence(),
            GrantEvidence(vault: vault), LogEvidence(),
        ]
    }

    /// - Refuses who is no privacy officer, and who did not prove themselves just now.
    public func export(
        _ period: EvidencePeriod, for reason: EvidenceReason, by worker: Worker
    ) async throws -> EvidenceArchive {
        guard let actor = worker.actor(in: Self.roles), worker.unsigned.isEmpty else {
            throw EvidenceRefusal.notAllowed
        }
        let isProven = try await vault.data.read { worker.isProven(at: $0.now) }
        guard isProven else { throw EvidenceRefusal.proofNeeded }
        return try await export(period, for: reason, as: actor) { _, _ in }
    }

    /// For an operator at the command line: they hold both stores already.
    /// - `progress` hears how many parts are made, of how many.
    public func export(
        _ period: EvidencePeriod, for reason: EvidenceReason,
        progress: @escaping @Sendable (Int, Int) -> Void
    ) async throws -> EvidenceArchive {
        try await export(period, for: reason, as: .fieldOperator, progress: progress)
    }

    private func export(
        _ period: EvidencePeriod, for reason: EvidenceReason, as actor: Actor,
        progress: @escaping @Sendable (Int, Int) -> Void
    ) async throws -> EvidenceArchive {
        // What waits for its number belongs to a period that goes on.
        let now = try await vault.data.read { $0.now }
        if now < period.end { try await logKeeper.run() }
        let (files, manifest) = try await files(of: period, progress: progress)
        let note = try vault.sign(manifest)
        let bytes = ZipArchive(files + [.init(EvidenceManifest.path, note)]).bytes
        try await vault.data.write { [vault] transaction in
            try transaction.execute(
                """
                INSERT INTO evidence_export (export_id, account_id, reason, first_day, last_day, manifest_hash, at)
                VALUES ($1, $2, $3, $4, $5, $6, $7)
                """, EvidenceExport.ID.random(at: transaction.now), actor.account, reason.rawValue,
                period.first.description, period.last.description, ContentHash.sha256(note.utf8),
                transaction.now)
            // The line is there before anybody has the archive.
            try vault.record(
                Processing(
                    .aggregate, .evidenceExport, service: .administration, fields: .none, subject: nil,
                    count: Int64(manifest.files.count)),
                access: Access(actor: actor, purpose: .fraudAndLegalObligations, ground: .legalDuty),
                in: transaction)
        }
        return EvidenceArchive(period: period, bytes: bytes)
    }

    /// All of it is read in one transaction: what is counted twice is the same number twice.
    private func files(
        of period: EvidencePeriod, progress: @escaping @Sendable (Int, Int) -> Void
    ) async throws -> ([ZipArchive.File], EvidenceManifest) {
        let key = try vault.logPublicKey()
        return try await vault.data.read { [parts] transaction in
            var files = EvidenceReadme.files(of: period, publicKey: key)
            for (index, part) in parts.enumerated() {
                files += try part.files(of: period, in: transaction)
                progress(index + 1, parts.count)
            }
            let archive = ZipArchive(files)
            let head = LogEvidence.head(in: archive)
            let manifest = EvidenceManifest(
                period: period, logSize: head?.size ?? 0, logRoot: head?.root ?? ContentHash.sha256([]),
                files: archive.files.map { .init(path: $0.path, hash: ContentHash.sha256($0.bytes)) })
            return (archive.files, manifest)
        }
    }

    /// Those that were made, newest first.
    public func made(limit: Int) async throws -> [MadeEvidence] {
        try await vault.data.read { transaction in
            try transaction.rows(
                """
                SELECT first_day, last_day, reason, at, manifest_hash FROM evidence_export
                ORDER BY at DESC, export_id DESC LIMIT $1
                """, limit
            ).compactMap { row in
                guard let first = CalendarDay(try row.text(0)), let last = CalendarDay(try row.text(1)),
                    let period = try? EvidencePeriod(from: first, until: last, at: last.end)
                else { return nil }
                return MadeEvidence(
                    period: period, reason: try row.word(2), at: try row.moment(3),
                    manifestHash: try row.blob(4))
            }
        }
    }

    /// The key under which the log and these archives are signed, by its hash: what an auditor asks us for.
    public func keyHash() throws -> [UInt8] { ContentHash.sha256(try vault.logPublicKey()) }

    /// Holds an archive against this installation's key, and its last head against the log here.
    public func verify(
        _ bytes: [UInt8]
    ) async throws -> (manifest: EvidenceManifest?, findings: [EvidenceVerifier.Finding]) {
        let verifier = EvidenceVerifier(publicKey: try vault.logPublicKey(), origin: Vault.logOrigin)
        let (manifest, chain, findings) = verifier.verify(bytes)
        guard let note = chain?.links.last?.note else { return (manifest, findings) }
        let isOurs = try await vault.data.read { transaction in
            try transaction.row("SELECT 1 FROM log_checkpoint WHERE note = $1", note) != nil
        }
        return (manifest, findings + (isOurs ? [] : [.otherLog]))
    }
}
