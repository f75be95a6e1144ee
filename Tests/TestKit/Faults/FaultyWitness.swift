import Domain
import Features
import Vault

/// A witness that can be away at any moment.
struct FaultyWitness: Witness {
    let inner: any Witness
    let faults: Faults

    func keep(checkpoint note: String) async throws {
        try await reach("checkpoint") { try await inner.keep(checkpoint: note) }
    }

    func goOn(afterRestoreTo size: Int64, at now: Moment) async throws {
        try await reach("restore") { try await inner.goOn(afterRestoreTo: size, at: now) }
    }

    func add(tombstones: [Tombstone]) async throws {
        try await reach("tombstones") { try await inner.add(tombstones: tombstones) }
    }

    func add(locks: [KeyLock]) async throws {
        try await reach("locks") { try await inner.add(locks: locks) }
    }

    func add(holds: [WitnessedHold]) async throws {
        try await reach("holds") { try await inner.add(holds: holds) }
    }

    func add(receipts: [WitnessedReceipt]) async throws {
        try await reach("receipts") { try await inner.add(receipts: receipts) }
    }

    func checkpoints() async throws -> [String] { try await inner.checkpoints() }
    func tombstones() async throws -> [Tombstone] { try await inner.tombstones() }
    func locks() async throws -> [KeyLock] { try await inner.locks() }
    func holds() async throws -> [WitnessedHold] { try await inner.holds() }
    func receipts() async throws -> [WitnessedReceipt] { try await inner.receipts() }

    private func reach(_ what: String, _ body: () async throws -> Void) async throws {
        let step = try faults.begin("witness: \(what)")
        try await body()
        try faults.end(step)
    }
}
