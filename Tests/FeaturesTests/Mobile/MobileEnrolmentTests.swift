import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// A person applies for a phone or SIM card (P14, P16).
struct MobileEnrolmentTests {
    @Test(arguments: TestEngine.allCases)
    func `every field is stored with its confirmation, and the customer is asked`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.mobileMunicipality()
            let person = try await world.applicant(1, code: try await world.codes(1, for: contract)[0])
            let file = try await world.services.personFiles.file(of: person)
            #expect(file.lines.count == 7)
            #expect(file.lines.allSatisfy { $0.service == .mobile })
            let unconfirmed = try await world.data.read {
                try $0.row("SELECT COUNT(*) FROM sealed_field WHERE confirmed_at IS NULL")?.int(0)
            }
            #expect(unconfirmed == 0)
            let own = try await world.services.mobileServices.own(of: person)
            #expect(own?.state == .asked)
            #expect(world.outside.subjects.contains("Wij hebben uw aanvraag"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `while one field is not confirmed nothing counts`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.mobileMunicipality()
            let code = try await world.codes(1, for: contract)[0]
            let token = try await world.applyUntilCheck(1, code: code)
            let enrolments = world.services.enrolments
            let check = try #require(try await enrolments.check(token))
            await #expect(throws: EnrolmentRefusal.unconfirmed([.homeAddress])) {
                try await enrolments.confirm(
                    Set(check.fields).subtracting([.homeAddress]), shown: check.shown, on: token,
                    device: .phone, language: .dutch)
            }
            let stored = try await world.data.read { transaction in
                (
                    try transaction.row("SELECT COUNT(*) FROM end_user")?.int(0),
                    try transaction.row("SELECT COUNT(*) FROM sealed_field")?.int(0)
                )
            }
            #expect(stored.0 == 0 && stored.1 == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what was changed on another screen is not confirmed by an old page`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.mobileMunicipality()
            let token = try await world.applyUntilCheck(
                1, code: try await world.codes(1, for: contract)[0])
            let enrolments = world.services.enrolments
            let check = try #require(try await enrolments.check(token))
            world.clock.advance(by: .minutes(1))
            try await enrolments.give(
                details: World.details(1, birthYear: "1990"), on: token, language: .dutch)
            await #expect(throws: EnrolmentRefusal.changedMeanwhile) {
                try await enrolments.confirm(
                    Set(check.fields), shown: check.shown, on: token, device: .phone, language: .dutch)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the store keeps no field for a phone that nobody confirmed`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.mobileMunicipality()
            _ = try await world.applicant(1, code: try await world.codes(1, for: contract)[0])
            await #expect(throws: (any Error).self) {
                try await world.data.write { transaction in
                    try transaction.execute(
                        "UPDATE sealed_field SET confirmed_at = NULL WHERE field = 'last_name'")
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `under 16 by date of birth waits for a parent, and nobody is asked`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.mobileMunicipality()
            let noor = try await world.colleague(1, of: contract.customer).worker
            let enrolled = try await world.apply(
                1, code: try await world.codes(1, for: contract)[0], birthYear: "2015")
            guard case .awaitingGuardian = enrolled else {
                Issue.record("was let in")
                return
            }
            try await world.services.confirmationClock.run()
            #expect(try await world.services.confirmations.count(for: noor).count == 0)
        }
    }

    /// Nothing is given before it is judged, and the code stays good.
    @Test(arguments: TestEngine.allCases)
    func `free calling asks none of it`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let token = try await world.services.enrolments.begin(
                code: try await world.codes(1, for: contract)[0].reveal(), network: World.network)
            await #expect(throws: EnrolmentRefusal.attemptExpired) {
                try await world.services.enrolments.give(
                    details: World.details(1), on: token, language: .dutch)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one human with free calling and a phone has two enrolments behind one sign-in`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let free = try await world.municipality()
            try await world.enrol(1, code: try await world.codes(1, for: free)[0])
            let mobile = try await world.mobileMunicipality()
            _ = try await world.applicant(1, code: try await world.codes(1, for: mobile)[0])
            let challenge = try await world.services.signIns.requestBySMS(
                mobileNumber: World.mobileNumber(1), network: World.network, language: .dutch)
            try await world.settle()
            let secret = try #require(world.outside.lastSecret())
            guard
                case .signedIn(let token) = try await world.services.signIns.prove(
                    secret: secret, on: challenge, device: .phone)
            else {
                Issue.record("one proof was not enough")
                return
            }
            let signedIn = try #require(try await world.services.sessions.signedIn(token))
            #expect(signedIn.members.count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `erasing takes the application along`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.mobileMunicipality()
            let noor = try await world.colleague(1, of: contract.customer).worker
            let person = try await world.applicant(1, code: try await world.codes(1, for: contract)[0])
            try await world.answerNext(.yes, by: noor)
            try await world.erase(try await world.signIn(1))
            let left = try await world.data.read { transaction in
                try ["mobile_service", "eligibility_answer", "sealed_field"].map { table in
                    try transaction.row(SQL(stringLiteral: "SELECT COUNT(*) FROM \(table)"))?.int(0)
                }
            }
            #expect(left == [0, 0, 0])
            _ = person
        }
    }
}
