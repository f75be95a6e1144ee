import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// A true world with what customers agreed, tied and named.
private struct TrueCustomers {
    let truth: TrueWorld
    let noor: Worker
    let other: Worker
    let annex: Annex.ID

    var world: World { truth.world }

    init(_ truth: TrueWorld) async throws {
        self.truth = truth
        let world = truth.world
        noor = try await world.colleague(31, of: truth.contract.customer).worker
        let third = try await world.municipality(7)
        other = try await world.colleague(32, of: third.customer).worker
        let ties = try await world.staff(33, roles: [.fieldOperator]).worker
        try await world.services.contactPoints.add(general: "facturen@example.nl", for: .invoice, by: noor)
        try await world.services.contactPoints.add(colleague: noor.account, for: .privacy, by: noor)
        try await world.services.associations.tie(
            AssociationDraft(
                label: "Balie telefoon 3", number: "050 1234567", holder: .colleague(noor.account)),
            by: noor)
        let annexes = world.services.annexes
        annex = try await annexes.compose(
            DataSheetDraft(
                title: "Tolktelefoon", about: "Wij verbinden met een tolk.", fields: [.mobileNumber],
                purposes: [.delivery], terms: [.endUserData]), for: truth.contract.customer, by: ties)
        try await annexes.send(annex, by: ties)
        let hash = try #require(try await annexes.file(annex)?.newest?.hash)
        try await annexes.accept(annex, version: 1, hash: hash, by: noor)
        try await annexes.activate(annex, by: ties)
    }
}

/// As `expectBroken`, in a world with what customers agreed.
private func expectSeen(
    _ promise: Promise, _ engine: TestEngine, says: String, sourceLocation: SourceLocation = #_sourceLocation,
    by damage: (TrueCustomers) async throws -> Void
) async throws {
    try await TrueWorld.with(engine) { truth in
        let customers = try await TrueCustomers(truth)
        let before = try await truth.world.line(promise)
        #expect(before.verdict == .proven, "\(before.rows)", sourceLocation: sourceLocation)
        try await damage(customers)
        let after = try await truth.world.line(promise)
        #expect(after.verdict == .broken, sourceLocation: sourceLocation)
        #expect(after.rows.contains { $0.contains(says) }, "\(after.rows)", sourceLocation: sourceLocation)
    }
}

/// P02, of contact points.
struct ContactPointPromiseTests {
    @Test(arguments: TestEngine.allCases)
    func `a person's address as a general contact point is seen`(engine: TestEngine) async throws {
        try await expectSeen(.personalApartFromGeneral, engine, says: "is personal, in the clear") {
            customers in
            try await customers.world.run(
                "UPDATE contact_point SET place = 'v.voorbeeld@example.nl' WHERE class = 'general'")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a mobile number as a general contact point is seen`(engine: TestEngine) async throws {
        try await expectSeen(.personalApartFromGeneral, engine, says: "is personal, in the clear") {
            customers in
            try await customers.world.run(
                "UPDATE contact_point SET place = '0612345678', channel = 'phone' WHERE class = 'general'")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a colleague of another customer as a contact point is seen`(engine: TestEngine) async throws {
        try await expectSeen(.personalApartFromGeneral, engine, says: "no reference to a colleague") {
            customers in
            try await customers.world.dropConstraints(of: "contact_point")
            try await customers.world.run(
                "UPDATE contact_point SET account_id = $1 WHERE class = 'personal'",
                [customers.other.account.sqlValue])
        }
    }
}

/// P19.
struct AssociationPromiseTests {
    @Test(arguments: TestEngine.allCases)
    func `an association made by another customer's colleague is seen`(engine: TestEngine) async throws {
        try await expectSeen(.associationsHaveAMaker, engine, says: "made by nobody of its customer") {
            customers in
            try await customers.world.run(
                "UPDATE association SET made_by = $1", [customers.other.account.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an association at another moment than its leaf is seen`(engine: TestEngine) async throws {
        try await expectSeen(.associationsHaveAMaker, engine, says: "made at another moment") { customers in
            try await customers.world.run("UPDATE association SET made_at = made_at - 60000")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an association without a leaf is seen`(engine: TestEngine) async throws {
        try await expectSeen(.associationsHaveAMaker, engine, says: "made without a leaf") { customers in
            try await customers.world.dropConstraints(of: "association")
            try await customers.world.run(
                "UPDATE association SET made_leaf = $1", [LogLeaf.ID.random().sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a number that nobody tied is seen`(engine: TestEngine) async throws {
        try await expectSeen(.associationsHaveAMaker, engine, says: "a number that is not tied") {
            customers in
            try await customers.world.run("UPDATE association SET holds_number = 0")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nothing tied is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.associationsHaveAMaker, engine)
    }
}

/// P20.
struct AnnexPromiseTests {
    @Test(arguments: TestEngine.allCases)
    func `custom work without an accepted sheet is seen`(engine: TestEngine) async throws {
        try await expectSeen(.customWorkIsExplained, engine, says: "without an accepted sheet") { customers in
            try await customers.world.run("DELETE FROM annex_contract")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a sheet that changed after it was accepted is seen`(engine: TestEngine) async throws {
        try await expectSeen(.customWorkIsExplained, engine, says: "another text than the one kept") {
            customers in
            try await customers.world.run(
                "UPDATE annex_version SET sheet = REPLACE(sheet, 'mobile_number', 'birth_date')")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an acceptance by nobody of the customer is seen`(engine: TestEngine) async throws {
        try await expectSeen(.customWorkIsExplained, engine, says: "accepted by nobody of the customer") {
            customers in
            try await customers.world.run(
                "UPDATE annex_acceptance SET accepted_by = $1", [customers.other.account.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `no custom work is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.customWorkIsExplained, engine)
    }
}

/// P82.
struct CustomerRegisterPromiseTests {
    @Test(arguments: TestEngine.allCases)
    func `a line of the log that the customer's register does not have is seen`(engine: TestEngine)
        async throws
    {
        try await expectSeen(.customersSeeTheirRegister, engine, says: "is not in its register") {
            customers in
            try await customers.world.run(
                "UPDATE contract SET service = 'support' WHERE contract_id = $1",
                [customers.truth.contract.id.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a forged line under another purpose is seen`(engine: TestEngine) async throws {
        try await expectSeen(.customersSeeTheirRegister, engine, says: "is not in its register") {
            customers in
            let leaf = try await customers.world.leaf(.read, of: customers.truth.persons[0].pseudonym)
            try await customers.world.forge(leaf.altered(purpose: .invoicing))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.customersSeeTheirRegister, engine)
    }
}
