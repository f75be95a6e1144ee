public import LogVerifier
import Storage
public import Vault

/// Numbers the log as it grows and keeps the witness up to date.
public struct LogKeeper: Sendable {
    private let vault: Vault
    private let sequencer: Sequencer
    private let witness: (any Witness)?

    public init(vault: Vault, witness: (any Witness)?) {
        self.vault = vault
        self.witness = witness
        sequencer = Sequencer(vault: vault)
    }

    /// Numbers what waits, signs, and copies the newest checkpoint to the witness.
    public func run() async throws {
        guard let note = try await sequencer.run(), let witness else { return }
        try await witness.keep(checkpoint: note)
    }

    /// Recomputes the whole log from its leaves and compares it with every checkpoint here and at the witness.
    public func verify() async throws -> LogVerifier.Report {
        let stored = try await vault.data.read { transaction in
            try transaction.rows("SELECT note FROM log_checkpoint ORDER BY size").map { try $0.text(0) }
        }
        let verifier = LogVerifier(publicKey: try vault.logPublicKey(), origin: Vault.logOrigin)
        return try await verifier.verify(
            stored: stored, witnessed: try await witness?.checkpoints() ?? []
        ) { position in
            try await vault.data.read { transaction in
                try transaction.rows(
                    "SELECT seq, body FROM log_leaf WHERE seq >= $1 AND seq < $2 ORDER BY seq", position,
                    position + 5_000
                ).map { (position: try $0.int(0), bytes: try $0.blob(1)) }
            }
        }
    }
}
