import Domain
import TestKit
import Testing

@testable import Portals

@Suite struct OwnContactJourneyTests {
    @Test func `a person changes their number with two codes and stays signed in`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = try await portal.signedInBrowser()
            #expect(try await browser.get("/mijn/gegevens").text.contains("href=\"/mijn/gegevens/nummer\""))
            let page = try await browser.get("/mijn/gegevens/nummer").text
            #expect(page.contains("Met dit nummer belt u gratis."), "P21: why, beside the form")
            #expect(try await browser.post("/mijn/gegevens/nummer", ["mobiel": "12"]).status == 422)
            #expect(browser.page.contains(#"value="12""#))
            try await browser.post("/mijn/gegevens/nummer", ["mobiel": World.mobileNumber(2)])
            #expect(browser.path == "/mijn/gegevens/code" && browser.page.contains("06 ••••••02"))
            #expect(browser.cookies["__Host-bueno-veranderen"] != nil)
            try await portal.world.settle()
            let secrets = portal.world.outside.sent.suffix(2).compactMap(\.secret)
            #expect(try await browser.post("/mijn/gegevens/code", ["cijfers": "x"]).status == 422)
            // In whichever order they went out: the page asks for the text message first.
            for secret in secrets where browser.page.contains("in de sms") {
                try await browser.post("/mijn/gegevens/code", ["cijfers": secret])
            }
            #expect(browser.page.contains("Stap 3 van 3") && browser.page.contains("p•••@example.nl"))
            for secret in secrets where browser.path == "/mijn/gegevens/code" {
                try await browser.post("/mijn/gegevens/code", ["cijfers": secret])
            }
            #expect(browser.path == "/mijn/gegevens?melding=nummer-veranderd")
            #expect(browser.page.contains("06 12340002") && !browser.page.contains("06 12340001"))
            #expect(browser.cookies.keys.sorted() == ["__Host-bueno"])
            #expect(try await browser.get("/mijn/berichten").text.contains("Uw mobiele nummer is veranderd"))
        }
    }

    @Test func `without the browser that typed it a change cannot be seen or finished`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = try await portal.signedInBrowser()
            try await browser.get("/mijn/gegevens/mail")
            try await browser.post("/mijn/gegevens/mail", ["email": World.emailAddress(2)])
            let thief = portal.browser()
            thief.cookies["__Host-bueno"] = browser.cookies["__Host-bueno"]
            try await thief.get("/mijn/gegevens/code")
            #expect(thief.path == "/mijn/gegevens?melding=veranderen-voorbij")
        }
    }

    @Test func `a person who changes their mind keeps what was there`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = try await portal.signedInBrowser()
            try await browser.get("/mijn/gegevens/mail")
            try await browser.post("/mijn/gegevens/mail", ["email": World.emailAddress(2)])
            try await browser.post("/mijn/gegevens/stop", [:])
            #expect(browser.path == "/mijn/gegevens" && browser.page.contains(World.emailAddress(1)))
            #expect(browser.cookies["__Host-bueno-veranderen"] == nil)
        }
    }

    @Test func `who helps somebody sees a card at the end, and nothing stays in the browser`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = portal.browser()
            try await browser.get("/helpen")
            try await browser.post("/helpen", [:])
            #expect(browser.path == "/aanmelden" && browser.page.contains("U helpt iemand."))
            try await browser.post("/aanmelden", ["code": try await portal.code().reveal()])
            #expect(browser.page.contains(#"autocomplete="off""#) && !browser.page.contains(#"autocomplete="tel""#))
            #expect(browser.page.contains("Hoe oud bent u?"))
            try await browser.post(
                "/aanmelden/gegevens", ["mobiel": World.mobileNumber(1), "email": "", "leeftijd": "16"])
            try await portal.world.settle()
            let card = try await browser.postOnly(
                "/aanmelden/sms", ["sms": portal.world.outside.lastSecret() ?? ""])
            #expect(card.status == 200 && card["cache-control"] == "no-store")
            #expect(card["clear-site-data"]?.contains("cookies") == true)
            #expect(card.text.contains("localhost/inloggen") && card.text.contains(">01<"))
            for secret in ["12340001", "06 ", "••"] { #expect(!card.text.contains(secret)) }
            #expect(browser.cookies.isEmpty, "\(browser.cookies.keys)")
            #expect(try await browser.get("/mijn").text.contains("Log in zonder wachtwoord"))
            #expect(try await browser.get("/aanmelden/sms").text.contains("Wat is uw code?"))
        }
    }
}
