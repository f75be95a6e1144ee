import Domain
import Features
import TestKit
import Testing

@testable import Portals

/// Cases and supervision over HTTP, by people of the office.
@Suite struct CaseJourneyTests {
    private static func browser(of staff: World.AtWork, in portal: RunningPortal) -> Browser {
        let browser = portal.browser()
        browser.cookies["__Host-bueno-werk"] = staff.session.reveal()
        return browser
    }

    private static let search = [
        "reden": "help_with_sign_in", "toelichting": "Belde omdat inloggen niet lukt",
        "gezocht": World.mobileNumber(1),
    ]

    /// Searches, and opens the page of the case.
    private static func open(_ browser: Browser) async throws -> String {
        try await browser.get("/kantoor/zaken/zoeken")
        let found = try await browser.post("/kantoor/zaken/zoeken", search).text
        let link = try #require(found.firstMatch(of: /\/kantoor\/zaken\/([0-9a-f]{32})"/))
        try await browser.get("/kantoor/zaken/\(link.output.1)")
        return String(link.output.1)
    }

    @Test func `a search shows where and since when, a press opens, and the person reads of both`()
        async throws
    {
        try await RunningPortal.with { (portal) async throws in
            let mine = try await portal.signedInBrowser(1)
            let fenna = try await portal.world.staff(1, roles: [.support])
            let browser = Self.browser(of: fenna, in: portal)
            #expect(try await browser.get("/kantoor/zaken").text.contains("U hebt geen zaak open"))
            try await browser.get("/kantoor/zaken/zoeken")
            let found = try await browser.post("/kantoor/zaken/zoeken", Self.search).text
            #expect(found.contains("1 persoon gevonden"))
            #expect(found.contains("Gemeente Voorbeeld"))
            for secret in [World.emailAddress(1), "06 12340001"] { #expect(!found.contains(secret)) }
            let file = try await Self.open(browser)
            #expect(!(try await browser.get("/kantoor/zaken/\(file)").text.contains("06 12340001")))
            let opened = try await browser.post("/kantoor/zaken/inzien", ["zaak": file, "klasse": "contact"])
                .text
            #expect(opened.contains("06 12340001"))
            #expect(opened.contains(World.emailAddress(1)))
            // Looking at the page again shows nothing.
            #expect(!(try await browser.get("/kantoor/zaken/\(file)").text.contains("06 12340001")))
            let seen = try await mine.get("/mijn/privacy/wie-zag").text
            #expect(
                seen.contains(
                    "<b>BuenO, klantenservice</b> bekeek uw mobiele nummer en uw e-mailadres, "
                        + "omdat u hulp vroeg bij het inloggen."))
            #expect(seen.contains("zocht met uw mobiele nummer"))
            let english = try await mine.get("/mijn/privacy/wie-zag?taal=en").text
            #expect(
                english.contains(
                    "<b>BuenO, customer service</b> viewed your mobile number and your e-mail "
                        + "address, because you asked for help with signing in."))
        }
    }

    @Test func `a colleague's case is seen and opens nothing, and the person reads that too`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let mine = try await portal.signedInBrowser(1)
            let fenna = try await portal.world.staff(1, roles: [.support])
            let other = try await portal.world.staff(2, roles: [.support])
            let file = try await Self.open(Self.browser(of: fenna, in: portal))
            let browser = Self.browser(of: other, in: portal)
            let page = try await browser.get("/kantoor/zaken/\(file)").text
            #expect(!page.contains("/kantoor/zaken/inzien"))
            let refused = try await browser.post(
                "/kantoor/zaken/inzien", ["zaak": file, "klasse": "contact"])
            #expect(refused.status == 403)
            #expect(refused.text.contains("Een collega behandelt deze zaak"))
            let seen = try await mine.get("/mijn/privacy/wie-zag").text
            #expect(seen.contains("wilde uw gegevens openen en mocht dat niet"))
        }
    }

    @Test func `notes, a longer term, and a close`() async throws {
        try await RunningPortal.with { (portal) async throws in
            _ = try await portal.signedInBrowser(1)
            let fenna = try await portal.world.staff(1, roles: [.support])
            let browser = Self.browser(of: fenna, in: portal)
            let file = try await Self.open(browser)
            let empty = try await browser.post(
                "/kantoor/zaken/aantekening", ["zaak": file, "aantekening": " "])
            #expect(empty.status == 422)
            let kept = try await browser.post(
                "/kantoor/zaken/aantekening", ["zaak": file, "aantekening": "Belt morgen terug"]
            ).text
            #expect(kept.contains("1 aantekening"))
            #expect(!kept.contains("Belt morgen terug"))
            let read = try await browser.post("/kantoor/zaken/aantekeningen", ["zaak": file]).text
            #expect(read.contains("Belt morgen terug"))
            let wrong = try await browser.post(
                "/kantoor/zaken/verlengen", ["zaak": file, "toelichting": "Bel 06 12340001 terug"])
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("Haal het nummer of e-mailadres uit de toelichting"))
            let closed = try await browser.post("/kantoor/zaken/sluiten", ["zaak": file]).text
            #expect(closed.contains("De zaak is gesloten"))
        }
    }

    @Test func `a guarded person opens with the glass broken, and the privacy officer sees it`() async throws
    {
        try await RunningPortal.with { (portal) async throws in
            _ = try await portal.signedInBrowser(1)
            let fenna = try await portal.world.staff(1, roles: [.support])
            let wout = try await portal.world.staff(2, roles: [.privacyOfficer])
            let browser = Self.browser(of: fenna, in: portal)
            let file = try await Self.open(browser)
            let shut = try await browser.post("/kantoor/zaken/beschermen", ["zaak": file]).text
            #expect(shut.contains("Deze persoon is extra beschermd"))
            #expect(!shut.contains("/kantoor/zaken/inzien"))
            try await browser.get("/kantoor/zaken/glas/\(file)")
            let broken = try await browser.post(
                "/kantoor/zaken/glas", ["zaak": file, "toelichting": "Staat nu aan de balie"])
            #expect(broken.text.contains("De functionaris gegevensbescherming kreeg bericht"))
            #expect(broken.text.contains("/kantoor/zaken/bescherming-opheffen"))
            let officer = Self.browser(of: wout, in: portal)
            let page = try await officer.get("/kantoor/toezicht").text
            #expect(page.contains("Staat nu aan de balie"))
            #expect(!page.contains("Collega 1"))
            // And the privacy officer opens nobody: there is no such page for them.
            #expect(try await officer.get("/kantoor/zaken/zoeken").status == 403)
            // And the protection is lifted, with a sentence that the privacy officer reads.
            let other = try await browser.get("/kantoor/zaken/\(file)").text
            #expect(!other.contains("bescherming-opheffen"))
            let opened = try #require(
                try await portal.world.services.cases.mine(fenna.worker).first(where: \.file.isBreakGlass))
            let short = try await browser.post(
                "/kantoor/zaken/bescherming-opheffen",
                ["zaak": opened.file.id.description, "toelichting": "ok"])
            #expect(short.status != 200 || short.text.contains("toelichting-fout"))
            let lifted = try await browser.post(
                "/kantoor/zaken/bescherming-opheffen",
                ["zaak": opened.file.id.description, "toelichting": "De dreiging is voorbij"]
            ).text
            #expect(lifted.contains("niet meer extra beschermd"))
            #expect(
                try await officer.get("/kantoor/zaken/\(opened.file.id)").text.contains(
                    "hief de extra bescherming op: De dreiging is voorbij"))
            #expect(
                try await browser.get("/kantoor/zaken/\(file)").text.contains("/kantoor/zaken/inzien"))
            // Ten minutes later the glass asks who it is again.
            portal.world.clock.advance(by: .minutes(11))
            #expect(
                try await browser.get("/kantoor/zaken/glas/\(file)").text.contains(
                    "Welke code staat in uw app?"))
        }
    }

    @Test func `the proof runs in the background and shows a ring per promise`() async throws {
        try await RunningPortal.with { (portal) async throws in
            _ = try await portal.signedInBrowser(1)
            let wout = try await portal.world.staff(2, roles: [.privacyOfficer])
            let fenna = try await portal.world.staff(1, roles: [.support])
            let officer = Self.browser(of: wout, in: portal)
            #expect(try await officer.get("/kantoor/bewijs").text.contains("Er is nog niet nagekeken"))
            try await officer.post("/kantoor/bewijs", [:])
            await portal.world.services.background.drain()
            let page = try await officer.get("/kantoor/bewijs").text
            #expect(page.contains("Wij deden \(Promise.allCases.count) beloften"))
            #expect(page.contains("Gebroken: 0"))
            #expect(try await Self.browser(of: fenna, in: portal).get("/kantoor/bewijs").status == 403)
        }
    }
}
