/// A customer's rule: who has this value in this claim has this role.
public struct ClaimRule: Hashable, Sendable {
    public let claim: String
    public let value: String
    public let role: Role

    /// Refuses every role that is not one at a customer: no provider elsewhere makes somebody staff of BuenO.
    public init?(claim: String, value: String, role: Role) {
        guard Self.roles.contains(role), !claim.isEmpty, !value.isEmpty else { return nil }
        self.claim = claim
        self.value = value
        self.role = role
    }

    public static let roles: [Role] = [.customerAdmin, .caseworker, .customerFinance, .customerViewer]

    /// The value itself, or one in a list of values. Case counts, as it does at the provider.
    fileprivate func matches(_ claims: [String: JSONValue]) -> Bool {
        switch claims[claim] {
        case .text(let text): text == value
        case .list(let list): list.contains(.text(value))
        default: false
        }
    }
}

/// What the words of a provider mean here. Without a rule that fits nobody gets in.
public struct ClaimMap: Hashable, Sendable {
    public let rules: [ClaimRule]

    public init(rules: [ClaimRule]) {
        self.rules = rules
    }

    /// At least one role.
    public func roles(of identity: SignedOnIdentity) throws(SignOnRefusal) -> Set<Role> {
        let claims = identity.claims.reveal()
        let roles = Set(rules.filter { $0.matches(claims) }.map(\.role))
        guard !roles.isEmpty else { throw .noRole }
        return roles
    }
}
