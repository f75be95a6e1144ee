/// What an administrator typed about their organisation's identity provider.
public struct ProviderForm: Sendable {
    public struct TypedRule: Hashable, Sendable {
        public let claim: String
        public let value: String
        public let role: String

        public init(claim: String, value: String, role: String) {
            self.claim = claim
            self.value = value
            self.role = role
        }

        public var isEmpty: Bool { claim.isEmpty && value.isEmpty }
    }

    public static let rulesMax = 10
    private static let charactersMax = 200
    private static let secretCharactersMax = 1_000

    public let issuer: String
    public let clientID: String
    /// Empty keeps the one that we have.
    public let clientSecret: Sensitive<String>
    public let rules: [TypedRule]

    public init(issuer: String, clientID: String, clientSecret: Sensitive<String>, rules: [TypedRule]) {
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.rules = rules
    }

    /// What was typed, once all of it is right.
    public struct Checked: Sendable {
        public let issuer: ProviderAddress
        public let clientID: String
        /// Nothing keeps the one that we have.
        public let newSecret: Sensitive<String>?
        public let claimMap: ClaimMap
    }

    /// - `known`: what is set now, with its secret.
    /// - `allowsLoopback`: only where we ourselves run on this machine alone: a customer sends us into nobody's machine.
    /// - Refuses with every problem at once.
    public func checked(
        known: (issuer: String, clientID: String)?, allowsLoopback: Bool
    ) throws(ProviderRefusal) -> Checked {
        var problems: [ProviderProblem] = []
        let address = Self.address(issuer, allowsLoopback: allowsLoopback, &problems)
        if clientID.isEmpty || clientID.count > Self.charactersMax { problems.append(.clientIDMissing) }
        let secret = clientSecret.reveal()
        // A kept secret goes to nobody but whom it was given for.
        let isKnown = known.map { $0.issuer == issuer && $0.clientID == clientID } ?? false
        if secret.count > Self.secretCharactersMax || (secret.isEmpty && !isKnown) {
            problems.append(known == nil ? .secretMissing : .secretNeededAnew)
        }
        let map = map(&problems)
        guard problems.isEmpty, let address else { throw .invalid(problems) }
        return Checked(
            issuer: address, clientID: clientID, newSecret: secret.isEmpty ? nil : clientSecret, claimMap: map
        )
    }

    /// The address alone, to try it out.
    public func address(allowsLoopback: Bool) throws(ProviderRefusal) -> ProviderAddress {
        var problems: [ProviderProblem] = []
        guard let address = Self.address(issuer, allowsLoopback: allowsLoopback, &problems) else {
            throw .invalid(problems)
        }
        return address
    }

    private static func address(
        _ text: String, allowsLoopback: Bool, _ problems: inout [ProviderProblem]
    ) -> ProviderAddress? {
        guard !text.isEmpty else {
            problems.append(.issuerMissing)
            return nil
        }
        guard let address = ProviderAddress(text), !address.hasQuery, allowsLoopback || !address.isLoopback
        else {
            problems.append(text.hasPrefix("https://") ? .issuerMalformed : .issuerNotEncrypted)
            return nil
        }
        return address
    }

    private func map(_ problems: inout [ProviderProblem]) -> ClaimMap {
        var result: [ClaimRule] = []
        for (number, typed) in zip(1..., rules) where !typed.isEmpty {
            guard number <= Self.rulesMax, typed.claim.count <= Self.charactersMax,
                typed.value.count <= Self.charactersMax,
                let role = Role(rawValue: typed.role),
                let rule = ClaimRule(claim: typed.claim, value: typed.value, role: role)
            else {
                problems.append(.ruleIncomplete(number))
                continue
            }
            if rule.isAboutOnePerson { problems.append(.ruleAboutOnePerson(number)) }
            if !result.contains(rule) { result.append(rule) }
        }
        if result.isEmpty, !problems.contains(where: \.isAboutRule) { problems.append(.rulesMissing) }
        return ClaimMap(rules: result)
    }
}

extension ClaimRule {
    /// P02: a rule is about a group. One about a person would keep who they are, in the clear.
    fileprivate var isAboutOnePerson: Bool {
        ["email", "sub", "oid", "name", "upn", "preferred_username", "phone_number"].contains(claim)
            || value.contains("@")
    }

    public var givesAdministration: Bool { role == .customerAdmin }
}
