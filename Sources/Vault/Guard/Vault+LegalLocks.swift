public import Domain
public import Storage

/// A class of somebody's data that the law orders to keep: since when, and until when.
public struct LegalLock: Hashable, Sendable {
    public let placed: Moment
    public let until: Moment
}

extension Vault {
    /// What of somebody is under lock. The days stand beside the data: to say them opens nothing.
    public func legalLocks(
        on person: Identifier<some Any>, in transaction: Transaction
    ) throws -> [KeyClass: LegalLock] {
        var locks: [KeyClass: LegalLock] = [:]
        for row in try transaction.rows(
            "SELECT class, placed_at, until FROM restriction WHERE end_user_id = $1", person)
        {
            locks[try row.word(0)] = LegalLock(placed: try row.moment(1), until: try row.moment(2))
        }
        return locks
    }

    /// P43: what is locked opens for the law alone. Staff read why in the words of their case.
    func refuseIfLocked(
        _ classes: Set<KeyClass>, of person: EndUser.ID, access: Access, in transaction: Transaction
    ) throws {
        guard try !classes.isDisjoint(with: legalLocks(on: person, in: transaction).keys) else { return }
        throw access.actor.role.side == .staff ? VaultError.caseRefused(.locked) : VaultError.restricted
    }
}
