import Domain
import Storage
import Vault

/// The administrators of a customer, to write to.
struct Administrators: Sendable {
    let vault: Vault

    struct Reachable: Sendable {
        let language: Language
        let keys: PersonKeys
        let address: EmailAddress
    }

    static func all(
        of customer: Customer.ID, vault: Vault, in transaction: Transaction
    ) throws -> [AccountRow] {
        try AccountQueries.accounts(of: .customer(customer), in: transaction).filter { account in
            guard account.state != .closed else { return false }
            return try GrantQueries.genuine(of: account.id, side: account.side, vault: vault, in: transaction)
                .contains { $0.role == .customerAdmin && $0.isInForce(at: transaction.now) }
        }
    }

    /// Opens their addresses, which stands in the log.
    func reachable(of customer: Customer.ID) async throws -> [Reachable] {
        let accounts = try await vault.data.read { try Self.all(of: customer, vault: vault, in: $0) }
        let opened = try await vault.read(
            [.emailAddress], of: accounts.map { .account($0.id) },
            access: Access(actor: .system, purpose: .delivery, ground: .colleagues))
        var result: [Reachable] = []
        for account in accounts {
            guard let text = opened[.account(account.id)]?[.emailAddress]?.value.reveal(),
                let address = EmailAddress(text)
            else { continue }
            result.append(
                Reachable(
                    language: account.language, keys: try await vault.keys(of: account.id), address: address))
        }
        return result
    }
}
