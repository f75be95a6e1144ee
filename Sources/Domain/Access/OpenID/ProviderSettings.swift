/// What a customer set about its identity provider: all but the secret, which is bound to it.
public struct ProviderSettings: Hashable, Sendable {
    public let id: IdentityProvider.ID
    public let customer: Customer.ID
    public let issuer: ProviderAddress
    /// Since when it is this issuer: who was tied before that was known by another.
    public let issuerSince: Moment
    public let clientID: String
    public let claimMap: ClaimMap

    public init(
        id: IdentityProvider.ID, customer: Customer.ID, issuer: ProviderAddress, issuerSince: Moment,
        clientID: String, claimMap: ClaimMap
    ) {
        self.id = id
        self.customer = customer
        self.issuer = issuer
        self.issuerSince = issuerSince
        self.clientID = clientID
        self.claimMap = claimMap
    }

    /// Everything that the seal of the secret covers: a setting that was changed past the program opens nothing.
    public var parts: [[UInt8]] {
        let since = (0..<8).map {
            UInt8(truncatingIfNeeded: issuerSince.milliseconds >> (56 - 8 * Int64($0)))
        }
        let rules = claimMap.rules.map { [$0.claim, $0.value, $0.role.rawValue] }
            .sorted { $0.lexicographicallyPrecedes($1) }
        return [id.bytes, customer.bytes, Array(issuer.text.utf8), since, Array(clientID.utf8)]
            + rules.joined().map { Array($0.utf8) }
    }

    /// Nothing when these make no provider.
    public func provider(secret: Sensitive<String>) -> IdentityProvider? {
        IdentityProvider(
            id: id, customer: customer, issuer: issuer, clientID: clientID, clientSecret: secret,
            claimMap: claimMap)
    }
}
