import Domain
import Features
import Foundation
import TestKit
import Testing

@testable import Portals

@Suite struct RightsJourneyTests {
    @Test func `a person sees everything, proves who they are, and takes a copy in each form`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = try await portal.signedInBrowser()
            #expect(try await browser.get("/mijn").text.contains("href=\"/mijn/privacy\""))
            let page = try await browser.get("/mijn/privacy/inzage").text
            #expect(page.contains("Waarvoor, en op welke grond") && page.contains("06 12340001"))
            try await browser.post("/mijn/privacy/inzage", ["vorm": "html"])
            #expect(browser.path == "/mijn/privacy/bevestigen?naar=inzage")
            try await Self.prove(browser, portal)
            #expect(browser.path == "/mijn/privacy/inzage")
            for (form, type) in [("html", "text/html"), ("csv", "text/csv"), ("json", "application/json")] {
                let file = try await browser.post("/mijn/privacy/inzage", ["vorm": form])
                #expect(file.status == 200 && file["content-type"]?.hasPrefix(type) == true, "\(form)")
                #expect(file["content-disposition"]?.contains("bueno-mijn-gegevens.\(form)") == true)
                #expect(file.text.contains(World.emailAddress(1)))
                if form == "html" {
                    #expect(!file.text.contains("<script") && !file.text.contains("http-equiv"))
                    #expect(!file.text.contains("src=") && !file.text.contains("href="))
                }
                if form == "csv" {
                    for line in file.text.split(separator: "\r\n") {
                        let cells = line.split(separator: ";", omittingEmptySubsequences: false)
                        #expect(
                            cells.allSatisfy { !"=+-@".contains($0.drop { $0 == "\"" }.first ?? " ") },
                            "\(line.prefix(20))")
                    }
                }
                if form == "json" {
                    let read = try JSONSerialization.jsonObject(with: Data(file.text.utf8)) as? [String: Any]
                    let fields = try #require(read?["fields"] as? [[String: Any]])
                    #expect(fields.count == 3 && fields.allSatisfy { $0["uses"] != nil && $0["term"] != nil })
                    #expect(read?["supervisor"] as? String == "autoriteitpersoonsgegevens.nl")
                }
                try await browser.get("/mijn/privacy/inzage")
            }
        }
    }

    @Test func `what is taken along fits the schema that is published`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = try await portal.signedInBrowser()
            try await browser.get("/mijn/privacy/inzage")
            try await browser.post("/mijn/privacy/meenemen", [:])
            try await Self.prove(browser, portal)
            let file = try await browser.post("/mijn/privacy/meenemen", [:])
            let schema = try await portal.browser().get("/portability.schema.json")
            #expect(schema["content-type"] == "application/schema+json")
            let document = try JSONSerialization.jsonObject(with: Data(file.text.utf8))
            let rules = try #require(
                try JSONSerialization.jsonObject(with: Data(schema.text.utf8)) as? [String: Any])
            #expect(Self.faults(document, rules) == [])
            // The check sees what does not fit.
            var broken = try #require(document as? [String: Any])
            broken["extra"] = 1
            broken["service"] = "sale"
            #expect(Self.faults(broken, rules).count == 2)
        }
    }

    @Test func `restricting says what it does first, and only a code lifts it`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = try await portal.signedInBrowser()
            #expect(
                try await browser.get("/mijn/privacy/beperken").text.contains("De dienst stopt zolang"))
            #expect(try await browser.post("/mijn/privacy/beperken", [:]).status == 422)
            try await browser.post("/mijn/privacy/beperken", ["ok": "ja"])
            #expect(browser.page.contains("Uw gegevens zijn beperkt sinds"))
            try await browser.get("/mijn/privacy/beperken")
            try await browser.post("/mijn/privacy/vrijgeven", [:])
            #expect(browser.path == "/mijn/privacy/bevestigen?naar=beperken")
            try await Self.prove(browser, portal)
            try await browser.post("/mijn/privacy/vrijgeven", [:])
            #expect(browser.path == "/mijn/privacy?melding=vrij")
        }
    }

    @Test func `a complaint goes from a line to the desk and back, with the way to the supervisor`()
        async throws
    {
        try await RunningPortal.with { (portal) async throws in
            let browser = try await portal.signedInBrowser()
            let seen = try await browser.get("/mijn/privacy/wie-zag").text
            let link = try #require(
                seen.firstMatch(of: /href="(\/mijn\/privacy\/klacht\?regel=[0-9a-f]{32})"/))
            try await browser.get(String(link.output.1))
            #expect(browser.page.contains("gaat over de regel"))
            let line = try #require(browser.page.firstMatch(of: /name="regel" value="([0-9a-f]{32})"/)).output
                .1
            #expect(try await browser.post("/mijn/privacy/klacht", ["regel": String(line)]).status == 422)
            try await browser.post(
                "/mijn/privacy/klacht", ["regel": String(line), "woorden": "<b>Dit was ik niet</b>"])
            #expect(browser.page.contains("Klacht over een regel"))
            let fenna = try await portal.world.staff(1, roles: [.support])
            let office = portal.browser()
            office.cookies["__Host-bueno-werk"] = fenna.session.reveal()
            let queue = try await office.get("/kantoor/verzoeken").text
            #expect(queue.contains("1 verzoek wacht op antwoord"))
            let id = try #require(queue.firstMatch(of: /\/kantoor\/verzoeken\/([0-9a-f]{32})/)).output.1
            let request = ["verzoek": String(id)]
            try await office.get("/kantoor/verzoeken/\(id)")
            #expect(!office.page.contains("Dit was ik niet"))
            try await office.post("/kantoor/verzoeken/neem", request)
            let read = try await office.post("/kantoor/verzoeken/lees", request)
            #expect(read.text.contains("&lt;b&gt;Dit was ik niet"))
            #expect(
                try await office.post(
                    "/kantoor/verzoeken/antwoord", request.merging(["reden": "complaint_not_shared"]) { $1 }
                ).status == 422)
            try await office.post(
                "/kantoor/verzoeken/antwoord",
                request.merging(["reden": "complaint_not_shared", "antwoord": "Het was ons systeem"]) { $1 })
            #expect(office.path.hasSuffix("melding=beantwoord"))
            try await browser.get("/mijn/privacy/verzoeken/\(id)")
            #expect(browser.page.contains("Het was ons systeem"))
            #expect(browser.page.contains("Ons antwoord is nee."))
            #expect(browser.page.contains("autoriteitpersoonsgegevens.nl"))
        }
    }

    @Test func `who works here downloads what is held and asks in words`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let contract = try await portal.world.municipality(4)
            let noor = try await portal.world.colleague(4, of: contract.customer)
            let browser = portal.browser()
            browser.cookies["__Host-bueno-werk"] = noor.session.reveal()
            try await browser.get("/werk/gegevens")
            let file = try await browser.post("/werk/gegevens/inzage", ["vorm": "json"])
            #expect(file.status == 200 && file.text.contains(noor.emailAddress))
            try await browser.get("/werk/gegevens/verzoek")
            #expect(try await browser.post("/werk/gegevens/verzoek", ["woorden": "x"]).status == 422)
            try await browser.post(
                "/werk/gegevens/verzoek", ["soort": "rectification", "waarde": "Noor Nieuwnaam"])
            #expect(browser.page.contains("Verbeteren: naam"))
            #expect(browser.page.contains("Inzien"))
        }
    }

    /// Asks for a code by text message and types it.
    private static func prove(_ browser: Browser, _ portal: RunningPortal) async throws {
        let next = browser.path.contains("beperken") ? "beperken" : "inzage"
        try await browser.post("/mijn/privacy/bevestigen", ["naar": next, "kanaal": "sms"])
        try await portal.world.settle()
        try await browser.post(
            "/mijn/privacy/bevestigen/code",
            ["naar": next, "cijfers": portal.world.outside.lastSecret() ?? ""])
    }

    /// As much of a schema as ours uses: types, required and closed properties, closed words, items.
    private static func faults(_ value: Any, _ rules: [String: Any], at path: String = "") -> [String] {
        if let words = rules["enum"] as? [String], !words.contains(value as? String ?? "") {
            return ["\(path): another word"]
        }
        switch rules["type"] as? String {
        case "object":
            guard let object = value as? [String: Any] else { return ["\(path): no object"] }
            let known = rules["properties"] as? [String: [String: Any]] ?? [:]
            let missing = (rules["required"] as? [String] ?? []).filter { object[$0] == nil }
            let extra = object.keys.filter { known[$0] == nil }
            return (missing + extra).map { "\(path)/\($0)" }
                + object.keys.sorted().flatMap { key in
                    known[key].map { faults(object[key] ?? "", $0, at: "\(path)/\(key)") } ?? []
                }
        case "array":
            guard let items = value as? [Any], let each = rules["items"] as? [String: Any] else {
                return ["\(path): no list"]
            }
            return items.flatMap { faults($0, each, at: path) }
        case "string": return value is String ? [] : ["\(path): no text"]
        case "boolean": return value is Bool ? [] : ["\(path): no yes or no"]
        default: return []
        }
    }
}
