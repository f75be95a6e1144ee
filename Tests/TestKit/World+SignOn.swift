public import Domain
public import Features
import Gateways
import Vault

/// Customers whose people sign on at their own provider.
extension World {
    public static let issuer = "https://login.example.nl/tenant"
    /// Of BuenO at the provider; a test looks for it where it must not be.
    public static let providerSecret = "geheim van de inlogdienst"

    public static func providerForm(
        issuer: String = World.issuer, secret: String = World.providerSecret,
        rules: [ProviderForm.TypedRule] = [
            .init(claim: "groups", value: "beheerders", role: "customer_admin"),
            .init(claim: "groups", value: "consulenten", role: "caseworker"),
        ]
    ) -> ProviderForm {
        ProviderForm(issuer: issuer, clientID: "bueno", clientSecret: Sensitive(secret), rules: rules)
    }

    /// The real port, as the program has it.
    public static func realIdentities(clock: any Clock) -> any IdentityProviding {
        OpenIDGateway(signatures: SignatureCheck(), clock: clock)
    }

    /// Walks to a provider and back, as a browser does.
    public func signOn(at typed: String = "iemand@example.nl") async throws -> SignedOn {
        try await comeBack(
            try await services.signOns.begin(at: typed, network: Self.network))
    }

    public func comeBack(
        _ departure: SignOnDeparture, on token: Token? = nil, state: String? = nil
    ) async throws -> SignedOn {
        try await services.signOns.finish(
            AuthorizationAnswer(
                state: state ?? Self.state(of: departure), code: "code", error: nil, issuer: nil),
            on: token ?? departure.token, network: Self.network, device: .computer, language: .dutch)
    }

    /// The state in an address that a browser was sent to.
    public static func state(of departure: SignOnDeparture) -> String {
        departure.url.split(whereSeparator: { "?&".contains($0) }).first { $0.hasPrefix("state=") }
            .map { String($0.dropFirst(6)) } ?? ""
    }
}
