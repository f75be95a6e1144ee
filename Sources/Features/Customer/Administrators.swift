import Domain
import Storage
import Vault

/// The administrators of a customer, to write to.
struct Administrators: Sendable {
    let vault: Vault

    static func all(
        of customer: Customer.ID, vault: Vault, in transaction: Transaction
    ) throws -> [AccountRow] {
        try AccountQueries.accounts(of: .customer(customer), in: transaction).filter { account in
            guard account.state != .closed else { return false }
            return try GrantQueries.isInForce(.customerAdmin, of: account, vault: vault, in: transaction)
        }
    }

    /// Opens their addresses, which stands in the log.
    func reachable(of customer: Customer.ID) async throws -> [Reachable] {
        let accounts = try await vault.data.read { try Self.all(of: customer, vault: vault, in: $0) }
        return try await Reachable.among(accounts, vault: vault)
    }
}
