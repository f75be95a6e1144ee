import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// The sweep of keys that nobody came for: it looks at what is new, and misses nobody.
@Suite struct AbandonedKeysTests {
    @Test(arguments: TestEngine.allCases)
    func `a second sweep looks at nothing but what is new`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            _ = try await Crowd.enrol(1...3, for: contract, in: world)
            world.clock.advance(by: .hours(2))
            #expect(try await world.sweep() == Swept(persons: 0, examined: 6))
            world.clock.advance(by: .minutes(10))
            #expect(try await world.sweep() == Swept(persons: 0, examined: 0))
            _ = try await Crowd.enrol(4...4, for: contract, in: world)
            try await world.abandon(5)
            world.clock.advance(by: .minutes(61))
            #expect(try await world.sweep() == Swept(persons: 1, examined: 4))
            world.clock.advance(by: .minutes(10))
            #expect(try await world.sweep() == Swept(persons: 0, examined: 0))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `more keys than one page holds are all looked at, also of one moment`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            try await withThrowingTaskGroup { group in
                for _ in 0..<1_050 {
                    group.addTask { _ = try await world.vault.makeKeys(for: EndUser.ID.random()) }
                }
                try await group.waitForAll()
            }
            world.clock.advance(by: .hours(2))
            let swept = try await world.sweep()
            // Both keys of a person go together, so of who lies across two pages one is met.
            #expect(swept.persons == 1_050 && swept.examined > 1_000 && swept.examined <= 2_100)
            #expect(try await world.keysLeft() == 0)
            #expect(try await world.count("tombstone") == 2_100)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `keys that nobody came for are counted in the day that destroyed them`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            try await world.abandon(5)
            try await world.abandon(6)
            world.clock.advance(by: .minutes(61))
            #expect(try await world.sweep().persons == 2)
            world.clock.advance(by: .minutes(10))
            #expect(try await world.sweep().persons == 0)
            let day = try #require(try await world.services.destructionRuns.days(limit: 1).first)
            let keys = day.counts.first { $0.category == .abandonedKey }
            #expect(keys?.destroyed == 2 && keys?.kept == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a sweep goes on where it was after a restart`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            _ = try await Crowd.enrol(1...2, for: world.municipality(), in: world)
            world.clock.advance(by: .hours(2))
            #expect(try await world.sweep().examined == 4)
            let restarted = try await World(store: world.store)
            world.clock.advance(by: .minutes(10))
            #expect(try await restarted.sweep().examined == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the mark waits for who is still on the way`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            try await world.abandon(1)
            _ = try await world.data.write {
                try $0.execute("UPDATE enrolment_attempt SET expires_at = $1", $0.now + .hours(5))
            }
            world.clock.advance(by: .minutes(1))
            _ = try await Crowd.enrol(2...2, for: world.municipality(), in: world)
            world.clock.advance(by: .hours(3))
            #expect(try await world.sweep().persons == 0)
            world.clock.advance(by: .hours(3))
            #expect(try await world.sweep().persons == 1)
            #expect(try await world.keysLeft() == 2)
        }
    }

    /// What a clock may do between a sweep and the next, with an enrolment that is left in the middle of it.
    enum ClockJump: CaseIterable {
        case backAndStays, backAndOn, onAndBack

        var first: Moment.Span { self == .onAndBack ? .days(40) : .hours(-5) }
        var second: Moment.Span? {
            switch self {
            case .backAndStays: nil
            case .backAndOn: .hours(5)
            case .onAndBack: .days(-40)
            }
        }
    }

    @Test(arguments: TestEngine.allCases, ClockJump.allCases)
    func `an enrolment that was left while the clock stood wrong is found within a day`(
        engine: TestEngine, jump: ClockJump
    ) async throws {
        try await World.with(engine) { world in
            world.clock.advance(by: .hours(2))
            _ = try await world.sweep()
            world.clock.advance(by: jump.first)
            if jump == .onAndBack { _ = try await world.sweep() } else { try await world.abandon(1) }
            if let second = jump.second { world.clock.advance(by: second) }
            if jump == .onAndBack { try await world.abandon(1) }
            var found = 0
            for _ in 0..<13 {
                world.clock.advance(by: .hours(1))
                found += try await world.sweep().persons
            }
            #expect(found == 1)
            #expect(try await world.keysLeft() == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who came after an older copy of the data was made is swept from the newer keys`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            _ = try await Crowd.enrol(1...1, for: contract, in: world)
            world.clock.advance(by: .hours(2))
            _ = try await world.sweep()
            let old = try await StoreCopy.take(of: world)
            _ = try await Crowd.enrol(2...2, for: contract, in: world)
            world.clock.advance(by: .hours(2))
            _ = try await world.sweep()
            let new = try await StoreCopy.take(of: world)
            let restored = try await StoreCopy.restored(data: old, keys: new)
            #expect(try await restored.sweep() == Swept(persons: 1, examined: 2))
            #expect(try await restored.keysLeft() == 2)
            await restored.store.remove()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `keys that come back with an older copy go again within a day, without a second leaf`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            try await world.abandon(1)
            let old = try await StoreCopy.take(of: world)
            world.clock.advance(by: .hours(2))
            #expect(try await world.sweep().persons == 1)
            let new = try await StoreCopy.take(of: world)
            let restored = try await StoreCopy.restored(data: new, keys: old)
            let leaves = try await restored.count("log_leaf")
            #expect(try await restored.keysLeft() == 2)
            world.clock.advance(by: .hours(12))
            #expect(try await restored.sweep() == Swept(persons: 0, examined: 2))
            #expect(try await restored.keysLeft() == 0)
            #expect(try await restored.count("log_leaf") == leaves)
            await restored.store.remove()
        }
    }
}

private struct Swept: Equatable {
    let persons: Int
    let examined: Int
}

extension World {
    /// One sweep: persons whose keys were destroyed, and keys that were looked at.
    fileprivate func sweep() async throws -> Swept {
        let outcome = try await services.retention.run()
        return Swept(persons: outcome.abandonedKeys, examined: outcome.keysExamined)
    }

    /// An enrolment that stops at the second screen.
    fileprivate func abandon(_ person: Int) async throws {
        let code = try await codes(1, for: municipality(1_000 + person))[0]
        let token = try await services.enrolments.begin(code: code.reveal(), network: Self.network)
        try await services.enrolments.give(
            ContactForm(
                mobileNumber: Self.mobileNumber(person), emailAddress: Self.emailAddress(person),
                age: .sixteenOrOlder),
            on: token, language: .dutch, network: Self.network)
    }

    fileprivate func keysLeft() async throws -> Int64? {
        try await keys.read { try $0.row("SELECT COUNT(*) FROM person_key")?.int(0) }
    }
}
