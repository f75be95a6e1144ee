import Domain
import Storage
import Vault

/// The end of somebody who is no end user, when their term has passed: what is sealed of them goes, with one leaf.
/// Their keys are still to be destroyed. Repeating it does nothing, so a crash at any point costs time and nothing else.
struct HolderBurial: Sendable {
    let vault: Vault
    let activity: Activity
    let access: Access

    /// - `ids`: their keys, as their own row names them.
    /// - Returns whether all of it is buried: a hold may keep some, or all.
    func bury(_ holder: ValueHolder, keys ids: [PersonKey.ID]) async throws -> Bool {
        let keys = try await keys(of: holder)
        return try await vault.data.write { transaction in
            let isBuried = {
                try ids.allSatisfy {
                    try transaction.row("SELECT 1 FROM tombstone WHERE key_id = $1", $0) != nil
                }
            }
            if try isBuried() { return true }
            if let keys {
                try vault.bury(
                    [.identity, .contact], of: keys, reason: .retention, service: holder.service,
                    activity: activity, access: access, in: transaction)
            } else {
                try vault.buryWithoutKeys(
                    holder, keys: ids, reason: .retention, activity: activity, access: access, in: transaction
                )
            }
            return try isBuried()
        }
    }

    /// Nothing when the keys were lost with an older copy of the key store: the rows must go all the same.
    private func keys(of holder: ValueHolder) async throws -> PersonKeys? {
        do {
            return try await vault.keys(of: holder.person)
        } catch VaultError.noSuchPerson {
            return nil
        }
    }
}
