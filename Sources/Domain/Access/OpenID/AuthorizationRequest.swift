/// The address that a browser is sent to, to sign in at a provider (OpenID Connect Core 3.1.2.1, RFC 7636).
///
/// It asks for who somebody is, their name and their e-mail address, and nothing more (P17).
public struct AuthorizationRequest: Sendable {
    public let url: String

    /// - `codeChallenge`: the SHA-256 of the attempt's verifier as base 64 for addresses.
    /// - `returningTo`: our own address, as it is registered at the provider.
    /// - `asksAgain`: that the person proves themselves now, however they are known there.
    public init(
        _ configuration: ProviderConfiguration, provider: IdentityProvider, attempt: SignOnAttempt,
        codeChallenge: String, returningTo: String, asksAgain: Bool = false
    ) {
        let again = asksAgain ? [("prompt", "login"), ("max_age", "0")] : []
        let query = PercentEncoding.pairs(
            [
                ("response_type", "code"),
                ("scope", "openid email profile"),
                ("client_id", provider.clientID),
                ("redirect_uri", returningTo),
                ("state", attempt.state.reveal()),
                ("nonce", attempt.nonce.reveal()),
                ("code_challenge", codeChallenge),
                ("code_challenge_method", "S256"),
            ] + again)
        let endpoint = configuration.authorizationEndpoint
        url = endpoint.text + (endpoint.hasQuery ? "&" : "?") + query
    }
}
