import Domain
import Foundation
import TestKit
import Testing

@testable import Features
@testable import Portals

/// A form whose token had gone is sent again with one press: with everything that was in it, or it would ask for
/// something else than its sender did.
@Suite struct ExpiredFormTests {
    /// What is typed, ticked or chosen anew: secrets, consent, a file, whom somebody looks for, and what no person fills
    /// in.
    private static let typedAnew: Set<String> = [
        "bewijs", "wachtwoord", "geheim", "sms", "cijfers", "akkoord", "ok", "website", "geopend", "gezocht",
        "formulier",
    ]
    private static let secrets: Set<String> = ["bewijs", "wachtwoord", "geheim", "sms", "cijfers", "gezocht"]

    @Test func `every field of every form is kept by its route`() async throws {
        try await RunningPortal.with { portal in
            let table = try portal.table()
            var actions: Set<String> = []
            for page in try Self.pages() {
                for form in Self.forms(in: page.html) {
                    guard case .found(let route, _) = table.match(method: "POST", path: form.action) else {
                        Issue.record("\(page.name): \(form.action) leads nowhere")
                        continue
                    }
                    actions.insert(route.path)
                    let lost = form.names.subtracting(Self.typedAnew).subtracting(route.keeps)
                    #expect(lost.isEmpty, "\(page.name): \(route.path)")
                }
            }
            #expect(actions.count > 60)
        }
    }

    @Test func `no route keeps a secret`() async throws {
        try await RunningPortal.with { portal in
            for route in try portal.table().routes {
                #expect(Self.secrets.isDisjoint(with: route.keeps), "\(route.path)")
            }
        }
    }

    @Test func `what the address asked is asked again, and nothing leads away from here`() async throws {
        try await RunningPortal.with { portal in
            let (browser, _) = try await portal.caseworker()
            let batch = try await portal.order(2, in: browser)
            browser.headers["Sec-Fetch-Site"] = "same-origin"
            let asked = "?van=2&nr=%22%3E"
            let expired = try await browser.postOnly("\(batch)/bestand\(asked)", [:], token: "gone")
            #expect(expired.status == 403)
            let shown = "\(batch)/bestand\(asked)".replacing("&", with: "&amp;")
            #expect(expired.text.contains(#"action="\#(shown)""#))
            #expect(expired.text.contains(#"href="\#(shown)""#))
            // Its address has no page of its own: it leads to the page that the form stood on, with what was asked.
            let back = try await browser.exchange("GET", "\(batch)/bestand\(asked)")
            #expect(back.status == 303 && back["location"] == batch + asked)
            for query in ["?//example.nl/", "?@example.nl", "?https://example.nl", "?/../..//example.nl"] {
                let back = try await browser.exchange("GET", "\(batch)/bestand\(query)")
                #expect(back["location"] == batch + query)
                let expired = try await browser.postOnly("\(batch)/bestand\(query)", [:], token: "gone")
                #expect(expired.text.contains(#"action="/klant/"#), "\(query)")
            }
            for path in ["//example.nl\(batch)/bestand", "/\\example.nl/klant/codes/nieuw"] {
                #expect(try await browser.postOnly(path, [:], token: "gone").status == 404, "\(path)")
            }
        }
    }

    @Test func `safe contact goes off for who asked that, and for nobody else`() async throws {
        try await RunningPortal.with { portal in
            let browser = try await portal.signedInBrowser()
            browser.headers["Sec-Fetch-Site"] = "same-origin"
            try await browser.get("/mijn/veilig")
            try await browser.post("/mijn/veilig", ["veilig": "aan"])
            #expect(browser.page.contains("Het staat nu aan."))

            let expired = try await browser.postOnly("/mijn/veilig", ["veilig": "aan"], token: "gone")
            #expect(expired.status == 403)
            #expect(expired.text.contains(#"name="veilig" value="aan""#))
            for fields in [[:], ["veilig": ""], ["veilig": "AAN"], ["veilig": "nee"]] {
                #expect(try await browser.postOnly("/mijn/veilig", fields).status == 400)
                try await browser.get("/mijn/veilig")
                #expect(browser.page.contains("Het staat nu aan."))
            }
            try await browser.post("/mijn/veilig", ["veilig": "uit"])
            #expect(browser.page.contains("Het staat nu uit."))
        }
    }

    @Test func `passwords are allowed again by who asked that, and by nobody else`() async throws {
        try await RunningPortal.with(identities: ToldProvider()) { portal in
            let contract = try await portal.world.municipality(1)
            let admin = try await portal.world.colleague(1, of: contract.customer)
            let browser = portal.browser()
            browser.cookies["__Host-bueno-werk"] = admin.session.reveal()
            try await browser.get("/klant/medewerkers")
            for fields in [[:], ["verplicht": ""], ["verplicht": "JA"], ["verplicht": "uit"]] {
                #expect(try await browser.postOnly("/klant/inloggen/verplicht", fields).status == 400)
            }
            for value in ["ja", "nee"] {
                let fields = ["verplicht": value]
                #expect(try await browser.postOnly("/klant/inloggen/verplicht", fields).status != 400)
            }
        }
    }

    @Test func `without a mark a batch is ordered without one`() async throws {
        try await RunningPortal.with { portal in
            let contract = try await portal.world.municipality(1)
            let maker = try await portal.world.colleague(1, of: contract.customer, roles: [.caseworker])
            let browser = portal.browser()
            browser.cookies["__Host-bueno-werk"] = maker.session.reveal()
            try await browser.get("/klant/codes")
            try await browser.post("/klant/codes/een", ["kenmerk": ""])
            #expect(!browser.page.contains(#"name="kenmerk""#))
            try await browser.post("/klant/codes/een", ["kenmerk": String(repeating: "0f", count: 32)])
            #expect(browser.page.contains(#"name="kenmerk""#))
        }
    }

    // MARK: - The forms on the pages as they were last agreed

    private struct Form {
        let action: String
        let names: Set<String>
    }

    private static func pages() throws -> [(name: String, html: String)] {
        let directory = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Golden")
        return try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            .filter { $0.lastPathComponent.hasSuffix(".nl.html") }
            .map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8)) }
            .sorted { $0.name < $1.name }
    }

    /// A form without an action is sent to its own page, which has no secret-free field to keep.
    private static func forms(in html: String) -> [Form] {
        html.components(separatedBy: "<form ").dropFirst().compactMap { rest in
            let inside = rest.components(separatedBy: "</form>")[0]
            let opening = inside.prefix { $0 != ">" }
            guard opening.contains(#"method="post""#),
                let action = opening.firstMatch(of: /action="([^"?]*)/)
            else { return nil }
            let names = inside.matches(of: /<(?:input|select|textarea|button)[^>]* name="([^"]*)"/)
            return Form(
                action: String(action.output.1), names: Set(names.map { String($0.output.1) }))
        }
    }
}
