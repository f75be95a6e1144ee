import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// What happens by itself around minors (P18): reminded on day 7, gone on day 30, and sixteen.
@Suite struct MinorSweepTests {
    @Test(arguments: TestEngine.allCases)
    func `a guardian is reminded once, on day seven, with a new link`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            try await world.enrol(
                1, code: try await world.codes(1, for: world.municipality())[0], age: .underSixteen)
            let first = try #require(world.outside.lastLink())
            world.clock.advance(by: .days(6))
            #expect(try await world.services.minorSweep.run().reminded == 0)
            world.clock.advance(by: .days(1))
            world.clock.advance(by: .minutes(1))
            #expect(try await world.services.minorSweep.run().reminded == 1)
            #expect(try await world.services.minorSweep.run().reminded == 0)
            try await world.settle()
            let second = try #require(world.outside.lastLink())
            #expect(first != second)
            #expect(try await world.services.guardianDoor.link(second) != nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `on day thirty child and guardian are gone, keys and all`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            try await world.enrol(
                1, code: try await world.codes(1, for: world.municipality())[0], age: .underSixteen)
            world.clock.set(CalendarTerm.days(30).end(from: world.clock.now()) + .minutes(1))
            try await world.services.retention.run()
            try await world.services.minorSweep.run()
            try await world.services.shredder.run()
            for table in [
                "end_user", "guardian", "consent", "sealed_value", "sealed_field", "guardian_index",
            ] {
                #expect(try await world.count(table) == 0, "\(table)")
            }
            let keys = try await world.keys.read { try $0.row("SELECT COUNT(*) FROM person_key")?.int(0) }
            #expect(keys == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a second guardian who never answers is forgotten, and what the first said stands`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            try await world.minor(1, code: try await world.codes(1, for: world.municipality())[0])
            try await world.services.ownGuardians.name(
                World.guardianForm(2), for: try await world.signIn(1), language: .dutch)
            world.clock.advance(by: .days(31))
            #expect(try await world.services.minorSweep.run().expired == 1)
            #expect(try await world.services.shredder.run() == 1)
            #expect(try await world.count("guardian") == 1)
            let states = try await world.data.read { transaction in
                try transaction.rows("SELECT state FROM consent ORDER BY state").map { try $0.text(0) }
            }
            #expect(states == ["expired", "given"])
            let state = try await world.data.read { try $0.row("SELECT state FROM end_user")?.text(0) }
            #expect(state == "active")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `at sixteen the guardian and the month are gone, and the service waits for an own yes`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            try await world.minor(1, code: try await world.codes(1, for: world.municipality())[0])
            // They turn sixteen in May 2028: on the first of June they surely are.
            world.clock.set(try #require(CalendarDay("2028-05-31")).start)
            #expect(try await world.services.minorSweep.run().turnedSixteen == 0)
            world.clock.set(try #require(CalendarDay("2028-06-01")).start + .minutes(1))
            #expect(try await world.services.minorSweep.run().turnedSixteen == 1)
            #expect(try await world.services.minorSweep.run().turnedSixteen == 0)
            try await world.services.shredder.run()
            #expect(try await world.count("guardian") == 0)
            #expect(try await world.count("sealed_value") == 0)
            let row = try await world.data.read { transaction in
                try transaction.row(
                    """
                    SELECT u.state, u.declared_age, (SELECT COUNT(*) FROM sealed_field
                        WHERE field = 'turns_sixteen'), (SELECT state FROM consent) FROM end_user u
                    """)
            }
            #expect(try row?.text(0) == "awaiting_own_answer")
            #expect(try row?.text(1) == "sixteen_or_older")
            #expect(try row?.int(2) == 0)
            #expect(try row?.text(3) == "passed")
            await #expect(throws: GuardianRefusal.wrongSecret(triesLeft: 4)) {
                let code = try await world.services.guardianDoor.askCode(
                    mobileNumber: World.guardianNumber(1), network: World.network)
                _ = try await world.services.guardianDoor.prove(secret: "000000", on: code)
            }
            let young = try await world.signIn(1)
            #expect(young.state == .awaitingOwnAnswer)
            #expect(try await world.services.comingOfAge.stay(young))
            #expect(try await world.services.comingOfAge.stay(young) == false)
            #expect(try await world.signIn(1).state == .active)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a child under a lock of the law keeps nobody else from turning sixteen`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let issued = try await world.services.codeBatches.issue(
                2, contract: try await world.municipality().id, expires: world.clock.now() + .days(365),
                reason: "proef",
                access: Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery))
            for (person, letter) in zip(1..., issued.letters) {
                try await world.minor(person, code: letter.code)
            }
            try await world.services.restrictions.place(
                batch: issued.batch, letterNumber: 1, on: .identity, reason: "bevel",
                until: world.clock.now() + .days(2_000),
                access: Access(
                    actor: Actor(role: .privacyOfficer, organisation: .bueno),
                    purpose: .fraudAndLegalObligations, ground: .legalDuty))
            world.clock.set(try #require(CalendarDay("2028-06-02")).start)
            #expect(try await world.services.minorSweep.run().turnedSixteen == 1)
            #expect(try await world.signIn(2).state == .awaitingOwnAnswer)
            #expect(try await world.signIn(1).state == .active)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who turns sixteen and does not answer is gone after thirty days`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            try await world.minor(1, code: try await world.codes(1, for: world.municipality())[0])
            world.clock.set(try #require(CalendarDay("2028-06-02")).start)
            try await world.services.minorSweep.run()
            world.clock.advance(by: .days(31))
            try await world.services.retention.run()
            #expect(try await world.count("end_user") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the database holds no active minor without a consent that stands`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            try await world.enrol(
                1, code: try await world.codes(1, for: world.municipality())[0], age: .underSixteen)
            for damage: SQL in [
                "UPDATE end_user SET state = 'active'",
                "UPDATE end_user SET state = 'active', consent_state = 'given'",
                """
                UPDATE end_user SET state = 'active', consent_state = 'given',
                    consent_id = (SELECT consent_id FROM consent)
                """,
                "UPDATE end_user SET keep_until = NULL",
                "UPDATE end_user SET state = 'asleep'",
            ] {
                await #expect(throws: (any Error).self) {
                    _ = try await world.data.write { try $0.execute(damage) }
                }
            }
            let (session, guardian) = try await world.guardianSession()
            try await world.services.consents.give(
                guardian, version: try world.consentVersion(), in: session)
            // What the service rests on cannot become something else while it does.
            for damage: SQL in [
                "UPDATE consent SET state = 'withdrawn', ended_at = 1",
                "UPDATE consent SET state = 'refused'", "DELETE FROM consent",
                "UPDATE end_user SET consent_id = NULL",
            ] {
                await #expect(throws: (any Error).self) {
                    _ = try await world.data.write { try $0.execute(damage) }
                }
            }
        }
    }
}
