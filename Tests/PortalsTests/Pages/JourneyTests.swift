import Domain
import Features
import TestKit
import Testing

@testable import Portals

/// What a person does from the first page to the last, over HTTP, on both engines.
@Suite struct JourneyTests {
    @Test(arguments: TestEngine.allCases)
    func `a person enrols, sees what is held and who looked, erases, and can show the receipt`(
        engine: TestEngine
    )
        async throws
    {
        try await RunningPortal.with(engine) { (portal) async throws in
            let browser = try await portal.signedInBrowser()
            #expect(browser.path == "/mijn?welkom=ja")
            #expect(browser.cookies.keys.sorted() == ["__Host-bueno"])

            let data = try await browser.get("/mijn/gegevens").text
            for text in ["Wij weten 3 dingen van u", "06 12340001", "persoon1@example.nl", "eindigt op"] {
                #expect(data.contains(text))
            }
            #expect(try await browser.get("/mijn/privacy/wie-zag").text.contains("omdat u zich aanmeldde"))
            #expect(try await browser.get("/mijn/berichten").text.contains("Welkom bij BuenO"))

            try await browser.get("/mijn/wissen")
            #expect(try await browser.post("/mijn/wissen", ["kanaal": "sms"]).status == 422)
            try await browser.post("/mijn/wissen", ["kanaal": "sms", "ok": "ja"])
            try await portal.world.settle()
            #expect(try await browser.post("/mijn/wissen/code", ["cijfers": "000000x"]).status == 422)
            let receipt = try await browser.post(
                "/mijn/wissen/code", ["cijfers": portal.world.outside.lastSecret() ?? ""])
            #expect(receipt.text.contains("Dit is uw bon"))
            #expect(receipt.text.contains("Wij weten 0 dingen van u"))
            let number = try #require(receipt.text.firstMatch(of: /[0-9A-Z]{4}( [0-9A-Z]{4}){3}/)).output.0

            let anyone = portal.browser()
            try await anyone.get("/bewijs")
            #expect(try await anyone.post("/bewijs", ["bon": String(number)]).text.contains("Bezig"))
            try await portal.world.services.shredder.run()
            try await anyone.get("/bewijs")
            #expect(try await anyone.post("/bewijs", ["bon": String(number)]).text.contains("Klaar"))
            #expect(try await browser.get("/mijn").text.contains("Log in zonder wachtwoord"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `opening a mail link signs nobody in, its button does, once`(engine: TestEngine) async throws {
        try await RunningPortal.with(engine) { (portal) async throws in
            _ = try await portal.signedInBrowser()
            let browser = portal.browser()
            try await browser.get("/inloggen")
            try await browser.post("/inloggen/mail", ["email": World.emailAddress(1)])
            try await portal.world.settle()
            let link = "/inloggen/link/" + (portal.world.outside.lastLink()?.reveal() ?? "")
            for _ in 0..<3 { #expect(try await browser.get(link).status == 200) }
            #expect(browser.cookies["__Host-bueno"] == nil)
            try await browser.post(link, [:])
            #expect(browser.path == "/mijn")
            #expect(try await portal.browser().get(link).status == 410)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `asking to sign in is answered alike for a stranger`(engine: TestEngine) async throws {
        try await RunningPortal.with(engine) { (portal) async throws in
            _ = try await portal.signedInBrowser()
            var answers: Set<String> = []
            for number in [World.mobileNumber(1), World.mobileNumber(2)] {
                let browser = portal.browser()
                try await browser.get("/inloggen")
                let asked = try await browser.postOnly("/inloggen/sms", ["mobiel": number])
                answers.insert(
                    "\(asked.status) \(asked["location"] ?? "") \(asked.headers.map(\.name).sorted())")
                let page = try await browser.get("/inloggen/code").text
                answers.insert(page.replacing(browser.token ?? "-", with: "token"))
            }
            #expect(answers.count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two people who share a phone are asked for the address`(engine: TestEngine) async throws {
        try await RunningPortal.with(engine) { (portal) async throws in
            let world = portal.world
            for person in 1...2 {
                let browser = portal.browser()
                try await browser.get("/aanmelden")
                try await browser.post("/aanmelden", ["code": try await portal.code().reveal()])
                try await browser.post(
                    "/aanmelden/gegevens",
                    ["mobiel": World.mobileNumber(7), "email": World.emailAddress(person), "leeftijd": "16"])
                try await world.settle()
                try await browser.post("/aanmelden/sms", ["sms": world.outside.lastSecret() ?? ""])
                try await world.settle()
            }
            let browser = portal.browser()
            try await browser.get("/inloggen")
            try await browser.post("/inloggen/sms", ["mobiel": World.mobileNumber(7)])
            try await world.settle()
            try await browser.post("/inloggen/code", ["sms": world.outside.lastSecret() ?? ""])
            #expect(browser.path == "/inloggen/wie?vraag=email")
            #expect(browser.cookies["__Host-bueno"] == nil)
            try await browser.post("/inloggen/wie", ["vraag": "email", "email": World.emailAddress(2)])
            #expect(browser.path == "/mijn")
            let data = try await browser.get("/mijn/gegevens").text
            #expect(data.contains(World.emailAddress(2)) && !data.contains(World.emailAddress(1)))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `someone under sixteen is told that a parent must agree, and is not signed in`(engine: TestEngine)
        async throws
    {
        try await RunningPortal.with(engine) { (portal) async throws in
            let browser = portal.browser()
            try await browser.get("/aanmelden")
            try await browser.post("/aanmelden", ["code": try await portal.code().reveal()])
            try await browser.post(
                "/aanmelden/gegevens",
                ["mobiel": World.mobileNumber(3), "email": World.emailAddress(3), "leeftijd": "jonger"])
            #expect(browser.path == "/aanmelden/ouder")
            try await browser.post(
                "/aanmelden/ouder",
                ["oudermobiel": World.guardianNumber(3), "oudermail": "", "maand": "5", "jaar": "2028"])
            #expect(browser.path == "/aanmelden/sms")
            try await portal.world.settle()
            try await browser.post("/aanmelden/sms", ["sms": portal.world.outside.lastSecret() ?? ""])
            #expect(browser.page.contains("Een ouder moet dit eerst goed vinden"))
            #expect(browser.page.contains("1 april 2026"))
            #expect(browser.cookies["__Host-bueno"] == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `everything wrong on the second screen is said at once, and what was typed stays`(engine: TestEngine)
        async throws
    {
        try await RunningPortal.with(engine) { (portal) async throws in
            let browser = portal.browser()
            try await browser.get("/aanmelden")
            try await browser.post("/aanmelden", ["code": try await portal.code().reveal()])
            let received = try await browser.post("/aanmelden/gegevens", ["mobiel": "12", "email": "nee"])
            #expect(received.status == 422)
            #expect(received.text.contains("<title>Fout: "))
            for field in ["mobiel", "email", "leeftijd"] {
                #expect(received.text.contains("href=\"#\(field)\""))
            }
            #expect(received.text.contains(#"value="12""#) && received.text.contains(#"value="nee""#))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `leaving at once signs out, clears the browser and goes elsewhere`(engine: TestEngine) async throws {
        try await RunningPortal.with(engine) { (portal) async throws in
            let browser = try await portal.signedInBrowser()
            let session = browser.cookies["__Host-bueno"]
            let received = try await browser.postOnly("/weg", [:])
            #expect(received["refresh"]?.hasPrefix("0; url=https://") == true)
            #expect(received["clear-site-data"]?.contains("cookies") == true)
            browser.cookies["__Host-bueno"] = session
            #expect(try await browser.get("/mijn").text.contains("Log in zonder wachtwoord"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a session ends on its own device and on the others`(engine: TestEngine) async throws {
        try await RunningPortal.with(engine) { (portal) async throws in
            let one = try await portal.signedInBrowser()
            let other = portal.browser()
            try await other.get("/inloggen")
            try await other.post("/inloggen/sms", ["mobiel": World.mobileNumber(1)])
            try await portal.world.settle()
            try await other.post("/inloggen/code", ["sms": portal.world.outside.lastSecret() ?? ""])
            #expect(other.path == "/mijn")
            #expect(try await one.get("/mijn/apparaten").text.contains("2 apparaten"))
            try await one.post("/mijn/apparaten", [:])
            #expect(try await other.get("/mijn").text.contains("Log in zonder wachtwoord"))
            try await one.post("/uitloggen", [:])
            #expect(try await one.get("/mijn").text.contains("Log in zonder wachtwoord"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a name that looks like markup is shown as text`(engine: TestEngine) async throws {
        try await RunningPortal.with(engine) { (portal) async throws in
            let browser = portal.browser()
            try await browser.get("/aanmelden")
            let received = try await browser.post("/aanmelden", ["code": #""><script>x</script>"#])
            #expect(!received.text.contains("<script>x"))
            #expect(received.text.contains("&quot;&gt;&lt;script&gt;x"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the language stays on the same page and is remembered`(engine: TestEngine) async throws {
        try await RunningPortal.with(engine) { (portal) async throws in
            let browser = portal.browser()
            #expect(try await browser.get("/hulp").text.contains(#"<html lang="nl">"#))
            #expect(try await browser.get("/hulp?taal=en").text.contains(#"<html lang="en">"#))
            #expect(
                try await browser.get("/inloggen?melding=uitgelogd").text.contains(
                    "?melding=uitgelogd&amp;taal=nl"))
            #expect(try await browser.get("/hulp").text.contains(#"<html lang="en">"#))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `guessing codes is capped, whatever a forwarding header says`(engine: TestEngine) async throws {
        try await RunningPortal.with(engine) { (portal) async throws in
            let browser = portal.browser()
            try await browser.get("/aanmelden")
            var generator = SystemRandomNumberGenerator()
            var statuses: [Int] = []
            for guess in 0..<20 {
                browser.headers["X-Forwarded-For"] = "198.51.\(guess).7"
                let code = EnrolmentCode(random: &generator).reveal()
                statuses.append(try await browser.postOnly("/aanmelden", ["code": code]).status)
            }
            #expect(statuses.first == 422)
            #expect(statuses.last == 429)
        }
    }
}
