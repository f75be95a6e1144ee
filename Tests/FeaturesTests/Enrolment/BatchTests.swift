import Domain
import Storage
import TestKit
import Testing
import Vault

@testable import Features

/// Batches in the customer's own hands: made, saved, changed.
@Suite struct BatchTests {
    @Test(arguments: TestEngine.allCases)
    func `a batch has as many different codes as were asked for, and each enrols one person`(engine: TestEngine)
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
            (0, "Energiehulp", 30, BatchRefusal.countOutOfRange), (50_001, "Energiehulp", 30, .countOutOfRange),
            (1, "  ", 30, .reasonMissing), (1, "bel 06 12345678", 30, .reasonIsPersonal),
            (1, "voor v.voorbeeld@example.nl", 30, .reasonIsPersonal), (1, "Energiehulp", -2, .expiryInThePast),
            (1, String(repeating: "x", count: 81), 30, .reasonTooLong),
        ] as [(Int, String, Int64, BatchRefusal)])
    func `an order that makes no sense makes nothing`(
        count: Int, reason: String, days: Int64, refusal: BatchRefusal
    ) async throws {
        try await World.with(.sqlite) { world in
            let fixture = try await BatchFixture(world)
            await #expect(throws: refusal) { try await fixture.batch(count, reason: reason, days: days) }
            #expect(try await fixture.services.batchOverview.batches(for: fixture.worker, page: 1).batches.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a batch that was cut short by a crash goes on where it was`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.services.batchOrders.place(
                BatchOrder(
                    count: 6_000, lastDay: CalendarDay(of: world.clock.now() + .days(30)), reason: "Energiehulp"),
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
                    count: 3_000, lastDay: CalendarDay(of: world.clock.now() + .days(30)), reason: "Energiehulp"),
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
                    count: 20_000, lastDay: CalendarDay(of: world.clock.now() + .days(30)), reason: "Energiehulp"),
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
            let part = try await fixture.services.batchDownloads.codes(of: batch, letters: 2...2, by: fixture.worker)
            #expect(part.letters.map(\.letterNumber) == [2] && part.waiting == 3)
            // A part of them is not the file.
            await #expect(throws: BatchRefusal.notDownloaded) { try await fixture.confirm(batch) }
            #expect(try await fixture.codes(of: batch).count == 3)
            try await fixture.confirm(batch)
            await #expect(throws: BatchRefusal.nothingToDownload) { try await fixture.codes(of: batch) }
            let (waiting, ended) = try await fixture.services.batchOverview.waiting(of: batch, for: fixture.worker)
            #expect(waiting == nil && ended?.isConfirmed == true)
            let left = try await world.keys.read { try $0.row("SELECT COUNT(*) FROM download_key")?.int(0) }
            #expect(left == 0)
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
            let (waiting, ended) = try await fixture.services.batchOverview.waiting(of: batch, for: fixture.worker)
            #expect(waiting == nil && ended?.isConfirmed == false)
            let left = try await world.keys.read { try $0.row("SELECT COUNT(*) FROM download_key")?.int(0) }
            let parts = try await world.data.read { try $0.row("SELECT COUNT(*) FROM batch_download_part")?.int(0) }
            #expect(left == 0 && parts == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a replaced letter works no more, and the next number has a code of its own`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch()
            let codes = try await fixture.codes(of: batch)
            try await fixture.confirm(batch)
            let next = try await fixture.services.batchChanges.replace(
                letter: 2, of: batch, reason: "Kwijt", by: fixture.worker)
            #expect(next == 4)
            let new = try await fixture.services.batchDownloads.codes(of: batch, by: fixture.worker).letters
            #expect(new.map(\.letterNumber) == [4])
            await #expect(throws: EnrolmentRefusal.code(.revoked)) { try await world.enrol(1, code: codes[1]) }
            try await world.enrol(1, code: new[0].code)
            let old = try #require(try await fixture.letter(2, of: batch))
            #expect(old.status == .replaced && old.replacedBy == 4 && old.reason == "Kwijt")
            let counts = try await fixture.services.batchOverview.batch(batch, for: fixture.worker).counts
            #expect(counts.used == 1 && counts.unused == 2 && counts.replaced == 1 && counts.letters == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of many who replace the same letter at once, one gets a new letter`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch(5)
            let outcomes = await withTaskGroup { group in
                for _ in 0..<12 {
                    group.addTask { () -> Result<Int, any Error> in
                        do {
                            return .success(
                                try await fixture.services.batchChanges.replace(
                                    letter: 3, of: batch, reason: "Kwijt", by: fixture.worker))
                        } catch { return .failure(error) }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let won = outcomes.compactMap { try? $0.get() }
            #expect(won == [6])
            for case .failure(let error) in outcomes { #expect(error as? BatchRefusal == .letterNotOpen) }
            #expect(try await fixture.row(batch).issued == 6)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what is used, revoked or no letter at all is not replaced`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch(5)
            try await world.enrol(1, code: try await fixture.codes(of: batch)[0])
            try await fixture.services.batchChanges.revoke(
                letter: 2, of: batch, reason: "Verhuisd", by: fixture.worker)
            for (letter, refusal) in [(1, BatchRefusal.letterNotOpen), (2, .letterNotOpen), (9, .unknownLetter)] {
                await #expect(throws: refusal) {
                    try await fixture.services.batchChanges.replace(
                        letter: letter, of: batch, reason: "Kwijt", by: fixture.worker)
                }
                await #expect(throws: refusal) {
                    try await fixture.services.batchChanges.revoke(
                        letter: letter, of: batch, reason: "Kwijt", by: fixture.worker)
                }
            }
            #expect(try await fixture.row(batch).issued == 5)
            world.clock.advance(by: .days(90))
            await #expect(throws: BatchRefusal.batchEnded) {
                try await fixture.services.batchChanges.replace(
                    letter: 3, of: batch, reason: "Kwijt", by: fixture.worker)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a batch that is extended works longer, and never shorter`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch(3, days: 10)
            let codes = try await fixture.codes(of: batch)
            let day = CalendarDay(of: world.clock.now() + .days(40))
            await #expect(throws: BatchRefusal.dayNotLater) {
                try await fixture.services.batchChanges.extend(
                    batch, to: CalendarDay(of: world.clock.now() + .days(10)), by: fixture.worker)
            }
            try await fixture.services.batchChanges.extend(batch, to: day, by: fixture.worker)
            world.clock.advance(by: .days(39))
            try await world.enrol(1, code: codes[0])
            world.clock.advance(by: .days(2))
            await #expect(throws: EnrolmentRefusal.code(.expired)) { try await world.enrol(2, code: codes[1]) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `letters are found by number, by status and by page`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch(130)
            for letter in [3, 77, 120] {
                try await fixture.services.batchChanges.revoke(
                    letter: letter, of: batch, reason: "Verhuisd", by: fixture.worker)
            }
            _ = try await fixture.services.batchChanges.replace(
                letter: 80, of: batch, reason: "Kwijt", by: fixture.worker)
            let page = { (status: Letter.Status?, page: Int) in
                try await fixture.services.batchOverview.letters(
                    of: batch, number: nil, status: status, page: page, for: fixture.worker)
            }
            #expect(try await page(nil, 2).letters.map(\.number) == Array(51...100))
            #expect(try await page(nil, 3).letters.map(\.number) == Array(101...131))
            #expect(try await page(nil, 99).page == 3)
            #expect(try await page(.revoked, 1).letters.map(\.number) == [3, 77, 120])
            #expect(try await page(.replaced, 1).letters.map(\.number) == [80])
            #expect(try await page(.unused, 2).letters.first?.number == 52)
            #expect(try await page(.unused, 3).letters.count == 27)
            #expect(try await page(.used, 1).letters.isEmpty)
            #expect(try await fixture.letter(77, of: batch)?.status == .revoked)
            #expect(try await fixture.letter(900, of: batch) == nil)
            #expect(try await fixture.services.batchOverview.allLetters(of: batch, for: fixture.worker).count == 131)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `whoever only looks on makes and changes nothing`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch()
            let viewer = try await world.colleague(2, of: fixture.contract.customer, roles: [.customerViewer]).worker
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
