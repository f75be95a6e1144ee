internal import FoundationEssentials

/// Why what a provider publishes about itself is not used.
public enum DiscoveryRefusal: Error, CaseIterable, Equatable, Sendable {
    case malformed
    /// The document is another issuer's: then its keys are too.
    case wrongIssuer
    /// An address that is not HTTPS, or leads into this machine.
    case unsafeAddress
    /// The provider signs with nothing that we accept.
    case noCommonAlgorithm
    /// The provider takes our secret in no way that we know.
    case noCommonAuthentication
}

/// How we prove to the token endpoint that we are the client.
public enum ClientAuthentication: String, Sendable {
    case basic = "client_secret_basic"
    case post = "client_secret_post"
}

/// What a provider publishes about itself (OpenID Connect Discovery 1.0), as far as we use it.
public struct ProviderConfiguration: Hashable, Sendable {
    public let issuer: ProviderAddress
    public let authorizationEndpoint: ProviderAddress
    public let tokenEndpoint: ProviderAddress
    public let keysAddress: ProviderAddress
    public let clientAuthentication: ClientAuthentication
    /// Whether its answers name the issuer (RFC 9207): then one that does not is not its own.
    public let namesIssuerInAnswers: Bool

    /// Where the document of an issuer stands; nothing for an issuer with a query.
    public static func address(of issuer: ProviderAddress) -> ProviderAddress? {
        guard !issuer.hasQuery else { return nil }
        let base = issuer.text.hasSuffix("/") ? String(issuer.text.dropLast()) : issuer.text
        return ProviderAddress(base + "/.well-known/openid-configuration")
    }

    /// Reads the document. The issuer in it must be the configured one to the letter.
    public init(json: [UInt8], of issuer: ProviderAddress) throws(DiscoveryRefusal) {
        guard let document = try? JSONDecoder().decode(Document.self, from: Data(json)) else {
            throw .malformed
        }
        guard document.issuer.utf8.elementsEqual(issuer.text.utf8) else { throw .wrongIssuer }
        self.issuer = issuer
        authorizationEndpoint = try Self.endpoint(document.authorization_endpoint, of: issuer)
        tokenEndpoint = try Self.endpoint(document.token_endpoint, of: issuer)
        keysAddress = try Self.endpoint(document.jwks_uri, of: issuer)
        if let names = document.id_token_signing_alg_values_supported,
            !names.contains(where: { SignatureAlgorithm(rawValue: $0) != nil })
        {
            throw .noCommonAlgorithm
        }
        // What the standard says when the provider says nothing.
        let methods = document.token_endpoint_auth_methods_supported ?? [ClientAuthentication.basic.rawValue]
        let known: [ClientAuthentication] = [.basic, .post]
        guard let method = known.first(where: { methods.contains($0.rawValue) }) else {
            throw .noCommonAuthentication
        }
        clientAuthentication = method
        namesIssuerInAnswers = document.authorization_response_iss_parameter_supported ?? false
    }

    /// A provider elsewhere does not send us into our own machine.
    private static func endpoint(
        _ text: String, of issuer: ProviderAddress
    ) throws(DiscoveryRefusal) -> ProviderAddress {
        guard let address = ProviderAddress(text), issuer.isLoopback || !address.isLoopback else {
            throw .unsafeAddress
        }
        return address
    }

    /// The names are the standard's.
    private struct Document: Decodable {
        let issuer: String
        let authorization_endpoint: String
        let token_endpoint: String
        let jwks_uri: String
        let id_token_signing_alg_values_supported: [String]?
        let token_endpoint_auth_methods_supported: [String]?
        let authorization_response_iss_parameter_supported: Bool?
    }
}
