import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// A phone or SIM card for who is under sixteen: the date of birth says so, and a guardian decides first (P14, P15, P18).
struct MobileMinorTests {
    /// Applied, and the guardian came in.
    private func applied(
        _ world: World, birthYear: String = "2015"
    ) async throws -> (contract: Contract, session: Token, guardian: Guardian.ID) {
        let contract = try await world.mobileMunicipality()
        let enrolled = try await world.apply(
            1, code: try await world.codes(1, for: contract)[0], birthYear: birthYear)
        guard case .awaitingGuardian = enrolled else { throw World.WorldFailure.notActive }
        let (session, guardian) = try await world.guardianSession()
        return (contract, session, guardian)
    }

    private func yes(_ world: World, _ guardian: Guardian.ID, in session: Token) async throws {
        try await world.services.consents.give(
            guardian, version: try world.consentVersion(for: .mobile), in: session)
        try await world.settle()
    }

    private func state(_ world: World) async throws -> String? {
        try await world.data.read { try $0.row("SELECT state FROM mobile_service")?.text(0) }
    }

    @Test(arguments: TestEngine.allCases)
    func `the customer is asked after the guardian said yes, and not before`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let (contract, session, guardian) = try await applied(world)
            let noor = try await world.colleague(1, of: contract.customer).worker
            try await world.services.confirmationClock.run()
            #expect(try await world.services.confirmations.count(for: noor).count == 0)
            try await yes(world, guardian, in: session)
            try await world.services.confirmationClock.run()
            #expect(try await world.services.confirmations.count(for: noor).count == 1)
            try await world.answerNext(.yes, by: noor)
            #expect(try await state(world) == "active")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a yes to the words of another service is no yes`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let (_, session, guardian) = try await applied(world)
            await #expect(throws: GuardianRefusal.otherWords) {
                try await world.services.consents.give(
                    guardian, version: try world.consentVersion(for: .freeCalling), in: session)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a yes that is taken back ends it, and no yes begins it again`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let (contract, session, guardian) = try await applied(world)
            let noor = try await world.colleague(1, of: contract.customer).worker
            try await yes(world, guardian, in: session)
            try await world.services.confirmationClock.run()
            try await world.answerNext(.yes, by: noor)
            let again = try await world.guardianAtDoor(World.guardianNumber(1))
            try await world.services.consents.withdraw(guardian, in: again)
            #expect(try await state(world) == "ended")
            let child = try #require(try await world.services.consents.child(guardian, in: again))
            #expect(child.isOver)
            await #expect(throws: GuardianRefusal.consent(.over)) {
                try await world.services.consents.give(
                    guardian, version: try world.consentVersion(for: .mobile), in: again)
            }
            world.clock.advance(by: .days(31))
            try await world.keepHouse()
            let left = try await world.data.read { transaction in
                try ["end_user", "guardian", "consent", "mobile_service", "sealed_field", "sealed_value"].map
                {
                    try transaction.row(SQL(stringLiteral: "SELECT COUNT(*) FROM \($0)"))?.int(0)
                }
            }
            // What stays is the colleague's own name and address.
            #expect(left == [0, 0, 0, 0, 0, 2])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who corrects their date of birth to under sixteen names a guardian first`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.mobileMunicipality()
            let token = try await world.applyUntilCheck(
                1, code: try await world.codes(1, for: contract)[0])
            let enrolments = world.services.enrolments
            let before = try #require(try await enrolments.check(token))
            try await enrolments.give(
                details: World.details(1, birthYear: "2015"), on: token, language: .dutch)
            #expect(try await enrolments.attempt(token)?.stage == .guardian)
            #expect(try await enrolments.check(token) == nil)
            await #expect(throws: EnrolmentRefusal.attemptExpired) {
                try await enrolments.confirm(
                    Set(before.fields), shown: before.shown, on: token, device: .phone, language: .dutch)
            }
            try await enrolments.name(World.guardianForm(1), on: token, language: .dutch)
            #expect(try await enrolments.attempt(token)?.stage == .secret)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `at sixteen by date of birth they decide themselves, and what they have waits`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            // Born on 9 March; the clock of the tests stands in 2026.
            let (contract, session, guardian) = try await applied(world, birthYear: "2011")
            let noor = try await world.colleague(1, of: contract.customer).worker
            try await yes(world, guardian, in: session)
            try await world.services.confirmationClock.run()
            try await world.answerNext(.yes, by: noor)
            world.clock.set(try #require(CalendarDay("2027-03-05")).start)
            try await world.keepHouse()
            #expect(try await world.services.consents.children(in: session) == nil)
            #expect(try await world.signIn(1).state == .active)
            world.clock.set(try #require(CalendarDay("2027-04-02")).start)
            try await world.keepHouse()
            try await world.services.confirmationClock.run()
            let young = try await world.signIn(1)
            #expect(young.state == .awaitingOwnAnswer)
            #expect(try await state(world) != "ended")
            #expect(try await world.services.comingOfAge.stay(young))
            #expect(try await world.signIn(1).state == .active)
            await #expect(throws: (any Error).self) {
                try await world.guardianAtDoor(World.guardianNumber(1))
            }
        }
    }
}
