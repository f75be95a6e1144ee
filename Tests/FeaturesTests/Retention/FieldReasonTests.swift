import Domain
import Foundation
import Storage
import TestKit
import Testing
import Vault

@testable import Features

/// P40, P44: a field goes when its last reason goes, and nothing that stays goes with it.
struct FieldReasonTests {
    private static let access = Access(
        actor: .system, purpose: .fraudAndLegalObligations, ground: .legalDuty)

    /// Somebody whose address two services need.
    private func reasoned(in world: World) async throws -> SignedIn {
        let person = try await world.person(1, code: world.codes(1, for: world.municipality())[0])
        try await world.data.write { transaction in
            for service in [Service.freeCalling, .mobile] {
                try FieldReasons.begin(
                    FieldSet([Field.emailAddress]), of: person.person, for: service, .delivery,
                    in: transaction)
            }
        }
        return person
    }

    private func end(_ service: Service, of person: SignedIn, days: Int64, in world: World) async throws {
        let ends = world.clock.now() + .days(days)
        try await world.data.write {
            try FieldReasons.end(of: person.person, for: service, .delivery, at: ends, in: $0)
        }
    }

    private func held(_ person: SignedIn, in world: World) async throws -> Set<Field> {
        Set(
            try await world.vault.read(
                [.mobileNumber, .emailAddress, .enrolmentCode], of: person.person,
                activity: .legalRestriction, access: Self.access
            ).keys)
    }

    @Test(arguments: TestEngine.allCases)
    func `a field with two reasons survives the first's end and goes with the second's`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let person = try await reasoned(in: world)
            let before = try await world.vault.keys(of: person.person)
            let contact = try #require(before.keyID(.contact))
            try await end(.mobile, of: person, days: 1, in: world)
            world.clock.advance(by: .days(2))
            #expect(try await world.services.retention.run().fields == 0)
            #expect(try await held(person, in: world) == [.mobileNumber, .emailAddress, .enrolmentCode])

            try await end(.freeCalling, of: person, days: 3, in: world)
            world.clock.advance(by: .days(2))
            #expect(try await world.services.retention.run().fields == 0)
            world.clock.advance(by: .days(2))
            #expect(try await world.services.retention.run().fields == 1)
            #expect(try await held(person, in: world) == [.mobileNumber, .enrolmentCode])
            #expect(try await world.services.retention.run().fields == 0)

            // The old key is gone, here and for every copy of the rows; what stays has another.
            let after = try await world.vault.keys(of: person.person)
            #expect(after.keyID(.contact) != contact)
            #expect(after.keyID(.identity) == before.keyID(.identity))
            #expect(after.pseudonym == before.pseudonym)
            #expect(try await world.vault.remainingKeys(of: [contact]).isEmpty)
            #expect(try await world.witness.tombstones().contains { $0.key == contact })
            let left = try await world.data.read {
                try $0.row("SELECT COUNT(*) FROM message WHERE key_id = $1", contact)?.int(0)
            }
            #expect(left == 0)
            let leaf = try #require(
                try await world.vault.leaves(of: person.pseudonym, before: nil, limit: 50).first {
                    $0.act == .destroy
                })
            #expect(leaf.fields.fields == [.emailAddress] && leaf.activity == .retention)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what they were sent stays readable under the new key, and they still sign in`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let person = try await reasoned(in: world)
            let messages = try await world.services.personMessages.list(for: person)
            let request = try await world.services.rightsRequests.ask(
                .complaint(about: nil), words: "Dit was ik niet", for: person)
            try await end(.mobile, of: person, days: 0, in: world)
            try await end(.freeCalling, of: person, days: 0, in: world)
            world.clock.advance(by: .minutes(1))
            #expect(try await world.services.retention.run().fields == 1)
            #expect(try await world.services.personMessages.list(for: person).count == messages.count)
            let opened = try await world.services.rightsRequests.open(request, for: person)
            #expect(opened?.words?.reveal() == "Dit was ik niet")
            #expect(try await world.services.erasures.channels(for: person).mobile != nil)
            #expect(try await world.services.erasures.channels(for: person).mail == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a hold keeps a field past its last reason`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let person = try await reasoned(in: world)
            let officers = try await world.officers()
            let file = try await world.openCase(on: 1, by: try await world.staff(90, roles: [.support]))
            let hold = try await world.hold(.caseFile(file), classes: [.contact], by: officers)
            try await end(.mobile, of: person, days: 0, in: world)
            try await end(.freeCalling, of: person, days: 0, in: world)
            world.clock.advance(by: .minutes(1))
            #expect(try await world.services.retention.run().fields == 0)
            #expect(try await held(person, in: world).contains(.emailAddress))
            let halfway = try await world.keys.read {
                try $0.row("SELECT COUNT(*) FROM successor_key")?.int(0)
            }
            #expect(halfway == 0)
            try await world.lift(hold, by: officers)
            #expect(try await world.services.retention.run().fields == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a crash between the stores is finished by the next sweep`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let person = try await reasoned(in: world)
            let old = try #require(try await world.vault.keys(of: person.person).keyID(.contact))
            try await end(.mobile, of: person, days: 0, in: world)
            try await end(.freeCalling, of: person, days: 0, in: world)
            world.clock.advance(by: .minutes(1))
            // A key that no data knows goes; it was made by a sweep that came no further.
            _ = try await world.keys.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO successor_key (key_id, person_id, class, kek_generation, wrapped, created_at)
                    SELECT $1, person_id, class, kek_generation, wrapped, created_at FROM person_key
                    WHERE key_id = $2
                    """, PersonKey.ID.random(), old)
            }
            try await world.vault.finishSuccessions()
            #expect(try await held(person, in: world).count == 3)
            #expect(try await world.services.retention.run().fields == 1)
            #expect(try await held(person, in: world) == [.mobileNumber, .enrolmentCode])
        }
    }
}
