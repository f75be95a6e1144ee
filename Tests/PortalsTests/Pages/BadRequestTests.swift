import Domain
import Features
import Storage
import TestKit
import Testing

@testable import Portals

/// Forged links, replays, steps that came too late: each has its status and its words in both languages, and leaves
/// everything as it was.
@Suite struct BadRequestTests {
    /// What somebody tries, and what comes of it.
    fileprivate struct Row {
        let name: String
        /// Where a form is sent; nothing for a link that is followed.
        var form: [String: String]?
        let path: String
        var cookies: [String: String] = [:]
        let status: Int
        /// Where it leads; the address itself when nothing else is said.
        var leads: String?
        let dutch: String
        let english: String
        /// Tables in which a try is counted.
        var counted: Set<String> = []
        /// How long they wait first.
        var after = Moment.Span.minutes(0)

        func words(_ language: Language) -> String { language == .dutch ? dutch : english }
    }

    private static let noPage = ("Deze pagina is er niet", "This page does not exist")
    private static let nobody = String(repeating: "0f", count: 16)
    private static let token = String(repeating: "0f", count: 32)

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
            try await Self.walk(
                [
                    Row(
                        name: "a request that never was", path: "/mijn/privacy/verzoeken/\(Self.nobody)",
                        status: 404, Self.noPage),
                    Row(
                        name: "another's request", path: "/mijn/privacy/verzoeken/\(theirs)", status: 404,
                        Self.noPage),
                    Row(name: "no number", path: "/mijn/privacy/verzoeken/x", status: 404, Self.noPage),
                    Row(
                        name: "withdrawing another's", form: ["verzoek": theirs], path: withdraw,
                        status: 404, Self.noPage),
                    Row(name: "withdrawing nothing", form: [:], path: withdraw, status: 404, Self.noPage),
                    Row(
                        name: "withdrawing twice", form: ["verzoek": gone], path: withdraw, status: 200,
                        leads: "/mijn/privacy/verzoeken/\(gone)", ("Ingetrokken", "Withdrawn")),
                    Row(
                        name: "a complaint about another's line", form: ["regel": line, "woorden": "x"],
                        path: "/mijn/privacy/klacht", status: 404,
                        ("Dit verzoek is er niet.", "There is no such request.")),
                    Row(
                        name: "a complaint without words", form: ["woorden": " "],
                        path: "/mijn/privacy/klacht", status: 422,
                        ("Schrijf op wat u bedoelt.", "Write down what you mean.")),
                    Row(
                        name: "an objection that is there already",
                        form: ["soort": "communication", "woorden": "Nog eens"],
                        path: "/mijn/privacy/bezwaar", status: 422,
                        ("Dit vroeg u al.", "You asked this already.")),
                    Row(
                        name: "an objection to the service itself",
                        form: ["soort": "delivery", "woorden": "x"], path: "/mijn/privacy/bezwaar",
                        status: 422, ("Kies waartegen u bezwaar maakt.", "Choose what you object to.")),
                    Row(
                        name: "an objection to nothing", form: ["soort": "zomaar", "woorden": "x"],
                        path: "/mijn/privacy/bezwaar", status: 422,
                        ("Kies waartegen u bezwaar maakt.", "Choose what you object to.")),
                    Row(
                        name: "correcting what has its own way",
                        form: ["soort": "mobile_number", "waarde": "06 12345678"],
                        path: "/mijn/privacy/verbeteren", status: 422,
                        ("Kies een gegeven dat wij van u hebben.", "Choose something that we hold")),
                    Row(
                        name: "correcting what is not held",
                        form: ["soort": "last_name", "waarde": "Anders"], path: "/mijn/privacy/verbeteren",
                        status: 422,
                        ("Kies een gegeven dat wij van u hebben.", "Choose something that we hold")),
                    Row(
                        name: "releasing what is free", form: [:], path: "/mijn/privacy/vrijgeven",
                        status: 200, leads: "/mijn/privacy/bevestigen?naar=beperken",
                        ("Laat nog eens zien dat u het bent", "Show once more that it is you")),
                    Row(
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
            try await Self.walk(
                [
                    Row(
                        name: "a code that nobody asked", form: ["cijfers": "123456"], path: code,
                        status: 422, tooLate),
                    Row(
                        name: "erasing with a code that nobody asked", form: ["cijfers": "123456"],
                        path: erase, status: 422, tooLate),
                    Row(
                        name: "a copy without proof", form: ["vorm": "json"], path: "/mijn/privacy/inzage",
                        status: 200, leads: "/mijn/privacy/bevestigen?naar=inzage", proof),
                    Row(
                        name: "taking along without proof", form: [:], path: "/mijn/privacy/meenemen",
                        status: 200, leads: "/mijn/privacy/bevestigen?naar=inzage", proof),
                    Row(
                        name: "a way out of here", path: "/mijn/privacy/bevestigen?naar=//example.org",
                        status: 200, proof),
                    Row(
                        name: "erasing without the box", form: ["ok": ""], path: "/mijn/wissen", status: 422,
                        ("Zet een vinkje", "Tick the box")),
                    Row(
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
            try await Self.walk(
                [
                    Row(
                        name: "a wrong code", form: ["cijfers": wrong], path: code, status: 422,
                        ("Deze code klopt niet.", "This code is not right."), counted: ["challenge"]),
                    Row(
                        name: "no code", form: ["cijfers": "niets"], path: code, status: 422,
                        ("Deze code klopt niet.", "This code is not right."), counted: ["challenge"]),
                    Row(
                        name: "a code past its term", form: ["cijfers": secret], path: code, status: 422,
                        tooLate, after: .minutes(11)),
                    Row(
                        name: "the same for an erasure", form: ["cijfers": secret], path: erase, status: 422,
                        tooLate),
                ], in: browser, portal, language)
            try await browser.get("/mijn/privacy/bevestigen")
            try await browser.post("/mijn/privacy/bevestigen", ["naar": "inzage", "kanaal": "sms"])
            try await portal.world.settle()
            let right = ["naar": "//example.org", "cijfers": portal.world.outside.lastSecret() ?? ""]
            try await browser.post(code, right)
            #expect(browser.path == "/mijn/privacy/inzage")
            try await Self.walk(
                [
                    Row(name: "a code used before", form: right, path: code, status: 422, tooLate),
                    Row(
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
            let forged = [cookie: Self.token]
            try await Self.walk(
                [
                    Row(name: "no change", path: code, status: 200, leads: leads, over),
                    Row(
                        name: "a code without a change", form: ["cijfers": "123456"], path: code,
                        status: 200, leads: leads, over),
                    Row(
                        name: "a forged change", path: code, cookies: forged, status: 200, leads: leads,
                        over),
                    Row(
                        name: "a code for a forged change", form: ["cijfers": "123456"], path: code,
                        cookies: forged, status: 200, leads: leads, over),
                    Row(
                        name: "once more for a forged change", form: [:], path: "/mijn/gegevens/opnieuw",
                        cookies: forged, status: 200, leads: leads, over),
                    Row(
                        name: "the number that we have", form: ["mobiel": World.mobileNumber(1)],
                        path: "/mijn/gegevens/nummer", status: 422,
                        ("Dit is het nummer dat wij al hebben.", "This is the number that we already have.")),
                    Row(
                        name: "no address", form: ["email": "x"], path: "/mijn/gegevens/mail", status: 422,
                        ("Vul een e-mailadres in.", "Fill in an e-mail address.")),
                ], in: browser, portal, language)
            try await browser.post("/mijn/gegevens/mail", ["email": World.emailAddress(7)])
            try await portal.world.settle()
            let change = try #require(browser.cookies[cookie])
            try await Self.walk(
                [
                    Row(
                        name: "a wrong code", form: ["cijfers": "niets"], path: code,
                        cookies: [cookie: change], status: 422,
                        ("Deze code klopt niet.", "This code is not right."), counted: ["contact_change_code"]
                    ),
                    Row(
                        name: "a code past its term", form: ["cijfers": "123456"], path: code,
                        cookies: [cookie: change], status: 422,
                        ("Deze code werkt niet meer.", "This code no longer works."), after: .minutes(11)),
                ], in: browser, portal, language)
            try await browser.post("/mijn/gegevens/stop", [:])
            try await Self.walk(
                [
                    Row(
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
            try await Self.walk(
                [
                    Row(
                        name: "a forged link", path: "/inloggen/link/\(Self.token)", status: 410, dead),
                    Row(name: "half a link", path: "/inloggen/link/\(sent.prefix(40))", status: 410, dead),
                    Row(
                        name: "pressing a forged link", form: [:], path: "/inloggen/link/\(Self.token)",
                        status: 410, dead),
                    Row(
                        name: "a forged invitation", path: "/uitnodiging/\(Self.token)", status: 410, over),
                    Row(
                        name: "accepting a forged invitation",
                        form: ["wachtwoord": World.password, "cijfers": "123456", "geheim": "x"],
                        path: "/uitnodiging/\(Self.token)", status: 410, over),
                    Row(
                        name: "a link past its term", path: "/inloggen/link/\(sent)", status: 410, dead,
                        after: .minutes(61)),
                    Row(
                        name: "pressing it past its term", form: [:], path: "/inloggen/link/\(sent)",
                        status: 410, dead),
                ], in: browser, from: "/inloggen", portal, language)
            #expect(browser.cookies["__Host-bueno"] == nil)
        }
    }

    @Test(arguments: Language.allCases)
    func `what a customer answers about a phone, and the person`(language: Language) async throws {
        let clock = TestClock()
        try await RunningPortal.with(clock: clock) { portal in
            let world = portal.world
            let (contract, other) = (
                try await world.mobileMunicipality(1), try await world.mobileMunicipality(2)
            )
            let bram = try await world.colleague(1, of: contract.customer, roles: [.caseworker])
            let token = try await world.applyUntilCheck(1, code: try await world.codes(1, for: contract)[0])
            let attempt = ["__Host-bueno-aanmelden": token.reveal()]
            let person = portal.browser()
            person.headers["Accept-Language"] = language.rawValue
            try await person.get("/aanmelden")
            let check = try #require(try await world.services.enrolments.check(token))
            var ticked = Dictionary(uniqueKeysWithValues: check.fields.map { ($0.formName, "ja") })
            ticked["versie"] = "1-2"
            let late = ("U was te lang weg.", "You were away too long.")
            try await Self.walk(
                [
                    Row(
                        name: "confirming what was shown before", form: ticked, path: "/aanmelden/klopt",
                        cookies: attempt, status: 422,
                        ("U veranderde iets op een ander scherm.", "You changed something on another screen.")
                    ),
                    Row(
                        name: "confirming without the browser", form: ticked, path: "/aanmelden/klopt",
                        status: 200, leads: "/aanmelden?melding=verlopen", late),
                ], in: person, from: "/aanmelden", portal, language)
            _ = try await world.services.enrolments.confirm(
                Set(check.fields), shown: check.shown, on: token, device: .phone, language: language)
            ticked["versie"] = check.shown
            try await Self.walk(
                [
                    Row(
                        name: "confirming twice", form: ticked, path: "/aanmelden/klopt", cookies: attempt,
                        status: 200, leads: "/aanmelden?melding=verlopen", late)
                ], in: person, from: "/aanmelden", portal, language)

            try await world.apply(2, code: try await world.codes(1, for: other)[0])
            let id = try #require(try await world.services.confirmations.next(for: bram.worker))
            let foreign = try await Self.service(of: other, in: world)
            let desk = portal.browser()
            desk.headers["Accept-Language"] = language.rawValue
            desk.cookies["__Host-bueno-werk"] = bram.session.reveal()
            try await desk.get("/klant/aanvragen")
            let base = "/klant/aanvragen"
            let answered = ("Een collega was u voor", "A colleague was first")
            try await Self.walk(
                [
                    Row(name: "another's", path: "\(base)/\(foreign)", status: 404, Self.noPage),
                    Row(
                        name: "answering another's", form: ["antwoord": "yes"], path: "\(base)/\(foreign)",
                        status: 404, Self.noPage),
                    Row(
                        name: "taking another's back", form: [:], path: "\(base)/\(foreign)/terug",
                        status: 404, Self.noPage),
                    Row(name: "nobody's", path: "\(base)/\(Self.nobody)", status: 404, Self.noPage),
                    Row(
                        name: "no answer", form: ["antwoord": "misschien"], path: "\(base)/\(id)",
                        status: 422, ("Kies een antwoord.", "Choose an answer.")),
                    Row(
                        name: "taking back what was not given", form: [:], path: "\(base)/\(id)/terug",
                        status: 409, ("Dit antwoord is al verwerkt.", "This answer has been processed.")),
                ], in: desk, from: "/klant/aanvragen", portal, language)
            try await world.services.confirmations.answer(.yes, to: id, by: bram.worker)
            try await Self.walk(
                [
                    Row(
                        name: "answering twice", form: ["antwoord": "has_one"], path: "\(base)/\(id)",
                        status: 409, answered),
                    Row(
                        name: "opening what is answered", path: "\(base)/\(id)", status: 409, answered),
                ], in: desk, from: "/klant/aanvragen", portal, language)
            clock.advance(by: .hours(10))
            desk.cookies["__Host-bueno-werk"] = try await Self.again(bram, in: world).reveal()
            try await Self.walk(
                [
                    Row(
                        name: "taking back past its hour", form: [:], path: "\(base)/\(id)/terug",
                        status: 409, ("Dit antwoord is al verwerkt.", "This answer has been processed."))
                ], in: desk, from: "/klant/aanvragen", portal, language)
            let owner = try await Self.person(3, portal, language)
            try await Self.walk(
                [
                    Row(
                        name: "an answer to no question", form: [:], path: "/mijn/telefoon/antwoord",
                        status: 409, ("Dit kan nu niet meer.", "This is no longer possible."))
                ], in: owner, portal, language)
        }
    }
}

extension BadRequestTests {
    /// Tries each, and sees the status, the words and that nothing changed.
    private static func walk(
        _ rows: [Row], in browser: Browser, from home: String = "/mijn/privacy/klacht",
        _ portal: RunningPortal, _ language: Language
    ) async throws {
        for row in rows {
            portal.world.clock.advance(by: row.after)
            // A page with a form, whose token goes along.
            try await browser.get(home)
            let before = try await state(of: portal.world, but: row.counted)
            browser.cookies.merge(row.cookies) { $1 }
            let received =
                if let form = row.form {
                    try await browser.post(row.path, form)
                } else {
                    try await browser.get(row.path)
                }
            for name in row.cookies.keys { browser.cookies[name] = nil }
            let place: Comment = "\(row.name), \(language.rawValue)"
            #expect(received.status == row.status, place)
            #expect(browser.path == row.leads ?? row.path, place)
            #expect(received.text.contains(row.words(language)), place)
            #expect(received.text.contains("<html lang=\"\(language.rawValue)\""), place)
            let after = try await state(of: portal.world, but: row.counted)
            #expect(after.differences(from: before) == [], place)
        }
    }

    /// All rows but the log's, which say that somebody looked, and when a session was last seen.
    private static func state(of world: World, but counted: Set<String>) async throws -> Everything {
        try await Everything.read(world).without { table in
            table.retention == .processingLog || table.name.hasPrefix("log_")
                || ["session", "work_session"].contains(table.name) || counted.contains(table.name)
        }
    }

    private static func person(
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

    /// Signed in anew, after a long day.
    private static func again(_ worker: World.AtWork, in world: World) async throws -> Token {
        let challenge = try await world.services.workSignIns.start(
            emailAddress: worker.emailAddress, password: Sensitive(World.password), network: World.network)
        return try await world.services.workSignIns.prove(
            code: try world.appCode(worker.secret), on: challenge, network: World.network, device: .computer)
    }

    private static func service(of contract: Contract, in world: World) async throws -> MobileService.ID {
        let found = try await world.data.read { transaction in
            try transaction.row(
                "SELECT service_id FROM mobile_service WHERE contract_id = $1", contract.id.bytes)?.blob(0)
        }
        return try #require(found.flatMap { MobileService.ID(bytes: $0) })
    }
}

extension BadRequestTests.Row {
    fileprivate init(
        name: String, form: [String: String]? = nil, path: String, cookies: [String: String] = [:],
        status: Int, leads: String? = nil, _ words: (String, String), counted: Set<String> = [],
        after: Moment.Span = .minutes(0)
    ) {
        self.init(
            name: name, form: form, path: path, cookies: cookies, status: status, leads: leads,
            dutch: words.0, english: words.1, counted: counted, after: after)
    }
}
