import Domain
import Storage
public import Vault

/// Finishes erasures: destroys the keys, empties the write-ahead logs, copies off the machine what a restore must know.
///
/// Each step can be repeated, so a crash at any point costs time and nothing else. The receipt says "busy" until all
/// of it is done.
public struct Shredder: Sendable {
    private let vault: Vault
    private let witness: (any Witness)?
    public let wakeUps: WakeUp

    public init(vault: Vault, witness: (any Witness)?, wakeUps: WakeUp = WakeUp()) {
        self.vault = vault
        self.witness = witness
        self.wakeUps = wakeUps
    }

    func wake() {
        wakeUps.ring()
    }

    /// Does all open work once.
    /// - Returns how many erasures were finished; those that an open reader still delays are left for the next run.
    @discardableResult
    public func run() async throws -> Int {
        var finished = 0
        while true {
            let open = try await vault.data.read { try ErasureQueries.open(in: $0) }
            if open.isEmpty { return finished }
            let keys = open.flatMap(\.keys)
            // The witness first: if this machine is lost in between, a restore still knows whom to destroy again.
            // One that is away stops no shredding here, and keeps the receipt on busy.
            let witnessed = await tellWitness(open)
            guard try await vault.shred(keys) else { return finished }
            try witnessed.get()
            try await vault.data.write { try ErasureQueries.complete(open.map(\.id), in: $0) }
            finished += open.count
        }
    }

    /// Destroys keys that no receipt waits for: an account, or a contact request, whose term has passed. What an open
    /// reader delays goes with the next checkpoint.
    ///
    /// Throws when the witness was not told, after shredding all the same: the caller keeps the numbers of the keys
    /// until this returns, and comes back.
    func destroy(_ keys: [PersonKey.ID]) async throws {
        if keys.isEmpty { return }
        var failure: (any Error)?
        do {
            try await witness?.add(tombstones: vault.tombstones(of: keys))
        } catch {
            failure = error
        }
        _ = try await vault.shred(keys)
        if let failure { throw failure }
    }

    /// The locks before the tombstones: who knows that something of a person died must know what was kept.
    private func tellWitness(_ open: [ErasureQueries.Open]) async -> Result<Void, any Error> {
        guard let witness else { return .success(()) }
        do {
            try await witness.add(locks: vault.locks())
            try await witness.add(holds: vault.witnessedHolds())
            try await witness.add(receipts: open.map(\.receipt))
            try await witness.add(tombstones: vault.tombstones(of: open.flatMap(\.keys)))
            return .success(())
        } catch {
            return .failure(error)
        }
    }
}
