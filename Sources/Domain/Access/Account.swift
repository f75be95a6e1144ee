/// Somebody with a login for their work: at a customer, or at BuenO. A data subject like any other (P61).
public struct Account: Sendable {
    public typealias ID = Identifier<Account>

    public enum State: String, CaseIterable, Sendable {
        /// Asked to come; has no password yet.
        case invited
        case active
        /// Left. Nothing opens any more, and the data goes after its term.
        case closed
    }

    public enum Side: Hashable, Sendable {
        case customer(Customer.ID)
        case staff

        public var organisation: Actor.Organisation {
            switch self {
            case .customer(let id): .customer(id)
            case .staff: .bueno
            }
        }

        /// Whether somebody on this side can have the role at all.
        public func canHold(_ role: Role) -> Bool {
            switch self {
            case .customer: role.side == .customer
            case .staff: role.side == .staff
            }
        }
    }
}

/// Why an invitation, or another change of accounts, is not carried out. Holds nothing of anybody.
public enum AccountRefusal: Error, Equatable, Sendable {
    case nameMissing
    case emailInvalid
    /// Somebody of the same organisation has a login with this address.
    case addressTaken
    case roleMissing
    case roleNotOfThisSide
    /// Nobody hands a role to themselves, and nobody closes their own account (P73).
    case notToYourself
    /// The customer would be left without anybody who can manage it.
    case lastAdministrator
    /// The customer has one already, who invites the others.
    case administratorThere
    case unknownAccount
    case alreadyClosed
    /// The invitation was used, withdrawn, or is too old.
    case invitationOver
    case password(PasswordRefusal)
    case wrongCode
    /// Their organisation lets its people in by its own sign-in page alone.
    case signOnOnly
}
