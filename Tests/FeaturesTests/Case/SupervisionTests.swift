import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// What a privacy officer sees of the office.
struct SupervisionTests {
    private func overdue(in world: World) async throws -> Int {
        try await world.services.forecast.plan().map(\.overdue).reduce(0, +)
    }

    @Test(arguments: TestEngine.allCases)
    func `in a quiet office nothing stands out`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            _ = try await world.person(1, code: world.codes(1, for: world.municipality())[0])
            let fenna = try await world.staff(1, roles: [.support])
            let officer = try await world.staff(2, roles: [.privacyOfficer])
            let file = try await world.openCase(on: 1, by: fenna)
            _ = try await world.services.cases.open(.contact, in: file, by: fenna.worker)
            try await world.services.logKeeper.run()
            let oversight = try await world.services.supervision.oversight(for: officer.worker)
            #expect(oversight.unusual.isEmpty)
            #expect(oversight.brokenOpen.isEmpty)
            #expect(oversight.rolesEnding.isEmpty)
            #expect(oversight.logSigned == world.clock.now())
            #expect(oversight.witness == .agrees)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `looking at night and breaking the glass stand out, by number and not by name`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            _ = try await world.person(1, code: world.codes(1, for: world.municipality())[0])
            let officer = try await world.staff(2, roles: [.privacyOfficer])
            // Monday 10:00 becomes 22:00.
            world.clock.advance(by: .hours(12))
            let fenna = try await world.staff(1, roles: [.support])
            let file = try await world.openCase(on: 1, by: fenna)
            let broken = try await world.services.cases.breakGlass(
                over: file, sentence: World.sentence, by: fenna.worker)
            _ = try await world.services.cases.open(.contact, in: broken, by: fenna.worker)
            let oversight = try await world.services.supervision.oversight(for: officer.worker)
            let viewer = try #require(oversight.unusual.first)
            #expect(viewer.signs == [.brokenGlass(cases: 1), .oddHours(openings: 1)])
            #expect(fenna.worker.pseudonym.description.uppercased().hasPrefix(viewer.number))
            #expect(oversight.brokenOpen.map(\.file.id) == [broken])
            let before = try await world.vault.leaves(of: fenna.worker.pseudonym, before: nil, limit: 100)
            let name = try await world.services.supervision.name(behind: viewer.account, by: officer.worker)
            #expect(name?.reveal() == "Collega 1")
            let after = try await world.vault.leaves(of: fenna.worker.pseudonym, before: nil, limit: 100)
            let look = try #require(Set(after).subtracting(before).first)
            #expect(look.role == .privacyOfficer && look.act == .read)
            await #expect(throws: CaseRefusal.roleNotInForce) {
                _ = try await world.services.supervision.name(behind: viewer.account, by: fenna.worker)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `ten cases of one person are one person`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let codes = try await world.codes(10, for: world.municipality())
            for number in 1...10 { _ = try await world.person(number, code: codes[number - 1]) }
            let officer = try await world.staff(90, roles: [.privacyOfficer])
            let (one, many) = (
                try await world.staff(91, roles: [.support]), try await world.staff(92, roles: [.support])
            )
            for number in 1...10 {
                let first = try await world.openCase(on: 1, by: one)
                _ = try await world.services.cases.open(.contact, in: first, by: one.worker)
                let other = try await world.openCase(on: number, by: many)
                _ = try await world.services.cases.open(.contact, in: other, by: many.worker)
            }
            let unusual = try await world.services.supervision.oversight(for: officer.worker).unusual
            #expect(unusual.map(\.account) == [many.worker.account])
            #expect(unusual.first?.signs == [.manyPersons(today: 10, usual: 0)])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a privacy officer learns the name of nobody at a customer`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let noor = try await world.colleague(1, of: try await world.municipality().customer)
            let officer = try await world.staff(2, roles: [.privacyOfficer])
            let before = try await world.vault.leaves(of: noor.worker.pseudonym, before: nil, limit: 100)
            let name = try await world.services.supervision.name(
                behind: noor.worker.account, by: officer.worker)
            #expect(name == nil)
            let after = try await world.vault.leaves(of: noor.worker.pseudonym, before: nil, limit: 100)
            #expect(after == before)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `roles at a customer are for that customer to decide about`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            _ = try await world.colleague(1, of: try await world.municipality().customer)
            world.clock.advance(by: .days(360))
            let officer = try await world.staff(2, roles: [.privacyOfficer])
            #expect(try await world.services.supervision.oversight(for: officer.worker).rolesEnding.isEmpty)
        }
    }

    /// Whatever stands past its end is counted, whichever sweep should have taken it.
    @Test(
        arguments: TestEngine.allCases,
        [
            "UPDATE message SET state = 'kept', sent_at = NULL, expires_at = 1 WHERE kind = 'welcome'",
            "UPDATE account SET state = 'closed', closed_at = 1, password_hash = NULL, second_factor = NULL WHERE customer_id IS NOT NULL AND state = 'active'",
            "UPDATE work_session SET expires_at = 1 WHERE account_id IN (SELECT account_id FROM account WHERE customer_id IS NOT NULL)",
            "UPDATE invitation SET expires_at = 1", "UPDATE contact_request SET received_at = 1",
            "UPDATE contact_change SET expires_at = 1", "UPDATE work_challenge SET expires_at = 1",
        ] as [SQL])
    func `all that the sweep should have taken is counted`(engine: TestEngine, late: SQL) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let here = try await world.person(1, code: world.codes(1, for: contract)[0])
            let noor = try await world.colleague(1, of: contract.customer)
            _ = try await world.staff(2, roles: [.privacyOfficer])
            _ = try await world.services.contactChanges.begin(
                World.mobileNumber(7), changing: .sms, for: here, language: .dutch)
            _ = try await world.askQuestion(1)
            _ = try await world.services.workSignIns.start(
                emailAddress: noor.emailAddress, password: Sensitive(World.password), network: World.network)
            try await world.services.accounts.invite(
                Invitee(name: "Bram", emailAddress: "bram@example.nl", roles: [.caseworker]),
                to: .customer(contract.customer), by: nil, language: .dutch)
            try await world.settle()
            #expect(try await overdue(in: world) == 0)
            let changed = try await world.data.write { try $0.execute(late) }
            #expect(changed == 1)
            #expect(try await overdue(in: world) == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a person whom three colleagues open in a week stands out with each of them`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            _ = try await world.person(1, code: world.codes(1, for: world.municipality())[0])
            let officer = try await world.staff(9, roles: [.privacyOfficer])
            for number in 1...3 {
                let staff = try await world.staff(number, roles: [.support])
                let file = try await world.openCase(on: 1, by: staff)
                _ = try await world.services.cases.open(.contact, in: file, by: staff.worker)
                let oversight = try await world.services.supervision.oversight(for: officer.worker)
                #expect(oversight.unusual.count == (number == 3 ? 3 : 0))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `roles that end soon, data past its date and a log that was cut are counted`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            _ = try await world.person(1, code: world.codes(1, for: contract)[0])
            let officer = try await world.staff(2, roles: [.privacyOfficer])
            try await world.services.logKeeper.run()
            world.clock.advance(by: .days(80))
            let supervision = world.services.supervision
            #expect(try await supervision.oversight(for: officer.worker).rolesEnding.map(\.count) == [1])
            _ = try await world.data.write { try $0.execute("DELETE FROM log_checkpoint") }
            #expect(try await supervision.oversight(for: officer.worker).witness == .differs)
            try await world.services.customers.end(contract.id)
            try await world.services.retention.run()
            try await world.services.messenger.sweep()
            world.clock.advance(by: .days(367))
            // The person, and nothing else that the sweep would have taken by now.
            #expect(try await overdue(in: world) == 1)
            try await world.services.retention.run()
            #expect(try await overdue(in: world) == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a run of the proof goes on in the background, and its report is kept`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            _ = try await world.person(1, code: world.codes(1, for: world.municipality())[0])
            #expect(try await world.services.proofRuns.latest() == nil)
            #expect(try await world.services.proofRuns.start(Premises()))
            await world.services.background.drain()
            #expect(await world.services.proofRuns.progress == nil)
            let report = try #require(try await world.services.proofRuns.latest())
            #expect(report.lines.count == Promise.allCases.count)
            #expect(!report.isBroken, "\(report.text)")
        }
    }
}
