public import Domain
public import Vault

/// A place off this machine that keeps what must not be rewritten and what a restore needs: checkpoints, which keys
/// died (P44), what the law orders to keep (P43), and receipts. Nothing in it is personal.
public protocol Witness: Sendable {
    /// Adds a checkpoint. Refuses one that is smaller than what it has.
    func keep(checkpoint note: String) async throws
    func checkpoints() async throws -> [String]
    /// Goes on after a restore whose log has `size` leaves. What was kept before stays, set apart for an auditor.
    func goOn(afterRestoreTo size: Int64, at now: Moment) async throws
    /// Adds destroyed keys. One that it has already is not added again.
    func add(tombstones: [Tombstone]) async throws
    func tombstones() async throws -> [Tombstone]
    /// Adds locks in their order: of one key the last counts.
    func add(locks: [KeyLock]) async throws
    func locks() async throws -> [KeyLock]
    /// Adds holds in their order: of one hold the last counts.
    func add(holds: [WitnessedHold]) async throws
    func holds() async throws -> [WitnessedHold]
    /// Adds receipts of erasures. One that it has already is not added again.
    func add(receipts: [WitnessedReceipt]) async throws
    func receipts() async throws -> [WitnessedReceipt]
}
