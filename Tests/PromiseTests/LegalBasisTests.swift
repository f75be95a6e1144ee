import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// P11.
struct LegalBasisTests {
    @Test(arguments: TestEngine.allCases)
    func `an account that goes after its term breaks nothing`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let admin = try await world.staff(1, roles: [.fieldOperator])
            let leaver = try await world.staff(2, roles: [.support])
            try await world.services.accounts.close(leaver.worker.account, by: admin.worker)
            world.clock.advance(by: .days(367))
            try await world.keepHouse()
            let left = try await world.data.read { transaction in
                try transaction.row(
                    "SELECT COUNT(*) FROM sealed_value WHERE account_id = $1", leaver.worker.account)?.int(0)
            }
            #expect(left == 0)
            let line = try await world.line(.alwaysAValidReason)
            #expect(line.verdict == .proven, "\(line.rows)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a leaf with another basis than the policy's is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .alwaysAValidReason, engine, says: "its basis is not the one that the policy gives",
            naming: { _ in "leaf " }
        ) { truth in
            let leaf = try await truth.world.leaf(.collect, of: truth.persons[0].pseudonym)
            try await truth.world.forge(leaf.altered(basis: .consent))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a leaf that the policy refuses is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .alwaysAValidReason, engine, says: "the policy refuses what was done", naming: { _ in "leaf " }
        ) { truth in
            let leaf = try await truth.world.leaf(.store, of: truth.persons[0].pseudonym)
            try await truth.world.forge(leaf.altered(act: .share))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `data without its leaf is seen`(engine: TestEngine) async throws {
        try await expectBroken(.alwaysAValidReason, engine, says: "enrolled without a leaf") { truth in
            let leaf = try await truth.world.leaf(.store, of: truth.persons[0].pseudonym)
            try await truth.world.run("DELETE FROM log_leaf WHERE leaf_id = $1", [leaf.id.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a field that went without a leaf is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .alwaysAValidReason, engine, says: "email_address is gone without a leaf"
        ) { truth in
            try await truth.world.run(
                "DELETE FROM sealed_field WHERE end_user_id = $1 AND field = 'email_address'",
                [truth.persons[0].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a message that left without a leaf is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .alwaysAValidReason, engine, says: "a message was sent without a leaf"
        ) { truth in
            let leaves = try await truth.world.vault.leaves(
                of: truth.persons[0].pseudonym, before: nil, limit: 1_000)
            for leaf in leaves where leaf.act == .send {
                try await truth.world.run("DELETE FROM log_leaf WHERE leaf_id = $1", [leaf.id.sqlValue])
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an erasure that only the log or only the receipt knows is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .alwaysAValidReason, engine, says: "without a leaf", naming: { _ in "erasure " }
        ) { truth in
            try await truth.world.run("UPDATE erasure SET fields = 1")
            let line = try await truth.world.line(.alwaysAValidReason)
            #expect(line.rows.contains { $0.contains("in the log without a receipt") })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an empty log is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.alwaysAValidReason, engine)
    }
}

/// P30.
struct PurposeTests {
    @Test(arguments: TestEngine.allCases)
    func `a purpose that the statement does not know is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .closedPurposes, engine, says: "a word that the statement does not know", naming: { _ in "leaf " }
        ) { truth in
            let leaf = try await truth.world.leaf(.store, of: truth.persons[0].pseudonym)
            let words = Array("\u{8}delivery".utf8)
            let bytes = leaf.bytes
            let place = try #require(bytes.indices.first { bytes[$0...].starts(with: words) })
            let sale = Array("\u{4}sale".utf8)
            try await truth.world.forge(
                leaf.altered(), body: bytes[..<place] + sale + bytes[(place + words.count)...])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a purpose that its activity does not have is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .closedPurposes, engine, says: "enrolment has no purpose invoicing", naming: { _ in "leaf " }
        ) { truth in
            let leaf = try await truth.world.leaf(.store, of: truth.persons[0].pseudonym)
            try await truth.world.forge(leaf.altered(purpose: .invoicing))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an empty log is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.closedPurposes, engine)
    }
}

/// P31.
struct RecipientTests {
    @Test(arguments: TestEngine.allCases)
    func `sharing without a recipient is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .neverSold, engine, says: "share without a recipient", naming: { _ in "leaf " }
        ) { truth in
            let leaf = try await truth.world.leaf(.store, of: truth.persons[0].pseudonym)
            try await truth.world.forge(leaf.altered(act: .share))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `sending on another basis than the recipient's is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .neverSold, engine, says: "send without a recipient", naming: { _ in "leaf " }
        ) { truth in
            let leaf = try await truth.world.leaf(.send, of: truth.persons[0].pseudonym)
            try await truth.world.forge(leaf.altered(basis: .legitimateInterest))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what left past the door is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .neverSold, engine, says: "left by the log", naming: { _ in "hour from " }
        ) { truth in
            try await truth.world.run(
                "DELETE FROM transfer WHERE leaf_id = (SELECT leaf_id FROM transfer ORDER BY at LIMIT 1)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a transfer that no line of the log tells of is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .neverSold, engine, says: "through the door", naming: { _ in "hour from " }
        ) { truth in
            try await truth.world.run(
                """
                INSERT INTO transfer (leaf_id, processor_id, recipient, basis, at)
                SELECT processor_id, processor_id, 'sms_provider', 'contract', registered_at
                FROM processor WHERE channel = 'sms'
                """)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a company whose agreement is of later is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .neverSold, engine, says: "without an agreement in force", naming: { _ in "transfer " }
        ) { truth in
            try await truth.world.run("UPDATE processor SET agreed_on = '2999-01-01' WHERE channel = 'mail'")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a recipient under another basis than the statement's is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .neverSold, engine, says: "as a recipient that the statement does not name",
            naming: { _ in "transfer " }
        ) { truth in
            try await truth.world.run("UPDATE transfer SET basis = 'consent'")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nothing that left is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.neverSold, engine)
    }
}
