import Domain
import Storage
import TestKit
import Testing
import Vault

@testable import Features

/// Batches in the customer's own hands: made and saved.
@Suite struct BatchTests {
    @Test(arguments: TestEngine.allCases)
    func `a batch has as many different codes as were asked for, and each enrols one person`(
        engine: TestEngine
    )
        async throws
    {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch(1_203)
            let codes = try await fixture.codes(of: batch)
            #expect(codes.count == 1_203 && Set(codes).count == 1_203)
            #expect(try await fixture.row(batch).state == .done)
            try await world.enrol(1, code: codes[700])
            let letter = try #require(try await fixture.letter(701, of: batch))
            #expect(letter.status == .used && letter.since == world.clock.now())
            await #expect(throws: EnrolmentRefusal.code(.alreadyRedeemed)) {
                try await world.enrol(2, code: codes[700])
            }
        }
    }

    @Test(
        arguments: [
            (0, "Energiehulp", 30, BatchRefusal.countOutOfRange),
            (50_001, "Energiehulp", 30, .countOutOfRange),
            (1, "  ", 30, .reasonMissing), (1, "bel 06 12345678", 30, .reasonIsPersonal),
            (1, "voor v.voorbeeld@example.nl", 30, .reasonIsPersonal),
            (1, "Energiehulp", -2, .expiryInThePast),
            (1, String(repeating: "x", count: 81), 30, .reasonTooLong),
        ] as [(Int, String, Int64, BatchRefusal)])
    func `an order that makes no sense makes nothing`(
        count: Int, reason: String, days: Int64, refusal: BatchRefusal
    ) async throws {
        try await World.with(.sqlite) { world in
            let fixture = try await BatchFixture(world)
            await #expect(throws: refusal) { try await fixture.batch(count, reason: reason, days: days) }
            #expect(
                try await fixture.services.batchOverview.batches(for: fixture.worker, page: 1).batches.isEmpty
            )
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a batch that was cut short by a crash goes on where it was`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.services.batchOrders.place(
                BatchOrder(
                    count: 6_000, lastDay: CalendarDay(of: world.clock.now() + .days(30)),
                    reason: "Energiehulp"),
                by: fixture.worker)
            // One round, and then the program is gone.
            #expect(try await fixture.services.batchMaker.run())
            let halfway = try await fixture.row(batch)
            #expect(halfway.state == .making && halfway.issued > 0 && halfway.issued < 6_000)
            await #expect(throws: BatchRefusal.stillMaking) { try await fixture.codes(of: batch) }
            // Another one starts.
            let again = BatchMaker(vault: world.vault)
            while try await again.run() {}
            #expect(try await fixture.row(batch).state == .done)
            let codes = try await fixture.codes(of: batch)
            #expect(codes.count == 6_000 && Set(codes).count == 6_000)
            #expect(try await fixture.letter(6_000, of: batch)?.status == .unused)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two who make the same batch at once make each code once`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.services.batchOrders.place(
                BatchOrder(
                    count: 3_000, lastDay: CalendarDay(of: world.clock.now() + .days(30)),
                    reason: "Energiehulp"),
                by: fixture.worker)
            await withTaskGroup { group in
                for _ in 0..<3 {
                    group.addTask {
                        let maker = BatchMaker(vault: world.vault)
                        while (try? await maker.run()) == true {}
                    }
                }
            }
            #expect(try await fixture.row(batch).issued == 3_000)
            #expect(Set(try await fixture.codes(of: batch)).count == 3_000)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a batch that is stopped keeps the codes that there are, and they can be saved`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.services.batchOrders.place(
                BatchOrder(
                    count: 20_000, lastDay: CalendarDay(of: world.clock.now() + .days(30)),
                    reason: "Energiehulp"),
                by: fixture.worker)
            #expect(try await fixture.services.batchMaker.run())
            try await fixture.services.batchOrders.stop(batch, by: fixture.worker)
            while try await fixture.services.batchMaker.run() {}
            let row = try await fixture.row(batch)
            #expect(row.state == .stopped && row.issued == 4_000)
            #expect(try await fixture.codes(of: batch).count == 4_000)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `codes that are confirmed as saved can be opened by nobody, and not before they were downloaded`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch()
            await #expect(throws: BatchRefusal.notDownloaded) { try await fixture.confirm(batch) }
            let part = try await fixture.services.batchDownloads.codes(
                of: batch, letters: 2...2, by: fixture.worker)
            #expect(part.letters.map(\.letterNumber) == [2] && part.waiting == 3)
            // A part of them is not the file.
            await #expect(throws: BatchRefusal.notDownloaded) { try await fixture.confirm(batch) }
            #expect(try await fixture.codes(of: batch).count == 3)
            try await fixture.confirm(batch)
            await #expect(throws: BatchRefusal.nothingToDownload) { try await fixture.codes(of: batch) }
            let (waiting, ended) = try await fixture.services.batchOverview.waiting(
                of: batch, for: fixture.worker)
            #expect(waiting == nil && ended?.isConfirmed == true)
            let left = try await world.keys.read { try $0.row("SELECT COUNT(*) FROM download_key")?.int(0) }
            #expect(left == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `codes in the clear open only for who proved themselves just now`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch()
            world.clock.advance(by: .minutes(11))
            await #expect(throws: BatchRefusal.proofNeeded) {
                try await fixture.services.batchDownloads.codes(of: batch, by: fixture.worker)
            }
            let (waiting, _) = try await fixture.services.batchOverview.waiting(
                of: batch, for: fixture.worker)
            #expect(waiting?.isDownloaded == false)
            #expect(try await fixture.codes(of: batch).count == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `after a day unsaved codes are gone, and the batch says so`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch()
            world.clock.advance(by: .milliseconds(86_399_999))
            #expect(try await fixture.codes(of: batch).count == 3)
            world.clock.advance(by: .milliseconds(1))
            // Also when the sweep has not come by.
            await #expect(throws: BatchRefusal.nothingToDownload) { try await fixture.codes(of: batch) }
            #expect(try await fixture.services.retention.run().downloads == 1)
            let (waiting, ended) = try await fixture.services.batchOverview.waiting(
                of: batch, for: fixture.worker)
            #expect(waiting == nil && ended?.isConfirmed == false)
            let left = try await world.keys.read { try $0.row("SELECT COUNT(*) FROM download_key")?.int(0) }
            let parts = try await world.data.read {
                try $0.row("SELECT COUNT(*) FROM batch_download_part")?.int(0)
            }
            #expect(left == 0 && parts == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `whoever only looks on makes and changes nothing`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch()
            let viewer = try await world.colleague(2, of: fixture.contract.customer, roles: [.customerViewer])
                .worker
            #expect(try await fixture.services.batchOverview.batch(batch, for: viewer).counts.unused == 3)
            await #expect(throws: VaultError.notYours) {
                try await fixture.services.batchDownloads.codes(of: batch, by: viewer)
            }
            await #expect(throws: VaultError.notYours) {
                try await fixture.services.batchOverview.letters(
                    of: batch, number: nil, status: nil, page: 1, for: viewer)
            }
            await #expect(throws: VaultError.notYours) {
                try await fixture.services.batchChanges.replace(letter: 1, of: batch, reason: "x", by: viewer)
            }
            #expect(try await fixture.services.batchTasks.waiting(for: viewer).downloads.isEmpty)
        }
    }
}
