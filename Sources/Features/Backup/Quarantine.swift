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
    private let statements: Statements
    private let witness: (any Witness)?

    public init(vault: Vault, statements: Statements, witness: (any Witness)?) {
        self.vault = vault
        self.statements = statements
        self.witness = witness
    }

    /// What a release found.
    public struct Outcome: Sendable, Equatable {
        /// Keys that had come back and were destroyed again.
        public let destroyed: Int
        /// What the law orders to keep and these copies did not know, or not with its last day (P43).
        public let locks: Vault.ReplayedLocks
        /// Holds that these copies did not know, or not with their last day.
        public let holds: Int
        /// Receipts of erasures that these copies did not know.
        public let receipts: Int
        /// How many leaves the witness knows that the restored log does not have: processing that was lost.
        public let lostLeaves: Int64
        /// Of persons whose keys are in no store: their letters, which can be used once more.
        public let letters: RenewedLetters
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
    ///
    /// Persons who enrolled after the copy of the keys was made cannot be read any more. While nobody says what becomes
    /// of them the gate stays shut: a newer copy of the keys, or the data of the same moment, may still turn up.
    /// - `renewingLetters`: erase what is left of them, and let each enrol again with the letter they have.
    public func release(renewingLetters: Bool = false) async throws -> Outcome {
        let holds = try await vault.replayHolds(witness?.holds() ?? [])
        let replayed = try await vault.replayTombstones(witnessed: witness?.tombstones() ?? [])
        let locks = try await vault.replayLocks(witness?.locks() ?? [])
        let receipts = try await makeReceiptsAgain(besides: replayed.destructions)
        let unreadable = try await vault.personsWithoutKeys()
        guard unreadable.isEmpty || renewingLetters else {
            throw QuarantineRefusal.keysAreOlder(persons: unreadable.count)
        }
        let letters = try await LetterRenewal(vault: vault).renew(unreadable)
        let known = try await witness?.checkpoints().compactMap {
            Checkpoint.parse(note: $0)?.checkpoint.size
        }.max()
        let (numbered, now) = try await vault.data.read { transaction in
            (try Self.size(in: transaction), transaction.now)
        }
        let lost = max(0, (known ?? 0) - numbered)
        if lost > 0 { try await witness?.goOn(afterRestoreTo: numbered, at: now) }
        return Outcome(
            destroyed: replayed.keys, locks: locks, holds: holds, receipts: receipts, lostLeaves: lost,
            letters: letters)
    }

    /// Those whose term has not passed, each with its leaf: of who enrolled and left after these copies were made no
    /// row came back, so nothing else says that it was done.
    private func makeReceiptsAgain(besides recorded: [LostDestruction]) async throws -> Int {
        let witnessed = try await witness?.receipts() ?? []
        let term = try statements.current.term(of: .erasureReceipt)
        return try await vault.data.write { [vault] transaction in
            let oldest = term.start(endingAt: transaction.now)
            var recorded = recorded
            var made = 0
            for receipt in witnessed where receipt.requested > oldest {
                guard try ErasureQueries.insert(receipt, in: transaction) else { continue }
                made += 1
                let lost = LostDestruction(at: receipt.requested, fields: receipt.fields)
                if let index = recorded.firstIndex(of: lost) {
                    recorded.remove(at: index)
                } else {
                    try vault.recordAgain(lost, in: transaction)
                }
            }
            return made
        }
    }
}
