/// Whom a provider vouches for. It prints nothing.
public struct SignedOnIdentity: Sendable {
    public let issuer: ProviderAddress
    /// The provider's own name for the person: with the issuer the one thing that stays the same.
    public let subject: Sensitive<String>
    /// Nothing when the provider gave none, or one that is no address.
    public let email: EmailAddress?
    /// Whether the provider says that it saw the person in that mailbox. Without it an address proves nothing.
    public let isEmailVerified: Bool
    public let claims: Sensitive<[String: JSONValue]>

    /// For whoever stands for a provider: a port, or a test of what follows.
    public init(
        issuer: ProviderAddress, subject: Sensitive<String>, email: EmailAddress?, isEmailVerified: Bool,
        claims: Sensitive<[String: JSONValue]>
    ) {
        self.issuer = issuer
        self.subject = subject
        self.email = email
        self.isEmailVerified = isEmailVerified
        self.claims = claims
    }
}
