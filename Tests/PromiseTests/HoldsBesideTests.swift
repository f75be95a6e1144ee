import Domain
import Features
import TestKit
import Testing
import Vault

/// Holds and locks beside the other promises: each was seen broken in a simulated year.
struct HoldsBesideTests {
    private func expectKept(_ promises: Promise..., in world: World) async throws {
        for promise in promises {
            let line = try await world.line(promise)
            #expect(line.verdict != .broken, "\(promise) \(line.rows)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a question that is held is still used for contact alone`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let question = try await world.askQuestion(1)
            world.clock.advance(by: .minutes(5))
            _ = try await world.hold(.question(question), days: 60, by: try await world.officers())
            try await world.keepHouse()
            try await expectKept(.contactOnlyForContact, .restrictedForLegalDutyAlone, in: world)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an erasure while everything is held has its line in the log`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let issued = try await world.services.codeBatches.issue(
                1, contract: contract.id, expires: world.clock.now() + .days(30), reason: "proef",
                access: Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery))
            let person = try await world.person(1, code: issued.letters[0].code)
            _ = try await world.hold(.letter(issued.batch, 1), days: 60, by: try await world.officers())
            world.clock.advance(by: .minutes(5))
            try await world.erase(person)
            try await world.keepHouse()
            try await expectKept(
                .alwaysAValidReason, .restrictedForLegalDutyAlone, .atMostOneYearAfterTheEnd, in: world
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what a guardian was sent is not late while a hold on their child keeps it`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let issued = try await world.services.codeBatches.issue(
                1, contract: contract.id, expires: world.clock.now() + .days(30), reason: "proef",
                access: Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery))
            try await world.minor(1, code: issued.letters[0].code)
            _ = try await world.hold(.letter(issued.batch, 1), days: 60, by: try await world.officers())
            world.clock.advance(by: .days(40))
            try await world.keepHouse()
            #expect(try await world.services.forecast.plan().allSatisfy { $0.overdue == 0 })
            try await expectKept(.atMostOneYearAfterTheEnd, in: world)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a lock of the law ends on its day, also of who is still here`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let issued = try await world.services.codeBatches.issue(
                1, contract: contract.id, expires: world.clock.now() + .days(30), reason: "proef",
                access: Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery))
            let person = try await world.person(1, code: issued.letters[0].code)
            try await world.services.restrictions.place(
                batch: issued.batch, letterNumber: 1, on: .identity, reason: "bevel",
                until: world.clock.now() + .days(5),
                access: Access(
                    actor: Actor(role: .privacyOfficer, organisation: .bueno),
                    purpose: .fraudAndLegalObligations, ground: .legalDuty))
            #expect(try await world.services.personFiles.file(of: person).lines.count == 2)
            world.clock.advance(by: .days(6))
            try await world.keepHouse()
            _ = try await world.services.personFiles.file(of: person)
            try await expectKept(
                .atMostOneYearAfterTheEnd, .restrictedForLegalDutyAlone, .destroyedMeansDestroyed, in: world)
        }
    }
}
