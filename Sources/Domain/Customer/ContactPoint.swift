/// Where a customer can be reached about something: a mailbox or a number of the organisation, which is general, or
/// a colleague, which is personal (P02).
public struct ContactPoint: Sendable {
    public typealias ID = Identifier<ContactPoint>

    public enum Purpose: String, CaseIterable, Sendable {
        case contract, invoice, privacy, technical, fraud
    }

    public enum Channel: String, CaseIterable, Sendable {
        case mail, phone
    }

    /// A general one stands in the clear. A personal one is a reference: name and address stay in the vault.
    public enum Place: Hashable, Sendable {
        case general(Channel, String)
        case personal(Account.ID)
    }

    public let id: ID
    public let purpose: Purpose
    public let place: Place
    public let since: Moment

    public init(id: ID, purpose: Purpose, place: Place, since: Moment) {
        self.id = id
        self.purpose = purpose
        self.place = place
        self.since = since
    }

    /// What was typed as a general contact point, judged: personal is refused, because it would stand in the clear.
    public static func general(_ typed: String) throws(ContactPointRefusal) -> Place {
        let text = typed.filter { !$0.isWhitespace }
        guard !text.isEmpty else { throw .missing }
        guard text.contains("@") else {
            do throws(GeneralNumber.Refusal) {
                return .general(.phone, try GeneralNumber(text).text)
            } catch {
                switch error {
                case .mobile: throw .numberIsPersonal
                case .notANumber: throw .notReachable
                }
            }
        }
        guard let address = EmailAddress(text) else { throw .notReachable }
        guard GeneralMailbox.isGeneral(address) else { throw .mailboxIsPersonal }
        return .general(.mail, address.canonical.reveal())
    }

    /// The rule that a kept general contact point still has to pass.
    public static func isGeneral(_ kept: String) -> Bool { (try? general(kept)) != nil }
}

/// Why a contact point is not kept. Holds nothing of what was typed.
public enum ContactPointRefusal: Error, Equatable, Sendable {
    case missing
    /// No mail address and no phone number.
    case notReachable
    case mailboxIsPersonal
    case numberIsPersonal
    case purposeMissing
    case alreadyThere
    /// No open account of this customer.
    case unknownColleague
    case unknown
}
