import Domain
import Features
import HTTPTypes
import QRCodes
import TestKit
import Testing

@testable import Portals

@Suite struct HeaderTests {
    static let always = [
        "content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy",
        "cross-origin-opener-policy", "cross-origin-resource-policy", "cache-control",
    ]

    @Test func `every route answers with every security header`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let dress = try Portal.dress(portal.settings, portal.world.services)
            let features = PortalFeatures(
                services: portal.world.services, clock: portal.world.clock, codes: QRCodes())
            let routes = Portal.routes(portal.settings, features, assets: dress.assets)
            #expect(routes.count > 40)
            for route in routes {
                let path = route.path.replacing(#/:[a-z]+/#, with: "x")
                let received = try await portal.browser().exchange(
                    route.method.rawValue, path, body: route.method == .post ? "" : nil)
                for header in Self.always {
                    #expect(received[header]?.isEmpty == false, "\(route.method) \(route.path): \(header)")
                }
                let policy = received["content-security-policy"] ?? ""
                #expect(policy.contains("default-src 'none'") && !policy.contains("unsafe"))
            }
        }
    }

    @Test func `pages stay nowhere and assets stay a year`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = portal.browser()
            let home = try await browser.get("/")
            #expect(home["cache-control"] == "no-store")
            let stylesheet = try #require(home.text.firstMatch(of: #/\/assets\/app\.[0-9a-f]+\.css/#))
            browser.headers["Accept-Encoding"] = "gzip, br"
            let asset = try await browser.get(String(stylesheet.output))
            #expect(asset.status == 200)
            #expect(asset["cache-control"] == "public, max-age=31536000, immutable")
            #expect(asset["content-encoding"] == "gzip")
            #expect(asset.body.count < 12_000)
        }
    }

    @Test func `every cookie is for this host alone, and no script reads it`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = portal.browser()
            var cookies = try await browser.exchange("GET", "/aanmelden?taal=en").all("set-cookie")
            try await browser.get("/aanmelden")
            cookies += try await browser.postOnly("/aanmelden", ["code": try await portal.code().reveal()])
                .all("set-cookie")
            #expect(cookies.count == 3)
            for cookie in cookies {
                #expect(cookie.hasPrefix("__Host-bueno"))
                #expect(cookie.contains("; Path=/; Secure; HttpOnly; SameSite=Lax"))
            }
        }
    }

    @Test func `a page without a form leaves no cookie`() async throws {
        try await RunningPortal.with { (portal) async throws in
            #expect(try await portal.browser().exchange("GET", "/hulp").all("set-cookie").isEmpty)
        }
    }

    @Test func `a browser is told to insist on TLS only where there is TLS`() throws {
        var plain = SecurityHeaders(overTLS: false).added
        #expect(plain["Strict-Transport-Security"] == nil)
        plain = SecurityHeaders(overTLS: true).added
        #expect(plain["Strict-Transport-Security"]?.hasPrefix("max-age=") == true)
    }
}

extension SecurityHeaders {
    fileprivate var added: [String: String] {
        var headers = Answer.text("").headers
        add(to: &headers)
        return Dictionary(
            headers.map { ($0.name.rawName, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}
