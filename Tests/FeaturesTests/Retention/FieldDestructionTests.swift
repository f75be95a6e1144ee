import Domain
import Foundation
import Storage
import TestKit
import Testing
import Vault

@testable import Features

/// P44: a field that goes before its person goes in every copy, and nothing that stays goes with it.
struct FieldDestructionTests {
    private static let access = Access(
        actor: .retention, purpose: .fraudAndLegalObligations, ground: .legalDuty)

    private func person(in world: World) async throws -> SignedIn {
        try await world.person(1, code: world.codes(1, for: world.municipality())[0])
    }

    private func destroyAddress(
        of person: SignedIn, in world: World, isDue: Bool = true
    ) async throws -> PersonKey.ID? {
        let died = try await world.vault.destroyFields(
            [.emailAddress], of: person.person, service: .freeCalling, access: Self.access
        ) { _ in isDue }
        if let died { _ = try await world.vault.shred([died]) }
        return died
    }

    private func held(_ person: SignedIn, in world: World) async throws -> Set<Field> {
        Set(
            try await world.vault.read(
                [.mobileNumber, .emailAddress, .enrolmentCode], of: person.person,
                activity: .legalRestriction,
                access: Access(actor: .system, purpose: .fraudAndLegalObligations, ground: .legalDuty)
            ).keys)
    }

    @Test(arguments: TestEngine.allCases)
    func `what stays has another key, and the old one is gone here and for every copy`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let person = try await person(in: world)
            let before = try await world.vault.keys(of: person.person)
            let contact = try #require(before.keyID(.contact))
            #expect(try await destroyAddress(of: person, in: world, isDue: false) == nil)
            #expect(try await held(person, in: world) == [.mobileNumber, .emailAddress, .enrolmentCode])

            #expect(try await destroyAddress(of: person, in: world) == contact)
            #expect(try await held(person, in: world) == [.mobileNumber, .enrolmentCode])
            let after = try await world.vault.keys(of: person.person)
            #expect(after.keyID(.contact) != contact)
            #expect(after.keyID(.identity) == before.keyID(.identity))
            #expect(after.pseudonym == before.pseudonym)
            #expect(try await world.vault.remainingKeys(of: [contact]).isEmpty)
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
            let person = try await person(in: world)
            let messages = try await world.services.personMessages.list(for: person)
            let request = try await world.services.rightsRequests.ask(
                .complaint(about: nil), words: "Dit was ik niet", for: person)
            #expect(try await destroyAddress(of: person, in: world) != nil)
            #expect(try await world.services.personMessages.list(for: person).count == messages.count)
            let opened = try await world.services.rightsRequests.open(request, for: person)
            #expect(opened?.words?.reveal() == "Dit was ik niet")
            #expect(try await world.services.erasures.channels(for: person).mobile != nil)
            #expect(try await world.services.erasures.channels(for: person).mail == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a hold keeps the field`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let person = try await person(in: world)
            let officers = try await world.officers()
            let file = try await world.openCase(on: 1, by: try await world.staff(90, roles: [.support]))
            let hold = try await world.hold(.caseFile(file), classes: [.contact], by: officers)
            #expect(try await destroyAddress(of: person, in: world) == nil)
            #expect(try await held(person, in: world).contains(.emailAddress))
            let halfway = try await world.keys.read {
                try $0.row("SELECT COUNT(*) FROM successor_key")?.int(0)
            }
            #expect(halfway == 0)
            try await world.lift(hold, by: officers)
            #expect(try await destroyAddress(of: person, in: world) != nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key that a crash left between the stores goes with the next sweep`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let person = try await person(in: world)
            let old = try #require(try await world.vault.keys(of: person.person).keyID(.contact))
            _ = try await world.keys.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO successor_key (key_id, person_id, class, kek_generation, wrapped, created_at)
                    SELECT $1, person_id, class, kek_generation, wrapped, created_at FROM person_key
                    WHERE key_id = $2
                    """, PersonKey.ID.random(), old)
            }
            _ = try await world.services.retention.run()
            let halfway = try await world.keys.read {
                try $0.row("SELECT COUNT(*) FROM successor_key")?.int(0)
            }
            #expect(halfway == 0)
            #expect(try await held(person, in: world).count == 3)
            #expect(try await destroyAddress(of: person, in: world) == old)
        }
    }
}
