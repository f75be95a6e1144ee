import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// P18: each break is direct SQL, past every rule of the program, on both engines.
struct MinorConsentTests {
    private func expectBreak(
        _ engine: TestEngine, says: String, by damage: (TrueWorld) async throws -> Void
    ) async throws {
        try await expectBroken(
            .underSixteenOnlyWithConsent, engine, says: says,
            naming: { $0.minor.pseudonym.description }, by: damage)
    }

    @Test(arguments: TestEngine.allCases)
    func `an active minor whose consent is gone is seen`(engine: TestEngine) async throws {
        try await expectBreak(engine, says: "active under sixteen without a consent") { truth in
            try await truth.world.dropConstraints(of: "end_user", "consent")
            try await truth.world.run(
                "DELETE FROM consent WHERE end_user_id = $1", [truth.minor.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a minor who was switched on without anybody's yes is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .underSixteenOnlyWithConsent, engine, says: "active under sixteen without a consent",
            naming: { _ in "person " }
        ) { truth in
            try await truth.world.dropConstraints(of: "end_user")
            try await truth.world.run(
                "UPDATE end_user SET state = 'active' WHERE state = 'awaiting_guardian'")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a yes that was invented afterwards is seen`(engine: TestEngine) async throws {
        try await expectBreak(engine, says: "a yes that the log did not see a guardian say") { truth in
            try await truth.world.run(
                "UPDATE consent SET answered_at = answered_at - 1000 WHERE end_user_id = $1 AND state = 'given'",
                [truth.minor.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a minor who was made older is seen`(engine: TestEngine) async throws {
        try await expectBreak(
            engine, says: "no longer under sixteen, and the log did not see them turn sixteen"
        ) { truth in
            try await truth.world.run(
                "UPDATE end_user SET declared_age = 'sixteen_or_older' WHERE end_user_id = $1",
                [truth.minor.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a withdrawal that was undone in the rows is seen`(engine: TestEngine) async throws {
        try await expectBreak(engine, says: "active after a guardian had the service stopped") { truth in
            let world = truth.world
            world.clock.advance(by: .minutes(5))
            let session = try await world.guardianAtDoor(World.guardianNumber(6))
            let child = try #require(try await world.services.consents.children(in: session)?.first)
            try await world.services.consents.withdraw(child.guardian, in: session)
            try await world.run(
                "UPDATE consent SET state = 'given', ended_at = NULL WHERE end_user_id = $1",
                [truth.minor.person.sqlValue])
            try await world.run(
                """
                UPDATE end_user SET state = 'active', consent_state = 'given', keep_until = NULL, consent_id = (
                    SELECT consent_id FROM consent WHERE consent.end_user_id = end_user.end_user_id)
                WHERE end_user_id = $1
                """, [truth.minor.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `words that were changed under their name are seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .underSixteenOnlyWithConsent, engine, says: "its words are not those of its name",
            naming: { _ in "consent text " }
        ) { truth in
            try await truth.world.run("UPDATE consent_text SET text = 'Ja op alles'")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after sixteen, a refusal and a withdrawal the promise is still proven`(engine: TestEngine)
        async throws
    {
        try await TrueWorld.with(engine) { truth in
            let world = truth.world
            let codes = try await world.codes(2, for: truth.contract)
            let (session, guardian) = try await world.minor(21, code: codes[0])
            try await world.services.consents.withdraw(guardian, in: session)
            try await world.enrol(22, code: codes[1], age: .underSixteen)
            let (other, second) = try await world.guardianSession()
            _ = try await world.services.consents.refuse(second, in: other)
            for promise in Promise.allCases where promise.isBuilt {
                let line = try await world.line(promise)
                #expect(line.verdict != .broken, "\(promise.id): \(line.rows)")
            }
            world.clock.set(try #require(CalendarDay("2028-06-02")).start)
            try await world.keepHouse()
            // What was shredded in the first round has receipts that end in the second.
            try await world.keepHouse()
            try await world.settle()
            #expect(try await world.signIn(6).state == .awaitingOwnAnswer)
            // Nobody told the recipients of this world anything for two years, and P63 rightly says so.
            for promise in Promise.allCases where promise.isBuilt && promise.id != "P63" {
                let line = try await world.line(promise)
                #expect(line.verdict != .broken, "\(promise.id): \(line.rows)")
            }
        }
    }

    /// A child whose wrong guardian was corrected, and whose right one signed a paper that came by post.
    private func byPost(_ truth: TrueWorld) async throws {
        let world = truth.world
        let (bringing, looking) = (
            try await world.staff(61, roles: [.support]), try await world.staff(62, roles: [.support])
        )
        try await world.enrol(
            23, code: try await world.codes(1, for: truth.contract)[0], age: .underSixteen)
        let child = try await world.signIn(23)
        let wrong = try #require(try await world.services.ownGuardians.list(for: child)?.first)
        _ = try await world.services.ownGuardians.correct(
            wrong.id, World.guardianForm(24), for: child, language: .dutch)
        try await world.settle()
        let papers = world.services.consentPapers
        let file = try await world.openCase(on: 23, by: bringing)
        let waiting = try #require(try await papers.waiting(in: file, for: bringing.worker)?.first)
        let photo: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 9, count: 200) + [0xFF, 0xD9]
        try await papers.bring(
            photo, version: try world.consentVersion(), for: waiting.id, in: file, by: bringing.worker,
            language: .dutch)
        let seen = world.clock.now()
        world.clock.advance(by: .minutes(1))
        try await papers.take(waiting.id, by: looking.worker)
        try await papers.accept(waiting.id, seen: seen, by: looking.worker)
        try await world.keepHouse()
        try await world.settle()
    }

    @Test(arguments: TestEngine.allCases)
    func `after a correction and a paper by post every promise is still kept`(engine: TestEngine) async throws
    {
        try await TrueWorld.with(engine) { truth in
            try await byPost(truth)
            for promise in Promise.allCases where promise.isBuilt {
                let line = try await truth.world.line(promise)
                #expect(line.verdict != .broken, "\(promise.id): \(line.rows)")
            }
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            ("decided_by = account_id", "a yes on a paper by whoever sent it in"),
            ("received_at = received_at - 1000", "a paper by post that the log did not see come in"),
        ])
    func `a paper by post without its two people is seen`(
        engine: TestEngine, damage: (change: String, says: String)
    ) async throws {
        try await TrueWorld.with(engine) { truth in
            try await byPost(truth)
            try await truth.world.dropConstraints(of: "consent_paper")
            try await truth.world.run(SQL(stringLiteral: "UPDATE consent_paper SET \(damage.change)"))
            let line = try await truth.world.line(.underSixteenOnlyWithConsent)
            #expect(line.verdict == .broken)
            #expect(line.rows.contains { $0.contains(damage.says) }, "\(line.rows)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody under sixteen is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.underSixteenOnlyWithConsent, engine)
    }
}
