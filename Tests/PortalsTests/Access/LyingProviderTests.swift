import Domain
import Features
import Foundation
import TestKit
import Testing

/// At the door of the portal: a provider, or whoever stands between, that answers with a token not to be believed.
@Suite struct LyingProviderTests {
    private struct Order: Encodable {
        let nonce: String
        let now: Int64
        let crime: String?
    }

    /// One portal whose only customer has the lying provider as its own.
    private static func with(_ body: (RunningPortal) async throws -> Void) async throws {
        let server = try await TestServer("openid_hostile.py")
        let clock = TestClock()
        try await RunningPortal.with(clock: clock, identities: World.realIdentities(clock: clock)) { portal in
            let world = portal.world
            let admin = try await world.colleague(1, of: try await world.municipality(1).customer)
            let form = World.providerForm(
                issuer: "http://127.0.0.1:\(server.port)/honest",
                rules: [.init(claim: "groups", value: "bueno-admin", role: "customer_admin")])
            try await world.services.identityProviders.save(form, by: admin.worker)
            try await world.services.identityProviders.claimOwnDomain(by: admin.worker)
            try await body(portal)
        }
    }

    /// The address that the provider sends the browser back to.
    private static func back(_ browser: Browser, _ portal: RunningPortal, crime: String?) async throws
        -> String
    {
        try await browser.get("/werk/organisatie")
        let page = try await browser.post("/werk/organisatie", ["adres": "noor@example.nl"])
        let url = try #require(page["refresh"]?.components(separatedBy: "url=").last)
        let items = URLComponents(string: url)?.queryItems ?? []
        func item(_ name: String) throws -> String { try #require(items.first { $0.name == name }?.value) }
        #expect(url.contains("/authorize?tenant=1&response_type=code"))
        let order = Order(
            nonce: try item("nonce"), now: portal.world.clock.now().milliseconds / 1_000, crime: crime)
        let code = Base64URL.text(try JSONEncoder().encode(order))
        return "/werk/terug?state=\(try item("state"))&code=\(code)"
    }

    private static let crimes = [
        "forged", "altered", "unsigned", "none", "hs256", "own-key", "wrong-issuer", "wrong-audience",
        "expired", "old", "wrong-nonce", "no-nonce", "no-subject",
    ]

    @Test func `a token that is wrong in one way lets nobody in`() async throws {
        try await Self.with { portal in
            for crime in Self.crimes {
                let browser = portal.browser()
                try await browser.get(try await Self.back(browser, portal, crime: crime))
                #expect(browser.path == "/werk/organisatie?fout=onbevestigd", "\(crime)")
                #expect(browser.cookies["__Host-bueno-werk"] == nil, "\(crime)")
                // The same provider without the crime: it is this and nothing else that was refused.
                try await browser.get(try await Self.back(browser, portal, crime: nil))
                #expect(browser.path == "/klant", "\(crime)")
            }
        }
    }

    @Test func `an answer is used once, whoever brings it`() async throws {
        try await Self.with { portal in
            let browser = portal.browser()
            let back = try await Self.back(browser, portal, crime: nil)
            let cookies = browser.cookies
            try await browser.get(back)
            #expect(browser.path == "/klant")
            let thief = portal.browser()
            thief.cookies = cookies
            try await thief.get(back)
            #expect(thief.path == "/werk/organisatie?fout=verlopen")
            // The code of the one in an attempt of the other: the provider gives each code once, for one nonce.
            let attempt = try await Self.back(thief, portal, crime: nil)
            let code = try #require(back.components(separatedBy: "code=").last)
            let state = try #require(attempt.components(separatedBy: "&code=").first)
            try await thief.get("\(state)&code=\(code)")
            #expect(thief.path == "/werk/organisatie?fout=onbevestigd")
            #expect(thief.cookies["__Host-bueno-werk"] == nil)
        }
    }

    @Test func `whatever comes back leaves the address bar, and is said in words`() async throws {
        try await Self.with { portal in
            for (query, ending) in [
                ("?error=access_denied&state=", "geannuleerd"), ("?error=server_error&state=", "instelling"),
                ("?code=x&iss=https://elsewhere.example.nl&state=", "verlopen"), ("?state=", "verlopen"),
            ] {
                let browser = portal.browser()
                let back = try await Self.back(browser, portal, crime: nil)
                let state = back.components(separatedBy: "state=").last?.components(separatedBy: "&").first
                try await browser.get("/werk/terug" + query + (state ?? ""))
                #expect(browser.path == "/werk/organisatie?fout=\(ending)")
                #expect(browser.page.contains("class=\"errsum\""))
            }
        }
    }
}
