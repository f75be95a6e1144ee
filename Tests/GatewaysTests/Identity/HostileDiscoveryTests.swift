import Domain
import Gateways
import TestKit
import Testing

/// What a provider publishes about itself: refused when it is wrong, fetched seldom when it is right.
@Suite struct HostileDiscoveryTests {
    @Test(arguments: [
        ("wrong-issuer", SignOnRefusal.discovery(.wrongIssuer)), ("unsafe", .discovery(.unsafeAddress)),
        ("no-endpoint", .discovery(.malformed)), ("no-json", .discovery(.malformed)),
        ("hs256-only", .discovery(.noCommonAlgorithm)), ("no-secret", .discovery(.noCommonAuthentication)),
        ("long", .providerUnavailable), ("long-keys", .providerUnavailable), ("down", .providerUnavailable),
        ("elsewhere", .providerUnavailable),
    ])
    func `a provider that publishes something wrong is not asked`(
        folder: String, expected: SignOnRefusal
    ) async throws {
        let hostile = try await HostileProvider()
        let provider = try hostile.provider(folder)
        await #expect(throws: expected) { try await hostile.gateway.configuration(of: provider) }
        await #expect(throws: expected) { try await hostile.identity(at: provider) }
    }

    @Test func `a provider that says nothing is left at the deadline`() async throws {
        let hostile = try await HostileProvider(
            deadline: Deadline(connectMilliseconds: 500, totalMilliseconds: 500))
        await #expect(throws: SignOnRefusal.providerUnavailable) {
            try await hostile.gateway.configuration(of: try hostile.provider("silent"))
        }
        await #expect(throws: SignOnRefusal.providerUnavailable) {
            try await hostile.identity("silent", at: try hostile.provider("honest"))
        }
    }

    @Test func `an untrusted certificate is no provider`() async throws {
        let certificate = try TestCertificate()
        let wary = try await HostileProvider(certificate: certificate)
        await #expect(throws: SignOnRefusal.providerUnavailable) {
            try await wary.gateway.configuration(of: try wary.provider("honest"))
        }
        let trusting = try await HostileProvider(
            certificate: certificate, trust: Trust(certificateFile: certificate.certificate))
        try await trusting.identity(at: try trusting.provider("honest"))
    }

    @Test func `document and keys are fetched once for many, and again after an hour`() async throws {
        let hostile = try await HostileProvider()
        let provider = try hostile.provider("honest")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask { _ = try await hostile.gateway.configuration(of: provider) }
            }
            try await group.waitForAll()
        }
        hostile.clock.advance(by: .minutes(59))
        _ = try await hostile.gateway.configuration(of: provider)
        #expect(try await hostile.seen(2).count == 2)
        #expect(try await !hostile.server.sawMore())
        hostile.clock.advance(by: .minutes(1))
        _ = try await hostile.gateway.configuration(of: provider)
        #expect(
            try await hostile.seen(2).map(\.path) == [
                "/honest/.well-known/openid-configuration", "/honest/jwks",
            ])
    }

    @Test func `a new key of the provider is found at once, when we did not only just ask`() async throws {
        let hostile = try await HostileProvider()
        let provider = try hostile.provider("honest")
        try await hostile.identity(at: provider)
        hostile.clock.advance(by: .minutes(1))
        try await hostile.identity("new-key", at: provider)
        #expect(try await hostile.seen(6).map(\.method) == ["GET", "GET", "POST", "POST", "GET", "GET"])
    }

    @Test func `tokens with invented keys make us ask once a minute and no oftener`() async throws {
        let hostile = try await HostileProvider()
        let provider = try hostile.provider("honest")
        try await hostile.identity(at: provider)
        for _ in 0..<3 {
            await #expect(throws: SignOnRefusal.token(.unknownKey)) {
                try await hostile.identity("unknown-key", at: provider)
            }
        }
        #expect(try await hostile.seen(6).filter { $0.method == "GET" }.count == 2)
        hostile.clock.advance(by: .minutes(1))
        for _ in 0..<3 {
            await #expect(throws: SignOnRefusal.token(.unknownKey)) {
                try await hostile.identity("unknown-key", at: provider)
            }
        }
        #expect(try await hostile.seen(5).filter { $0.method == "GET" }.count == 2)
        #expect(try await !hostile.server.sawMore())
    }
}
