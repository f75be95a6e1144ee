import Domain
import Features
import TestKit
import Testing

@testable import Portals

/// The operator's and the customer's side, over HTTP.
@Suite struct CustomerJourneyTests {
    private static let form: [String: String] = [
        "naam": "Gemeente Proef", "soort": "municipality", "kvk": "20000001", "oin": "", "btw": "",
        "straat": "Dorpsstraat 1", "postcode": "9723 JA", "plaats": "Groningen", "kenmerk": "KPL-4410",
        "dienst": "free_calling", "begin": "2020-01-01", "einde": "", "beheerder": "Noor Voorbeeld",
        "email": "noor@example.nl",
    ]

    /// A browser that holds somebody's session for work.
    private func browser(_ portal: RunningPortal, _ who: World.AtWork) -> Browser {
        let browser = portal.browser()
        browser.cookies["__Host-bueno-werk"] = who.session.reveal()
        return browser
    }

    @Test func `an operator registers a customer in one form that loses nothing`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let ties = try await portal.world.staff(1, roles: [.fieldOperator])
            let browser = browser(portal, ties)
            #expect(try await browser.get("/kantoor/klanten").text.contains("Er is nog geen klant."))
            try await browser.get("/kantoor/klanten/nieuw")
            var wrong = Self.form
            (wrong["kvk"], wrong["postcode"], wrong["email"]) = ("123", "9723", "noor")
            let refused = try await browser.post("/kantoor/klanten/nieuw", wrong)
            #expect(refused.status == 422 && refused.text.contains("<title>Fout: "))
            for text in [
                "heeft 8 cijfers", "Vul een postcode in", "e-mailadres van de beheerder", "KPL-4410",
            ] {
                #expect(refused.text.contains(text), "\(text)")
            }
            let registered = try await browser.post("/kantoor/klanten/nieuw", Self.form)
            #expect(registered.text.contains("heeft een uitnodiging"))
            #expect(registered.text.contains("Gemeente Proef") && registered.text.contains("20000001"))
            try await portal.world.settle()
            #expect(portal.world.outside.lastLink() != nil)
        }
    }

    @Test func `a new customer is led to its first codes, by who may make them`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let contract = try await portal.world.municipality(1)
            let maker = try await portal.world.colleague(1, of: contract.customer, roles: [.caseworker])
            let viewer = try await portal.world.colleague(2, of: contract.customer, roles: [.customerViewer])
            let (making, looking) = (browser(portal, maker), browser(portal, viewer))
            let first = try await making.get("/klant").text
            #expect(first.contains("Vandaag wacht 1 ding op u"))
            #expect(first.contains(#"<a class="btn" href="/klant/codes/nieuw">"#))
            let other = try await looking.get("/klant").text
            #expect(other.contains("Dat doet een beheerder of een consulent"))
            #expect(other.contains("Er wacht niets op u") && !other.contains("/klant/codes/nieuw"))
            // With codes, or without an agreement, there is nothing to begin with.
            let unused = try await portal.world.municipality(2)
            let admin = try await portal.world.colleague(3, of: unused.customer)
            try await portal.world.services.customers.end(unused.id)
            _ = try await portal.world.codes(1, for: contract)
            for browser in [making, looking, browser(portal, admin)] {
                #expect(try await !browser.get("/klant").text.contains("eerste codes"))
            }
        }
    }

    @Test func `what was chosen stays chosen when something else is wrong`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let contract = try await portal.world.municipality(1)
            let admin = try await portal.world.colleague(1, of: contract.customer)
            var others: [String] = []
            for number in 2...3 {
                let other = try await portal.world.colleague(
                    number, of: contract.customer, roles: [.caseworker])
                others.append(other.worker.account.description)
            }
            let browser = browser(portal, admin)
            for colleague in others {
                try await browser.get("/klant/nummers")
                let untied = try await browser.post(
                    "/klant/nummers", ["wat": "", "nummer": "", "collega": colleague])
                #expect(untied.status == 422)
                #expect(untied.text.contains(#"<option value="\#(colleague)" selected>"#))
                let point = ["waarvoor": "invoice", "collega": colleague]
                try await browser.post("/klant/contactpunten/collega", point)
                let again = try await browser.post("/klant/contactpunten/collega", point)
                #expect(again.text.contains("Dit contactpunt staat er al."))
                #expect(again.text.contains(#"<option value="\#(colleague)" selected>"#))
                #expect(again.text.contains(#"<option value="invoice" selected>"#))
            }
        }
    }

    @Test func `both sides change the invoice, and nothing that was typed is lost`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let ties = try await portal.world.staff(1, roles: [.fieldOperator])
            let contract = try await portal.world.municipality(1)
            let noor = try await portal.world.colleague(2, of: contract.customer)
            let (office, own) = (browser(portal, ties), browser(portal, noor))
            let page = "/kantoor/klanten/gegevens/\(contract.customer)"
            try await office.get(page)
            var form = Self.form.merging(["versie": "0"]) { $1 }
            form["postcode"] = "9723"
            let refused = try await office.post(page, form)
            #expect(refused.status == 422 && refused.text.contains("Vul een postcode in"))
            #expect(refused.text.contains(#"value="Dorpsstraat 1""#))
            form["postcode"] = "9723 JA"
            let saved = try await office.post(page, form)
            #expect(saved.text.contains("De gegevens zijn gewijzigd."))
            #expect(saved.text.contains("is nu Gemeente Proef") && saved.text.contains("door BuenO"))

            // What the administrator opened before that is kept, and asked about.
            try await own.get("/klant/organisatie/factuur")
            var invoice = [
                "versie": "0", "btw": "", "straat": "Plein 2", "postcode": "9711 AA", "plaats": "Groningen",
                "kenmerk": "KPL-9", "naam": "Iemand anders", "kvk": "20000009",
            ]
            let late = try await own.post("/klant/organisatie/factuur", invoice)
            #expect(late.status == 409 && late.text.contains("intussen gewijzigd"))
            #expect(late.text.contains(#"value="Plein 2""#) && late.text.contains(#"value="1""#))
            invoice["versie"] = "1"
            let changed = try await own.post("/klant/organisatie/factuur", invoice)
            #expect(changed.text.contains("De factuurgegevens zijn gewijzigd."))
            #expect(changed.text.contains("Plein 2, 9711 AA Groningen"))
            #expect(changed.text.contains("Gewijzigd door Collega 2"))
            // The name and the numbers are the office's to change.
            #expect(!changed.text.contains("Iemand anders") && !changed.text.contains("20000009"))
            let seen = try await office.get("/kantoor/klanten/\(contract.customer)")
            #expect(seen.text.contains("door een beheerder van de klant") && !seen.text.contains("Collega 2"))
            #expect(try await office.get("/kantoor/klanten/gegevens/\(Customer.ID.random())").status == 404)
        }
    }

    @Test func `ending an agreement shows what follows, and asks for proof again`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let contract = try await portal.world.municipality(1)
            try await portal.world.enrol(1, code: try await portal.world.codes(1, for: contract)[0])
            let ties = try await portal.world.staff(1, roles: [.fieldOperator])
            let browser = browser(portal, ties)
            let page = "/kantoor/klanten/einde/\(contract.id)"
            #expect(try await browser.get(page).text.contains("De dienst stopt voor 1 eindgebruiker."))
            portal.world.clock.advance(by: .minutes(11))
            #expect(try await browser.postOnly(page, [:])["location"] == "/werk/bevestigen?naar=\(page)")
            #expect(try await portal.world.services.contractEndings.preview(contract.id) != nil)
            try await browser.get("/werk/bevestigen?naar=\(page)")
            let code = try portal.world.appCode(ties.secret)
            try await browser.post("/werk/bevestigen", ["naar": page, "cijfers": code])
            #expect(browser.path == page)
            let ended = try await browser.post(page, [:])
            #expect(ended.text.contains("De overeenkomst is beëindigd."))
            try await portal.world.services.contractEndings.run()
            #expect(
                try await browser.get(browser.path).text.contains("Mensen verteld: 1. Beheerders verteld: 0.")
            )
            #expect(try await browser.get(page).status == 404)
        }
    }

    @Test(arguments: [
        ("/kantoor/klanten", [Role.support, .privacyOfficer]),
        ("/klant/organisatie", [.caseworker, .customerFinance, .customerViewer]),
        ("/klant/organisatie/factuur", [.caseworker, .customerFinance, .customerViewer]),
        ("/klant/contactpunten", [.caseworker, .customerFinance, .customerViewer]),
        ("/klant/nummers", [.customerFinance, .customerViewer]),
    ])
    func `a page is closed to other roles`(path: String, roles: [Role]) async throws {
        try await RunningPortal.with { (portal) async throws in
            let contract = try await portal.world.municipality(1)
            for (number, role) in zip(1..., roles) {
                let who =
                    role.side == .staff
                    ? try await portal.world.staff(number, roles: [role])
                    : try await portal.world.colleague(number, of: contract.customer, roles: [role])
                #expect(try await browser(portal, who).get(path).status == 403, "\(role)")
            }
            let nobody = portal.browser()
            try await nobody.get(path)
            #expect(nobody.path == "/werk")
        }
    }

    @Test func `a customer sees its own register and sheets, and another customer none of them`() async throws
    {
        try await RunningPortal.with { (portal) async throws in
            let world = portal.world
            let (first, second) = (try await world.municipality(1), try await world.municipality(2))
            let noor = try await world.colleague(1, of: first.customer)
            let saar = try await world.colleague(2, of: second.customer)
            let ties = try await world.staff(3, roles: [.fieldOperator])
            let id = try await world.services.annexes.compose(
                DataSheetDraft(
                    title: "Tolktelefoon", about: "Wij verbinden met een tolk.", fields: [.mobileNumber],
                    purposes: [.delivery], terms: [.endUserData]), for: first.customer, by: ties.worker)
            let (hers, theirs) = (browser(portal, noor), browser(portal, saar))
            let page = "/klant/maatwerk/\(id)"
            #expect(try await hers.get(page).status == 404)
            try await world.services.annexes.send(id, by: ties.worker)
            let office = browser(portal, ties)
            try await office.get("/kantoor/maatwerk/blad/\(id)")
            #expect(try await office.postOnly("/kantoor/maatwerk/stuur/\(id)", [:]).status == 409)
            #expect(try await office.postOnly("/kantoor/maatwerk/begin/\(id)", [:]).status == 409)
            let form = "/kantoor/maatwerk/blad/\(id)"
            #expect(try await office.postOnly(form, ["titel": ""]).status == 422)
            #expect(try await hers.get("/klant").text.contains("Lees het gegevensblad: Tolktelefoon"))
            #expect(try await theirs.get(page).status == 404)
            #expect(!(try await theirs.get("/klant").text.contains("Tolktelefoon")))
            let sheet = try await hers.get(page).text
            let hash = try #require(sheet.firstMatch(of: /name="afdruk" value="([0-9a-f]{64})"/)).output.1
            #expect(try await hers.post(page, ["versie": "1", "afdruk": String(hash)]).status == 422)
            let agreed = try await hers.post(
                page, ["versie": "1", "afdruk": String(hash), "akkoord": "ja"])
            #expect(agreed.text.contains("U ging akkoord."))
            #expect(try await hers.get("/klant/privacy").text.contains("Uw verwerkingsregister"))
            let csv = try await hers.get("/klant/privacy/register.csv")
            #expect(csv["content-disposition"] == "attachment; filename=\"verwerkingsregister.csv\"")
            #expect(csv.text.contains("\"enrolment\";\"Aanmelden met een code\""))
            #expect(try await hers.get("/klant/privacy/logboek.csv").text.contains("\"dag\";\"verwerking\""))
        }
    }

    @Test func `everyone can read the whole register, as a page and as files`() async throws {
        try await RunningPortal.with { (portal) async throws in
            let browser = portal.browser()
            #expect(try await browser.get("/privacy/register").text.contains("Verwerkingsregister"))
            #expect(try await browser.get("/privacy/register.csv").text.contains("\"grondslag\""))
            let json = try await browser.get("/privacy/register.json")
            #expect(json["content-type"] == "application/json; charset=utf-8")
            for name in RegisterWords.columns { #expect(json.text.contains("\"\(name)\""), "\(name)") }
        }
    }
}
