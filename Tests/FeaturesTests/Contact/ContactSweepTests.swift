import Domain
import Features
import Foundation
import Storage
import TestKit
import Testing

@testable import Vault

/// P33, P44: what was asked is gone a set time after it was answered, and not before.
struct ContactSweepTests {
    private func left(_ world: World) async throws -> [Int64] {
        try await world.data.read { transaction in
            let tables: [SQL] = [
                "SELECT COUNT(*) FROM contact_request",
                "SELECT COUNT(*) FROM sealed_value WHERE request_id IS NOT NULL",
                "SELECT COUNT(*) FROM message WHERE service = 'contact'",
            ]
            return try tables.map { try transaction.row($0)?.int(0) ?? 0 }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `thirty days after the answer all of it is gone, and no sooner`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let id = try await world.askQuestion(1)
            let actor = try await world.answerer()
            world.clock.advance(by: .days(300))
            try await world.services.contactRequests.answer(id, with: "Ja, dat kan.", by: actor)
            try await world.settle()
            let keys = try await world.keyIDs()
            world.clock.advance(by: .days(29))
            #expect(try await world.services.retention.run().contacts == 0)
            #expect(try await left(world) == [1, 4, 1])
            world.clock.advance(by: .hours(26))
            #expect(try await world.services.retention.run().contacts == 1)
            #expect(try await left(world) == [0, 0, 0])
            #expect(try await world.vault.remainingKeys(of: keys).isEmpty)
            let tombstones = try await world.vault.tombstones(of: keys)
            #expect(tombstones.map(\.reason) == ["retention", "retention"])
            #expect(Set(try await world.witness.tombstones()).isSuperset(of: tombstones))
            #expect(try await world.services.contactRequests.open(id, by: actor) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what nobody answered goes after a year`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            try await world.askQuestion(1)
            world.clock.advance(by: .days(364))
            #expect(try await world.services.retention.run().contacts == 0)
            world.clock.advance(by: .days(2))
            #expect(try await world.services.retention.run().contacts == 1)
            #expect(try await left(world) == [0, 0, 0])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the end stands in the log, once, also when the sweep was stopped halfway`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let id = try await world.askQuestion(1)
            let keys = try await world.vault.keys(of: id)
            world.clock.advance(by: .days(366))
            let access = Access(actor: .retention, purpose: .contactRequests, ground: .serviceDelivery)
            // As far as a sweep came that was killed before it shredded.
            _ = try await world.data.write { transaction in
                try world.vault.bury(
                    [.identity, .contact], of: keys, reason: .retention, service: .contact,
                    activity: .contactRequest, access: access, in: transaction)
            }
            #expect(try await world.services.retention.run().contacts == 1)
            #expect(try await world.services.retention.run().contacts == 0)
            let ids = [keys.keyID(.identity), keys.keyID(.contact)].compactMap { $0 }
            #expect(try await world.vault.remainingKeys(of: ids).isEmpty)
            let leaves = try await world.vault.leaves(of: keys.pseudonym, before: nil, limit: 10)
            let ends = leaves.filter { $0.act == .destroy }
            #expect(ends.count == 1)
            #expect(
                ends.first?.fields == FieldSet([Field.fullName, .mobileNumber, .emailAddress, .question]))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `lost keys keep nothing past its term`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            try await world.askQuestion(1)
            try await world.vault.keyStore.destroy(try await world.keyIDs())
            world.clock.advance(by: .days(366))
            #expect(try await world.services.retention.run().contacts == 1)
            #expect(try await left(world) == [0, 0, 0])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a neighbour that is not due stays readable`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            try await world.askQuestion(1)
            world.clock.advance(by: .days(200))
            let id = try await world.askQuestion(2)
            world.clock.advance(by: .days(166))
            #expect(try await world.services.retention.run().contacts == 1)
            let actor = try await world.answerer()
            let opened = try await world.services.contactRequests.open(id, by: actor)
            #expect(opened?.question.reveal() == World.Asker(2).question)
        }
    }
}

/// Secrets at rest: what askers gave is nowhere in the clear, and after the term their keys are nowhere.
struct ContactCanaryTests {
    private static let askers = (1...40).map(World.Asker.init)

    private static func canaries() throws -> ByteScan {
        let texts =
            askers.flatMap { asker in
                [asker.name, String(asker.phoneNumber.dropFirst()), asker.emailAddress, asker.question]
            } + ["Dit antwoord blijft onder ons"]
        return try ByteScan(texts.flatMap { text in Canary.Form.allCases.map { $0.bytes(of: text) } })
    }

    @Test func `after the term neither database, log nor key store holds a word of it, nor a key to it`()
        async throws
    {
        try await World.with(.sqlite) { world in
            let canaries = try Self.canaries()
            let place = world.store.directory.url
            var ids: [ContactRequest.ID] = []
            for asker in Self.askers { ids.append(try await world.askQuestion(asker.typed)) }
            let actor = try await world.answerer()
            for id in ids.prefix(20) {
                _ = try await world.services.contactRequests.open(id, by: actor)
                try await world.services.contactRequests.answer(
                    id, with: "Dit antwoord blijft onder ons", by: actor)
            }
            try await world.settle()
            let keys = try ByteScan(try await Self.wrappedKeys(in: world))
            #expect(try canaries.hits(under: place) == [:])
            let before = try keys.hits(under: place).values.max()
            #expect(before == 80)

            world.clock.advance(by: .days(31))
            #expect(try await world.services.retention.run().contacts == 20)
            #expect(try canaries.hits(under: place) == [:])
            #expect(try keys.hits(under: place).values.max() == 40)
            world.clock.advance(by: .days(340))
            #expect(try await world.services.retention.run().contacts == 20)
            try await world.services.logKeeper.run()
            #expect(try canaries.hits(under: place) == [:])
            #expect(try keys.hits(under: place) == [:])
        }
    }

    @Test func `the dumps of PostgreSQL hold no word of it, and after the term no key`() async throws {
        try await World.with(.postgresql) { world in
            let canaries = try Self.canaries()
            let place = world.store.directory.url
            for asker in Self.askers { try await world.askQuestion(asker.typed) }
            let keys = try ByteScan(try await Self.wrappedKeys(in: world).map { Array(Hex.text($0).utf8) })
            try Self.dump(world, as: "before")
            #expect(try canaries.hits(under: place) == [:])
            #expect(try keys.hits(under: place) == ["before-keys": 80])
            world.clock.advance(by: .days(366))
            #expect(try await world.services.retention.run().contacts == 40)
            try Self.dump(world, as: "after")
            #expect(try canaries.hits(under: place) == [:])
            #expect(try keys.hits(under: place) == ["before-keys": 80])
        }
    }

    /// The keys of requests as they lie in the key store, of which any 32 bytes would do.
    private static func wrappedKeys(in world: World) async throws -> [[UInt8]] {
        let ids = try await world.keyIDs()
        return try await world.keys.read { transaction in
            try ids.compactMap { id in
                try transaction.row("SELECT wrapped FROM person_key WHERE key_id = $1", id)?.blob(0)
            }
        }.map { Array($0.suffix(32)) }
    }

    private static func dump(_ world: World, as name: String) throws {
        for (location, kind) in [(world.store.dataLocation, "data"), (world.store.keysLocation, "keys")] {
            guard case .postgresql(let connection, let schema?) = location else { continue }
            try Tool.run(
                "pg_dump", "--dbname=\(connection)", "--schema=\(schema)",
                "--file=\(world.store.directory.path(of: "\(name)-\(kind)"))")
        }
    }
}
