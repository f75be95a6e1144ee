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
    /// What went wrong, each with all that is needed to see it again. The town lives on, so that a run finds more.
    private(set) var findings: [String] = []
    private var known: Set<String> = []

    var services: Services { world.services }
    var now: Moment { world.clock.now() }

    init(_ world: World, seed: Int) {
        self.world = world
        self.seed = seed
        dice = Dice(seed: seed)
    }

    /// Who was needed is not there.
    struct Absent: Error {}

    /// Lives a year, day by day or with leaps of a few days. After the days that `isProven` says every promise is proven.
    func live(leap: Int, isProven: (Int) -> Bool) async throws {
        try await settleDown()
        let start = now
        for next in stride(from: leap, through: 365, by: leap) {
            day = next
            world.clock.set(start + .days(Int64(next)) + .minutes(Int64(dice.roll(0...240))))
            residents.removeAll { $0.isGone }
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
        } catch  where isRefusal(error) {
            note("\(happening.rawValue): \(error)")
        } catch {
            find("\(happening.rawValue) threw \(String(reflecting: error))")
        }
    }

    /// A refusal is an answer. Anything else that is thrown is a fault of the product.
    private func isRefusal(_ error: any Error) -> Bool {
        error is World.WorldFailure || error is Absent
            || String(reflecting: type(of: error)).hasSuffix("Refusal")
    }

    /// What a server does by itself, in the order of its list.
    private func keepHouse() async throws {
        try await run("messenger") { try await $0.settle() }
        try await run("batches") { _ = try await $0.services.batchMaker.run() }
        try await run("expiry-notices") { _ = try await $0.services.expiryNotices.run() }
        try await run("confirmations") { try await $0.services.confirmationClock.run() }
        try await run("endings") { _ = try await $0.services.contractEndings.run() }
        try await run("retention") { try await $0.services.retention.run() }
        try await run("minors") { try await $0.services.minorSweep.run() }
        try await run("messenger") { try await $0.settle() }
        try await run("messenger's sweep") { _ = try await $0.services.messenger.sweep() }
        try await run("shredder") { try await $0.services.shredder.run() }
        try await run("log") { try await $0.services.logKeeper.run() }
    }

    private func run(_ name: String, _ work: @Sendable (World) async throws -> Void) async throws {
        do {
            try await work(world)
        } catch {
            find("\(name) threw \(String(reflecting: error))")
        }
    }

    private func prove() async throws {
        let report = try await world.prover().prove()
        for line in report.lines where line.verdict == .broken {
            find("\(line.promise) \(line.title)", "\(line.findings) findings, such as \(line.rows.prefix(3))")
        }
    }

    /// What has passed its date is gone when the sweep was there, and so nothing is ever late.
    private func requireNothingOverdue() async throws {
        for line in try await services.forecast.plan() where line.overdue > 0 {
            find("overdue: \(line.category.rawValue)", "\(line.overdue)")
        }
    }

    /// What came about, and how often.
    var lived: String {
        Happening.allCases.map { "\($0.rawValue) \(tally[$0] ?? 0)" }.joined(separator: ", ")
    }

    func note(_ line: String) {
        diary.append("day \(day): \(line)")
        if diary.count > 100 { diary.removeFirst(50) }
    }

    /// - `key`: what is found once and no more.
    private func find(_ key: String, _ detail: String = "") {
        guard known.insert(key).inserted else { return }
        findings.append(
            """
            seed \(seed), day \(day), \(world.store.engine.rawValue), \(residents.count) residents
            \(key) \(detail)
            before it:
            \(diary.suffix(30).joined(separator: "\n"))
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
