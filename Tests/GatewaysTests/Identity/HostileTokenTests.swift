import Domain
import Foundation
import Gateways
import TestKit
import Testing
import Vault

/// A provider, or whoever stands between, that answers with a token that must not be believed.
@Suite struct HostileTokenTests {
    @Test(arguments: ["RS256", "PS256", "ES256"])
    func `a token with a good signature of each kind is believed`(algorithm: String) async throws {
        let hostile = try await HostileProvider()
        let provider = try hostile.provider("honest")
        let identity = try await hostile.identity(algorithm: algorithm, at: provider)
        #expect(identity.subject.reveal() == "248289761001")
        #expect(try provider.claimMap.roles(of: identity) == [.customerAdmin])
    }

    @Test(arguments: [
        ("forged", IDTokenRefusal.badSignature), ("altered", .badSignature), ("unsigned", .badSignature),
        ("none", .algorithmNotAllowed), ("hs256", .algorithmNotAllowed),
        ("key-of-other-kind", .algorithmNotAllowed), ("unknown-key", .unknownKey), ("own-key", .unknownKey),
        ("critical", .criticalHeader), ("access-token", .wrongType), ("wrong-issuer", .wrongIssuer),
        ("wrong-audience", .wrongAudience), ("among-audiences", .wrongAuthorizedParty),
        ("wrong-party", .wrongAuthorizedParty), ("expired", .expired), ("future", .issuedInFuture),
        ("old", .tooOld), ("wrong-nonce", .wrongNonce), ("no-nonce", .wrongNonce),
        ("no-subject", .subjectMalformed), ("long-subject", .subjectMalformed), ("no-expiry", .malformed),
        ("text-expiry", .malformed), ("no-compact", .malformed), ("long-token", .tooLong),
    ])
    func `a token that is wrong in one way is not believed`(
        crime: String, expected: IDTokenRefusal
    ) async throws {
        let hostile = try await HostileProvider()
        let provider = try hostile.provider("honest")
        await #expect(throws: SignOnRefusal.token(expected)) {
            try await hostile.identity(crime, at: provider)
        }
        // The same provider without the crime: it is this and nothing else that was refused.
        try await hostile.identity(at: provider)
    }

    @Test(arguments: ["no-key-id", "authorized-among-audiences", "unverified"])
    func `what the standard allows is believed`(variant: String) async throws {
        let hostile = try await HostileProvider()
        let identity = try await hostile.identity(variant, at: try hostile.provider("honest"))
        #expect(identity.isEmailVerified == (variant != "unverified"))
    }

    @Test(arguments: [
        ("wrong-secret", SignOnRefusal.clientRefused), ("server-error", .providerUnavailable),
        ("long-answer", .providerUnavailable), ("elsewhere", .providerUnavailable),
        ("no-json", .providerUnavailable), ("no-token", .providerUnavailable),
    ])
    func `a token endpoint that gives no token gets nobody in`(
        crime: String, expected: SignOnRefusal
    ) async throws {
        let hostile = try await HostileProvider()
        let provider = try hostile.provider("honest")
        await #expect(throws: expected) { try await hostile.identity(crime, at: provider) }
        // Two documents and one exchange: no redirect was followed.
        #expect(try await hostile.seen(3).map(\.method) == ["GET", "GET", "POST"])
        #expect(try await !hostile.server.sawMore())
    }

    @Test func `a code is good for one exchange`() async throws {
        let hostile = try await HostileProvider()
        let provider = try hostile.provider("honest")
        let attempt = try SignOnAttempt.random(at: provider.id)
        let code = try hostile.code(nil, nil, attempt)
        _ = try await hostile.identity(code: code, attempt, at: provider)
        await #expect(throws: SignOnRefusal.codeRefused) {
            try await hostile.identity(code: code, attempt, at: provider)
        }
    }

    @Test func `an attempt at one provider is not answered at another`() async throws {
        let hostile = try await HostileProvider()
        let attempt = try SignOnAttempt.random(at: .random())
        await #expect(throws: SignOnRefusal.stateMismatch) {
            try await hostile.identity(
                code: try hostile.code(nil, nil, attempt), attempt, at: try hostile.provider("honest"))
        }
        #expect(try await !hostile.server.sawMore())
    }

    @Test func `an answer that names another issuer, or hides it, gets no exchange`() async throws {
        let hostile = try await HostileProvider()
        let honest = try hostile.provider("honest")
        let naming = try hostile.provider("names-issuer")
        await #expect(throws: SignOnRefusal.issuerMismatch) {
            try await hostile.identity(at: honest, issuerInAnswer: "https://login.example.nl")
        }
        await #expect(throws: SignOnRefusal.issuerMismatch) { try await hostile.identity(at: naming) }
        #expect(try await hostile.seen(4).map(\.method) == ["GET", "GET", "GET", "GET"])
        try await hostile.identity(at: naming, issuerInAnswer: naming.issuer.text)
    }

    @Test(arguments: [("honest", true), ("post", false)])
    func `our secret goes the way the provider asks, with the verifier`(
        folder: String, isBasic: Bool
    ) async throws {
        let hostile = try await HostileProvider()
        let provider = try hostile.provider(folder)
        let attempt = try SignOnAttempt.random(at: provider.id)
        _ = try await hostile.identity(
            code: try hostile.code(nil, nil, attempt), attempt, at: provider)
        let exchange = try #require(try await hostile.seen(3).last)
        #expect(exchange.form["grant_type"] == "authorization_code")
        #expect(exchange.form["code_verifier"] == attempt.codeVerifier.reveal())
        #expect(exchange.form["redirect_uri"] == HostileProvider.returningTo)
        #expect(exchange.form["client_secret"] == (isBasic ? nil : "geheim:&% 1"))
        let basic = "Basic " + Data("bueno:geheim%3A%26%25%201".utf8).base64EncodedString()
        #expect(exchange.headers["authorization"] == (isBasic ? basic : nil))
    }
}
