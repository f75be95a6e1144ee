import Domain
import Features
import Foundation
import LogVerifier
import Storage
import TestKit
import Testing
import Vault

/// Erasure of one of everything: what the stores, their logs, the copies and the witness hold of the human is nowhere
/// afterwards, and everybody beside them has what they had.
struct EverythingErasedTests {
    @Test(arguments: TestEngine.allCases)
    func `one of everything goes from every row, and everybody beside it stays as they were`(
        engine: TestEngine
    ) async throws {
        try await OneOfEverything.with(engine) { one in
            let world = one.world
            let before = try await Everything.read(world)
            let own = Footprint.of(one.human.map(\.bytes), everything: before)
            let copy = try await StoreCopy.take(of: world)
            try await one.eraseBoth()
            let after = try await Everything.read(world)

            // Nothing names them, their keys or their sessions any more, but for these.
            let names = Set(one.human.map(\.bytes)).union(own.keyNumbers)
            #expect(
                after.columns(holding: names) == [
                    // Which keys died, for a restore (P44).
                    "data.tombstone.key_id",
                    // An order that ended names a number that leads nowhere (P43).
                    "data.hold.person_id",
                    // The log, for its own term (P71).
                    "data.log_leaf.subject",
                ])
            #expect(try await one.opened(of: one.human, in: world) == [0, 0])

            let others = one.everybody.filter { !one.human.contains($0) }
            let theirs = Footprint.of(others.map(\.bytes), everything: before)
            for (place, lines) in theirs.rows {
                let shared = Set(own.rows[place] ?? [])
                let left = Set(after.rows[place] ?? [])
                #expect(lines.allSatisfy { shared.contains($0) || left.contains($0) }, "\(place)")
            }
            #expect(try await world.services.personFiles.file(of: one.neighbour).lines.count == 3)
            try await world.services.logKeeper.run()
            #expect(try await world.services.logKeeper.verify().isSound)

            // With the keys of today an older copy of the rows opens nobody who left, and everybody who stayed.
            let now = try await StoreCopy.take(of: world)
            let stale = try await StoreCopy.restored(data: copy, keys: now)
            #expect(try await one.opened(of: one.human, in: stale) == [0, 0])
            #expect(try await one.opened(of: [one.neighbour.person.person], in: stale) == [3])
            let old = try await StoreCopy.restored(data: copy, keys: copy)
            #expect(try await one.opened(of: one.human, in: old) == [3, 7])
            await stale.store.remove()
            await old.store.remove()
        }
    }

    /// Tables, blobs, indexes, outbox, sessions, logs, the witness and the copies, also compressed.
    @Test func `no file holds a canary before or after, nor afterwards a sealed byte or a key`() async throws
    {
        try await OneOfEverything.with(.sqlite) { one in
            let world = one.world
            let place = world.store.directory.url
            let canaries = try ByteScan(
                OneOfEverything.canaries.flatMap { text in Canary.Form.allCases.map { $0.bytes(of: text) } })
            _ = try await world.services.personExports.look(for: one.free)
            let own = try await Footprint.of(one.human, in: world)
            #expect(try canaries.hits(under: place) == [:])
            try await one.eraseBoth()
            try await world.services.logKeeper.run()
            let gone = own.blobs.subtracting(try await Everything.read(world).blobs)
            #expect(gone.count > 100)
            let copies = try await Backups(data: world.data, keys: world.keys).take(
                dataDirectory: world.store.directory.path(of: "copies"),
                keysDirectory: world.store.directory.path(of: "copies"),
                keyTerm: try world.services.statements.current.term(of: .keyBackup), now: world.clock.now())
            for path in [copies.dataPath, copies.keysPath] { try Tool.run("gzip", "--keep", path) }
            #expect(try canaries.hits(under: place) == [:])
            #expect(try ByteScan(gone.map { Array($0.prefix(64)) }).hits(under: place) == [:])
        }
    }

    @Test func `no dump of PostgreSQL holds a canary before or after`() async throws {
        try await OneOfEverything.with(.postgresql) { one in
            let place = one.world.store.directory.url
            let canaries = try ByteScan(
                OneOfEverything.canaries.flatMap { text in Canary.Form.allCases.map { $0.bytes(of: text) } })
            try CanaryTests.dump(one.world, as: "before")
            let own = try await Footprint.of(one.human, in: one.world)
            try await one.eraseBoth()
            try CanaryTests.dump(one.world, as: "after")
            #expect(try canaries.hits(under: place) == [:])
            let gone = own.blobs.subtracting(try await Everything.read(one.world).blobs)
            let found = try ByteScan(gone.map { Array(Hex.text($0).utf8.prefix(128)) }).hits(under: place)
            #expect(found.keys.allSatisfy { $0.hasPrefix("before") } && found.count == 2)
        }
    }
}

extension OneOfEverything {
    /// Both enrolments at the human's own request, one after the other, as they do it.
    func eraseBoth() async throws {
        try await world.erase(free)
        world.clock.advance(by: .minutes(2))
        try await world.erase(try await world.signIn(Self.number, as: phone).signedIn)
    }

    /// How many fields of each open to the law.
    func opened(of persons: [Person.ID], in world: World) async throws -> [Int] {
        var counts: [Int] = []
        for person in persons {
            let own: [Field] = [.mobileNumber, .emailAddress, .enrolmentCode]
            let more: [Field] = person == phone.person ? DetailsForm.Details.fields : []
            do {
                counts.append(
                    try await world.vault.read(
                        own + more, of: EndUser.ID(person: person), activity: .legalRestriction,
                        access: Access(
                            actor: .system, purpose: .fraudAndLegalObligations, ground: .legalDuty)
                    ).count)
            } catch VaultError.noSuchPerson {
                counts.append(0)
            }
        }
        return counts
    }
}

extension Footprint {
    /// The numbers of their keys and pseudonyms.
    var keyNumbers: Set<[UInt8]> {
        var numbers: Set<[UInt8]> = []
        for (place, lines) in rows where place.store == .keys {
            for line in lines {
                for name in ["key_id", "pseudonym"] {
                    if case .blob(let bytes)? = line[name] { numbers.insert(bytes) }
                }
            }
        }
        return numbers
    }
}
