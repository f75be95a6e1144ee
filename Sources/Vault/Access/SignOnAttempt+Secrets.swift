public import Domain

extension SignOnAttempt {
    public static func random(at provider: IdentityProvider.ID) throws -> SignOnAttempt {
        guard let attempt = SignOnAttempt(random: Sodium.randomBytes(randomByteCount), provider: provider)
        else { throw VaultError.cryptographyUnavailable }
        return attempt
    }

    /// What the provider may know of the verifier before the code is exchanged (RFC 7636, S256).
    public var codeChallenge: String {
        Base64URL.text(Sodium.sha256(Array(codeVerifier.reveal().utf8)))
    }
}
