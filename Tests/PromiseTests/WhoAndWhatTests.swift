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
    private static let line = "BuenO Telecom, Kielerbocht 3, 9723 JA Groningen"

    /// One of each kind, as it should be; `name` holds other words.
    private func renderings(_ name: String = "", holds words: String = "") -> [Rendering] {
        let good = [
            Rendering(.page, "page / nl", "<p>\(Self.line)</p>"),
            Rendering(.statementPage, "page /privacy nl", "<p>\(Self.line)</p> privacy@example.nl"),
            Rendering(.contactPage, "page /contact nl", "<p>\(Self.line)</p> privacy@example.nl"),
            Rendering(.mail, "mail welcome", Self.line),
        ]
        return good.map { $0.name == name ? Rendering($0.kind, name, words) : $0 }
    }

    @Test(arguments: [
        ("mail welcome", "BuenO Telecom", "does not name the controller"),
        ("page / nl", "Kielerbocht 3, 9723 JA Groningen", "does not name the controller"),
        ("page / nl", "", "does not name the controller"),
        ("page /privacy nl", Self.line, "does not carry the contact for privacy"),
        ("page /contact nl", "\(Self.line) privacy@example.com", "does not carry the contact for privacy"),
    ])
    func `a page or mail that does not name the controller, or where to ask, is seen`(
        name: String, words: String, says: String
    ) async throws {
        try await World.with(.sqlite) { world in
            let good = try await world.line(.controllerNamed, Premises(renderings: renderings()))
            #expect(good.verdict == .proven, "\(good.rows)")
            let bad = Premises(renderings: renderings(name, holds: words))
            let broken = try await world.line(.controllerNamed, bad)
            #expect(broken.verdict == .broken)
            #expect(broken.rows == ["\(name): \(says)"])
        }
    }

    @Test(arguments: [
        (Rendering.Kind.mail, "no mail was written out"),
        (.statementPage, "no page of the statement was written out"),
        (.contactPage, "no page of contact was written out"),
    ])
    func `what was not brought to be read is not proven`(kind: Rendering.Kind, says: String) async throws {
        try await World.with(.sqlite) { world in
            let some = Premises(renderings: renderings().filter { $0.kind != kind })
            let line = try await world.line(.controllerNamed, some)
            #expect(line.rows == [says])
        }
    }

    @Test func `every mail that this product writes names the controller`() async throws {
        try await World.with(.sqlite) { world in
            let site = try #require(PublicSite(url: "https://bueno.example.nl"))
            let mails = try Renderings.mails(
                world.services.statements.current, site: site, now: world.clock.now())
            #expect(mails.count >= 16)
            let pages = renderings().filter { $0.kind != .mail }
            let line = try await world.line(.controllerNamed, Premises(renderings: mails + pages))
            #expect(line.verdict == .proven, "\(line.rows)")
        }
    }

    @Test func `no pages are no evidence`() async throws {
        try await expectNoEvidence(.controllerNamed, .sqlite)
    }
}
