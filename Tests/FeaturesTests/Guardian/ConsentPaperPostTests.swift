import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// A paper by post: sent in from a case, and looked at by somebody else (P18, P71). And how many papers may come.
struct ConsentPaperPostTests {
    private static let photo: [UInt8] =
        [0xFF, 0xD8, 0xFF, 0xE0] + Array(repeating: 9, count: 200) + [0xFF, 0xD9]

    private struct Scene {
        let fenna: World.AtWork
        let karim: World.AtWork
        let file: CaseFile.ID
        let id: Consent.ID
        let contract: Contract
        let link: Token
    }

    private func scene(_ world: World) async throws -> Scene {
        let contract = try await world.municipality()
        try await world.enrol(
            1, code: try await world.codes(1, for: contract)[0], age: .underSixteen, guardianByMail: true)
        let link = try #require(world.outside.lastLink())
        let fenna = try await world.staff(7, roles: [.support])
        let karim = try await world.staff(8, roles: [.support])
        let file = try await world.openCase(on: 1, by: fenna)
        let waiting = try #require(
            try await world.services.consentPapers.waiting(in: file, for: fenna.worker))
        #expect(waiting.map(\.letterNumber) == [1])
        return Scene(
            fenna: fenna, karim: karim, file: file, id: try #require(waiting.first?.id), contract: contract,
            link: link)
    }

    private func bring(
        _ world: World, _ scene: Scene, by worker: Worker, _ bytes: [UInt8] = photo
    ) async throws {
        try await world.services.consentPapers.bring(
            bytes, version: try world.consentVersion(), for: scene.id, in: scene.file, by: worker,
            language: .dutch)
    }

    @Test(arguments: TestEngine.allCases)
    func `one sends it in and another says yes to it`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            let papers = world.services.consentPapers
            try await bring(world, scene, by: scene.fenna.worker)
            let seen = world.clock.now()
            #expect(try await papers.queue().map(\.broughtBy) == [.staff])
            // The child reads that somebody sent in a paper, and that nobody opened anything.
            let leaves = try await world.vault.leaves(
                of: world.signIn(1).pseudonym, before: nil, limit: 50)
            let brought = leaves.filter { $0.role == .support && $0.activity == .guardianConsent }
            #expect(brought.map(\.act) == [.collect])
            let open = try await world.data.read {
                try $0.row(
                    "SELECT COUNT(*) FROM case_file WHERE consent_id IS NOT NULL AND closed_at IS NULL")?
                    .int(0)
            }
            #expect(open == 0)
            try await papers.take(scene.id, by: scene.fenna.worker)
            #expect(try await papers.paper(scene.id, for: scene.fenna.worker)?.isOwn == true)
            await #expect(throws: GuardianRefusal.ownPaper) {
                try await papers.accept(scene.id, seen: seen, by: scene.fenna.worker)
            }
            // A minute later, so that the yes has a moment of its own.
            world.clock.advance(by: .minutes(1))
            try await papers.take(scene.id, by: scene.karim.worker)
            #expect(try await papers.paper(scene.id, for: scene.karim.worker)?.isOwn == false)
            #expect(try await papers.open(scene.id, by: scene.karim.worker).bytes == Self.photo)
            try await papers.accept(scene.id, seen: seen, by: scene.karim.worker)
            try await world.settle()
            #expect(try await world.signIn(1).state == .active)
            #expect(try await papers.waiting(in: scene.file, for: scene.fenna.worker) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody sends one in without an open case of their own about this child`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            let papers = world.services.consentPapers
            #expect(try await papers.waiting(in: scene.file, for: scene.karim.worker) == nil)
            await #expect(throws: CaseRefusal.notYours) {
                try await bring(world, scene, by: scene.karim.worker)
            }
            let officer = try await world.staff(9, roles: [.privacyOfficer]).worker
            await #expect(throws: CaseRefusal.notNeeded) { try await bring(world, scene, by: officer) }
            await #expect(throws: GuardianRefusal.paper(.otherKind)) {
                try await bring(world, scene, by: scene.fenna.worker, Array("<html>".utf8))
            }
            // A case about somebody else leads to nobody's guardian.
            _ = try await world.person(2, code: try await world.codes(1, for: scene.contract)[0])
            let other = try await world.openCase(on: 2, by: scene.fenna)
            #expect(try await papers.waiting(in: other, for: scene.fenna.worker) == nil)
            await #expect(throws: GuardianRefusal.expired) {
                try await papers.bring(
                    Self.photo, version: try world.consentVersion(), for: scene.id, in: other,
                    by: scene.fenna.worker, language: .dutch)
            }
            try await world.services.cases.close(scene.file, by: scene.fenna.worker)
            world.clock.advance(by: .minutes(1))
            await #expect(throws: CaseRefusal.closed) {
                try await bring(world, scene, by: scene.fenna.worker)
            }
            #expect(try await papers.queue().isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the rows hold no yes by whoever sent it in`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            try await bring(world, scene, by: scene.fenna.worker)
            await #expect(throws: StorageError.self) {
                try await world.data.write { transaction in
                    try transaction.execute(
                        """
                        UPDATE consent_paper SET state = 'accepted', decided_at = $1, decided_by = account_id
                        """, transaction.now)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `ten papers come by the link of one question, and the last stays`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            let papers = world.services.consentPapers
            let send = {
                try await papers.send(
                    Self.photo, version: try world.consentVersion(), link: scene.link, language: .dutch,
                    network: World.network)
            }
            for _ in 1...SignedDocument.byLinkMax { try await send() }
            let last = try await papers.request(link: scene.link)?.received
            world.clock.advance(by: .minutes(1))
            await #expect(throws: GuardianRefusal.tooManyPapers) { try await send() }
            #expect(try await papers.request(link: scene.link)?.received == last)
            #expect(try await papers.queue().count == 1)
            // By another way it still goes.
            let noor = try await world.colleague(1, of: scene.contract.customer).worker
            try await papers.send(
                Self.photo, version: try world.consentVersion(), for: scene.id, by: noor, language: .dutch)
            #expect(try await papers.queue().map(\.broughtBy) == [.customer])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one network sends so many an hour, whatever it sends`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let scene = try await scene(world)
            let papers = world.services.consentPapers
            let send = { (bytes: [UInt8], network: UInt8) in
                try await papers.send(
                    bytes, version: try world.consentVersion(), link: scene.link, language: .dutch,
                    network: NetworkKey(hash: [network]))
            }
            for _ in 1...20 {
                await #expect(throws: GuardianRefusal.paper(.otherKind)) { try await send([1, 2, 3], 5) }
            }
            await #expect(throws: GuardianRefusal.tooManyRequests(minutes: 60)) {
                try await send(Self.photo, 5)
            }
            try await send(Self.photo, 6)
            world.clock.advance(by: .hours(2))
            try await send(Self.photo, 5)
        }
    }
}
