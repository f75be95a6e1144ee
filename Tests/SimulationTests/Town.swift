import Domain
import Features
import TestKit
import Vault

/// A town that lives: every day a few things happen to its people, its customers and BuenO's office, and then what a
/// server does by itself is done. It knows only what people know, and acts through the product's own features.
actor Town {
    let world: World
    let seed: Int
    var dice: Dice
    private(set) var day = 0
    var residents: [Resident] = []
    var letters: [Letter] = []
    /// The agreements that run.
    var contracts: [Contract] = []
    var employees: [Employee] = []
    /// How many people, colleagues and customers there ever were: each gets a number of its own.
    var counted = (residents: 0, employees: 0, customers: 0, parents: 0)
    /// How often each thing came about.
    private(set) var tally: [Happening: Int] = [:]
    private var diary: [String] = []
    private let start: Moment

    var services: Services { world.services }
    var now: Moment { world.clock.now() }

    init(_ world: World, seed: Int) {
        self.world = world
        self.seed = seed
        dice = Dice(seed: seed)
        start = world.clock.now() + .days(200)
    }

    /// The promises that are broken today, with all that is needed to see it again.
    struct Broken: Error, CustomStringConvertible {
        let description: String
    }

    /// Who was needed is not there.
    struct Absent: Error {}

    /// Lives through so many days. On those that `isProven` says every promise is proven, when the day is done.
    func live(days: Int, isProven: (Int) -> Bool) async throws {
        try await settleDown()
        for next in 1...days {
            day = next
            world.clock.set(start + .days(Int64(next)) + .minutes(Int64(dice.roll(0...240))))
            try await renewRoles()
            for _ in 0..<dice.roll(0...3) { try await attempt(Happening.rolled(with: &dice)) }
            try await attemptDuties()
            try await keepHouse()
            try await requireNothingOverdue()
            if isProven(next) { try await prove() }
        }
    }

    // MARK: - A day

    func attempt(_ happening: Happening) async throws {
        world.clock.advance(by: .minutes(Int64(dice.roll(1...12))))
        do {
            let isDone = try await carryOut(happening)
            try await world.settle()
            if isDone { tally[happening, default: 0] += 1 }
            note(happening.rawValue + (isDone ? "" : ": nobody"))
        } catch  where Self.isRefusal(error) {
            note("\(happening.rawValue): \(error)")
        } catch {
            throw broken("\(happening.rawValue) threw \(String(reflecting: error))")
        }
    }

    /// A refusal is an answer. Anything else that is thrown is a fault of the product.
    private static func isRefusal(_ error: any Error) -> Bool {
        error is World.WorldFailure || error is Absent
            || String(reflecting: type(of: error)).hasSuffix("Refusal")
    }

    /// What a server does by itself, in the order of its list.
    private func keepHouse() async throws {
        do {
            try await world.settle()
            _ = try await services.batchMaker.run()
            _ = try await services.expiryNotices.run()
            _ = try await services.confirmationClock.run()
            _ = try await services.contractEndings.run()
            try await world.settle()
            try await world.keepHouse()
        } catch {
            throw broken("what runs by itself threw \(String(reflecting: error))")
        }
    }

    private func prove() async throws {
        let report = try await world.prover().prove()
        let lines = report.lines.filter { $0.verdict == .broken }
        guard !lines.isEmpty else { return }
        throw broken(lines.map { "\($0.promise) \($0.title): \($0.rows)" }.joined(separator: "\n"))
    }

    /// What has passed its date is gone when the sweep was there, and so nothing is ever late.
    private func requireNothingOverdue() async throws {
        let late = try await services.forecast.plan().filter { $0.overdue > 0 }
        guard late.isEmpty else {
            throw broken(
                "overdue: " + late.map { "\($0.overdue) \($0.category.rawValue)" }.joined(separator: ", "))
        }
    }

    /// What came about, and how often.
    var lived: String {
        Happening.allCases.map { "\($0.rawValue) \(tally[$0] ?? 0)" }.joined(separator: ", ")
    }

    func note(_ line: String) {
        diary.append("day \(day): \(line)")
        if diary.count > 40 { diary.removeFirst() }
    }

    private func broken(_ what: String) -> Broken {
        Broken(
            description: """
                seed \(seed), day \(day), \(world.store.engine.rawValue), \(residents.count) residents
                \(what)
                before it:
                \(diary.joined(separator: "\n"))
                """)
    }

    // MARK: - What comes to a phone or a mailbox

    /// A place in the post, to find what came after it.
    var mark: Int { world.outside.sent.count }

    /// The code that came since; nothing came when the post failed or nobody was known.
    func secret(since mark: Int) async throws -> String {
        try await world.settle()
        guard let secret = world.outside.sent.dropFirst(mark).reversed().lazy.compactMap(\.secret).first
        else {
            throw World.WorldFailure.noSecret
        }
        return secret
    }

    func link(since mark: Int) -> Token? {
        world.outside.sent.dropFirst(mark).reversed().lazy.compactMap(\.linkToken).first
    }

    /// Everybody comes from a network of their own.
    var network: NetworkKey { NetworkKey(hash: Identifier<Town>.random().bytes) }

    func pick<Item>(_ items: [Item]) throws -> Item {
        guard let item = dice.pick(items) else { throw Absent() }
        return item
    }
}
