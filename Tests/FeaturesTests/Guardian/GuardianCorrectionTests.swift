import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// A child mistyped whom to ask, and says it anew: what was wrong goes, and nobody who got it comes in by it (P18).
struct GuardianCorrectionTests {
    private struct Scene {
        let child: SignedIn
        let wrong: OwnGuardian
        let link: Token
    }

    private func scene(_ world: World, person: Int = 1) async throws -> Scene {
        let code = try await world.codes(1, for: world.municipality(person))[0]
        try await world.enrol(person, code: code, age: .underSixteen)
        let link = try #require(world.outside.lastLink())
        let child = try await world.signIn(person)
        return Scene(child: child, wrong: try await only(world, child), link: link)
    }

    private func only(_ world: World, _ child: SignedIn) async throws -> OwnGuardian {
        let list = try #require(try await world.services.ownGuardians.list(for: child))
        return try #require(list.count == 1 ? list.first : nil)
    }

    private func correct(_ world: World, _ scene: Scene, to number: Int) async throws -> Bool {
        let now = try await only(world, scene.child)
        let isErased = try await world.services.ownGuardians.correct(
            now.id, World.guardianForm(number), for: scene.child, language: .dutch)
        try await world.settle()
        return isErased
    }

    private static func keepUntil(_ world: World) async throws -> Moment? {
        try await world.data.read { try $0.row("SELECT keep_until FROM end_user")?.optionalMoment(0) }
    }

    @Test(arguments: TestEngine.allCases)
    func `what was mistyped goes with its link, and the right one is asked anew`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            #expect(try scene.wrong.corrections.get() == 3)
            let until = try await Self.keepUntil(world)
            world.clock.advance(by: .days(2))
            #expect(try await correct(world, scene, to: 9))
            let right = try await only(world, scene.child)
            #expect(right.id != scene.wrong.id && right.masked != scene.wrong.masked)
            #expect(try right.corrections.get() == 2)
            #expect(try await Self.keepUntil(world) == until)
            // Nothing leads in any more of what was sent to a stranger.
            #expect(try await world.services.guardianDoor.link(scene.link) == nil)
            #expect(try await world.services.consentPapers.request(link: scene.link) == nil)
            let sent = world.outside.sent.count
            _ = try await world.services.guardianDoor.askCode(
                mobileNumber: World.guardianNumber(1), network: World.network)
            try await world.settle()
            #expect(world.outside.sent.count == sent)
            try await world.services.shredder.run()
            await #expect(throws: VaultError.noSuchPerson) {
                _ = try await world.vault.keys(of: scene.wrong.id)
            }
            for table in ["guardian", "guardian_index", "consent", "guardian_link"] {
                #expect(try await world.count(table) == 1, "\(table)")
            }
            let tombstones = try await world.data.read {
                try $0.row("SELECT COUNT(*) FROM tombstone WHERE reason = 'erasure'")?.int(0)
            }
            #expect(tombstones == 2)
            let (session, guardian) = try await world.guardianSession()
            #expect(guardian == right.id)
            try await world.services.consents.give(
                guardian, version: try world.consentVersion(), in: session)
            #expect(try await world.signIn(1).state == .active)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `somebody else's code that was on its way opens nothing`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            let asked = try await world.services.guardianDoor.askCode(
                link: scene.link, mobileNumber: "", network: World.network)
            try await world.settle()
            let secret = try #require(world.outside.lastSecret())
            #expect(try await correct(world, scene, to: 9))
            await #expect(throws: GuardianRefusal.expired) {
                _ = try await world.services.guardianDoor.prove(secret: secret, on: asked)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a child corrects three times and no more`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            for number in 11...13 { #expect(try await correct(world, scene, to: number)) }
            guard case .failure(.noneLeft) = try await only(world, scene.child).corrections else {
                Issue.record("it may still")
                return
            }
            let sent = world.outside.sent.count
            await #expect(throws: GuardianRefusal.correction(.noneLeft)) {
                _ = try await correct(world, scene, to: 14)
            }
            #expect(world.outside.sent.count == sent)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who came in, whose paper waits, and who is somebody else's stays`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            let other = try await self.scene(world, person: 2)
            let own = world.services.ownGuardians
            await #expect(throws: GuardianRefusal.invalid([.unchanged])) {
                _ = try await correct(world, scene, to: 1)
            }
            await #expect(throws: GuardianRefusal.invalid([.ownNumber])) {
                _ = try await own.correct(
                    scene.wrong.id,
                    GuardianForm(
                        mobileNumber: World.mobileNumber(1), emailAddress: "", month: "", year: ""),
                    for: scene.child, language: .dutch)
            }
            await #expect(throws: GuardianRefusal.correction(.answered)) {
                _ = try await own.correct(
                    other.wrong.id, World.guardianForm(9), for: scene.child, language: .dutch)
            }
            let photo: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 9, count: 200) + [0xFF, 0xD9]
            try await world.services.consentPapers.send(
                photo, version: try world.consentVersion(), link: scene.link, language: .dutch,
                network: World.network)
            await #expect(throws: GuardianRefusal.correction(.paperCame)) {
                _ = try await correct(world, scene, to: 9)
            }
            // The other's guardian comes in, and has not said anything yet.
            let code = try await world.services.guardianDoor.askCode(
                link: other.link, mobileNumber: "", network: World.network)
            try await world.settle()
            _ = try await world.services.guardianDoor.prove(
                secret: try #require(world.outside.lastSecret()), on: code)
            await #expect(throws: GuardianRefusal.correction(.answered)) {
                _ = try await correct(world, other, to: 9)
            }
            #expect(try await world.count("guardian") == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what a hold keeps stays and is asked nothing`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            let batch: CodeBatch.ID = try #require(
                try await world.data.read { try $0.row("SELECT batch_id FROM code_batch")?.id(0) })
            let officers = try await world.officers()
            _ = try await world.hold(.letter(batch, 1), by: officers)
            let child = try await world.signIn(1)
            let again = Scene(child: child, wrong: scene.wrong, link: scene.link)
            #expect(try await !correct(world, again, to: 9))
            #expect(try await world.services.guardianDoor.link(scene.link) == nil)
            let list = try #require(try await world.services.ownGuardians.list(for: child))
            #expect(list.map(\.answer) == [.expired, .asked])
        }
    }
}
