import Domain
import Features
import TestKit
import Testing

@testable import Portals

/// A phone from the code on a letter to the customer's yes, over HTTP, on both engines.
@Suite struct MobileJourneyTests {
    private static let details = [
        "voornaam": "Fatima", "achternaam": "El Amrani", "dag": "9", "maand": "3", "jaar": "1987",
        "postcode": "9711 AB", "huisnummer": "12 B", "straat": "Kerkstraat", "plaats": "Groningen",
    ]
    private static let boxes = [
        "klopt-voornaam", "klopt-achternaam", "klopt-adres", "klopt-geboortedatum", "klopt-mobiel",
        "klopt-email", "klopt-code",
    ]

    /// From the code as far as "Klopt dit?", and what that page says it shows.
    private func applied(_ portal: RunningPortal, code: EnrolmentCode) async throws -> (Browser, String) {
        let browser = portal.browser()
        try await browser.get("/aanmelden")
        try await browser.post("/aanmelden", ["code": code.reveal()])
        #expect(browser.path == "/aanmelden/wie")
        #expect(try await browser.post("/aanmelden/wie", ["voornaam": "Fatima"]).status == 422)
        try await browser.post("/aanmelden/wie", Self.details)
        #expect(browser.path == "/aanmelden/gegevens")
        try await browser.post(
            "/aanmelden/gegevens", ["mobiel": World.mobileNumber(1), "email": World.emailAddress(1)])
        try await portal.world.settle()
        let page = try await browser.post(
            "/aanmelden/sms", ["sms": portal.world.outside.lastSecret() ?? ""])
        #expect(browser.path == "/aanmelden/klopt")
        for text in ["Fatima", "Kerkstraat 12 B, 9711 AB Groningen", "9 maart 1987", "06 12340001"] {
            #expect(page.text.contains(text))
        }
        let shown = try #require(page.text.firstMatch(of: /name="versie" value="([0-9-]+)"/)).output.1
        return (browser, String(shown))
    }

    @Test(arguments: TestEngine.allCases)
    func `a person applies, the customer says yes, and it runs from its hour`(
        engine: TestEngine
    ) async throws {
        let clock = TestClock()
        try await RunningPortal.with(engine, clock: clock) { (portal) async throws in
            let world = portal.world
            let contract = try await world.mobileMunicipality()
            let bram = try await world.colleague(1, of: contract.customer, roles: [.caseworker])
            let (person, shown) = try await applied(portal, code: try await world.codes(1, for: contract)[0])
            var ticked = Dictionary(uniqueKeysWithValues: Self.boxes.map { ($0, "ja") })
            ticked["versie"] = shown
            var oneMissing = ticked
            oneMissing["klopt-adres"] = nil
            let refused = try await person.post("/aanmelden/klopt", oneMissing)
            #expect(refused.status == 422 && refused.text.contains("Zet een vinkje"))
            let phone = try await person.post("/aanmelden/klopt", ticked)
            #expect(person.path == "/mijn/telefoon?welkom=ja" && phone.text.contains("Wacht op antwoord"))

            let desk = portal.browser()
            desk.cookies["__Host-bueno-werk"] = bram.session.reveal()
            #expect(try await desk.get("/klant").text.contains("Zeggen wie in aanmerking komt"))
            let open = try await desk.get("/klant/aanvragen/volgende")
            #expect(open.text.contains("Fatima El Amrani") && open.text.contains("1987"))
            for hidden in ["Kerkstraat", "9711", "persoon1@", "12340001"] {
                #expect(!open.text.contains(hidden))
            }
            #expect(try await desk.post(desk.path, ["antwoord": ""]).status == 422)
            let done = try await desk.post(desk.path, ["antwoord": "yes"])
            #expect(desk.path == "/klant/aanvragen" && done.text.contains("Draai terug"))

            #expect(try await person.get("/mijn/telefoon").text.contains("Wacht op antwoord"))
            clock.advance(by: .hours(10))
            try await world.services.confirmationClock.run()
            try await world.settle()
            #expect(try await person.get("/mijn/telefoon").text.contains("Goedgekeurd"))
            let seen = try await person.get("/mijn/privacy/wie-zag?wie=mens").text
            #expect(seen.contains("bekeek uw naam en uw geboortejaar"))
            #expect(seen.contains("antwoordde op de vraag of u in aanmerking komt"))
        }
    }

    @Test func `the screens of a phone lead nobody past what comes first`() async throws {
        try await RunningPortal.with(.sqlite) { (portal) async throws in
            let contract = try await portal.world.mobileMunicipality()
            let browser = portal.browser()
            for path in ["/aanmelden/wie", "/aanmelden/klopt"] {
                try await browser.get(path)
                #expect(browser.path == "/aanmelden?melding=verlopen")
            }
            try await browser.post(
                "/aanmelden", ["code": try await portal.world.codes(1, for: contract)[0].reveal()])
            for path in ["/aanmelden/gegevens", "/aanmelden/sms", "/aanmelden/klopt"] {
                try await browser.get(path)
                #expect(browser.path == "/aanmelden/wie", "\(path)")
            }
        }
    }
}
