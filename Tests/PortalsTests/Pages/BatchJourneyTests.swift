import Domain
import Features
import TestKit
import Testing

@testable import Portals

/// Codes in the customer's portal, over HTTP.
@Suite struct BatchJourneyTests {
    @Test func `a caseworker makes codes, saves them, confirms, and replaces a letter`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let (browser, _) = try await portal.caseworker()
            #expect(try await browser.get("/klant/codes").text.contains("Er zijn nog geen codes"))
            let batch = try await portal.order(3, in: browser)
            #expect(browser.page.contains("Sla 3 codes op: nog 24 uur"))
            #expect(!browser.page.contains("veilig opgeslagen"))
            #expect(try await browser.get("/klant").text.contains("Nieuwe codes opslaan"))

            try await browser.get(batch)
            let file = try await browser.postOnly("\(batch)/bestand", [:])
            #expect(file.status == 200 && file["content-type"] == "text/csv; charset=utf-8")
            #expect(file["content-disposition"] == "attachment; filename=\"codes-0001-0003.csv\"")
            #expect(file["cache-control"] == "no-store")
            let lines = file.text.split(separator: "\r\n")
            #expect(lines.count == 4 && file.text.hasPrefix("\u{FEFF}brief;code;geldig_tot;qr_omvang;qr\r\n"))
            let cells = lines[1].split(separator: ";")
            #expect(cells.count == 5 && cells[0] == "0001" && cells[2] == "2099-12-31")
            let code = String(cells[1]).replacing("\"", with: "")
            try await portal.world.enrol(1, code: try EnrolmentCode(typed: code))

            try await browser.get(batch)
            try await browser.post("\(batch)/bewaard", ["gezien": browser.shown])
            #expect(browser.page.contains("Alleen u hebt ze nu"))
            #expect(try await browser.postOnly("\(batch)/bestand", [:]).status == 410)
            #expect(try await browser.get("\(batch)?nr=1").text.contains("tag--ok\">Gebruikt"))

            #expect(try await browser.get("\(batch)/vervangen?nr=2").text.contains("Brief 0002 vervangen?"))
            #expect(try await browser.post("\(batch)/vervangen", ["nr": "2", "naam": ""]).status == 422)
            try await browser.post("\(batch)/vervangen", ["nr": "2", "naam": "Kwijt"])
            #expect(browser.page.contains("De brief is vervangen") && browser.page.contains("Sla 1 code op"))
            #expect(try await browser.get("\(batch)?nr=2").text.contains("Naar 0004"))
            try await browser.get("\(batch)/vervangen?nr=2")
            #expect(try await browser.post("\(batch)/vervangen", ["nr": "2", "naam": "Kwijt"]).status == 409)
        }
    }

    @Test func `codes leave only for who proved themselves in the last ten minutes`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let (browser, atWork) = try await portal.caseworker()
            let batch = try await portal.order(2, in: browser)
            portal.world.clock.advance(by: .minutes(11))
            try await browser.get(batch)
            for path in ["\(batch)/bestand", "\(batch)/brieven"] {
                let answer =
                    try await path.hasSuffix("brieven")
                    ? browser.exchange("GET", path) : browser.postOnly(path, [:])
                #expect(answer.status == 303)
                #expect(answer["location"]?.hasPrefix("/werk/bevestigen?naar=\(batch)") == true)
            }
            try await browser.get("/werk/bevestigen?naar=\(batch)/brieven")
            try await browser.post(
                "/werk/bevestigen",
                ["naar": "\(batch)/brieven", "cijfers": try portal.world.appCode(atWork.secret)])
            #expect(browser.path == "\(batch)/brieven" && browser.page.contains("data-letter=\"0002\""))
        }
    }

    @Test func `the page with letters may send nothing, and has no form that would`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let (browser, _) = try await portal.caseworker()
            let batch = try await portal.order(2, in: browser)
            let letters = try await browser.get("\(batch)/brieven")
            let policy = try #require(letters["content-security-policy"])
            for part in [
                "default-src 'none'", "connect-src 'none'", "form-action 'none'",
                "img-src 'self' data: blob:",
            ] {
                #expect(policy.contains(part))
            }
            #expect(!policy.contains("unsafe") && !letters.text.contains("<form"))
            #expect(letters.text.contains("/assets/maker."))
            let other = try await browser.get(batch)
            #expect(other["content-security-policy"]?.contains("form-action 'self'") == true)
            #expect(other.text.contains("action=\"/werk/uitloggen\""))
        }
    }

    @Test func `another customer's batch is not there, whatever is asked of it`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let (owner, _) = try await portal.caseworker()
            let batch = try await portal.order(2, in: owner)
            let (browser, _) = try await portal.caseworker(2, customer: 2)
            try await browser.get("/klant/codes/nieuw")
            let token = browser.token
            let gets = [
                "", "/brieven", "/namen", "/intrekken", "/intrekken?nr=1", "/vervangen?nr=1", "/langer",
            ]
            for path in gets {
                #expect(try await browser.exchange("GET", batch + path).status == 404, "\(path)")
            }
            let posts: [(String, [String: String])] = [
                ("bestand", [:]), ("bewaard", ["gezien": "9999999999999"]), ("stop", [:]), ("status", [:]),
                ("intrekken", ["naam": "x"]), ("vervangen", ["nr": "1", "naam": "x"]),
                ("langer", ["dag": "1", "maand": "1", "jaar": "2100"]),
                ("namen", ["namen": Self.sealed]),
            ]
            for (path, fields) in posts {
                let answer = try await browser.postOnly("\(batch)/\(path)", fields, token: token)
                #expect(answer.status == 404, "\(path)")
            }
            #expect(try await browser.get("/klant/codes").text.contains("Er zijn nog geen codes"))
        }
    }

    @Test func `who sees counts alone sees no letters, and no count under ten`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let (owner, atWork) = try await portal.caseworker()
            let batch = try await portal.order(20, in: owner)
            let file = try await owner.postOnly("\(batch)/bestand", [:]).text
            let code = String(file.split(separator: "\r\n")[1].split(separator: ";")[1]).replacing(
                "\"", with: "")
            try await portal.world.enrol(1, code: try EnrolmentCode(typed: code))
            let customer = try #require(atWork.worker.customer)
            let viewer = portal.browser(
                for: try await portal.world.colleague(5, of: customer, roles: [.customerFinance]))
            let page = try await viewer.get(batch).text
            #expect(page.contains("Hoeveel van de 20 codes gebruikt zijn, laten wij niet zien"))
            #expect(
                !page.contains("Zoek een brief") && !page.contains("Download") && !page.contains("1 van de"))
            #expect(try await viewer.get("/klant/codes").text.contains(">verborgen<"))
            #expect(try await viewer.get("/klant/codes/gebruik").text.contains("verborgen"))
            for path in ["/brieven", "/namen", "/langer", "/vervangen?nr=1"] {
                #expect(try await viewer.exchange("GET", batch + path).status == 403, "\(path)")
            }
            #expect(try await viewer.exchange("GET", "/klant/codes/nieuw").status == 403)
            // The caseworker sees each letter anyway.
            #expect(try await owner.get(batch).text.contains("1 van de 20 codes zijn gebruikt"))
        }
    }

    @Test func `a batch that is being made says how far it is, asks for itself again, and can be stopped`()
        async throws
    {
        try await RunningPortal.with { (portal) async throws in
            let (browser, _) = try await portal.caseworker()
            let batch = try await portal.order(12_000, in: browser)
            #expect(browser.page.contains("0 van de 12.000 codes zijn gemaakt"))
            try await portal.world.services.batchMaker.run()
            let page = try await browser.get(batch)
            #expect(page["refresh"] == "1" && page.text.contains("4.000 van de 12.000 codes zijn gemaakt"))
            #expect(!page.text.contains("Download"))
            try await browser.post("\(batch)/stop", [:])
            #expect(
                browser.page.contains("Het maken is gestopt") && browser.page.contains("Sla 4.000 codes op"))
            #expect(try await browser.get(batch)["refresh"] == nil)
            // More letters than one page in a browser can hold.
            let part = try await browser.get("\(batch)/brieven?van=2001").text
            #expect(part.contains("data-letter=\"2001\"") && part.contains("data-letter=\"4000\""))
            #expect(!part.contains("data-letter=\"2000\""))
        }
    }

    @Test func `a form that makes no sense comes back with what was typed`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let (browser, _) = try await portal.caseworker()
            let good = ["aantal": "3", "dag": "31", "maand": "12", "jaar": "2099", "naam": "Energiehulp"]
            let bad: [(String, String, String)] = [
                ("aantal", "drie", "Vul een aantal in"), ("aantal", "50001", "Vul een aantal in"),
                ("maand", "13", "Vul een dag in die bestaat"), ("jaar", "2001", "Kies een dag die nog komt"),
                ("naam", "bel 06 12345678", "Hier staat een e-mailadres of een telefoonnummer"),
                ("naam", "", "Vul iets in"),
            ]
            for (field, value, words) in bad {
                try await browser.get("/klant/codes/nieuw")
                let answer = try await browser.post("/klant/codes/nieuw", good.merging([field: value]) { $1 })
                #expect(answer.status == 422 && answer.text.contains(words), "\(field)")
                #expect(answer.text.contains("<title>Fout: "))
                #expect(answer.text.contains(field == "aantal" ? "value=\"Energiehulp\"" : "value=\"3\""))
            }
        }
    }

    @Test func `statuses are saved with the columns that were chosen, and a reason is no formula`()
        async throws
    {
        try await RunningPortal.with { (portal) async throws in
            let (browser, _) = try await portal.caseworker()
            let batch = try await portal.order(3, in: browser)
            try await browser.get("\(batch)/intrekken?nr=2")
            try await browser.post("\(batch)/intrekken", ["nr": "2", "naam": "=HYPERLINK(\"x\")"])
            try await browser.get(batch)
            let file = try await browser.postOnly("\(batch)/status", ["status": "ja", "reden": "ja"]).text
            let lines = file.split(separator: "\r\n")
            #expect(lines[0] == "\u{FEFF}brief;status;reden")
            #expect(lines[1] == "0001;\"Niet gebruikt\";")
            #expect(lines[2] == "0002;Ingetrokken;\"'=HYPERLINK(\"\"x\"\")\"")
        }
    }

    @Test func `names that the browser sealed are kept as they came, and a mark is known the second time`()
        async throws
    {
        try await RunningPortal.with { (portal) async throws in
            let (browser, _) = try await portal.caseworker()
            let batch = try await portal.order(2, in: browser)
            try await browser.get("\(batch)/namen")
            #expect(browser.page.contains("data-label-for=\"0002\""))
            #expect(try await browser.post("\(batch)/namen", ["namen": ""]).status == 400)
            try await browser.get("\(batch)/namen")
            try await browser.post("\(batch)/namen", ["namen": Self.sealed])
            #expect(browser.page.contains("Uw namen zijn versleuteld bewaard"))
            #expect(try await browser.get("\(batch)/namen").text.contains(Self.sealed))

            let mark = String(repeating: "0f", count: 32)
            try await browser.get("/klant/codes/dubbel")
            try await browser.post("/klant/codes/dubbel", ["kenmerk": mark])
            #expect(browser.page.contains("Deze klant kreeg nog geen code"))
            try await browser.post("/klant/codes/een", ["kenmerk": mark])
            #expect(browser.page.contains("Een code voor 1 persoon"))
            try await browser.post(
                "/klant/codes/nieuw",
                [
                    "aantal": "1", "dag": "31", "maand": "12", "jaar": "2099", "naam": "Los", "kenmerk": mark,
                ])
            #expect(browser.page.contains("Sla 1 code op"))
            try await browser.get("/klant/codes/dubbel")
            try await browser.post("/klant/codes/dubbel", ["kenmerk": mark])
            #expect(
                browser.page.contains("Deze klant kreeg al een code") && browser.page.contains("brief 0001"))
        }
    }

    private static let sealed = ["v1", bytes(16), bytes(12), bytes(1_040)].joined(separator: ".")

    private static func bytes(_ count: Int) -> String {
        Base64.text((0..<count).map { UInt8($0 & 0xFF) })
    }
}

extension RunningPortal {
    /// A browser in which this colleague is signed in.
    func browser(for atWork: World.AtWork) -> Browser {
        let browser = browser()
        browser.cookies[CookieName.work.rawValue] = atWork.session.reveal()
        return browser
    }

    fileprivate func caseworker(_ number: Int = 1, customer: Int = 1) async throws -> (Browser, World.AtWork)
    {
        let contract = try await world.municipality(customer)
        let atWork = try await world.colleague(number, of: contract.customer, roles: [.caseworker])
        return (browser(for: atWork), atWork)
    }

    /// Orders codes through the form; the browser is then on the page of the batch, whose path this is.
    fileprivate func order(_ count: Int, in browser: Browser) async throws -> String {
        try await browser.get("/klant/codes/nieuw")
        try await browser.post(
            "/klant/codes/nieuw",
            ["aantal": String(count), "dag": "31", "maand": "12", "jaar": "2099", "naam": "Energiehulp"])
        return String(browser.path.prefix { $0 != "?" })
    }
}

extension Browser {
    /// The moment that the page of a batch shows.
    fileprivate var shown: String {
        page.split(separator: "name=\"gezien\" value=\"").dropFirst().first.map {
            String($0.prefix { $0 != "\"" })
        } ?? ""
    }
}
