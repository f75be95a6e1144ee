import Domain
import Features
import Foundation
import Storage
import TestKit
import Testing
import Vault

/// P43: every path that erases obeys a hold, and goes on when it ends.
struct HoldObeyedTests {
    private static let lawful = Access(
        actor: .system, purpose: .fraudAndLegalObligations, ground: .legalDuty)

    /// Opens what is left of somebody on the ground of the law.
    private func left(of person: EndUser.ID, in world: World) async throws -> Set<Field> {
        Set(
            try await world.vault.read(
                [.mobileNumber, .emailAddress, .enrolmentCode], of: person, activity: .legalRestriction,
                access: Self.lawful
            ).keys)
    }

    private func messages(of person: Identifier<some Any>, in world: World) async throws -> Int64? {
        try await world.data.read {
            try $0.row("SELECT COUNT(*) FROM message WHERE person_id = $1", person.person)?.int(0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a term that passes restricts who is held, and what is not held goes`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let codes = try await world.codes(2, for: contract)
            let held = try await world.person(1, code: codes[0])
            try await world.enrol(2, code: codes[1])
            try await world.services.customers.end(contract.id)
            world.clock.advance(by: .days(300))
            let officers = try await world.officers()
            let file = try await world.openCase(on: 1, by: try await world.staff(90, roles: [.support]))
            let hold = try await world.hold(.caseFile(file), classes: [.contact], by: officers)
            world.clock.advance(by: .days(67))

            #expect(try await world.services.retention.run().persons == 2)
            try await world.services.shredder.run()
            #expect(try await world.count("end_user") == 1)
            #expect(try await left(of: held.person, in: world) == [.mobileNumber, .emailAddress])
            await #expect(throws: VaultError.restricted) {
                try await world.vault.read(
                    [.mobileNumber], of: held.person, activity: .ownInspection,
                    access: Access(actor: .system, purpose: .delivery, ground: .serviceDelivery))
            }
            // It stays for as long as the hold does, however often the sweep comes by.
            #expect(try await world.services.retention.run().persons == 0)
            try await world.lift(hold, by: officers)
            #expect(try await world.services.retention.run().persons == 1)
            try await world.services.shredder.run()
            #expect(try await world.count("end_user") == 0)
            await #expect(throws: VaultError.noSuchPerson) { try await world.vault.keys(of: held.person) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an erasure on request restricts what is held, and the hold's end lets it go`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let codes = try await world.codes(2, for: contract)
            let person = try await world.person(1, code: codes[0])
            let neighbour = try await world.person(2, code: codes[1])
            let officers = try await world.officers()
            _ = try await world.hold(
                .customer(contract.customer), classes: [.identity], days: 30, by: officers)
            let plan = try await world.services.erasures.plan(for: person)
            #expect(plan.holds.keys.sorted { $0.rawValue < $1.rawValue } == [.identity])
            #expect(plan.stays.fields == [.enrolmentCode])
            let receipt = try await world.erase(person)
            #expect(try #require(try await world.services.erasures.receipt(receipt.text)).keptUntil != nil)
            #expect(try await left(of: person.person, in: world) == [.enrolmentCode])
            #expect(try await world.services.personFiles.file(of: neighbour).lines.count == 3)
            world.clock.advance(by: .days(32))
            #expect(try await world.services.retention.run().persons == 1)
            #expect(try await world.count("end_user") == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `at sixteen a guardian decides nothing any more and stays while the child is held`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            _ = try await world.minor(1, code: try await world.codes(1, for: contract)[0])
            world.clock.set(try #require(CalendarDay("2028-05-20")).start)
            let officers = try await world.officers()
            let hold = try await world.hold(.customer(contract.customer), by: officers)
            world.clock.set(try #require(CalendarDay("2028-06-02")).start)
            try await world.keepHouse()
            #expect(try await world.signIn(1).state == .awaitingOwnAnswer)
            #expect(try await world.count("guardian") == 1)
            await #expect(throws: (any Error).self) {
                try await world.guardianAtDoor(World.guardianNumber(1))
            }
            let months = "sealed_field WHERE field = 'turns_sixteen'"
            #expect(try await world.count(months) == 1)
            try await world.lift(hold, by: officers)
            world.clock.advance(by: .days(2))
            try await world.keepHouse()
            #expect(try await world.count("guardian") == 0)
            #expect(try await world.count(months) == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who waits for a guardian in vain stays while held`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            try await world.enrol(1, code: try await world.codes(1, for: contract)[0], age: .underSixteen)
            let officers = try await world.officers()
            let hold = try await world.hold(.customer(contract.customer), by: officers)
            world.clock.advance(by: .days(40))
            try await world.services.retention.run()
            try await world.services.shredder.run()
            let keys = { try await world.keys.read { try $0.row("SELECT COUNT(*) FROM person_key")?.int(0) } }
            let before = try await keys()
            #expect(try await world.count("sealed_field") == 4)
            // P18: what the child said about them is part of what is asked.
            #expect(try await world.count("guardian") == 1)
            await #expect(throws: (any Error).self) {
                try await world.guardianAtDoor(World.guardianNumber(1))
            }
            try await world.lift(hold, by: officers)
            try await world.services.retention.run()
            try await world.services.shredder.run()
            #expect(try await world.count("sealed_field") == 0)
            #expect(try await keys() == (before ?? 0) - 4)
            #expect(try await world.count("guardian") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `accounts and questions stay while held, and only those`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let admin = try await world.colleague(1, of: contract.customer)
            let leaver = try await world.colleague(2, of: contract.customer)
            try await world.services.accounts.close(leaver.worker.account, by: admin.worker)
            try await world.askQuestion(1)
            try await world.askQuestion(2)
            let request: ContactRequest.ID = try await world.data.read {
                try #require(try $0.row("SELECT request_id FROM contact_request LIMIT 1")).id(0)
            }
            world.clock.advance(by: .days(200))
            let officers = try await world.officers()
            let first = try await world.hold(.account(leaver.worker.account), by: officers)
            let second = try await world.hold(.question(request), classes: [.contact], by: officers)
            world.clock.advance(by: .days(170))
            var outcome = try await world.services.retention.run()
            #expect(outcome.accounts == 0 && outcome.contacts == 1)
            #expect(try await world.count("contact_request") == 1)
            let values = { (person: Person.ID) in
                try await world.data.read {
                    try $0.rows("SELECT field FROM sealed_value WHERE person_id = $1", person).map {
                        try $0.text(0)
                    }
                }
            }
            #expect(try await values(leaver.worker.account.person).count == 2)
            #expect(
                try await values(request.person).sorted() == ["email_address", "mobile_number", "question"])
            // A role of the office lasts three months: others decide by now.
            let later = try await world.officers(from: 84)
            try await world.lift(first, by: later)
            try await world.lift(second, by: later)
            outcome = try await world.services.retention.run()
            #expect(outcome.accounts == 1 && outcome.contacts == 1)
            #expect(try await values(leaver.worker.account.person) == [])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `messages and notes stay while held`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let person = try await world.person(1, code: try await world.codes(1, for: contract)[0])
            let support = try await world.staff(90, roles: [.support])
            let file = try await world.openCase(on: 1, by: support)
            try await world.services.cases.write("Belde over de brief", in: file, by: support.worker)
            let officers = try await world.officers()
            let hold = try await world.hold(.caseFile(file), by: officers)
            let before = try await messages(of: person.person, in: world)
            world.clock.advance(by: .days(250))
            try await world.services.messenger.sweep()
            try await world.services.retention.run()
            #expect(before ?? 0 > 0)
            #expect(try await messages(of: person.person, in: world) == before)
            #expect(try await world.count("case_note") == 1)
            try await world.lift(hold, by: try await world.officers(from: 84))
            try await world.services.messenger.sweep()
            try await world.services.retention.run()
            #expect(try await messages(of: person.person, in: world) == 0)
            #expect(try await world.count("case_note") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `requests about own data stay while held`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let person = try await world.person(1, code: try await world.codes(1, for: contract)[0])
            try await world.services.rightsRequests.ask(.complaint(about: nil), words: "Nee", for: person)
            _ = try await world.data.write { transaction in
                try transaction.execute(
                    "UPDATE rights_request SET state = 'withdrawn', ended_at = received_at")
            }
            world.clock.advance(by: .days(100))
            let hold = try await world.hold(
                .customer(contract.customer), classes: [.contact], by: try await world.officers())
            world.clock.advance(by: .days(270))
            try await world.services.retention.run()
            #expect(try await world.count("rights_request") == 1)
            let today = try await world.services.destructionRuns.days(limit: 1).first
            let count = try #require(today?.counts.first { $0.category == .rightsRequest })
            #expect(count.destroyed == 0 && count.kept == 1)
            try await world.lift(hold, by: try await world.officers(from: 84))
            try await world.services.retention.run()
            #expect(try await world.count("rights_request") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `keys that a row does not name any more stay while their person is held`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let code = try await world.codes(1, for: contract)[0]
            let person = try await world.person(1, code: code)
            let officers = try await world.officers()
            let file = try await world.openCase(on: 1, by: try await world.staff(90, roles: [.support]))
            let hold = try await world.hold(.caseFile(file), by: officers)
            // As when an older copy of the data came back without the person.
            _ = try await world.data.write { transaction in
                for table in ["session_end_user", "session", "blind_index", "sealed_field"] {
                    try transaction.execute(SQL(stringLiteral: "DELETE FROM \(table)"))
                }
                try transaction.execute("UPDATE case_file SET end_user_id = NULL")
                try transaction.execute("DELETE FROM end_user")
            }
            world.clock.advance(by: .days(2))
            #expect(try await world.services.retention.run().abandonedKeys == 0)
            #expect(try await world.vault.keys(of: person.person).keyID(.contact) != nil)
            try await world.lift(hold, by: officers)
            world.clock.advance(by: .days(2))
            #expect(try await world.services.retention.run().abandonedKeys == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key without a tombstone is not shredded`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            let person = try await world.person(1, code: code)
            let keys = try await world.vault.keys(of: person.person)
            _ = try await world.vault.shred([.identity, .contact].compactMap(keys.keyID))
            #expect(
                try await world.vault.remainingKeys(of: [.identity, .contact].compactMap(keys.keyID)).count
                    == 2)
            // Nor does the way out for files with codes lead past the door.
            let contact = try #require(keys.keyID(.contact))
            await #expect(throws: VaultError.notYours) {
                try await world.data.write { try world.vault.bury(contact, in: $0) }
            }
        }
    }
}
