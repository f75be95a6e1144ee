import Domain
import Storage
import Vault

/// Somebody with a login, to write to.
struct Reachable: Sendable {
    let language: Language
    let keys: PersonKeys
    let address: EmailAddress

    /// Opens their addresses, which stands in the log. Who is gone since is left out.
    static func among(_ accounts: [AccountRow], vault: Vault) async throws -> [Reachable] {
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
