import Domain
import Foundation
import Gateways
import TestKit
import Testing
import Vault

/// A running `openid_hostile.py`, and us as its client. Each folder of it is an issuer.
struct HostileProvider {
    struct Request: Decodable {
        let method: String
        let path: String
        let headers: [String: String]
        let form: [String: String]
    }

    static let returningTo = "https://bueno.example.nl/klant/inloggen/terug"

    let server: TestServer
    let clock = TestClock()
    let gateway: OpenIDGateway
    private let scheme: String

    init(
        certificate: TestCertificate? = nil, trust: Trust = .system,
        deadline: Deadline = OpenIDGateway.deadline
    ) async throws {
        server = try await TestServer(
            "openid_hostile.py", certificate.map { [$0.certificate, $0.key] } ?? [])
        scheme = certificate == nil ? "http" : "https"
        gateway = OpenIDGateway(
            signatures: SignatureCheck(), clock: clock, trust: trust, deadline: deadline)
    }

    func provider(_ folder: String) throws -> IdentityProvider {
        let rule = try #require(ClaimRule(claim: "groups", value: "bueno-admin", role: .customerAdmin))
        let issuer = try #require(ProviderAddress("\(scheme)://127.0.0.1:\(server.port)/\(folder)"))
        return try #require(
            IdentityProvider(
                id: .random(), customer: .random(), issuer: issuer, clientID: "bueno",
                clientSecret: Sensitive("geheim:&% 1"), claimMap: ClaimMap(rules: [rule])))
    }

    /// Brings back a code that tells the provider what to answer, as if a person had signed in.
    @discardableResult
    func identity(
        _ crime: String? = nil, algorithm: String? = nil, at provider: IdentityProvider,
        issuerInAnswer: String? = nil
    ) async throws -> SignedOnIdentity {
        let attempt = try SignOnAttempt.random(at: provider.id)
        let code = try code(crime, algorithm, attempt)
        return try await identity(code: code, attempt, at: provider, issuerInAnswer: issuerInAnswer)
    }

    func code(_ crime: String?, _ algorithm: String? = nil, _ attempt: SignOnAttempt) throws -> String {
        struct Order: Encodable {
            let nonce: String, now: Int64, crime: String?, algorithm: String?
        }
        let order = Order(
            nonce: attempt.nonce.reveal(), now: clock.now().milliseconds / 1_000, crime: crime,
            algorithm: algorithm)
        return Base64URL.text(try JSONEncoder().encode(order))
    }

    func identity(
        code: String, _ attempt: SignOnAttempt, at provider: IdentityProvider, issuerInAnswer: String? = nil
    ) async throws -> SignedOnIdentity {
        let answer = AuthorizationAnswer(
            state: attempt.state.reveal(), code: code, error: nil, issuer: issuerInAnswer)
        return try await gateway.identity(
            in: answer, to: attempt, at: provider, returningTo: Self.returningTo)
    }

    /// What the server has seen so far, by path.
    func seen(_ count: Int) async throws -> [Request] {
        var requests: [Request] = []
        for _ in 0..<count { requests.append(try await server.next(as: Request.self)) }
        return requests
    }
}
