import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// A yes on paper: sent by the guardian or by the customer, looked at by somebody of BuenO from a case (P18, P71).
struct ConsentPaperTests {
    private static let photo: [UInt8] =
        [0xFF, 0xD8, 0xFF, 0xE0] + Array("NAAM VAN EEN OUDER".utf8) + Array(repeating: 9, count: 200)
        + [0xFF, 0xD9]

    private struct Scene {
        let contract: Contract
        let link: Token
        let id: Consent.ID
        let support: Worker
    }

    private func scene(_ world: World, mail: Bool = true) async throws -> Scene {
        let contract = try await world.municipality()
        try await world.enrol(
            1, code: try await world.codes(1, for: contract)[0], age: .underSixteen, guardianByMail: mail)
        let id = try await world.data.read { transaction in
            try transaction.row("SELECT consent_id FROM consent")?.id(0, of: Consent.self)
        }
        return Scene(
            contract: contract, link: try #require(world.outside.lastLink()), id: try #require(id),
            support: try await world.staff(7, roles: [.support]).worker)
    }

    private func send(_ world: World, _ scene: Scene, _ bytes: [UInt8] = photo) async throws {
        try await world.services.consentPapers.send(
            bytes, version: try world.consentVersion(), link: scene.link, language: .dutch,
            network: World.network)
    }

    @Test(arguments: TestEngine.allCases)
    func `a paper counts when somebody looked at it`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            let papers = world.services.consentPapers
            try await send(world, scene)
            #expect(try await papers.queue().map(\.kind) == [.jpeg])
            #expect(try await papers.request(link: scene.link)?.received != nil)
            await #expect(throws: CaseRefusal.noCase) {
                _ = try await papers.open(scene.id, by: scene.support)
            }
            await #expect(throws: CaseRefusal.noCase) {
                try await papers.accept(scene.id, seen: world.clock.now(), by: scene.support)
            }
            try await papers.take(scene.id, by: scene.support)
            #expect(try await papers.open(scene.id, by: scene.support).bytes == Self.photo)
            try await papers.accept(scene.id, seen: world.clock.now(), by: scene.support)
            try await world.settle()
            #expect(try await world.signIn(1).state == .active)
            let way = try await world.data.read {
                try $0.row("SELECT way, state FROM consent").map { (try $0.text(0), try $0.text(1)) }
            }
            #expect(way?.0 == "document" && way?.1 == "given")
            await #expect(throws: GuardianRefusal.expired) {
                try await papers.accept(scene.id, seen: world.clock.now(), by: scene.support)
            }
            // The link was answered.
            #expect(try await papers.request(link: scene.link) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one that came in the place of what was looked at is no yes`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            let papers = world.services.consentPapers
            try await send(world, scene)
            let seen = world.clock.now()
            try await papers.take(scene.id, by: scene.support)
            _ = try await papers.open(scene.id, by: scene.support)
            world.clock.advance(by: .minutes(1))
            try await send(world, scene)
            await #expect(throws: GuardianRefusal.otherPaper) {
                try await papers.accept(scene.id, seen: seen, by: scene.support)
            }
            let given = try await world.data.read {
                try $0.row("SELECT COUNT(*) FROM consent WHERE state = 'given'")?.int(0)
            }
            #expect(given == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one that is not good goes at once and its guardian hears why`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            let papers = world.services.consentPapers
            try await send(world, scene)
            try await papers.take(scene.id, by: scene.support)
            try await papers.decline(
                scene.id, seen: world.clock.now(), because: .unsigned, by: scene.support)
            try await world.settle()
            #expect(world.outside.subjects.contains("Uw formulier is nog niet goed"))
            let left = try await world.data.read { transaction in
                [
                    try transaction.row("SELECT COUNT(*) FROM consent_paper")?.int(0),
                    try transaction.row(
                        "SELECT COUNT(*) FROM sealed_value WHERE field = 'signed_consent'")?.int(0),
                ]
            }
            #expect(left == [0, 0])
            // They may try again, by the new link too.
            let again = try #require(world.outside.lastLink())
            #expect(try await papers.request(link: again)?.received == nil)
            try await papers.send(
                Self.photo, version: try world.consentVersion(), link: again, language: .dutch,
                network: World.network)
            #expect(try await papers.queue().count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a customer sends one for a letter of its own and reads none`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            let papers = world.services.consentPapers
            let noor = try await world.colleague(1, of: scene.contract.customer).worker
            let waiting = try await papers.waiting(for: noor)
            #expect(waiting.map(\.letterNumber) == [1])
            try await papers.send(
                Self.photo, version: try world.consentVersion(), for: scene.id, by: noor, language: .dutch)
            #expect(try await papers.waiting(for: noor).map(\.hasPaper) == [true])
            #expect(try await papers.queue().map(\.broughtBy) == [.customer])
            await #expect(throws: CaseRefusal.notNeeded) { _ = try await papers.open(scene.id, by: noor) }
            let other = try await world.municipality(2)
            let stranger = try await world.colleague(2, of: other.customer).worker
            #expect(try await papers.waiting(for: stranger).isEmpty)
            await #expect(throws: GuardianRefusal.expired) {
                try await papers.send(
                    Self.photo, version: try world.consentVersion(), for: scene.id, by: stranger,
                    language: .dutch)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `bad files, old words and forged links change nothing`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            let papers = world.services.consentPapers
            await #expect(throws: GuardianRefusal.paper(.otherKind)) {
                try await send(world, scene, Array("<html>".utf8))
            }
            await #expect(throws: GuardianRefusal.paper(.missing)) { try await send(world, scene, []) }
            await #expect(throws: GuardianRefusal.otherWords) {
                try await papers.send(
                    Self.photo, version: try world.consentVersion(for: .mobile), link: scene.link,
                    language: .dutch, network: World.network)
            }
            await #expect(throws: GuardianRefusal.expired) {
                try await papers.send(
                    Self.photo, version: try world.consentVersion(), link: try .random(), language: .dutch,
                    network: World.network)
            }
            #expect(try await papers.queue().isEmpty)
            world.clock.advance(by: .days(31))
            await #expect(throws: GuardianRefusal.expired) { try await send(world, scene) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what is on it lies in no file and goes with its guardian`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            try await send(world, scene)
            world.clock.advance(by: .days(31))
            try await world.keepHouse()
            let left = try await world.data.read { transaction in
                try ["consent_paper", "guardian", "consent"].map {
                    try transaction.row(SQL(stringLiteral: "SELECT COUNT(*) FROM \($0)"))?.int(0)
                }
            }
            #expect(left == [0, 0, 0])
        }
    }
}
