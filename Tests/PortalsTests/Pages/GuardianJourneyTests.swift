import Domain
import Features
import TestKit
import Testing

@testable import Portals

/// P18 over HTTP: a child names somebody, who says yes, no, or no longer.
@Suite struct GuardianJourneyTests {
    /// A child of fifteen goes through the screens.
    private func enrol(_ portal: RunningPortal, _ person: Int = 3) async throws -> Browser {
        let browser = portal.browser()
        try await browser.get("/aanmelden")
        try await browser.post("/aanmelden", ["code": try await portal.code().reveal()])
        try await browser.post(
            "/aanmelden/gegevens",
            ["mobiel": World.mobileNumber(person), "email": World.emailAddress(person), "leeftijd": "jonger"])
        try await browser.post(
            "/aanmelden/ouder",
            ["oudermobiel": World.guardianNumber(person), "oudermail": "", "maand": "5", "jaar": "2028"])
        try await portal.world.settle()
        try await browser.post("/aanmelden/sms", ["sms": portal.world.outside.lastSecret() ?? ""])
        try await portal.world.settle()
        return browser
    }

    /// The guardian opens the link, asks a code and comes in.
    private func comeIn(_ portal: RunningPortal) async throws -> Browser {
        let link = try #require(portal.world.outside.lastLink())
        let guardian = portal.browser()
        let opened = try await guardian.get("/toestemming/\(link.reveal())")
        #expect(opened.status == 200 && !opened.text.contains("06 "))
        try await guardian.post("/toestemming/\(link.reveal())", [:])
        #expect(guardian.path == "/toestemming/code")
        try await portal.world.settle()
        try await guardian.post("/toestemming/code", ["sms": portal.world.outside.lastSecret() ?? ""])
        #expect(guardian.path.hasPrefix("/mijn/kinderen/"))
        return guardian
    }

    private func version(_ browser: Browser) -> String {
        browser.page.split(separator: "name=\"versie\" value=\"").dropFirst().first.map {
            String($0.prefix { $0 != "\"" })
        } ?? ""
    }

    @Test(arguments: TestEngine.allCases)
    func `a guardian says yes, takes it back, and says yes again`(engine: TestEngine) async throws {
        try await RunningPortal.with(engine) { (portal) async throws in
            _ = try await enrol(portal)
            let guardian = try await comeIn(portal)
            #expect(guardian.page.contains("Mag dit kind gratis bellen"))
            let (path, words) = (guardian.path, version(guardian))
            try await guardian.post(path, ["antwoord": "ja", "versie": words])
            #expect(guardian.page.contains("U zei ja"))
            try await portal.world.settle()
            let child = portal.browser()
            try await child.get("/inloggen")
            try await child.post("/inloggen/sms", ["mobiel": World.mobileNumber(3)])
            try await portal.world.settle()
            try await child.post("/inloggen/code", ["sms": portal.world.outside.lastSecret() ?? ""])
            #expect(child.path == "/mijn" && child.page.contains("Bellen kan nog niet"))
            try await guardian.get(path)
            try await guardian.post(path, ["antwoord": "intrekken"])
            #expect(guardian.page.contains("Uw ja is ingetrokken"))
            // The child is signed out by it.
            #expect(try await child.get("/mijn").text.contains("Log in zonder wachtwoord"))
            try await guardian.get(path)
            try await guardian.post(path, ["antwoord": "ja", "versie": version(guardian)])
            #expect(guardian.page.contains("De dienst loopt"))
            try await guardian.post("/mijn/kinderen/uit", [:])
            #expect(try await guardian.get(path).text.contains("Voor ouders en verzorgers"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a no erases everything, and the receipt is shown once`(engine: TestEngine) async throws {
        try await RunningPortal.with(engine) { (portal) async throws in
            _ = try await enrol(portal)
            let guardian = try await comeIn(portal)
            let path = guardian.path
            try await guardian.post(path, ["antwoord": "nee"])
            #expect(guardian.path == "/bewijs/bon")
            #expect(try await guardian.get(path).text.contains("Voor ouders en verzorgers"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a link of another, a wrong code and old words say so plainly`(engine: TestEngine) async throws {
        try await RunningPortal.with(engine) { (portal) async throws in
            _ = try await enrol(portal)
            let stranger = portal.browser()
            let forged = String(repeating: "a", count: 64)
            #expect(try await stranger.get("/toestemming/\(forged)").status == 410)
            #expect(try await stranger.get("/mijn/kinderen").text.contains("Voor ouders en verzorgers"))
            try await stranger.get("/toestemming")
            let wrong = try await stranger.post("/toestemming", ["mobiel": "12"])
            #expect(wrong.status == 422)
            try await stranger.post("/toestemming", ["mobiel": World.guardianNumber(99)])
            #expect(stranger.path == "/toestemming/code")
            let guess = try await stranger.post("/toestemming/code", ["sms": "000000"])
            #expect(guess.status == 422 && guess.text.contains("4 keer"))
            let guardian = try await comeIn(portal)
            let old = try await guardian.post(guardian.path, ["antwoord": "ja", "versie": "consent-oud"])
            #expect(old.status == 409 && old.text.contains("De tekst is veranderd"))
            // One guardian's page is nobody else's.
            let path = guardian.path
            stranger.cookies["__Host-bueno-ouder"] = forged
            #expect(try await stranger.get(path).text.contains("06 ••••••03") == false)
        }
    }

    @Test func `a child sees who decides, and names somebody else`() async throws {
        try await RunningPortal.with { (portal) async throws in
            _ = try await enrol(portal)
            let child = portal.browser()
            try await child.get("/inloggen")
            try await child.post("/inloggen/sms", ["mobiel": World.mobileNumber(3)])
            try await portal.world.settle()
            try await child.post("/inloggen/code", ["sms": portal.world.outside.lastSecret() ?? ""])
            #expect(child.page.contains("Een ouder moet dit eerst goed vinden"))
            let own = try await child.get("/mijn/ouder").text
            #expect(own.contains("Nog geen antwoord") && !own.contains(World.guardianNumber(3)))
            let same = try await child.post(
                "/mijn/ouder", ["oudermobiel": World.mobileNumber(3), "oudermail": ""])
            #expect(same.status == 422)
            try await child.post("/mijn/ouder", ["oudermobiel": World.guardianNumber(4), "oudermail": ""])
            #expect(child.page.contains("Wij hebben het gevraagd"))
            #expect(!child.page.contains("Nog een ouder of verzorger?"))
            // The first was mistyped.
            let path = try #require(child.page.firstMatch(of: /\/mijn\/ouder\/[0-9a-f]{32}/)).output
            let form = try await child.get(String(path))
            #expect(form.text.contains("Wat er dan gebeurt") && form.text.contains("nog 3 keer"))
            let blank = try await child.post(String(path), ["oudermobiel": "", "oudermail": ""])
            #expect(blank.status == 422)
            try await child.post(String(path), ["oudermobiel": World.guardianNumber(5), "oudermail": ""])
            #expect(child.page.contains("De oude link werkt niet meer"))
            try await child.get(String(path))
            #expect(child.path == "/mijn/ouder")
            #expect(try await child.get("/mijn/ouder/\(String(repeating: "a", count: 32))").status == 200)
            #expect(child.path == "/mijn/ouder")
        }
    }
}
