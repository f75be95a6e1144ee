import Domain
import Features
import Foundation
import Storage
import TestKit
import Testing
import Vault

/// Secrets at rest: what 500 people gave is nowhere in the clear, and after their erasure their keys are nowhere.
@Suite struct CanaryTests {
    private static let erased = 1...500
    private static let neighbours = 501...503

    /// Everything of the installation lies under one directory: both stores with their logs, their copies, also
    /// compressed, and the witness. (What PostgreSQL keeps in its own directory is its own; see `docs/OPERATING.md`.)
    @Test func `five hundred erased persons leave no canary and no key in any file`() async throws {
        try await World.with(.sqlite) { world in
            let contract = try await world.municipality()
            let staying = try await Crowd.enrol(Self.neighbours, for: contract, in: world)
            let leaving = try await Crowd.enrol(Self.erased, for: contract, in: world)
            let everybody = Self.erased.union(Self.neighbours)
            let canaries = try ByteScan(Canary.patterns(of: everybody))
            let keys = try ByteScan(try await Self.wrappedKeys(of: leaving))
            let place = world.store.directory.url
            // They are sealed from the first moment on; their keys are there.
            #expect(try canaries.hits(under: place) == [:])
            #expect(try keys.hits(inFile: place.appendingPathComponent("keys.sqlite-wal")).count > 0)

            let before = try await Self.copy(world, named: "before")
            let receipts = try await leaving.erase()
            try await world.services.logKeeper.run()
            world.clock.advance(by: .minutes(1))
            let after = try await Self.copy(world, named: "after")

            #expect(try canaries.hits(under: place) == [:])
            let places = try keys.hits(under: place)
            #expect(places == ["before/\(before.keysName)": 1_000, "before/\(before.keysName).gz": 1_000])
            for receipt in receipts {
                #expect(try await world.services.erasures.receipt(receipt.text)?.completed != nil)
            }
            for member in staying.members {
                #expect(try await world.services.personFiles.file(of: member.signedIn).lines.count == 3)
            }
            // Data from before with keys from after opens nobody who left; with keys from before it would have.
            let left = leaving.members.map(\.signedIn.person)
            #expect(try await Self.opened(left, data: before, keys: after, of: world) == 0)
            #expect(try await Self.opened(left, data: before, keys: before, of: world) == left.count)
            let stayed = staying.members.map(\.signedIn.person)
            #expect(try await Self.opened(stayed, data: before, keys: after, of: world) == stayed.count)
        }
    }

    @Test func `copies of keys go after their term, and the keys of who left with them`() async throws {
        try await World.with(.sqlite) { world in
            let leaving = try await Crowd.enrol(1...3, for: world.municipality(), in: world)
            let keys = try ByteScan(try await Self.wrappedKeys(of: leaving))
            let place = world.store.directory.url
            _ = try await Self.copy(world, named: "copies", compressed: false)
            _ = try await leaving.erase()
            #expect(try keys.hits(under: place).count == 1)
            world.clock.advance(by: .days(8))
            _ = try await Self.copy(world, named: "copies", compressed: false)
            #expect(try keys.hits(under: place) == [:])
        }
    }

    /// PostgreSQL's own files belong to its server, so its dumps are looked at: as an operator makes them.
    @Test func `the dumps of PostgreSQL hold no canary, and after an erasure no key`() async throws {
        try await World.with(.postgresql) { world in
            let contract = try await world.municipality()
            let staying = try await Crowd.enrol(Self.neighbours, for: contract, in: world)
            let leaving = try await Crowd.enrol(Self.erased, for: contract, in: world)
            let everybody = Self.erased.union(Self.neighbours)
            let canaries = try ByteScan(Canary.patterns(of: everybody))
            let hex = try await Self.wrappedKeys(of: leaving).map { Array(Hex.text($0).utf8) }
            let keys = try ByteScan(hex)
            let place = world.store.directory.url
            try Self.dump(world, as: "before")
            #expect(try canaries.hits(under: place) == [:])
            #expect(try keys.hits(under: place) == ["before-keys": hex.count])
            _ = try await leaving.erase()
            try await world.services.logKeeper.run()
            try Self.dump(world, as: "after")
            #expect(try canaries.hits(under: place) == [:])
            #expect(try keys.hits(under: place) == ["before-keys": hex.count])
            for member in staying.members {
                #expect(try await world.services.personFiles.file(of: member.signedIn).lines.count == 3)
            }
        }
    }
}

extension CanaryTests {
    private struct Copies {
        let data: URL
        let keys: URL
        var keysName: String { keys.lastPathComponent }
    }

    /// A backup as an operator makes it, and the same compressed.
    private static func copy(_ world: World, named name: String, compressed: Bool = true) async throws
        -> Copies
    {
        let place = world.store.directory.path(of: name)
        let copy = try await Backups(data: world.data, keys: world.keys).take(
            dataDirectory: place, keysDirectory: place,
            keyTerm: try world.services.statements.current.term(of: .keyBackup), now: world.clock.now())
        for path in [copy.dataPath, copy.keysPath] where compressed { try Tool.run("gzip", "--keep", path) }
        return Copies(data: URL(fileURLWithPath: copy.dataPath), keys: URL(fileURLWithPath: copy.keysPath))
    }

    /// How many of these persons two copies open for who has the root key.
    private static func opened(
        _ persons: [EndUser.ID], data: Copies, keys: Copies, of world: World
    ) async throws -> Int {
        let directory = try TemporaryDirectory()
        for (file, name) in [
            (data.data, "data.sqlite"), (keys.keys, "keys.sqlite"),
            (world.store.directory.url.appendingPathComponent("root.key"), "root.key"),
        ] {
            try FileManager.default.copyItem(at: file, to: directory.url.appendingPathComponent(name))
        }
        let store = try await TemporaryStore(.sqlite, clock: world.clock, directory: directory)
        let restored = try await World(store: store)
        let pass = try await restored.vault.aggregatePass(
            fields: [.mobileNumber], count: Int64(persons.count), service: .freeCalling, activity: .proof,
            access: Access(actor: .prover, purpose: .fraudAndLegalObligations, ground: .legalDuty))
        let count = try await restored.vault.examine(persons, pass: pass).values.count { result in
            if case .opened(let fields, _) = result { !fields.isEmpty } else { false }
        }
        await store.remove()
        return count
    }

    /// The wrapped keys of a crowd as they lie in the key store: 72 bytes each, of which any 32 would do.
    private static func wrappedKeys(of crowd: Crowd) async throws -> [[UInt8]] {
        let persons = crowd.members.map(\.signedIn.person)
        let keys = try await crowd.world.keys.read { transaction in
            try persons.flatMap { person in
                try transaction.rows("SELECT wrapped FROM person_key WHERE person_id = $1", person)
                    .map { try $0.blob(0) }
            }
        }
        return keys.map { Array($0.suffix(32)) }
    }

    static func dump(_ world: World, as name: String) throws {
        for (location, kind) in [(world.store.dataLocation, "data"), (world.store.keysLocation, "keys")] {
            guard case .postgresql(let connection, let schema?) = location else { continue }
            try Tool.run(
                "pg_dump", "--dbname=\(connection)", "--schema=\(schema)",
                "--file=\(world.store.directory.path(of: "\(name)-\(kind)"))")
        }
    }
}

extension ClosedRange<Int> {
    fileprivate func union(_ other: ClosedRange<Int>) -> [Int] { Array(self) + Array(other) }
}
