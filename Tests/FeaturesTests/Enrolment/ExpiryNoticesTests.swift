import Domain
import TestKit
import Testing

@testable import Features

/// A batch that ends soon: a task for those who make codes, and one mail to the administrators.
@Suite struct ExpiryNoticesTests {
    @Test(arguments: TestEngine.allCases)
    func `administrators are told once, fourteen days before the end`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world, roles: [.customerAdmin])
            _ = try await world.colleague(2, of: fixture.contract.customer, roles: [.caseworker])
            _ = try await BatchFixture(world, customer: 2, colleague: 3, roles: [.customerAdmin])
            let batch = try await fixture.batch(3, days: 30)
            #expect(try await world.services.expiryNotices.run() == 0)
            world.clock.advance(by: .days(17))
            #expect(try await world.services.expiryNotices.run() == 1)
            #expect(try await world.services.expiryNotices.run() == 0)
            let ending = try await world.services.batchTasks.waiting(for: fixture.worker).ending
            #expect(ending.map(\.batch) == [batch] && ending.first?.unused == 3)
            // Once more after the last day was moved.
            try await world.services.batchChanges.extend(
                batch, to: CalendarDay(of: world.clock.now() + .days(60)), by: fixture.worker)
            #expect(try await world.services.expiryNotices.run() == 0)
            #expect(try await world.services.batchTasks.waiting(for: fixture.worker).ending.isEmpty)
            world.clock.advance(by: .days(50))
            #expect(try await world.services.expiryNotices.run() == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a batch of which everything is used or revoked is not spoken of`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world, roles: [.customerAdmin])
            let batch = try await fixture.batch(2, days: 10)
            try await world.enrol(1, code: try await fixture.codes(of: batch)[0])
            try await world.services.batchChanges.revoke(
                letter: 2, of: batch, reason: "Verhuisd", by: fixture.worker)
            #expect(try await world.services.expiryNotices.run() == 0)
            #expect(try await world.services.batchTasks.waiting(for: fixture.worker).ending.isEmpty)
        }
    }
}
