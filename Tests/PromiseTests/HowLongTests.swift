import Domain
import Features
import Foundation
import Storage
import TestKit
import Testing
import Vault

/// P40.
struct TermTests {
    @Test(arguments: TestEngine.allCases)
    func `a person kept past the term is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .atMostOneYearAfterTheEnd, engine, says: "past the term after the end of the agreement"
        ) { truth in
            try await truth.world.dropConstraints(of: "contract")
            try await truth.world.run(
                "UPDATE contract SET ended_at = $1 WHERE contract_id = $2",
                [(truth.world.clock.now() - .days(367)).sqlValue, truth.contract.id.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `someone under 16 kept past their own date is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .atMostOneYearAfterTheEnd, engine, says: "past their own date", naming: { _ in "person " }
        ) { truth in
            try await truth.world.run(
                "UPDATE end_user SET keep_until = $1 WHERE state = 'awaiting_guardian'",
                [(truth.world.clock.now() - .days(1)).sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a session past its end is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .atMostOneYearAfterTheEnd, engine, says: "past its end", naming: { _ in "session " }
        ) { truth in
            try await truth.world.run(
                "UPDATE session SET expires_at = $1", [(truth.world.clock.now() - .days(1)).sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an account of somebody who left a year ago is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .atMostOneYearAfterTheEnd, engine, says: "past its end", naming: { _ in "account " }
        ) { truth in
            let admin = try await truth.world.colleague(1, of: truth.contract.customer)
            let leaver = try await truth.world.colleague(2, of: truth.contract.customer)
            try await truth.world.services.accounts.close(leaver.worker.account, by: admin.worker)
            try await truth.world.run(
                "UPDATE account SET closed_at = $1 WHERE closed_at IS NOT NULL",
                [(truth.world.clock.now() - .days(367)).sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.atMostOneYearAfterTheEnd, engine)
    }
}

/// P43.
struct RestrictionTests {
    /// Erases the first person while a legal duty keeps their identity.
    private func restrict(_ truth: TrueWorld) async throws {
        try await truth.world.run(
            "INSERT INTO restriction (end_user_id, class, reason, placed_at, until) VALUES ($1, 'identity', 'proef', $2, $3)",
            [
                truth.persons[0].person.sqlValue, truth.world.clock.now().sqlValue,
                (truth.world.clock.now() + .days(90)).sqlValue,
            ])
        truth.world.clock.advance(by: .minutes(1))
        try await truth.world.erase(truth.persons[0])
    }

    private func expectBroken(
        _ engine: TestEngine, says: String, naming: String? = nil, by damage: (TrueWorld) async throws -> Void
    ) async throws {
        try await TrueWorld.with(engine) { truth in
            try await restrict(truth)
            let before = try await truth.world.line(.restrictedForLegalDutyAlone)
            #expect(before.verdict == .proven, "\(before.rows)")
            // The person, and the lock as the witness knows it.
            #expect(before.examined == 2)
            try await damage(truth)
            let after = try await truth.world.line(.restrictedForLegalDutyAlone)
            #expect(after.verdict == .broken)
            let isNamed = after.rows.contains { $0.contains(says) && $0.contains(naming ?? truth.pseudonym) }
            #expect(isNamed, "\(after.rows)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a use for another purpose after the lock is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "own_inspection for delivery after the lock") { truth in
            let leaf = try await truth.world.leaf(.store, of: truth.persons[0].pseudonym)
            truth.world.clock.advance(by: .minutes(1))
            try await truth.world.forge(
                leaf.altered(act: .read, activity: .ownInspection, at: truth.world.clock.now()))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a message that went to who has their contact data locked is seen`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            try await truth.world.run(
                "INSERT INTO restriction (end_user_id, class, reason, placed_at, until) VALUES ($1, 'contact', 'proef', $2, $3)",
                [
                    truth.persons[0].person.sqlValue, truth.world.clock.now().sqlValue,
                    (truth.world.clock.now() + .days(90)).sqlValue,
                ])
            let before = try await truth.world.line(.restrictedForLegalDutyAlone)
            #expect(!Self.says(before.rows, "was sent"))
            try await truth.world.run("UPDATE message SET sent_at = sent_at + 86400000")
            let after = try await truth.world.line(.restrictedForLegalDutyAlone)
            #expect(after.verdict == .broken)
            #expect(Self.says(after.rows, "was sent after the lock on their contact data"))
        }
    }

    private static func says(_ rows: [String], _ words: String) -> Bool {
        rows.contains { $0.contains(words) }
    }

    @Test(arguments: TestEngine.allCases)
    func `a lock that was taken off is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "kept after an erasure without a legal duty") { truth in
            try await truth.world.run("DELETE FROM restriction")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a lock that only the witness knows is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            engine, says: "the witness knows a lock that the store does not", naming: "key "
        ) { truth in
            try await truth.world.run("UPDATE restriction SET until = until + 1")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `somebody signed in as who was erased is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "erased and still signed in") { truth in
            try await truth.world.run(
                "INSERT INTO session_end_user (session_id, end_user_id) VALUES ($1, $2)",
                [truth.persons[1].session.sqlValue, truth.persons[0].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nothing restricted is no evidence`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            let line = try await truth.world.line(.restrictedForLegalDutyAlone)
            #expect(line.verdict == .noEvidence)
        }
    }
}

/// P44.
struct DestructionTests {
    private func tombstone(_ truth: TrueWorld) async throws -> [UInt8] {
        try await truth.world.data.read { transaction in
            let row = try transaction.row(
                "SELECT key_id FROM tombstone WHERE reason = 'erasure' ORDER BY key_id LIMIT 1")
            return try #require(row).blob(0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a destroyed key that came back is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .destroyedMeansDestroyed, engine, says: "destroyed and still there", naming: { _ in "key " }
        ) { truth in
            let key = try await tombstone(truth)
            try await truth.world.run(
                """
                INSERT INTO person_key (key_id, person_id, class, kek_generation, wrapped, created_at)
                SELECT $1, $2, class, kek_generation, wrapped, created_at FROM person_key WHERE person_id = $3
                AND class = 'contact'
                """,
                [
                    .blob(key), truth.erased.person.sqlValue, truth.persons[0].person.sqlValue,
                ], in: truth.world.keys)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a row that an erasure left is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .destroyedMeansDestroyed, engine, says: "rows under it remain", naming: { _ in "key " }
        ) { truth in
            let key = try await tombstone(truth)
            try await truth.world.dropConstraints(of: "sealed_field")
            try await truth.world.run(
                "UPDATE sealed_field SET key_id = $1 WHERE end_user_id = $2",
                [.blob(key), truth.persons[0].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a tombstone that was taken away is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .destroyedMeansDestroyed, engine, says: "the witness knows its end, and the store does not",
            naming: { _ in "key " }
        ) { truth in
            try await truth.world.run(
                "DELETE FROM tombstone WHERE key_id = $1", [.blob(try await tombstone(truth))])
        }
    }

    @Test func `a copy of the keys from before an erasure is seen when its term has passed`() async throws {
        try await TrueWorld.with(.sqlite) { truth in
            let directory = truth.world.store.directory
            let copy = try await Backups(data: truth.world.data, keys: truth.world.keys).take(
                dataDirectory: directory.path(of: "copies"), keysDirectory: directory.path(of: "key-copies"),
                keyTerm: .days(7), now: truth.world.clock.now())
            try await truth.world.erase(truth.persons[0])
            let premises = Premises(keyBackups: [copy.keysPath], witness: truth.world.witness)
            // P44: final everywhere within 7 days, and not before.
            #expect(try await truth.world.line(.destroyedMeansDestroyed, premises).verdict == .proven)
            truth.world.clock.advance(by: .days(8))
            let line = try await truth.world.line(.destroyedMeansDestroyed, premises)
            #expect(line.rows.contains { $0.hasSuffix("a copy of the key store past its term") })
            #expect(line.rows.contains { $0.hasSuffix("holds 2 destroyed keys") }, "\(line.rows)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nothing destroyed is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.destroyedMeansDestroyed, engine)
    }
}
