import Domain
import Features
import Foundation
import Storage
import TestKit
import Testing
import Vault

/// P40, P43 and P44, of what is held: broken past the program, and seen.
struct HoldProofTests {
    /// A person who asked to erase while a hold keeps who they are.
    private struct Held {
        let truth: TrueWorld
        let hold: Hold.ID
        var world: World { truth.world }
        var person: SignedIn { truth.persons[1] }
    }

    private func withHeld(
        _ engine: TestEngine, erased: Bool = true, _ body: (Held) async throws -> Void
    ) async throws {
        try await TrueWorld.with(engine) { truth in
            let world = truth.world
            let officers = try await world.officers()
            let file = try await world.openCase(
                on: 2, by: try await world.staff(90, roles: [.support]))
            let hold = try await world.hold(.caseFile(file), classes: [.identity], days: 60, by: officers)
            if erased {
                world.clock.advance(by: .minutes(1))
                try await world.erase(truth.persons[1])
            }
            try await world.keepHouse()
            for promise in Self.promises {
                let line = try await world.line(promise)
                #expect(line.verdict == .proven, "\(promise) \(line.rows)")
            }
            try await body(Held(truth: truth, hold: hold))
        }
    }

    private static let promises: [Promise] = [
        .atMostOneYearAfterTheEnd, .restrictedForLegalDutyAlone, .destroyedMeansDestroyed,
    ]

    private func expect(_ promise: Promise, says: String, in held: Held) async throws {
        let line = try await held.world.line(promise)
        #expect(line.verdict == .broken, "\(line.rows)")
        #expect(line.rows.contains { $0.contains(says) }, "\(line.rows)")
    }

    @Test(arguments: TestEngine.allCases)
    func `who is kept past the end of their hold is seen`(engine: TestEngine) async throws {
        try await withHeld(engine) { held in
            held.world.clock.advance(by: .days(62))
            try await expect(
                .atMostOneYearAfterTheEnd, says: "past the date until which the law kept them", in: held)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a field past its last reason is seen`(engine: TestEngine) async throws {
        try await withHeld(engine) { held in
            // Put back among the rest: no hold keeps its class.
            try await held.world.run(
                "UPDATE sealed_field SET field = 'mobile_number', class = 'contact' WHERE end_user_id = $1",
                [held.person.person.sqlValue])
            try await expect(
                .atMostOneYearAfterTheEnd, says: "mobile_number is past its last reason", in: held)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a hold that one person approved alone is seen`(engine: TestEngine) async throws {
        try await withHeld(engine) { held in
            try await held.world.run(
                """
                UPDATE hold_step SET account_id = (SELECT asked_by FROM hold WHERE hold_id = $1)
                WHERE hold_id = $1 AND turn = 2
                """, [held.hold.sqlValue])
            try await expect(
                .restrictedForLegalDutyAlone, says: "its steps break the rule of two", in: held)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a hold that was made longer past the program is seen`(engine: TestEngine) async throws {
        try await withHeld(engine) { held in
            try await held.world.run("UPDATE hold SET until = until + 86400000")
            try await expect(
                .restrictedForLegalDutyAlone, says: "its steps do not lead to what it says", in: held)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a step that the log does not know is seen`(engine: TestEngine) async throws {
        try await withHeld(engine) { held in
            try await held.world.run("UPDATE hold_step SET at = at + 1 WHERE turn = 2")
            try await expect(.restrictedForLegalDutyAlone, says: "a step of it is not in the log", in: held)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a destruction in spite of a hold is seen in the log`(engine: TestEngine) async throws {
        try await withHeld(engine) { held in
            let leaf = try await held.world.leaf(.store, of: held.person.pseudonym)
            held.world.clock.advance(by: .minutes(1))
            try await held.world.forge(
                LogLeaf(
                    id: .random(), at: held.world.clock.now(), act: .destroy, activity: .retention,
                    purpose: .fraudAndLegalObligations, basis: .legalObligation, role: .retention,
                    organisation: .bueno, caseFile: nil, service: .freeCalling,
                    fields: FieldSet([Field.enrolmentCode]), revision: 0, subject: leaf.subject, actor: nil,
                    statementVersion: leaf.statementVersion, count: 1))
            try await expect(
                .restrictedForLegalDutyAlone, says: "destroyed by retention while it was held", in: held)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key that died in spite of a hold is seen`(engine: TestEngine) async throws {
        try await withHeld(engine) { held in
            let now = held.world.clock.now()
            try await held.world.run(
                """
                INSERT INTO tombstone (key_id, reason, at)
                SELECT identity_key_id, 'retention', $2 FROM end_user WHERE end_user_id = $1
                """, [held.person.person.sqlValue, now.sqlValue])
            try await expect(.destroyedMeansDestroyed, says: "destroyed while a hold kept it", in: held)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a restore of older data obeys a hold that came after it`(engine: TestEngine) async throws {
        try await withHeld(engine, erased: false) { held in
            // The older copy knows no hold; the witness does.
            _ = try await held.world.data.write { transaction in
                for table in ["hold_step", "hold_class", "hold"] {
                    try transaction.execute(SQL(stringLiteral: "DELETE FROM \(table)"))
                }
            }
            let outcome = try await held.world.services.quarantine.release()
            #expect(outcome.holds == 1)
            #expect(try await held.world.services.quarantine.release().holds == 0)
            let plan = try await held.world.services.erasures.plan(for: held.person)
            #expect(plan.stays.fields == [.enrolmentCode])
            #expect(try await held.world.line(.restrictedForLegalDutyAlone).verdict == .proven)
        }
    }
}
