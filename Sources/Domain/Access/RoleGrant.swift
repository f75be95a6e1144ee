/// A role that somebody has, for a while and from somebody else (P73).
///
/// What is in it stands under a keyed hash: a row that was written or changed past the program opens nothing.
public struct RoleGrant: Hashable, Sendable {
    public typealias ID = Identifier<RoleGrant>

    /// Who gave it.
    public enum Giver: Hashable, Sendable {
        case colleague(Account.ID)
        /// The customer's own provider, at a sign-on.
        case provider(IdentityProvider.ID)
        /// An operator at the command line, for the first of an organisation.
        case commandLine
    }

    public let id: ID
    public let account: Account.ID
    public let role: Role
    public let side: Account.Side
    public let giver: Giver
    public let starts: Moment
    public let expires: Moment
    public let revoked: Moment?

    public init(
        id: ID, account: Account.ID, role: Role, side: Account.Side, giver: Giver, starts: Moment,
        expires: Moment, revoked: Moment?
    ) {
        self.id = id
        self.account = account
        self.role = role
        self.side = side
        self.giver = giver
        self.starts = starts
        self.expires = expires
        self.revoked = revoked
    }

    public func isInForce(at now: Moment) -> Bool {
        starts <= now && now < expires && revoked == nil
    }

    /// The same grant, taken back.
    public func revoked(at now: Moment) -> RoleGrant {
        RoleGrant(
            id: id, account: account, role: role, side: side, giver: giver, starts: starts,
            expires: expires, revoked: revoked ?? now)
    }

    /// The longest that a role is given for: then somebody decides anew whether it is still needed.
    public static func termMax(_ side: Account.Side) -> CalendarTerm {
        switch side {
        case .customer: .years(1)
        case .staff: .months(3)
        }
    }

    /// How long a role lasts that an organisation's own provider gives: until the person signs on again.
    public static let signOnTerm = Moment.Span.days(1)

    /// How long beforehand the privacy officer sees that it ends.
    public static let warning = Moment.Span.days(14)

    /// Everything that the keyed hash covers, each part with a fixed length.
    public var bytes: [UInt8] {
        var result = id.bytes + account.bytes
        switch side {
        case .customer(let customer): result += [1] + customer.bytes
        case .staff: result += [2] + [UInt8](repeating: 0, count: 16)
        }
        switch giver {
        case .colleague(let account): result += [1] + account.bytes
        case .provider(let provider): result += [2] + provider.bytes
        case .commandLine: result += [3] + [UInt8](repeating: 0, count: 16)
        }
        for moment in [starts.milliseconds, expires.milliseconds, revoked?.milliseconds ?? 0] {
            result += (0..<8).map { UInt8(truncatingIfNeeded: moment >> (56 - 8 * Int64($0))) }
        }
        return result + Array(role.rawValue.utf8)
    }
}

extension Sequence<RoleGrant> {
    /// Of each role the grant that lasts longest: a person has a role once, whoever gave it.
    public var longestOfEach: [RoleGrant] {
        var seen: Set<Role> = []
        return sorted { $0.expires > $1.expires }.filter { seen.insert($0.role).inserted }
    }
}
