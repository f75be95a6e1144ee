import Domain
import Foundation
import Gateways
import TestKit
import Testing
import Vault

/// The whole way at a real provider (Django OAuth Toolkit), as a browser and we walk it.
@Suite struct OpenIDSignInTests {
    private struct SystemClock: Domain.Clock {
        func now() -> Moment { Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
    }

    /// One running provider, and a customer that chose it.
    private struct Fixture {
        static let password = "lange zin voor mij"
        static let returningTo = "https://bueno.example.nl/klant/inloggen/terug?a=b&c=d%20e"

        let server: TestServer
        let provider: IdentityProvider
        let gateway = OpenIDGateway(signatures: SignatureCheck(), clock: SystemClock())

        init(secretKnown: String = "geheim:&% 1") async throws {
            let server = try await TestServer(
                "openid_provider.py",
                [
                    "--client", "bueno", "--secret", "geheim:&% 1", "--person", "voorbeeld",
                    "--email", "v.voorbeeld@example.nl", "--password", Self.password,
                    "--group", "bueno-admin", "--group", "iedereen", "--returning-to", Self.returningTo,
                ])
            let rule = try #require(ClaimRule(claim: "groups", value: "bueno-admin", role: .customerAdmin))
            let issuer = try #require(ProviderAddress("http://127.0.0.1:\(server.port)/o"))
            self.server = server
            provider = try #require(
                IdentityProvider(
                    id: .random(), customer: .random(), issuer: issuer, clientID: "bueno",
                    clientSecret: Sensitive(secretKnown), claimMap: ClaimMap(rules: [rule])))
        }

        /// Signs in at the provider as a person does, and returns with what the browser brings back.
        func answer(to attempt: SignOnAttempt) async throws -> [String: String] {
            let request = AuthorizationRequest(
                try await gateway.configuration(of: provider), provider: provider, attempt: attempt,
                codeChallenge: attempt.codeChallenge, returningTo: Self.returningTo)
            let visitor = FormVisitor()
            let loginAddress = try #require(try await visitor.get(request.url).location)
            let form = try await visitor.get(loginAddress)
            let loggedIn = try await visitor.post(
                [
                    "csrfmiddlewaretoken": try #require(form.hidden("csrfmiddlewaretoken")),
                    "username": "voorbeeld", "password": Self.password,
                ], to: loginAddress)
            let next = try #require(loggedIn.location)
            let back = try #require(try await visitor.get(next).location)
            let items = URLComponents(string: back)?.queryItems ?? []
            return Dictionary(items.map { ($0.name, $0.value ?? "") }) { first, _ in first }
        }

        func identity(
            _ answer: [String: String], _ attempt: SignOnAttempt
        ) async throws(SignOnRefusal) -> SignedOnIdentity {
            try await gateway.identity(
                in: AuthorizationAnswer(
                    state: answer["state"], code: answer["code"], error: answer["error"],
                    issuer: answer["iss"]),
                to: attempt, at: provider, returningTo: Self.returningTo)
        }
    }

    @Test func `who signs in at the provider is known by it, with an address and a role`() async throws {
        let fixture = try await Fixture()
        let attempt = try SignOnAttempt.random(at: fixture.provider.id)
        let identity = try await fixture.identity(try await fixture.answer(to: attempt), attempt)
        #expect(identity.subject.reveal() == "1")
        #expect(identity.issuer == fixture.provider.issuer)
        #expect(identity.email == EmailAddress("v.voorbeeld@example.nl"))
        #expect(identity.isEmailVerified)
        #expect(try fixture.provider.claimMap.roles(of: identity) == [.customerAdmin])
    }

    @Test func `a code is exchanged once`() async throws {
        let fixture = try await Fixture()
        let attempt = try SignOnAttempt.random(at: fixture.provider.id)
        let answer = try await fixture.answer(to: attempt)
        _ = try await fixture.identity(answer, attempt)
        await #expect(throws: SignOnRefusal.codeRefused) { try await fixture.identity(answer, attempt) }
    }

    @Test func `a stolen code is worth nothing in another attempt`() async throws {
        let fixture = try await Fixture()
        let victim = try SignOnAttempt.random(at: fixture.provider.id)
        let thief = try SignOnAttempt.random(at: fixture.provider.id)
        var answer = try await fixture.answer(to: victim)
        await #expect(throws: SignOnRefusal.stateMismatch) { try await fixture.identity(answer, thief) }
        // With the state of the thief's own attempt it is the provider that refuses: the verifier is another.
        answer["state"] = thief.state.reveal()
        await #expect(throws: SignOnRefusal.codeRefused) { try await fixture.identity(answer, thief) }
    }

    @Test func `a wrong secret of ours is for an operator, not for the person`() async throws {
        let fixture = try await Fixture(secretKnown: "another")
        let attempt = try SignOnAttempt.random(at: fixture.provider.id)
        let answer = try await fixture.answer(to: attempt)
        await #expect(throws: SignOnRefusal.clientRefused) { try await fixture.identity(answer, attempt) }
    }
}
