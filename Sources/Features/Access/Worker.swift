public import Domain
import Vault

public enum WorkSession {
    public typealias ID = Identifier<WorkSession>
}

/// Who is signed in for their work, on this request, with the roles that are in force and genuine now.
public struct Worker: Sendable {
    public let session: WorkSession.ID
    public let account: Account.ID
    public let pseudonym: Pseudonym.ID
    public let side: Account.Side
    /// Nothing for BuenO's own people.
    public let customerName: String?
    public let roles: Set<Role>
    public let language: Language
    /// When they last proved themselves with their second factor.
    public let proven: Moment
    /// What BuenO's own people still have to sign: until then nothing opens (P72, P73).
    public let unsigned: [DutyText]
    /// Beside name and address, a number that their organisation tied to them.
    public var holdsNumber = false

    public var customer: Customer.ID? { if case .customer(let id) = side { id } else { nil } }

    /// Acting in the first of these roles that they have; nothing when they have none of them.
    public func actor(in roles: [Role]) -> Actor? {
        guard let role = roles.first(where: self.roles.contains) else { return nil }
        return Actor(role: role, organisation: side.organisation, pseudonym: pseudonym, account: account)
    }

    /// On their own data: also for who has no role any more.
    var onOwnData: Actor {
        actor(in: Role.allCases.filter(side.canHold))
            ?? Actor(
                role: side == .staff ? .support : .customerViewer, organisation: side.organisation,
                pseudonym: pseudonym, account: account)
    }

    /// What is heavy asks for a recent proof.
    public func isProven(at now: Moment) -> Bool { now - proven < Self.provenFor }

    static let provenFor = Moment.Span.minutes(10)
}
