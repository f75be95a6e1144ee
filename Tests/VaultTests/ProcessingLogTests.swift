import Domain
import Features
import LogVerifier
import Storage
import TestKit
import Testing
import Vault

@Suite struct ProcessingLogTests {
    @Test(arguments: TestEngine.allCases)
    func `a log of any size verifies against its checkpoints and its witness`(engine: TestEngine) async throws
    {
        try await World.with(engine) { world in
            for size in [1, 2, 3, 7, 8, 20] {
                try await world.fillLog(to: size)
                try await world.services.logKeeper.run()
                let report = try await world.services.logKeeper.verify()
                #expect(report.isSound, "\(report.findings)")
                #expect(report.leaves == Int64(size))
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a log whose end was cut off is found out by the witness`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            try await world.fillLog(to: 12)
            try await world.services.logKeeper.run()
            try await world.cutLog(to: 9)
            let report = try await world.services.logKeeper.verify()
            #expect(report.findings == [.truncated(size: 12, leaves: 9, witnessed: true)])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a log rewritten and signed again with the stolen key is found out by the witness`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            try await world.fillLog(to: 12)
            try await world.services.logKeeper.run()
            // The attacker has everything on this machine: drop the tree, change a leaf, number and sign anew.
            try await world.data.write { transaction in
                guard let row = try transaction.row("SELECT leaf_id, body FROM log_leaf WHERE seq = 5") else {
                    return
                }
                var body = try row.blob(1)
                body[body.count - 1] ^= 1
                try transaction.execute(
                    "UPDATE log_leaf SET body = $2 WHERE leaf_id = $1", try row.blob(0), body)
                try transaction.execute("UPDATE log_leaf SET seq = NULL")
                try transaction.execute("DELETE FROM log_node")
                try transaction.execute("DELETE FROM log_checkpoint")
                try transaction.execute("UPDATE log_head SET size = 0")
            }
            try await Sequencer(vault: world.vault).run()
            let report = try await world.services.logKeeper.verify()
            #expect(report.findings == [.otherRoot(size: 12, witnessed: true)])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a leaf changed in place is found out by the stored checkpoint alone`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            try await world.fillLog(to: 6)
            try await Sequencer(vault: world.vault).run()
            try await world.data.write { transaction in
                guard let row = try transaction.row("SELECT leaf_id, body FROM log_leaf WHERE seq = 2") else {
                    return
                }
                var body = try row.blob(1)
                body[40] ^= 0xFF
                try transaction.execute(
                    "UPDATE log_leaf SET body = $2 WHERE leaf_id = $1", try row.blob(0), body)
            }
            let report = try await world.services.logKeeper.verify()
            #expect(report.findings.contains(.otherRoot(size: 6, witnessed: false)))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `inclusion and consistency are proven for every size and refused for another leaf`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            var roots: [Int64: [UInt8]] = [:]
            for size in 1...13 {
                try await world.fillLog(to: size)
                let note = try #require(try await Sequencer(vault: world.vault).run())
                roots[Int64(size)] = try #require(Checkpoint.parse(note: note)).checkpoint.root
            }
            let leaves = try await world.data.read { transaction in
                try transaction.rows("SELECT body FROM log_leaf ORDER BY seq").map { try $0.blob(0) }
            }
            let last = try #require(roots[13])
            for (position, leaf) in leaves.enumerated() {
                let proof = try await world.vault.inclusionProof(of: Int64(position), size: 13)
                #expect(
                    Proofs.isIncluded(
                        leaf: leaf, position: Int64(position), size: 13, root: last, proof: proof))
                let other = leaves[(position + 1) % 13]
                #expect(
                    !Proofs.isIncluded(
                        leaf: other, position: Int64(position), size: 13, root: last, proof: proof))
            }
            for old in Int64(1)...12 {
                let proof = try await world.vault.consistencyProof(from: old, to: 13)
                let oldRoot = try #require(roots[old])
                #expect(Proofs.isConsistent(old: old, oldRoot: oldRoot, size: 13, root: last, proof: proof))
                #expect(!Proofs.isConsistent(old: old, oldRoot: last, size: 13, root: last, proof: proof))
            }
        }
    }

    @Test func `a leaf reads back from its bytes and from nothing else`() throws {
        let leaf = LogLeaf(
            id: .random(), at: TestClock.start, act: .store, activity: .enrolment, purpose: .delivery,
            basis: .contract,
            role: .endUser, organisation: .customer(.random()), caseFile: .random(), service: .freeCalling,
            fields: FieldSet([Field.mobileNumber]), revision: 3, subject: .random(), actor: nil,
            statementVersion: 1,
            count: 1)
        #expect(LogLeaf(bytes: leaf.bytes) == leaf)
        #expect(LogLeaf(bytes: leaf.bytes + [0]) == nil)
        for length in 0..<leaf.bytes.count {
            #expect(LogLeaf(bytes: Array(leaf.bytes.prefix(length))) == nil)
        }
    }
}

extension World {
    func fillLog(to size: Int) async throws {
        let access = Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery)
        let vault = vault
        try await data.write { transaction in
            let count = try transaction.row("SELECT COUNT(*) FROM log_leaf")?.int(0) ?? 0
            for _ in count..<Int64(size) {
                try vault.record(
                    Processing(
                        .store, .codeIssue, service: .freeCalling, fields: .none, subject: nil, count: 1),
                    access: access, in: transaction)
            }
        }
    }

    /// What an administrator would do: the last leaves go, and everything here is made to agree.
    func cutLog(to size: Int64) async throws {
        try await data.write { transaction in
            try transaction.execute("DELETE FROM log_leaf WHERE seq >= $1", size)
            try transaction.execute("UPDATE log_leaf SET seq = NULL")
            try transaction.execute("DELETE FROM log_node")
            try transaction.execute("DELETE FROM log_checkpoint")
            try transaction.execute("UPDATE log_head SET size = 0")
        }
        try await Sequencer(vault: vault).run()
    }
}
