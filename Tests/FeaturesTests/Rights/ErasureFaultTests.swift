import Domain
import Features
import LogVerifier
import Storage
import TestKit
import Testing
import Vault

/// A fault at every step of an erasure, whatever way it comes about: before its data transaction nothing happened, and
/// after it nothing opens and the job completes. The steps are counted as they pass, so a new one is broken too.
struct ErasureFaultTests {
    @Test(arguments: TestEngine.allCases)
    func `asked by the person`(engine: TestEngine) async throws {
        try await OneOfEverything.with(engine) { one in
            try await one.world.services.erasures.askProof(for: one.free, by: .sms)
            try await one.world.settle()
            let secret = try #require(one.world.outside.lastSecret())
            try await Campaign(of: one) { world in
                _ = try await world.services.erasures.erase(secret: secret, for: one.free)
            }.run()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `granted at the desk`(engine: TestEngine) async throws {
        try await OneOfEverything.with(engine) { one in
            let (world, desk, fenna) = (one.world, one.world.services.rightsDesk, one.support.worker)
            let search = try await world.services.cases.search(
                World.mobileNumber(OneOfEverything.number), reason: .questionOfPerson,
                sentence: World.sentence, by: fenna)
            let found = try await world.services.cases.found(by: search, for: fenna)
            let file = try #require(found.first { $0.file.subject == .endUser(one.free.person) })
            let id = try await desk.register(
                .erasure, via: .phone, words: "Alles weg", in: file.file.id, by: fenna)
            try await desk.take(id, by: fenna)
            try await desk.identify(id, ticked: Set(IdentityCheck.list(for: .phone)), by: fenna)
            try await Campaign(of: one, isSample: true) { world in
                try await world.services.rightsDesk.answer(id, .granted, text: "Gewist", by: fenna)
            }.run()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `when the term has passed`(engine: TestEngine) async throws {
        try await OneOfEverything.with(engine) { one in
            let world = one.world
            try await world.services.customers.end(one.contract)
            let end = CalendarTerm.years(1).end(from: world.clock.now())
            world.clock.set(end - .minutes(1))
            // What goes earlier is gone; what is left goes at one moment.
            for _ in 1...2 {
                try await world.services.retention.run()
                try await world.services.messenger.sweep()
                try await world.services.shredder.run()
                try await world.services.logKeeper.run()
            }
            world.clock.set(end + .minutes(1))
            try await Campaign(of: one, isSample: true) { try await $0.services.retention.run() }.run()
        }
    }
}

/// Runs an erasure again and again, each time with another of its steps broken.
private struct Campaign {
    let one: OneOfEverything
    let erase: @Sendable (World) async throws -> Void
    private let isSample: Bool
    private let faults = Faults()

    /// - `isSample`: what is special about this way is where it begins: of the rest a sample breaks.
    init(
        of one: OneOfEverything, isSample: Bool = false,
        _ erase: @escaping @Sendable (World) async throws -> Void
    ) {
        self.one = one
        self.isSample = isSample
        self.erase = erase
    }

    func run() async throws {
        let copy = try await StoreCopy.take(of: one.world)
        let (before, person) = (try await state(of: one.world), one.free.person)
        let keys = try await one.world.vault.keys(of: person)
        var world = try await fresh(copy)
        faults.disarm()
        try await finish(world)
        let steps = faults.steps
        #expect(try await End(of: person, keys, in: world).isComplete)
        try await world.services.retention.run()
        let end = try await End(of: person, keys, in: world)
        await world.store.remove()

        world = try await fresh(copy)
        var gone = 0
        for (step, kind) in Faults.plan(for: steps, isSample: isSample) {
            faults.arm(step: step, kind)
            var failure: (any Error)?
            do { try await finish(world) } catch { failure = error }
            guard let broken = faults.disarm() else {
                Issue.record("step \(step) did not come by")
                break
            }
            let place: Comment = "\(kind.rawValue) at \(step): \(broken)"
            if try await isThere(person, in: world) {
                #expect(failure != nil, place)
                #expect(try await state(of: world).differences(from: before) == [], place)
                #expect(try await one.opened(of: [person.person], in: world) == [3], place)
                continue
            }
            gone += 1
            #expect(try await one.opened(of: [person.person], in: world) == [0], place)
            #expect(try await world.services.sessions.signedIn(one.session) == nil, place)
            // The process begins anew, and finishes what it finds.
            let later = try await World(store: world.store)
            #expect(try await one.opened(of: [person.person], in: later) == [0], place)
            try await later.services.retention.run()
            try await later.services.shredder.run()
            #expect(try await End(of: person, keys, in: later) == end, place)
            await world.store.remove()
            world = try await fresh(copy)
        }
        #expect(steps.count > 60 && gone > 5)
        await world.store.remove()
    }

    private func finish(_ world: World) async throws {
        try await erase(world)
        try await world.services.shredder.run()
    }

    private func fresh(_ copy: StoreCopy) async throws -> World {
        try await StoreCopy.restored(data: copy, keys: copy, faults: faults)
    }

    private func isThere(_ person: EndUser.ID, in world: World) async throws -> Bool {
        try await world.data.read {
            try $0.row("SELECT 1 FROM end_user WHERE end_user_id = $1", person) != nil
        }
    }

    /// All rows but the log's, which says that somebody looked, and how far a sweep came.
    private func state(of world: World) async throws -> Everything {
        try await Everything.read(world).without {
            $0.retention == .processingLog || $0.name.hasPrefix("log_") || $0.name == "sweep_mark"
                || $0.name.hasPrefix("destruction_")
        }
    }
}

/// Where every erasure of somebody ends, however often it was cut short.
private struct End: Equatable {
    let rows: [String: Int]
    let keysLeft: Int
    let openErasures: Int
    let destroyed: Int
    let tombstones: Int
    let witnessedTombstones: Int
    let witnessedReceipts: Int
    let isLogSound: Bool

    var isComplete: Bool {
        keysLeft == 0 && openErasures == 0 && destroyed >= 1 && tombstones == witnessedTombstones
            && tombstones >= 3 && witnessedReceipts >= 1 && isLogSound
    }

    init(of person: EndUser.ID, _ keys: PersonKeys, in world: World) async throws {
        let everything = try await Everything.read(world)
        var rows: [String: Int] = [:]
        for (place, lines) in everything.rows
        where !place.table.hasPrefix("log_") && !place.table.hasPrefix("destruction_")
            && place.table != "transfer" && place.table != "sweep_mark"
        {
            rows[place.description] = lines.count
        }
        self.rows = rows
        let ids = Set(KeyClass.allCases.compactMap { keys.keyID($0) })
        keysLeft = try await world.keys.read { transaction in
            Int(
                try transaction.row(
                    """
                    SELECT (SELECT COUNT(*) FROM person_key WHERE person_id = $1)
                    + (SELECT COUNT(*) FROM pseudonym WHERE person_id = $1)
                    + (SELECT COUNT(*) FROM successor_key WHERE person_id = $1)
                    """, person)?.int(0) ?? -1)
        }
        (openErasures, tombstones) = try await world.data.read { transaction in
            (
                Int(
                    try transaction.row("SELECT COUNT(*) FROM erasure WHERE completed_at IS NULL")?.int(0)
                        ?? -1),
                try ids.count {
                    try transaction.row("SELECT 1 FROM tombstone WHERE key_id = $1", $0) != nil
                }
            )
        }
        destroyed = try await world.vault.leaves(of: keys.pseudonym, before: nil, limit: 1_000).count {
            $0.act == .destroy
        }
        witnessedTombstones = Set(try await world.witness.tombstones().map(\.key)).intersection(ids).count
        witnessedReceipts = Set(try await world.witness.receipts()).count
        try await world.services.logKeeper.run()
        isLogSound = try await world.services.logKeeper.verify().isSound
    }
}
