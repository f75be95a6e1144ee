/// Where the people of one customer sign in: the provider of that customer's choice, and what it may say about them.
public struct IdentityProvider: Sendable {
    public typealias ID = Identifier<IdentityProvider>

    public let id: ID
    public let customer: Customer.ID
    public let issuer: ProviderAddress
    /// As whom the provider knows us.
    public let clientID: String
    public let clientSecret: Sensitive<String>
    public let claimMap: ClaimMap

    /// Refuses an issuer with a query, and an empty name or secret.
    public init?(
        id: ID, customer: Customer.ID, issuer: ProviderAddress, clientID: String,
        clientSecret: Sensitive<String>, claimMap: ClaimMap
    ) {
        guard !issuer.hasQuery, !clientID.isEmpty, !clientSecret.reveal().isEmpty else { return nil }
        self.id = id
        self.customer = customer
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.claimMap = claimMap
    }
}

/// The port to the identity providers of customers.
public protocol IdentityProviding: Sendable {
    /// What the provider publishes: for the address to send a browser to, and to try out a new setting.
    func configuration(of provider: IdentityProvider) async throws(SignOnRefusal) -> ProviderConfiguration

    /// Who came back: exchanges the code of the answer, and believes only a token that the provider signed for us,
    /// just now, in this attempt.
    ///
    /// - `returningTo`: the same address as in the request.
    func identity(
        in answer: AuthorizationAnswer, to attempt: SignOnAttempt, at provider: IdentityProvider,
        returningTo: String
    ) async throws(SignOnRefusal) -> SignedOnIdentity
}
