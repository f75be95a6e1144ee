import Domain
import Storage
import TestKit
import Testing

@testable import Features

/// Letters that are replaced, revoked and found, and a last day that moves.
@Suite struct BatchChangesTests {
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
            await #expect(throws: EnrolmentRefusal.code(.revoked)) {
                try await world.enrol(1, code: codes[1])
            }
            try await world.enrol(1, code: new[0].code)
            let old = try #require(try await fixture.letter(2, of: batch))
            #expect(old.status == .replaced && old.replacedBy == 4 && old.reason == "Kwijt")
            let counts = try await fixture.services.batchOverview.batch(batch, for: fixture.worker).counts
            #expect(counts.used == 1 && counts.unused == 2 && counts.replaced == 1 && counts.letters == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of many who replace the same letter at once, one gets a new letter`(engine: TestEngine) async throws
    {
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
                return await group.reduce(into: [Result<Int, any Error>]()) { $0.append($1) }
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
            for (letter, refusal) in [
                (1, BatchRefusal.letterNotOpen), (2, .letterNotOpen), (9, .unknownLetter),
            ] {
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
            // A later last day would make it work again, so it can still be revoked: what the page offers is what is done.
            let (ended, letter) = (
                try await fixture.services.batchOverview.batch(batch, for: fixture.worker),
                try #require(try await fixture.letter(3, of: batch))
            )
            #expect(!ended.canReplace(letter, at: world.clock.now()) && ended.canRevoke(letter))
            try await fixture.services.batchChanges.revoke(
                letter: 3, of: batch, reason: "Verhuisd", by: fixture.worker)
            #expect(try await fixture.letter(3, of: batch)?.status == .revoked)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a batch that ends while a letter is replaced gets no new letter`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch(3, days: 60)
            // Each reading of the clock is 25 days later: the first look is in time, the writing is not.
            world.clock.stride(by: .days(25))
            defer { world.clock.stride(by: .hours(0)) }
            await #expect(throws: BatchRefusal.batchEnded) {
                try await fixture.services.batchChanges.replace(
                    letter: 2, of: batch, reason: "Kwijt", by: fixture.worker)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a batch whose last day moved is another batch to who takes a number`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch(3, days: 10)
            let known = try await fixture.row(batch)
            try await fixture.services.batchChanges.extend(
                batch, to: CalendarDay(of: world.clock.now() + .days(40)), by: fixture.worker)
            let isTaken = try await world.data.write { try BatchQueries.advance(known, by: 1, in: $0) }
            #expect(!isTaken)
            let now = try await fixture.row(batch)
            #expect(try await world.data.write { try BatchQueries.advance(now, by: 1, in: $0) })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `no code is made under an agreement for another service`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let other = try await world.services.customers.register(
                name: "Gemeente Elders", kind: .municipality, registrationNumber: "10000099",
                service: .recording, starts: world.clock.now() - .days(1))
            await #expect(throws: BatchRefusal.unknownContract) { _ = try await world.codes(1, for: other) }
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
            await #expect(throws: EnrolmentRefusal.code(.expired)) {
                try await world.enrol(2, code: codes[1])
            }
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
            #expect(
                try await fixture.services.batchOverview.allLetters(of: batch, for: fixture.worker).count
                    == 131)
        }
    }
}
