import Domain
import Storage
public import Vault

/// The gate behind which restored stores wait: nothing is served until every destruction that the witness knows has
/// been carried out again (P44).
///
/// Restored stores are older than the truth. Without the witness's copy of the tombstones nobody could know whom to
/// destroy again, so a restore without a witness is released by the operator's own word alone.
public struct Quarantine: Sendable {
    private let vault: Vault
    private let witness: (any Witness)?

    public init(vault: Vault, witness: (any Witness)?) {
        self.vault = vault
        self.witness = witness
    }

    /// What a release found.
    public struct Outcome: Sendable, Equatable {
        /// Keys that had come back and were destroyed again.
        public let destroyed: Int
        /// How many leaves the witness knows that the restored log does not have: processing that was lost.
        public let lostLeaves: Int64
        /// Persons whose keys are in no store: enrolled after the copy of the keys was made. Their data is lost.
        public let withoutKeys: Int
    }

    /// Whether the witness knows a longer log than this one: somebody put an older copy back without saying so, or
    /// the log was cut. Either way nothing may be served.
    public func isNeeded() async throws -> Bool {
        guard let known = try await witnessedSize() else { return false }
        return known > (try await vault.data.read { try Self.size(in: $0) })
    }

    private func witnessedSize() async throws -> Int64? {
        try await witness?.checkpoints().compactMap { Checkpoint.parse(note: $0)?.checkpoint.size }.max()
    }

    private static func size(in transaction: Transaction) throws -> Int64 {
        try transaction.row("SELECT size FROM log_head")?.int(0) ?? 0
    }

    /// Carries out every known destruction in both stores. Safe to repeat.
    public func release() async throws -> Outcome {
        let witnessed = try await witness?.tombstones() ?? []
        let destroyed = try await vault.replayTombstones(witnessed: witnessed)
        let known = try await witness?.checkpoints().compactMap {
            Checkpoint.parse(note: $0)?.checkpoint.size
        }.max()
        let (numbered, now) = try await vault.data.read { transaction in
            (try Self.size(in: transaction), transaction.now)
        }
        let lost = max(0, (known ?? 0) - numbered)
        if lost > 0 { try await witness?.goOn(afterRestoreTo: numbered, at: now) }
        return Outcome(
            destroyed: destroyed, lostLeaves: lost, withoutKeys: try await vault.personsWithoutKeys())
    }
}
