import Domain
import Foundation
import Storage
import TestKit
import Testing
import Vault

@testable import Features

/// P13: a code that was just made is nowhere in the clear, and after its day nowhere at all.
@Suite struct SealedCodesTests {
    @Test func `no code is in the clear in any file, while it waits and after its day`() async throws {
        try await World.with(.sqlite) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch(700)
            let codes = try await fixture.codes(of: batch)
            let texts = codes.flatMap {
                [$0.reveal(), $0.revealGrouped(), $0.revealGrouped().replacing(" ", with: "-")]
            }
            let scan = try ByteScan(texts.flatMap { text in Canary.Form.allCases.map { $0.bytes(of: text) } })
            let directory = world.store.directory.url
            #expect(try scan.hits(under: directory) == [:])
            // What seals them is there, and it is found when it is looked for.
            let part = try #require(
                try await world.data.read { try $0.row("SELECT sealed FROM batch_download_part")?.blob(0) })
            let wrapped = try #require(
                try await world.keys.read { try $0.row("SELECT wrapped FROM download_key")?.blob(0) })
            let sealed = try ByteScan([Array(part.suffix(64)), Array(wrapped.suffix(32))])
            #expect(try sealed.hits(under: directory).values.reduce(0, +) >= 2)

            world.clock.advance(by: .hours(25))
            try await world.services.retention.run()
            #expect(try await world.data.checkpoint())
            #expect(try await world.keys.checkpoint())
            #expect(try scan.hits(under: directory) == [:])
            #expect(try sealed.hits(under: directory) == [:])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key that got no codes is swept`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch()
            _ = try await world.vault.makeDownloadKey()
            world.clock.advance(by: .hours(2))
            try await world.services.retention.run()
            let left = try await world.keys.read { try $0.row("SELECT COUNT(*) FROM download_key")?.int(0) }
            #expect(left == 1)
            #expect(try await fixture.codes(of: batch).count == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `codes that come back from a backup of before they were saved stay closed`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch()
            _ = try await fixture.codes(of: batch)
            let row = try #require(
                try await world.keys.read {
                    try $0.row("SELECT generation, wrapped, created_at, key_id FROM download_key")
                })
            let (generation, wrapped, made, key) = (
                try row.int(0), try row.blob(1), try row.int(2), try row.blob(3)
            )
            try await fixture.confirm(batch)
            // As an older key store would have it.
            _ = try await world.keys.write {
                try $0.execute(
                    "INSERT INTO download_key (key_id, generation, wrapped, created_at) VALUES ($1, $2, $3, $4)",
                    key, generation, wrapped, made)
            }
            #expect(try await world.vault.replayTombstones() == 1)
            let left = try await world.keys.read { try $0.row("SELECT COUNT(*) FROM download_key")?.int(0) }
            #expect(left == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `every download stands in the log, with who did it`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fixture = try await BatchFixture(world)
            let batch = try await fixture.batch()
            let before = try await reads(world)
            _ = try await fixture.codes(of: batch)
            _ = try await fixture.codes(of: batch)
            let leaves = try await reads(world)
            #expect(leaves.count == before.count + 2)
            #expect(leaves.allSatisfy { $0.actor == fixture.worker.pseudonym && $0.count == 3 })
            #expect(leaves.allSatisfy { $0.role == .caseworker && $0.subject == nil })
        }
    }

    private func reads(_ world: World) async throws -> [LogLeaf] {
        let bodies = try await world.data.read {
            try $0.rows("SELECT leaf_id, body FROM log_leaf").map { try $0.blob(1) }
        }
        return bodies.compactMap { LogLeaf(bytes: $0) }.filter {
            $0.activity == .codeIssue && $0.act == .read
        }
    }
}
