import Domain
import Vault

/// How a person is told something: with their keys, and their address when they have one that may be used.
///
/// Whose data is restricted, or who objected to being written to, has no such address: what there is to say is kept
/// behind their own door. Keeping is storage, which a restriction leaves (art. 18 GDPR), and nothing is sent.
struct Reached: Sendable {
    let keys: PersonKeys?
    let address: EmailAddress?
    let isRestricted: Bool

    /// - `opensAddress`: only who is told something is looked up, which stands in the log.
    init(_ person: EndUser.ID, vault: Vault, opensAddress: Bool) async throws {
        var (known, address): (PersonKeys?, EmailAddress?) = (nil, nil)
        var isRestricted = false
        do {
            known = try await vault.keys(of: person)
            if opensAddress {
                let opened = try await vault.read(
                    [.emailAddress], of: person, activity: .message,
                    access: Access(actor: .system, purpose: .communication, ground: .serviceDelivery))
                address = opened[.emailAddress].flatMap { EmailAddress($0.value.reveal()) }
            }
        } catch VaultError.restricted {
            isRestricted = true
        } catch let error as VaultError where error.isAboutOnePerson {
            known = nil
        }
        (keys, self.address, self.isRestricted) = (known, address, isRestricted)
    }
}
