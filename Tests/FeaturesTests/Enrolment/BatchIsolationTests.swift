import Domain
import TestKit
import Testing
import Vault

@testable import Features

/// Another customer's batch does not exist, whatever is done with its number.
@Suite struct BatchIsolationTests {
    @Test(arguments: TestEngine.allCases)
    func `nothing of another customer's batch is shown, opened or changed`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let own = try await BatchFixture(world)
            let other = try await BatchFixture(world, customer: 2, colleague: 2, roles: [.customerAdmin])
            let batch = try await own.batch()
            let (services, stranger) = (world.services, other.worker)
            let day = CalendarDay(of: world.clock.now() + .days(300))
            let acts: [(String, @Sendable () async throws -> Void)] = [
                ("see", { _ = try await services.batchOverview.batch(batch, for: stranger) }),
                ("waiting", { _ = try await services.batchOverview.waiting(of: batch, for: stranger) }),
                (
                    "letters",
                    {
                        _ = try await services.batchOverview.letters(
                            of: batch, number: 1, status: nil, page: 1, for: stranger)
                    }
                ),
                ("export", { _ = try await services.batchOverview.allLetters(of: batch, for: stranger) }),
                ("open", { _ = try await services.batchDownloads.codes(of: batch, by: stranger) }),
                (
                    "confirm",
                    {
                        try await services.batchDownloads.confirm(
                            batch, shown: world.clock.now(), by: stranger)
                    }
                ),
                ("stop", { try await services.batchOrders.stop(batch, by: stranger) }),
                (
                    "revoke",
                    {
                        try await services.batchChanges.revoke(
                            letter: 1, of: batch, reason: "x", by: stranger)
                    }
                ),
                (
                    "revoke all",
                    { try await services.batchChanges.revokeAll(of: batch, reason: "x", by: stranger) }
                ),
                (
                    "replace",
                    {
                        _ = try await services.batchChanges.replace(
                            letter: 1, of: batch, reason: "x", by: stranger)
                    }
                ),
                ("extend", { try await services.batchChanges.extend(batch, to: day, by: stranger) }),
                ("names", { _ = try await services.batchLabels.labels(of: batch, for: stranger) }),
                (
                    "store names",
                    { try await services.batchLabels.store(Self.sealed, of: batch, by: stranger) }
                ),
            ]
            for (name, act) in acts {
                await #expect(throws: BatchRefusal.unknownBatch, "\(name)") { try await act() }
            }
            #expect(try await services.batchOverview.batches(for: stranger, page: 1).batches.isEmpty)
            #expect(try await services.batchTasks.waiting(for: stranger).downloads.isEmpty)
            #expect(try await services.batchStatistics.usedPerWeek(for: stranger).batches.isEmpty)
            #expect(try await own.codes(of: batch).count == 3)
            let counts = try await services.batchOverview.batch(batch, for: own.worker).counts
            #expect(counts == BatchCounts(used: 0, unused: 3, replaced: 0, revoked: 0))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `codes are ordered under one's own agreement alone`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let own = try await BatchFixture(world)
            let other = try await BatchFixture(world, customer: 2, colleague: 2)
            let day = CalendarDay(of: world.clock.now() + .days(30))
            await #expect(throws: BatchRefusal.unknownContract) {
                try await world.services.batchOrders.place(
                    BatchOrder(count: 1, lastDay: day, reason: "x", contract: other.contract.id),
                    by: own.worker)
            }
            try await world.services.customers.end(own.contract.id)
            await #expect(throws: BatchRefusal.contractEnded) {
                try await world.services.batchOrders.place(
                    BatchOrder(count: 1, lastDay: day, reason: "x"), by: own.worker)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the same mark at two customers says nothing to the one of the other`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let own = try await BatchFixture(world)
            let other = try await BatchFixture(world, customer: 2, colleague: 2)
            let mark = try IssueMark(String(repeating: "0f", count: 32))
            let batch = try await own.batch(1, mark: mark)
            let earlier = try #require(try await world.services.issueMarks.earlier(mark, for: own.worker))
            #expect(earlier.batch == batch && earlier.letterNumber == 1)
            #expect(try await world.services.issueMarks.earlier(mark, for: other.worker) == nil)
            // The letter that comes instead is for the same client.
            let next = try await world.services.batchChanges.replace(
                letter: 1, of: batch, reason: "Kwijt", by: own.worker)
            #expect(try await world.services.issueMarks.earlier(mark, for: own.worker)?.letterNumber == next)
        }
    }

    @Test(
        arguments: [
            "", "naam;klant", "v1.AAAA.AAAA.AAAA", "v2" + BatchIsolationTests.sealed.dropFirst(2),
            BatchIsolationTests.sealed + ".",
        ])
    func `names in the clear, or anything else that no browser sealed, are not stored`(text: String)
        async throws
    {
        try await World.with(.sqlite) { world in
            let own = try await BatchFixture(world)
            let batch = try await own.batch()
            try await world.services.batchLabels.store(Self.sealed, of: batch, by: own.worker)
            await #expect(throws: BatchRefusal.labelsNotSealed) {
                try await world.services.batchLabels.store(text, of: batch, by: own.worker)
            }
            #expect(try await world.services.batchLabels.labels(of: batch, for: own.worker) == Self.sealed)
        }
    }

    static let sealed = ["v1", Base64.text(bytes(16)), Base64.text(bytes(12)), Base64.text(bytes(1_040))]
        .joined(separator: ".")

    private static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8($0 & 0xFF) } }
}
