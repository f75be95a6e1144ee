import Domain
import Features
import TestKit
import Testing

/// What a customer is asked of who has their data restricted: nothing (P15, P60).
struct RestrictedApplicantTests {
    @Test(arguments: TestEngine.allCases)
    func `who has their data restricted is not put before the customer, and comes back when it is lifted`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.mobileMunicipality()
            let noor = try await world.colleague(1, of: contract.customer, roles: [.caseworker]).worker
            var people: [SignedIn] = []
            for (number, code) in zip(1..., try await world.codes(2, for: contract)) {
                people.append(try await world.applicant(number, code: code))
                world.clock.advance(by: .minutes(1))
            }
            let confirmations = world.services.confirmations
            let id = try #require(try await confirmations.next(for: noor))
            try await world.services.askedRestrictions.place(for: people[0])
            #expect(try await confirmations.count(for: noor).count == 1)
            #expect(try await confirmations.waiting(for: noor).map(\.id).contains(id) == false)
            #expect(try await confirmations.next(for: noor) != id)
            await #expect(throws: MobileRefusal.notNow) {
                try await confirmations.answer(.yes, to: id, by: noor)
            }
            var proven = people[0]
            proven.proven = world.clock.now()
            try await world.services.askedRestrictions.lift(for: proven)
            try await confirmations.answer(.yes, to: id, by: noor)
            // What was answered before counts from its hour: our own clock opens nothing of anybody.
            try await world.services.askedRestrictions.place(for: people[0])
            world.clock.advance(by: .hours(26))
            #expect(try await world.services.confirmationClock.run().processed == 1)
            let report = try await world.prover().prove([.restrictedForLegalDutyAlone])
            #expect(!report.isBroken, "\(report.lines.flatMap(\.rows))")
        }
    }
}
