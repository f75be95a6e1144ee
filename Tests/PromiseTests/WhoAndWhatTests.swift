import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// P01.
struct UnderAContractTests {
    @Test(arguments: TestEngine.allCases)
    func `a person without a contract is seen`(engine: TestEngine) async throws {
        try await expectBroken(.customerAndEndUser, engine, says: "no contract of its customer") { truth in
            try await truth.world.dropConstraints(of: "end_user")
            try await truth.world.run(
                "UPDATE end_user SET contract_id = $1 WHERE end_user_id = $2",
                [Contract.ID.random().sqlValue, truth.persons[0].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `keys of someone whom the data does not know are seen`(engine: TestEngine) async throws {
        try await expectBroken(.customerAndEndUser, engine, says: "keys without a person") { truth in
            try await truth.world.dropConstraints(of: "end_user")
            try await truth.world.run(
                "DELETE FROM end_user WHERE end_user_id = $1", [truth.persons[0].person.sqlValue])
            truth.world.clock.advance(by: .days(2))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.customerAndEndUser, engine)
    }
}

/// P02.
struct ApartTests {
    @Test(arguments: TestEngine.allCases)
    func `a personal number in a free text is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .personalApartFromGeneral, engine, says: "code_batch", naming: { _ in "holds a phone number" }
        ) { truth in
            try await truth.world.run("UPDATE code_batch SET reason = 'bel 06 12345678'")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a personal address in a general name is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .personalApartFromGeneral, engine, says: "customer", naming: { _ in "holds an e-mail address" }
        ) { truth in
            try await truth.world.run("UPDATE customer SET name = 'v.voorbeeld@example.nl'")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.personalApartFromGeneral, engine)
    }
}

/// P03.
struct ControllerTests {
    private let line = "BuenO Telecom, Kielerbocht 3, 9723 JA Groningen"

    @Test(arguments: ["BuenO Telecom", "Kielerbocht 3, 9723 JA Groningen", ""])
    func `a page that does not name the controller is seen`(words: String) async throws {
        try await World.with(.sqlite) { world in
            let good = Premises(renderings: ["home": "<p>\(line)</p>", "mail welcome": line])
            #expect(try await world.line(.controllerNamed, good).verdict == .proven)
            let bad = Premises(renderings: ["home": line, "mail welcome": words])
            let broken = try await world.line(.controllerNamed, bad)
            #expect(broken.verdict == .broken)
            #expect(broken.rows == ["mail welcome: does not name the controller"])
        }
    }

    @Test func `every mail that this product writes names the controller`() async throws {
        try await World.with(.sqlite) { world in
            let site = try #require(PublicSite(url: "https://bueno.example.nl"))
            let mails = try Renderings.mails(
                world.services.statements.current, site: site, now: world.clock.now())
            #expect(mails.count >= 16)
            let line = try await world.line(.controllerNamed, Premises(renderings: mails))
            #expect(line.verdict == .proven, "\(line.rows)")
        }
    }

    @Test func `no pages are no evidence`() async throws {
        try await expectNoEvidence(.controllerNamed, .sqlite)
    }
}
