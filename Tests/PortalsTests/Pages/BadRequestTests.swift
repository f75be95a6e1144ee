import Domain
import Features
import Storage
import TestKit
import Testing

@testable import Portals

/// Forged links, replays, steps that came too late: each has its status and its words in both languages, and leaves
/// everything as it was.
@Suite struct BadRequestTests {
    @Test(arguments: Language.allCases)
    func `requests about own data`(language: Language) async throws {
        try await RunningPortal.with { portal in
            let browser = try await Self.person(1, portal, language)
            let other = try await Self.person(2, portal, language)
            let theirs = try await Self.complain(other)
            try await Self.complain(browser)
            let own = try await Self.request(of: browser)
            try await browser.post("/mijn/privacy/bezwaar", ["soort": "communication", "woorden": "Genoeg"])
            let withdraw = "/mijn/privacy/verzoeken/intrekken"
            let gone = try await Self.complain(browser)
            try await browser.post(withdraw, ["verzoek": gone])
            let line = try await Self.line(of: other)
            try await BadRequest.walk(
                [
                    BadRequest(
                        name: "a request that never was",
                        path: "/mijn/privacy/verzoeken/\(BadRequest.nobody)",
                        status: 404, BadRequest.noPage),
                    BadRequest(
                        name: "another's request", path: "/mijn/privacy/verzoeken/\(theirs)", status: 404,
                        BadRequest.noPage),
                    BadRequest(
                        name: "no number", path: "/mijn/privacy/verzoeken/x", status: 404, BadRequest.noPage),
                    BadRequest(
                        name: "withdrawing another's", form: ["verzoek": theirs], path: withdraw,
                        status: 404, BadRequest.noPage),
                    BadRequest(
                        name: "withdrawing nothing", form: [:], path: withdraw, status: 404, BadRequest.noPage
                    ),
                    BadRequest(
                        name: "withdrawing twice", form: ["verzoek": gone], path: withdraw, status: 200,
                        leads: "/mijn/privacy/verzoeken/\(gone)", ("Ingetrokken", "Withdrawn")),
                    BadRequest(
                        name: "a complaint about another's line", form: ["regel": line, "woorden": "x"],
                        path: "/mijn/privacy/klacht", status: 404,
                        ("Dit verzoek is er niet.", "There is no such request.")),
                    BadRequest(
                        name: "a complaint without words", form: ["woorden": " "],
                        path: "/mijn/privacy/klacht", status: 422,
                        ("Schrijf op wat u bedoelt.", "Write down what you mean.")),
                    BadRequest(
                        name: "an objection that is there already",
                        form: ["soort": "communication", "woorden": "Nog eens"],
                        path: "/mijn/privacy/bezwaar", status: 422,
                        ("Dit vroeg u al.", "You asked this already.")),
                    BadRequest(
                        name: "an objection to the service itself",
                        form: ["soort": "delivery", "woorden": "x"], path: "/mijn/privacy/bezwaar",
                        status: 422, ("Kies waartegen u bezwaar maakt.", "Choose what you object to.")),
                    BadRequest(
                        name: "an objection to nothing", form: ["soort": "zomaar", "woorden": "x"],
                        path: "/mijn/privacy/bezwaar", status: 422,
                        ("Kies waartegen u bezwaar maakt.", "Choose what you object to.")),
                    BadRequest(
                        name: "correcting what has its own way",
                        form: ["soort": "mobile_number", "waarde": "06 12345678"],
                        path: "/mijn/privacy/verbeteren", status: 422,
                        ("Kies een gegeven dat wij van u hebben.", "Choose something that we hold")),
                    BadRequest(
                        name: "correcting what is not held",
                        form: ["soort": "last_name", "waarde": "Anders"], path: "/mijn/privacy/verbeteren",
                        status: 422,
                        ("Kies een gegeven dat wij van u hebben.", "Choose something that we hold")),
                    BadRequest(
                        name: "releasing what is free", form: [:], path: "/mijn/privacy/vrijgeven",
                        status: 200, leads: "/mijn/privacy/bevestigen?naar=beperken",
                        ("Laat nog eens zien dat u het bent", "Show once more that it is you")),
                    BadRequest(
                        name: "restricting without the box", form: ["ok": "nee"],
                        path: "/mijn/privacy/beperken", status: 422,
                        ("Zet een vinkje", "Tick the box")),
                ], in: browser, portal, language)
            // What was theirs still is.
            #expect(try await browser.get("/mijn/privacy/verzoeken/\(own)").status == 200)
        }
    }

    @Test(arguments: Language.allCases)
    func `proving once more, and erasing`(language: Language) async throws {
        let clock = TestClock()
        try await RunningPortal.with(clock: clock) { portal in
            let browser = try await Self.person(1, portal, language)
            let (code, erase) = ("/mijn/privacy/bevestigen/code", "/mijn/wissen/code")
            let tooLate = ("Deze code werkt niet meer.", "This code no longer works.")
            let proof = ("Laat nog eens zien dat u het bent", "Show once more that it is you")
            try await BadRequest.walk(
                [
                    BadRequest(
                        name: "a code that nobody asked", form: ["cijfers": "123456"], path: code,
                        status: 422, tooLate),
                    BadRequest(
                        name: "erasing with a code that nobody asked", form: ["cijfers": "123456"],
                        path: erase, status: 422, tooLate),
                    BadRequest(
                        name: "a copy without proof", form: ["vorm": "json"], path: "/mijn/privacy/inzage",
                        status: 200, leads: "/mijn/privacy/bevestigen?naar=inzage", proof),
                    BadRequest(
                        name: "taking along without proof", form: [:], path: "/mijn/privacy/meenemen",
                        status: 200, leads: "/mijn/privacy/bevestigen?naar=inzage", proof),
                    BadRequest(
                        name: "a way out of here", path: "/mijn/privacy/bevestigen?naar=//example.org",
                        status: 200, proof),
                    BadRequest(
                        name: "erasing without the box", form: ["ok": ""], path: "/mijn/wissen", status: 422,
                        ("Zet een vinkje", "Tick the box")),
                    BadRequest(
                        name: "a receipt that never was", form: ["bon": "AAAA AAAA AAAA AAAA"],
                        path: "/bewijs", status: 422,
                        ("Dit bonnummer kennen wij niet.", "We do not know this receipt number.")),
                ], in: browser, portal, language)
            #expect(!browser.page.contains("example.org"))

            try await browser.get("/mijn/privacy/bevestigen")
            try await browser.post("/mijn/privacy/bevestigen", ["naar": "inzage", "kanaal": "sms"])
            try await portal.world.settle()
            let secret = try #require(portal.world.outside.lastSecret())
            let wrong = secret == "000000" ? "000001" : "000000"
            try await BadRequest.walk(
                [
                    BadRequest(
                        name: "a wrong code", form: ["cijfers": wrong], path: code, status: 422,
                        ("Deze code klopt niet.", "This code is not right."), counted: ["challenge"]),
                    BadRequest(
                        name: "no code", form: ["cijfers": "niets"], path: code, status: 422,
                        ("Deze code klopt niet.", "This code is not right."), counted: ["challenge"]),
                    BadRequest(
                        name: "a code past its term", form: ["cijfers": secret], path: code, status: 422,
                        tooLate, after: .minutes(11)),
                    BadRequest(
                        name: "the same for an erasure", form: ["cijfers": secret], path: erase, status: 422,
                        tooLate),
                ], in: browser, portal, language)
            try await browser.get("/mijn/privacy/bevestigen")
            try await browser.post("/mijn/privacy/bevestigen", ["naar": "inzage", "kanaal": "sms"])
            try await portal.world.settle()
            let right = ["naar": "//example.org", "cijfers": portal.world.outside.lastSecret() ?? ""]
            try await browser.post(code, right)
            #expect(browser.path == "/mijn/privacy/inzage")
            try await BadRequest.walk(
                [
                    BadRequest(name: "a code used before", form: right, path: code, status: 422, tooLate),
                    BadRequest(
                        name: "and for an erasure", form: ["cijfers": right["cijfers"] ?? ""], path: erase,
                        status: 422, tooLate),
                ], in: browser, portal, language)
        }
    }

    @Test(arguments: Language.allCases)
    func `another number or address`(language: Language) async throws {
        let clock = TestClock()
        try await RunningPortal.with(clock: clock) { portal in
            let browser = try await Self.person(1, portal, language)
            let code = "/mijn/gegevens/code"
            let cookie = "__Host-bueno-veranderen"
            let over = (
                "Het veranderen is klaar, of het duurde te lang.", "The change is done, or it took too"
            )
            let leads = "/mijn/gegevens?melding=veranderen-voorbij"
            let forged = [cookie: BadRequest.token]
            try await BadRequest.walk(
                [
                    BadRequest(name: "no change", path: code, status: 200, leads: leads, over),
                    BadRequest(
                        name: "a code without a change", form: ["cijfers": "123456"], path: code,
                        status: 200, leads: leads, over),
                    BadRequest(
                        name: "a forged change", path: code, cookies: forged, status: 200, leads: leads,
                        over),
                    BadRequest(
                        name: "a code for a forged change", form: ["cijfers": "123456"], path: code,
                        cookies: forged, status: 200, leads: leads, over),
                    BadRequest(
                        name: "once more for a forged change", form: [:], path: "/mijn/gegevens/opnieuw",
                        cookies: forged, status: 200, leads: leads, over),
                    BadRequest(
                        name: "the number that we have", form: ["mobiel": World.mobileNumber(1)],
                        path: "/mijn/gegevens/nummer", status: 422,
                        ("Dit is het nummer dat wij al hebben.", "This is the number that we already have.")),
                    BadRequest(
                        name: "no address", form: ["email": "x"], path: "/mijn/gegevens/mail", status: 422,
                        ("Vul een e-mailadres in.", "Fill in an e-mail address.")),
                ], in: browser, portal, language)
            try await browser.post("/mijn/gegevens/mail", ["email": World.emailAddress(7)])
            try await portal.world.settle()
            let change = try #require(browser.cookies[cookie])
            try await BadRequest.walk(
                [
                    BadRequest(
                        name: "a wrong code", form: ["cijfers": "niets"], path: code,
                        cookies: [cookie: change], status: 422,
                        ("Deze code klopt niet.", "This code is not right."), counted: ["contact_change_code"]
                    ),
                    BadRequest(
                        name: "a code past its term", form: ["cijfers": "123456"], path: code,
                        cookies: [cookie: change], status: 422,
                        ("Deze code werkt niet meer.", "This code no longer works."), after: .minutes(11)),
                ], in: browser, portal, language)
            try await browser.post("/mijn/gegevens/stop", [:])
            try await BadRequest.walk(
                [
                    BadRequest(
                        name: "a change that was stopped", form: ["cijfers": "123456"], path: code,
                        cookies: [cookie: change], status: 200, leads: leads, over)
                ], in: browser, portal, language)
            #expect(try await browser.get("/mijn/gegevens").text.contains(World.emailAddress(1)))
        }
    }

    @Test(arguments: Language.allCases)
    func `links to sign in and to come`(language: Language) async throws {
        let clock = TestClock()
        try await RunningPortal.with(clock: clock) { portal in
            _ = try await Self.person(1, portal, language)
            let browser = portal.browser()
            browser.headers["Accept-Language"] = language.rawValue
            try await browser.get("/inloggen")
            try await browser.post("/inloggen/mail", ["email": World.emailAddress(1)])
            try await portal.world.settle()
            let sent = try #require(portal.world.outside.lastLink()).reveal()
            let dead = ("Deze link werkt niet meer.", "This link no longer works.")
            let over = ("Deze uitnodiging werkt niet meer", "This invitation no longer works")
            try await BadRequest.walk(
                [
                    BadRequest(
                        name: "a forged link", path: "/inloggen/link/\(BadRequest.token)", status: 410, dead),
                    BadRequest(
                        name: "half a link", path: "/inloggen/link/\(sent.prefix(40))", status: 410, dead),
                    BadRequest(
                        name: "pressing a forged link", form: [:], path: "/inloggen/link/\(BadRequest.token)",
                        status: 410, dead),
                    BadRequest(
                        name: "a forged invitation", path: "/uitnodiging/\(BadRequest.token)", status: 410,
                        over),
                    BadRequest(
                        name: "accepting a forged invitation",
                        form: ["wachtwoord": World.password, "cijfers": "123456", "geheim": "x"],
                        path: "/uitnodiging/\(BadRequest.token)", status: 410, over),
                    BadRequest(
                        name: "a link past its term", path: "/inloggen/link/\(sent)", status: 410, dead,
                        after: .minutes(61)),
                    BadRequest(
                        name: "pressing it past its term", form: [:], path: "/inloggen/link/\(sent)",
                        status: 410, dead),
                ], in: browser, from: "/inloggen", portal, language)
            #expect(browser.cookies["__Host-bueno"] == nil)
        }
    }
}

extension BadRequestTests {
    static func person(
        _ number: Int, _ portal: RunningPortal, _ language: Language
    ) async throws -> Browser {
        let browser = try await portal.signedInBrowser(number)
        browser.headers["Accept-Language"] = language.rawValue
        try await browser.get("/mijn/privacy/klacht")
        return browser
    }

    /// - Returns the number of the request.
    @discardableResult
    private static func complain(_ browser: Browser) async throws -> String {
        let before = Set(try await requests(of: browser))
        try await browser.get("/mijn/privacy/klacht")
        try await browser.post("/mijn/privacy/klacht", ["woorden": "Dit was ik niet"])
        return try #require(try await requests(of: browser).first { !before.contains($0) })
    }

    private static func request(of browser: Browser) async throws -> String {
        try #require(try await requests(of: browser).first)
    }

    private static func requests(of browser: Browser) async throws -> [String] {
        try await browser.get("/mijn/privacy").text.matches(
            of: /\/mijn\/privacy\/verzoeken\/([0-9a-f]{32})/
        ).map { String($0.output.1) }
    }

    private static func line(of browser: Browser) async throws -> String {
        let seen = try await browser.get("/mijn/privacy/wie-zag").text
        return String(
            try #require(seen.firstMatch(of: /\/mijn\/privacy\/klacht\?regel=([0-9a-f]{32})/)).output.1)
    }
}
