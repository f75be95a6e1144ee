import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// A fault at every step of the end of a field, of somebody who stays: the field is there with all of it, or it opens
/// for nobody; what stays opens again after the next sweep, and the old key is dead here and at the witness.
struct FieldFaultTests {
    private static let access = Access(
        actor: .system, purpose: .fraudAndLegalObligations, ground: .legalDuty)

    @Test(arguments: TestEngine.allCases)
    func `a field whose last reason ended`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            let person = try await world.person(1, code: code)
            let old = try #require(try await world.vault.keys(of: person.person).keyID(.contact))
            try await world.services.retention.run()
            _ = try await world.data.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO field_reason (end_user_id, field, service, purpose, since, ends_at)
                    VALUES ($1, 'email_address', 'free_calling', 'delivery', $2, $2)
                    """, person.person, transaction.now)
            }
            let copy = try await StoreCopy.take(of: world)
            let faults = Faults()
            var here = try await StoreCopy.restored(data: copy, keys: copy, faults: faults)
            faults.disarm()
            try await here.services.retention.run()
            let steps = faults.steps
            #expect(steps.count > 60)
            await here.store.remove()
            here = try await StoreCopy.restored(data: copy, keys: copy, faults: faults)
            for (step, kind) in Faults.plan(for: steps) {
                faults.arm(step: step, kind)
                _ = try? await here.services.retention.run()
                guard let broken = faults.disarm() else {
                    Issue.record("step \(step) did not come by")
                    break
                }
                let place: Comment = "\(kind.rawValue) at \(step): \(broken)"
                if try await isAlive(old, in: here) {
                    #expect(try await fields(of: person, in: here).count == 3, place)
                    continue
                }
                // Nothing of it opens, whatever else does not until the next sweep.
                let opened = try? await fields(of: person, in: here)
                #expect(opened?.contains(.emailAddress) != true, place)
                let later = try await World(store: here.store)
                try await later.services.retention.run()
                try await later.services.shredder.run()
                #expect(try await fields(of: person, in: later) == [.mobileNumber, .enrolmentCode], place)
                #expect(try await later.vault.remainingKeys(of: [old]).isEmpty, place)
                #expect(try await keys(in: later) == 2, place)
                #expect(try await later.witness.tombstones().map(\.key).contains(old), place)
                await here.store.remove()
                here = try await StoreCopy.restored(data: copy, keys: copy, faults: faults)
            }
            await here.store.remove()
            try await copy.remove()
        }
    }

    /// Their agreement ended a term ago too, and the field's end was cut short right after its transaction.
    @Test(arguments: TestEngine.allCases)
    func `who goes before the end of their field was finished leaves no key`(engine: TestEngine) async throws
    {
        let faults = Faults()
        try await World.with(engine, faults: faults) { world in
            let contract = try await world.municipality()
            let person = try await world.person(1, code: try await world.codes(1, for: contract)[0])
            try await world.services.customers.end(contract.id)
            let end = CalendarTerm.years(1).end(from: world.clock.now())
            world.clock.set(end - .minutes(1))
            try await world.services.retention.run()
            _ = try await world.data.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO field_reason (end_user_id, field, service, purpose, since, ends_at)
                    VALUES ($1, 'email_address', 'free_calling', 'delivery', $2, $2)
                    """, person.person, transaction.now)
            }
            let old = try #require(try await world.vault.keys(of: person.person).keyID(.contact))
            var step = 1
            while try await isAlive(old, in: world) {
                faults.arm(step: step, .death)
                _ = try? await world.services.retention.run()
                faults.disarm()
                step += 1
            }
            world.clock.set(end + .minutes(1))
            let later = try await World(store: world.store)
            try await later.services.retention.run()
            try await later.services.retention.run()
            try await later.services.shredder.run()
            #expect(try await world.count("end_user") == 0)
            #expect(try await keys(in: later) == 0)
            let left = try await later.keys.read { try $0.row("SELECT COUNT(*) FROM pseudonym")?.int(0) }
            #expect(left == 0)
        }
    }

    /// Whether its key has no tombstone yet.
    private func isAlive(_ key: PersonKey.ID, in world: World) async throws -> Bool {
        try await world.data.read {
            try $0.row("SELECT 1 FROM tombstone WHERE key_id = $1", key) == nil
        }
    }

    private func fields(of person: SignedIn, in world: World) async throws -> Set<Field> {
        Set(
            try await world.vault.read(
                [.mobileNumber, .emailAddress, .enrolmentCode], of: person.person,
                activity: .legalRestriction, access: Self.access
            ).keys)
    }

    private func keys(in world: World) async throws -> Int64? {
        try await world.keys.read { transaction in
            try transaction.row(
                "SELECT (SELECT COUNT(*) FROM person_key) + (SELECT COUNT(*) FROM successor_key)")?.int(0)
        }
    }
}
