import Domain
import Features
import QRCodes
import TestKit
import Testing

@testable import Portals

/// P03: what the proof reads is what a visitor gets.
@Suite struct RenderingTests {
    @Test func `every open page names the controller, as its readers get it`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let features = PortalFeatures(
                services: portal.world.services, clock: portal.world.clock, codes: QRCodes())
            let pages = try await Portal.renderings(portal.settings, features)
            #expect(pages.count > 16)
            #expect(pages.count { $0.kind == .statementPage } == Language.allCases.count)
            #expect(pages.count { $0.kind == .contactPage } == Language.allCases.count)
            for page in pages {
                let path = try #require(page.name.split(separator: " ").dropFirst().first)
                let served = try await portal.browser().get("\(path)?taal=\(page.name.suffix(2))").text
                #expect(Self.main(of: served) == Self.main(of: page.text), "\(page.name)")
            }
            let site = try #require(PublicSite(url: "https://bueno.example.nl"))
            let mails = try Renderings.mails(
                portal.world.services.statements.current, site: site, now: portal.world.clock.now())
            let prover = Prover(
                vault: portal.world.vault, keys: portal.world.keys,
                statements: portal.world.services.statements,
                premises: Premises(renderings: mails + pages))
            let line = try #require(try await prover.prove([.controllerNamed]).line(.controllerNamed))
            #expect(line.verdict == .proven, "\(line.rows)")
            #expect(line.examined == Int64(mails.count + pages.count))
        }
    }

    /// Everything below the header, without the token of a form: that differs each time.
    private static func main(of html: String) -> String {
        let body = html.split(separator: "<main").dropFirst().joined()
        return body.replacing(/name="bewijs" value="[^"]*"/, with: "")
    }
}
