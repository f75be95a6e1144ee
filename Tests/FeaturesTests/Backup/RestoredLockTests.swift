import Domain
import Features
import LogVerifier
import TestKit
import Testing
import Vault

/// P43: what the law orders to keep, and until when, is not lost with an older copy of the data.
@Suite struct RestoredLockTests {
    @Test(arguments: TestEngine.allCases)
    func `a lock placed after the copy of the data is on again, and who left under it stays gone`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let until = world.clock.now() + .days(90)
            let issued = try await world.services.codeBatches.issue(
                2, contract: world.municipality().id, expires: until, reason: "proef",
                access: Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery))
            let staying = try await world.person(1, code: issued.letters[0].code)
            let leaving = try await world.person(2, code: issued.letters[1].code)
            try await world.services.logKeeper.run()
            let old = try await StoreCopy.take(of: world)

            world.clock.advance(by: .hours(1))
            try await world.services.erasures.askProof(for: leaving, by: .sms)
            try await world.settle()
            let secret = try #require(world.outside.lastSecret())
            for (letter, keyClass) in [(1, KeyClass.identity), (2, .identity), (2, .contact)] {
                try await world.services.restrictions.place(
                    batch: issued.batch, letterNumber: letter, on: keyClass, reason: "bevel", until: until,
                    access: .duty)
            }
            // Everything of theirs is kept by law: no key is destroyed, and still they are gone.
            _ = try await world.services.erasures.erase(secret: secret, for: leaving)
            try await world.services.shredder.run()
            try await world.services.logKeeper.run()
            let new = try await StoreCopy.take(of: world)

            let restored = try await StoreCopy.restored(data: old, keys: new)
            #expect(try await restored.opens(leaving))
            let outcome = try await restored.services.quarantine.release()
            #expect(outcome.locks.placed == 3 && outcome.locks.lost == 0)
            #expect(try await restored.vault.locks().sorted() == world.vault.locks().sorted())
            for person in [staying, leaving] {
                await #expect(throws: VaultError.restricted) {
                    try await restored.vault.read(
                        [.enrolmentCode], of: person.person, activity: .ownInspection,
                        access: person.access(.fraudAndLegalObligations))
                }
            }
            #expect(try await restored.count("session") == 1)
            try await restored.services.logKeeper.run()
            #expect(try await restored.services.logKeeper.verify().findings == [])
            await restored.store.remove()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who went in two steps since the copy is gone again, with a receipt and a leaf of each`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            let person = try await world.person(1, code: code)
            try await world.restrict(person.person, until: world.clock.now() + .days(90))
            try await world.services.logKeeper.run()
            let old = try await StoreCopy.take(of: world)
            try await world.erase(person)
            world.clock.advance(by: .days(91))
            try await world.services.retention.run()
            try await world.services.shredder.run()
            try await world.services.logKeeper.run()

            let restored = try await StoreCopy.restored(data: old, keys: old)
            let outcome = try await restored.services.quarantine.release()
            #expect(outcome.destroyed == 2 && outcome.receipts == 2)
            #expect(try await restored.count("end_user") == 0)
            try await restored.services.shredder.run()
            let prover = Prover(
                vault: restored.vault, keys: restored.keys, statements: restored.services.statements,
                premises: Premises(witness: restored.witness))
            let report = try await prover.prove([.alwaysAValidReason])
            #expect(report.lines.map(\.rows) == [[]])
            await restored.store.remove()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a lock of somebody who is not in the copy is told as lost`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let old = try await StoreCopy.take(of: world)
            let issued = try await world.services.codeBatches.issue(
                1, contract: world.municipality().id, expires: world.clock.now() + .days(90), reason: "proef",
                access: Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery))
            _ = try await world.person(1, code: issued.letters[0].code)
            try await world.services.restrictions.place(
                batch: issued.batch, letterNumber: 1, on: .identity, reason: "bevel",
                until: world.clock.now() + .days(90), access: .duty)
            let new = try await StoreCopy.take(of: world)
            let restored = try await StoreCopy.restored(data: old, keys: new)
            let outcome = try await restored.services.quarantine.release()
            #expect(outcome.locks.placed == 0 && outcome.locks.lost == 1)
            await restored.store.remove()
        }
    }
}

extension Access {
    fileprivate static let duty = Access(
        actor: Actor(role: .privacyOfficer, organisation: .bueno), purpose: .fraudAndLegalObligations,
        ground: .legalDuty)
}

extension [KeyLock] {
    fileprivate func sorted() -> [KeyLock] { sorted { $0.key < $1.key } }
}
