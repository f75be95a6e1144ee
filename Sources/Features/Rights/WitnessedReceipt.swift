public import Domain
public import Vault

/// A receipt as it is copied off the machine, so that whoever holds the number can still check it after a restore: the
/// keyed hash of a random number, and what was done. It leads to nobody.
public struct WitnessedReceipt: Hashable, Sendable {
    public let hash: [UInt8]
    public let reason: Destruction
    public let fields: FieldSet
    public let requested: Moment
    public let keptUntil: Moment?

    public init(hash: [UInt8], reason: Destruction, fields: FieldSet, requested: Moment, keptUntil: Moment?) {
        self.hash = hash
        self.reason = reason
        self.fields = fields
        self.requested = requested
        self.keptUntil = keptUntil
    }
}
