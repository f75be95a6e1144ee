public import Domain
import Vault

/// What a screen between code and account shows.
public struct EnrolmentAttempt: Sendable {
    public enum Stage: Sendable {
        /// Who applies for a phone or SIM card is asked.
        case details
        /// Number and address are asked.
        case contact
        /// Under sixteen: a guardian is asked (P18).
        case guardian
        /// A code went to the number.
        case secret
        /// The code was right; each field waits to be confirmed (P16).
        case check
    }

    public let customerName: String
    public let service: Service
    public let stage: Stage
    /// What was typed before, for who comes back to correct it.
    public let mobileNumber: MobileNumber?
    public let emailAddress: EmailAddress?
    public let age: EndUser.DeclaredAge?
    /// Whom a child named before, for who comes back to correct it.
    public let guardian: NamedGuardian?
    public let sendsLeft: Int
}

/// How an enrolment ended well.
public enum Enrolled: Sendable {
    /// Signed in, with the token for the cookie.
    case active(Token)
    /// Enrolled on a computer that is not theirs: nobody is signed in there.
    case helped(MobileNumber)
    /// Kept safely until then; a parent must agree first (P18).
    case awaitingGuardian(until: Moment)
    /// The number is theirs; what they gave is still to be looked over (P16).
    case toBeConfirmed
}

/// A guardian as a child named them, and when the child turns sixteen.
public struct NamedGuardian: Sendable {
    public let mobileNumber: MobileNumber?
    public let emailAddress: EmailAddress?
    public let turnsSixteen: CalendarMonth

    var named: GuardianForm.Named? {
        GuardianForm.Named(mobileNumber: mobileNumber, emailAddress: emailAddress)
    }
}

/// Number and address as they travel between the screens, sealed under the browser's token.
struct SealedContact: Sendable {
    let mobileNumber: MobileNumber
    let emailAddress: EmailAddress?

    init(mobileNumber: MobileNumber, emailAddress: EmailAddress?) {
        self.mobileNumber = mobileNumber
        self.emailAddress = emailAddress
    }

    init(_ contact: ContactForm.Contact) {
        mobileNumber = contact.mobileNumber
        emailAddress = contact.emailAddress
    }

    /// Refuses bytes that are not a number, a line end and an address or nothing.
    init(_ opened: Sensitive<[UInt8]>) throws {
        let parts = String(decoding: opened.reveal(), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        guard parts.count == 2, let number = MobileNumber(e164: String(parts[0])) else {
            throw VaultError.damaged
        }
        let address = EmailAddress(String(parts[1]))
        guard address != nil || parts[1].isEmpty else { throw VaultError.damaged }
        mobileNumber = number
        emailAddress = address
    }

    var bytes: [UInt8] {
        Array((mobileNumber.e164.reveal() + "\n" + (emailAddress?.canonical.reveal() ?? "")).utf8)
    }

    /// What was given.
    var fields: FieldSet {
        FieldSet(emailAddress == nil ? [Field.mobileNumber] : [.mobileNumber, .emailAddress])
    }
}

extension PersonKeys {
    /// The person acting on their own data.
    func ownAccess(_ purpose: Purpose) -> Access {
        Access(
            actor: Actor(role: .endUser, organisation: .none, pseudonym: pseudonym), purpose: purpose,
            ground: .ownData)
    }
}
