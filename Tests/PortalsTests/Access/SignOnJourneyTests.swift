import Domain
import Features
import Foundation
import TestKit
import Testing

/// The whole way over HTTP: an administrator's settings, a real provider (Django OAuth Toolkit), and back.
@Suite struct SignOnJourneyTests {
    private struct SystemClock: Domain.Clock {
        func now() -> Moment { Moment(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
    }

    private static let password = "lange zin voor mij"
    private static let secret = "geheim:&% 1"

    private static func provider(groups: [String] = ["bueno-admin"]) async throws -> TestServer {
        try await TestServer(
            "openid_provider.py",
            [
                "--client", "bueno", "--secret", secret, "--person", "voorbeeld", "--email",
                "v.voorbeeld@example.nl", "--password", password, "--returning-to",
                "http://localhost/werk/terug",
            ] + groups.flatMap { ["--group", $0] })
    }

    private static func with(_ body: (RunningPortal, Browser) async throws -> Void) async throws {
        let clock = SystemClock()
        try await RunningPortal.with(
            clock: TestClock(clock.now()), identities: World.realIdentities(clock: clock)
        ) { portal in
            let contract = try await portal.world.municipality(1)
            let admin = try await portal.world.colleague(1, of: contract.customer)
            let browser = portal.browser()
            browser.cookies["__Host-bueno-werk"] = admin.session.reveal()
            try await body(portal, browser)
        }
    }

    private static func form(_ issuer: String, _ button: String, secret: String = Self.secret) -> [String:
        String]
    {
        [
            "uitgever": issuer, "client": "bueno", "geheim": secret, "kenmerk-1": "groups",
            "waarde-1": "bueno-admin", "rol-1": "customer_admin", "doe": button,
        ]
    }

    private static func setUp(_ admin: Browser, _ server: TestServer) async throws {
        try await admin.get("/klant/inloggen/wijzigen")
        try await admin.post(
            "/klant/inloggen/wijzigen", form("http://127.0.0.1:\(server.port)/o", "bewaar"))
        try await admin.post("/klant/inloggen/domein", [:])
    }

    /// To where the form leads the browser.
    private static func departure(_ browser: Browser, _ typed: String = "example.nl") async throws -> String {
        try await browser.get("/werk/organisatie")
        let page = try await browser.post("/werk/organisatie", ["adres": typed])
        let refresh = try #require(page["refresh"])
        return try #require(refresh.components(separatedBy: "url=").last)
    }

    private static func path(_ address: String) -> String {
        String(address.dropFirst("http://localhost".count))
    }

    @Test func `an administrator sets it up, and a colleague signs in and arrives`() async throws {
        let server = try await Self.provider()
        try await Self.with { portal, admin in
            try await admin.get("/klant/inloggen")
            #expect(admin.page.contains("http://localhost/werk/terug"))
            try await Self.setUp(admin, server)
            #expect(admin.page.contains("@example.nl"))
            #expect(!admin.page.contains("geheim:"))
            try await admin.get("/klant/inloggen/wijzigen")
            #expect(!admin.page.contains("geheim:"))

            let person = portal.browser()
            try await person.get("/werk")
            #expect(person.page.contains("/werk/organisatie"))
            let back = try await FormVisitor().signIn(
                at: try await Self.departure(person), name: "voorbeeld", password: Self.password)
            try await person.get(Self.path(back))
            #expect(person.path == "/klant")
            #expect(person.page.contains("Gemeente Voorbeeld 1"))
            try await person.get("/werk/gegevens")
            #expect(person.page.contains("V. Voorbeeld") && person.page.contains("v.voorbeeld@example.nl"))
            #expect(person.page.contains("Gegeven door uw organisatie"))

            // The same answer once more, in the same browser and in another one.
            let again = portal.browser()
            for browser in [person, again] {
                browser.cookies["__Host-bueno-werk"] = nil
                try await browser.get(Self.path(back))
                #expect(browser.path == "/werk/organisatie?fout=verlopen")
                #expect(browser.cookies["__Host-bueno-werk"] == nil)
            }
        }
    }

    @Test func `someone else's answer opens nothing in this browser`() async throws {
        let server = try await Self.provider()
        try await Self.with { portal, admin in
            try await Self.setUp(admin, server)
            let (victim, thief) = (portal.browser(), portal.browser())
            _ = try await Self.departure(victim)
            let back = try await FormVisitor().signIn(
                at: try await Self.departure(thief), name: "voorbeeld", password: Self.password)
            try await victim.get(Self.path(back))
            #expect(victim.path == "/werk/organisatie?fout=verlopen")
            #expect(victim.cookies["__Host-bueno-werk"] == nil)
        }
    }

    @Test
    func `without a rule that fits, or with a wrong secret, nobody gets in and the administrator reads why`()
        async throws
    {
        let server = try await Self.provider(groups: ["iets anders"])
        try await Self.with { portal, admin in
            try await Self.setUp(admin, server)
            for (secret, ending, told) in [
                (Self.secret, "geen-rol", "geen enkele regel"),
                ("another", "instelling", "kent ons geheim niet"),
            ] {
                try await admin.get("/klant/inloggen/wijzigen")
                try await admin.post(
                    "/klant/inloggen/wijzigen",
                    Self.form("http://127.0.0.1:\(server.port)/o", "bewaar", secret: secret))
                let person = portal.browser()
                let back = try await FormVisitor().signIn(
                    at: try await Self.departure(person), name: "voorbeeld", password: Self.password)
                try await person.get(Self.path(back))
                #expect(person.path == "/werk/organisatie?fout=\(ending)")
                try await admin.get("/klant/inloggen")
                #expect(admin.page.contains(told))
            }
        }
    }

    @Test func `what is typed stays, with every problem at its field, and trying keeps nothing`() async throws
    {
        let server = try await Self.provider()
        try await Self.with { portal, admin in
            try await admin.get("/klant/inloggen/wijzigen")
            var form = Self.form("http://login.example.nl", "bewaar", secret: "")
            form["waarde-1"] = ""
            form["client"] = "onze naam"
            let wrong = try await admin.post("/klant/inloggen/wijzigen", form)
            #expect(wrong.status == 422)
            for id in ["uitgever-fout", "geheim-fout", "kenmerk-1-fout"] {
                #expect(wrong.text.contains("id=\"\(id)\""), "\(id)")
            }
            #expect(wrong.text.contains("value=\"onze naam\"") && wrong.text.contains("value=\"groups\""))

            let issuer = "http://127.0.0.1:\(server.port)"
            let nothing = try await admin.post("/klant/inloggen/wijzigen", Self.form(issuer, "probeer"))
            #expect(nothing.status == 422 && nothing.text.contains("antwoordt geen inlogdienst"))
            let other = try await admin.post("/klant/inloggen/wijzigen", Self.form(issuer + "/o/", "probeer"))
            #expect(other.status == 422 && other.text.contains("noemt een ander adres"))
            let right = try await admin.post("/klant/inloggen/wijzigen", Self.form(issuer + "/o", "probeer"))
            #expect(right.status == 200 && right.text.contains("De inlogdienst antwoordt"))
            try await admin.get("/klant/inloggen")
            #expect(admin.page.contains("Stel het in"))
        }
    }

    @Test func `a proof that is too old keeps the form`() async throws {
        try await Self.with { portal, admin in
            try await admin.get("/klant/inloggen/wijzigen")
            portal.world.clock.advance(by: .minutes(11))
            let late = try await admin.post(
                "/klant/inloggen/wijzigen", Self.form("https://login.example.nl", "bewaar"))
            #expect(late.status == 403 && late.text.contains("value=\"https://login.example.nl\""))
            let asked = try await admin.exchange("GET", "/klant/inloggen/wijzigen")
            #expect(asked["location"] == "/werk/bevestigen?naar=/klant/inloggen/wijzigen")
        }
    }

    @Test func `an unknown domain is answered in words, and what was typed stays`() async throws {
        try await Self.with { portal, _ in
            let browser = portal.browser()
            try await browser.get("/werk/organisatie")
            let unknown = try await browser.post("/werk/organisatie", ["adres": "noor@unknown.example.org"])
            #expect(unknown.status == 422 && unknown.text.contains("value=\"noor@unknown.example.org\""))
        }
    }

    @Test func `where it is switched off there is no such page`() async throws {
        try await RunningPortal.with { portal in
            let browser = portal.browser()
            #expect(try await browser.get("/werk/organisatie").status == 404)
            #expect(try await browser.get("/werk/terug?state=a&code=b").status == 404)
            try await browser.get("/werk")
            #expect(!browser.page.contains("/werk/organisatie"))
        }
    }
}
