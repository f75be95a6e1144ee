import Domain
import Storage
import Vault

/// One enrolment of who is signed in, with the number and address that belong to it.
struct OwnEnrolment: Sendable {
    let keys: PersonKeys
    let customer: Customer.ID
    let service: Service
    let mobileNumber: MobileNumber?
    let emailAddress: EmailAddress?

    func address(_ channel: Message.Channel) -> MessageAddress? {
        switch channel {
        case .sms: mobileNumber.map(MessageAddress.sms)
        case .mail: emailAddress.map(MessageAddress.mail)
        }
    }
}

/// The enrolments of one human in one session: the one that is shown first, then those that have the same number and
/// address with another customer.
struct OwnEnrolments: Sendable {
    let vault: Vault

    /// Opens number and address of each, as its owner. Refuses when the one that is shown is gone, or locked (P43); what
    /// the law locked of another stays as it is.
    func opened(for signedIn: SignedIn) async throws -> [OwnEnrolment] {
        let known: OwnEnrolment?
        do {
            known = try await opened(signedIn.person)
        } catch VaultError.restricted {
            throw ContactChangeRefusal.locked
        }
        guard let shown = known else { throw VaultError.noSuchPerson }
        var all = [shown]
        for member in signedIn.members where member.person != signedIn.person {
            guard let other = try await unlocked(member.person), other.isSameHuman(as: shown) else {
                continue
            }
            all.append(other)
        }
        return all
    }

    private func unlocked(_ person: EndUser.ID) async throws -> OwnEnrolment? {
        do {
            return try await opened(person)
        } catch VaultError.restricted {
            return nil
        }
    }

    /// Nothing for who was erased in the meantime.
    private func opened(_ person: EndUser.ID) async throws -> OwnEnrolment? {
        do {
            let keys = try await vault.keys(of: person)
            let fields = try await vault.read(
                [.mobileNumber, .emailAddress], of: person, activity: .contactChange,
                access: keys.ownAccess(.delivery))
            guard let bought = try await vault.data.read({ try EndUserQueries.bought(for: person, in: $0) })
            else {
                return nil
            }
            return OwnEnrolment(
                keys: keys, customer: bought.customer, service: bought.service,
                mobileNumber: fields[.mobileNumber].flatMap { MobileNumber(e164: $0.value.reveal()) },
                emailAddress: fields[.emailAddress].flatMap { EmailAddress($0.value.reveal()) })
        } catch VaultError.noSuchPerson {
            return nil
        }
    }
}

extension OwnEnrolment {
    fileprivate func isSameHuman(as other: OwnEnrolment) -> Bool {
        service == other.service && mobileNumber == other.mobileNumber && emailAddress == other.emailAddress
    }
}
