import Domain
import Features
import Foundation
import TestKit
import Testing

@testable import Portals

/// The privacy officer's first page and evidence over HTTP.
@Suite struct DeskJourneyTests {
    private static func browser(of somebody: World.AtWork, in portal: RunningPortal) -> Browser {
        let browser = portal.browser()
        browser.cookies["__Host-bueno-werk"] = somebody.session.reveal()
        return browser
    }

    @Test func `the desk tells what needs somebody, by figure and not by name`() async throws {
        try await RunningPortal.with { portal in
            let world = portal.world
            let signedIn = try await world.person(
                1, code: try await world.codes(1, for: try await world.municipality())[0])
            try await world.services.rightsRequests.ask(
                .complaint(about: nil), words: "Ik kreeg te veel", for: signedIn)
            let wout = try await world.staff(2, roles: [.privacyOfficer])
            let page = try await Self.browser(of: wout, in: portal).get("/kantoor").text
            #expect(page.contains("Functionaris gegevensbescherming"))
            #expect(page.contains("Nog nooit nagekeken"))
            #expect(page.contains("/kantoor/verzoeken/"))
            #expect(!page.contains("Collega") && !page.contains("te veel") && !page.contains("@"))
            // Who has another role as well has one page for both; who has not, has the page of tasks.
            let fenna = try await world.staff(3, roles: [.support])
            let tasks = try await Self.browser(of: fenna, in: portal).get("/kantoor").text
            #expect(tasks.contains("1 verzoek over eigen gegevens"))
            #expect(!tasks.contains("Functionaris gegevensbescherming"))
        }
    }

    @Test func `evidence comes as one file, after a fresh code and a reason`() async throws {
        let clock = TestClock()
        try await RunningPortal.with(clock: clock) { portal in
            let world = portal.world
            _ = try await world.municipality()
            let wout = try await world.staff(2, roles: [.privacyOfficer])
            let today = CalendarDay(of: clock.now()).description
            let browser = Self.browser(of: wout, in: portal)
            let base = EvidenceController.base
            #expect(try await browser.get(base).text.contains("nog geen bewijs opgehaald"))
            let wrong = try await browser.post(base, ["van": today, "tot": "2027-01-01", "reden": ""])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("moet nog komen") && wrong.text.contains("2027-01-01"))
            let fields = ["van": today, "tot": today, "reden": "audit"]
            let received = try await browser.post(base, fields)
            #expect(received.status == 200)
            #expect(received["content-type"] == "application/zip")
            #expect(
                received["content-disposition"]
                    == "attachment; filename=\"bueno-evidence-\(today)-\(today).zip\"")
            let verified = try await world.services.evidenceExports.verify(received.body)
            #expect(verified.findings == [] && verified.manifest?.period.last.description == today)
            #expect(try await browser.get(base).text.contains("Opgehaald: vandaag"))
            clock.advance(by: .minutes(11))
            let page = try await browser.get(base).text
            #expect(page.contains("/werk/bevestigen?naar=\(base)") && !page.contains("name=\"van\""))
            let late = try await browser.postOnly(
                base, fields, token: try await Self.token(of: wout, in: portal))
            #expect(late.status == 303 && late["location"] == "/werk/bevestigen?naar=\(base)")
        }
    }

    private static func token(of somebody: World.AtWork, in portal: RunningPortal) async throws -> String {
        let worker = try await portal.world.worker(somebody.session)
        return try portal.world.services.formSeals.token(for: "work:\(worker.session)")
    }
}
