import Domain
import Testing

/// What the tests of sign-on begin with: one honest provider, attempt, document and token.
enum OpenIDSamples {
    struct Missing: Error {}

    static let now = Moment(milliseconds: 1_772_442_000_000)
    static let issuerText = "https://login.example.nl/tenant"
    static let document = """
        {"issuer":"https://login.example.nl/tenant",\
        "authorization_endpoint":"https://login.example.nl/authorize",\
        "token_endpoint":"https://login.example.nl/token","jwks_uri":"https://login.example.nl/jwks",\
        "id_token_signing_alg_values_supported":["RS256","ES256"],\
        "token_endpoint_auth_methods_supported":["client_secret_post","client_secret_basic"]}
        """

    static func issuer() throws -> ProviderAddress {
        guard let issuer = ProviderAddress(issuerText) else { throw Missing() }
        return issuer
    }

    static func provider(_ rules: [ClaimRule] = []) throws -> IdentityProvider {
        guard
            let provider = IdentityProvider(
                id: .random(), customer: .random(), issuer: try issuer(), clientID: "bueno client",
                clientSecret: Sensitive("geheim"), claimMap: ClaimMap(rules: rules))
        else { throw Missing() }
        return provider
    }

    static func attempt(at provider: IdentityProvider.ID) throws -> SignOnAttempt {
        guard let attempt = SignOnAttempt(random: (0..<96).map { UInt8($0) }, provider: provider) else {
            throw Missing()
        }
        return attempt
    }

    static let keys = JSONWebKeySet(keys: [
        JSONWebKey(id: "rsa", algorithm: .rs256, material: .rsa(modulus: [1], exponent: [3])),
        JSONWebKey(id: "ec", algorithm: nil, material: .p256(x: [1], y: [2])),
    ])

    /// A token whose signature is the word "good", which `GoodSignature` believes.
    static func token(header: String, claims: String, signature: String = "good") -> Sensitive<String> {
        Sensitive([header, claims, signature].map { Base64URL.text($0.utf8) }.joined(separator: "."))
    }

    static let header = #"{"alg":"RS256","kid":"rsa","typ":"JWT"}"#
    static let seconds = now.milliseconds / 1_000

    /// Each member as it is written in JSON; a nil leaves it out.
    static func claims(_ changes: [String: String?] = [:]) -> String {
        var members: [String: String] = [
            "iss": "\"\(issuerText)\"", "aud": "\"bueno\"", "sub": "\"248289761001\"", "nonce": "\"n-0S6\"",
            "exp": "\(seconds + 300)", "iat": "\(seconds)", "email": "\"v.voorbeeld@example.nl\"",
            "email_verified": "true", "groups": "[\"bueno-admin\",\"other\",7]", "team": "\"Zorg\"",
        ]
        for (name, value) in changes { members[name] = value }
        return "{" + members.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }

    static func identity(
        _ claims: String, header: String = header, signature: String = "good", at now: Moment = now
    ) throws -> SignedOnIdentity {
        let token = try IDToken(compact: token(header: header, claims: claims, signature: signature))
        return try token.claims(signedBy: keys, check: GoodSignature()).identity(
            expected: IDTokenExpectation(
                issuer: try issuer(), clientID: "bueno", nonce: Sensitive("n-0S6")), at: now)
    }
}

/// Stands for the cryptography, which has its own tests: only the word "good" is a signature.
struct GoodSignature: SignatureChecking {
    func isValid(
        _ signature: [UInt8], of message: [UInt8], by key: JSONWebKey, _ algorithm: SignatureAlgorithm
    ) -> Bool {
        signature == Array("good".utf8)
    }
}
