import Domain
import Features
import TestKit
import Testing
import Vault

@testable import Portals

@Suite struct ContactJourneyTests {
    private static let typed = [
        "naam": "Vera Voorbeeld", "telefoon": "050 3123456", "email": "vera@example.nl",
        "vraag": "Kan ik ook bellen?",
    ]

    /// The form as the browser has it, with its sealed moment.
    private func fields(_ browser: Browser, _ changes: [String: String] = [:]) throws -> [String: String] {
        let opened = try #require(browser.page.firstMatch(of: /name="geopend" value="([0-9a-f.]+)"/)).output.1
        return Self.typed.merging(["geopend": String(opened)]) { $1 }.merging(changes) { $1 }
    }

    private func open(_ portal: RunningPortal) async throws -> Int {
        try await portal.world.services.contactRequests.inbox().openCount
    }

    @Test func `a question is asked, answered and gone`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let world = portal.world
            let browser = portal.browser()
            try await browser.get("/contact")
            #expect(browser.page.contains("Zo weten wij hoe wij u aanspreken"))
            world.clock.advance(by: .seconds(20))
            let sent = try await browser.postOnly("/contact", try fields(browser))
            #expect(sent.status == 303 && sent["location"] == "/contact/verstuurd")
            #expect(sent["set-cookie"] == nil)
            let after = try await browser.get("/contact/verstuurd").text
            #expect(after.contains("30 dagen") && after.contains("1 jaar"))

            let office = try await desk(portal, roles: [.support])
            #expect(try await office.get("/kantoor").text.contains("Vragen van het contactformulier"))
            let list = try await office.get("/kantoor/vragen").text
            #expect(list.contains("1 vraag wacht op antwoord") && !list.contains("Vera"))
            let link = try #require(list.firstMatch(of: /\/kantoor\/vragen\/[0-9a-f]{32}/)).output
            let question = try await office.get(String(link)).text
            for text in ["Vera Voorbeeld", "0503123456", "vera@example.nl", "Kan ik ook bellen?"] {
                #expect(question.contains(text))
            }
            let id = String(link.suffix(32))
            #expect(
                try await office.postOnly("/kantoor/vragen/antwoord", ["vraag": id, "antwoord": " "]).status
                    == 422)
            try await office.post("/kantoor/vragen/antwoord", ["vraag": id, "antwoord": "Ja, dat kan."])
            #expect(office.page.contains("Uw antwoord is onderweg"))
            #expect(
                try await office.postOnly("/kantoor/vragen/gebeld", ["vraag": id]).status == 409)
            try await world.settle()
            let answered = try await office.get("/kantoor/vragen/beantwoord").text
            #expect(answered.contains("Gemaild") && answered.contains("30 dagen") && !answered.contains(id))
            #expect(!(try await office.get("/kantoor").text.contains("Vragen van het contactformulier")))

            world.clock.advance(by: .days(31))
            try await world.services.retention.run()
            let late = try await desk(portal, roles: [.support], number: 9)
            #expect(try await late.get(String(link)).status == 404)
            try await late.get("/kantoor/vragen")
            let answer = ["vraag": id, "antwoord": "Ja"]
            #expect(try await late.postOnly("/kantoor/vragen/antwoord", answer).status == 404)
            #expect(try await world.services.contactRequests.inbox().answeredCount == 0)
        }
    }

    @Test func `everything wrong is named at its field, and nothing that was typed is lost`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = portal.browser()
            try await browser.get("/contact?taal=en")
            portal.world.clock.advance(by: .seconds(20))
            let wrong = try fields(
                browser, ["naam": "", "telefoon": "123", "email": "vera", "vraag": "\"<b>\"\nNog iets"])
            let answer = try await browser.post("/contact", wrong)
            #expect(answer.status == 422 && answer.text.contains("<title>Error: Contact"))
            for field in ["naam", "telefoon", "email"] {
                #expect(
                    answer.text.contains("href=\"#\(field)\"") && answer.text.contains("id=\"\(field)-fout\"")
                )
            }
            #expect(answer.text.contains("value=\"123\"") && answer.text.contains("value=\"vera\""))
            #expect(answer.text.contains("&quot;&lt;b&gt;&quot;\nNog iets</textarea>"))
            #expect(try await open(portal) == 0)
        }
    }

    @Test func `who is in a hurry presses once more, and a program gets the same thanks for nothing`()
        async throws
    {
        try await RunningPortal.with { (portal) async throws in
            let browser = portal.browser()
            try await browser.get("/contact")
            portal.world.clock.advance(by: .seconds(2))
            let quick = try await browser.post("/contact", try fields(browser))
            #expect(quick.status == 422 && quick.text.contains("nog een keer op de knop"))
            #expect(quick.text.contains("Kan ik ook bellen?") && quick.text.contains("vera@example.nl"))
            portal.world.clock.advance(by: .seconds(3))
            #expect(try await browser.postOnly("/contact", try fields(browser)).status == 303)
            #expect(try await open(portal) == 1)

            let trapped = try await browser.postOnly(
                "/contact", try fields(browser, ["website": "https://example.nl"]))
            #expect(trapped.status == 303 && trapped["location"] == "/contact/verstuurd")
            #expect(try await open(portal) == 1)
        }
    }

    @Test func `the eleventh of one network is told to wait, and keeps the words`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = portal.browser()
            try await browser.get("/contact")
            portal.world.clock.advance(by: .seconds(20))
            for _ in 1...10 {
                #expect(try await browser.postOnly("/contact", try fields(browser)).status == 303)
            }
            let answer = try await browser.post("/contact", try fields(browser))
            #expect(answer.status == 429 && answer.text.contains("Wacht 60 minuten"))
            #expect(answer.text.contains("Kan ik ook bellen?"))
            #expect(try await open(portal) == 10)
        }
    }

    @Test func `somebody who is signed in is not known to the question`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = try await portal.signedInBrowser()
            try await browser.get("/contact")
            portal.world.clock.advance(by: .seconds(20))
            #expect(try await browser.postOnly("/contact", try fields(browser)).status == 303)
            let data = try await browser.get("/mijn/privacy/wie-zag").text
            #expect(!data.contains("omdat u ons iets vroeg"))
        }
    }

    @Test func `the privacy officer counts and opens none; others are not let in`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let id = try await portal.world.askQuestion(1)
            let officer = try await desk(portal, roles: [.privacyOfficer], number: 2)
            let list = try await officer.get("/kantoor/vragen").text
            #expect(list.contains("1 vraag wacht op antwoord") && list.contains("365 dagen"))
            #expect(!list.contains(id.description))
            #expect(try await officer.get("/kantoor/vragen/beantwoord").status == 200)
            #expect(try await officer.get("/kantoor/vragen/\(id)").status == 403)
            #expect(try await officer.postOnly("/kantoor/vragen/gebeld", ["vraag": "\(id)"]).status == 403)
            let operations = try await desk(portal, roles: [.fieldOperator], number: 3)
            #expect(try await operations.get("/kantoor/vragen").status == 403)
            let stranger = portal.browser()
            #expect(try await stranger.exchange("GET", "/kantoor/vragen")["location"] == "/werk")
            let subject = try await portal.world.vault.pseudonym(of: id)
            let leaves = try await portal.world.vault.leaves(of: subject, before: nil, limit: 10)
            #expect(!leaves.contains { $0.act == .read })
        }
    }

    /// A browser of somebody at work.
    private func desk(
        _ portal: RunningPortal, roles: Set<Role>, number: Int = 1
    ) async throws -> Browser {
        let browser = portal.browser()
        let staff = try await portal.world.staff(number, roles: roles)
        browser.cookies[CookieName.work.rawValue] = staff.session.reveal()
        return browser
    }
}
