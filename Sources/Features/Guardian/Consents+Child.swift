import Domain
import Vault

/// What is opened of a child while its guardian decides.
extension Consents {
    /// Nothing of who may not be written to now. P18: their guardian decides all the same, and it waits in their portal.
    func childAddress(_ child: EndUser.ID) async throws -> MessageAddress? {
        do {
            let opened = try await vault.read(
                [.emailAddress], of: child, activity: .message,
                access: Access(actor: .system, purpose: .communication, ground: .serviceDelivery))
            return opened[.emailAddress].flatMap { EmailAddress($0.value.reveal()) }.map(MessageAddress.mail)
        } catch VaultError.restricted {
            return nil
        }
    }

    /// Nothing while the law locked it.
    func childNumber(_ child: EndUser.ID, for keys: PersonKeys) async throws -> MobileNumber? {
        do {
            let opened = try await vault.read(
                [.mobileNumber], of: child, activity: .guardianConsent, access: keys.guardianAccess)
            return opened[.mobileNumber].flatMap { MobileNumber(e164: $0.value.reveal()) }
        } catch VaultError.restricted {
            return nil
        }
    }
}
