import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

struct ProverTests {
    @Test(arguments: TestEngine.allCases)
    func `in a true world no promise is broken, a second time neither`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            for _ in 1...2 {
                let report = try await truth.world.prover().prove()
                #expect(report.lines.count == Promise.allCases.count)
                for line in report.lines { #expect(line.verdict != .broken, "\(line.promise): \(line.rows)") }
                #expect(report.count(.proven) >= 12)
                try await truth.world.keepHouse()
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `in an empty world nothing about persons is proven`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            _ = try await world.data.write { try $0.execute("DELETE FROM processor") }
            let report = try await world.prover().prove()
            // The statement itself is recorded at every start.
            #expect(report.lines.filter { $0.verdict == .proven }.map(\.promise) == ["P80"])
            #expect(!report.isBroken)
        }
    }

    @Test func `the statement says of exactly the proven promises that they are built`() throws {
        let statement = try StatementDocument.bundled(privacyContact: "privacy@example.nl").statement
        for wording in statement.promises {
            #expect(wording.isBuilt == wording.promise.isBuilt, "\(wording.promise.id)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a run leaves one aggregate leaf per built promise`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            let before = try await proofLeaves(truth.world)
            _ = try await truth.world.prover().prove()
            let leaves = try await proofLeaves(truth.world)
            let built = Promise.allCases.filter(\.isBuilt)
            #expect(leaves.count - before.count == built.count)
            #expect(leaves.allSatisfy { $0.role == .prover && $0.act == .aggregate && $0.subject == nil })
        }
    }

    private func proofLeaves(_ world: World) async throws -> [LogLeaf] {
        try await world.data.read { transaction in
            try transaction.rows("SELECT body FROM log_leaf").compactMap { LogLeaf(bytes: try $0.blob(0)) }
        }.filter { $0.activity == .proof }
    }

    @Test func `a report holds counts and pseudonyms and never a value`() async throws {
        try await TrueWorld.with(.sqlite) { truth in
            try await truth.world.dropConstraints(of: "sealed_field", "message")
            try await truth.world.run("UPDATE sealed_field SET field = $1", [.text(World.emailAddress(1))])
            try await truth.world.run("UPDATE message SET kind = $1", [.text(World.mobileNumber(1))])
            let report = try await truth.world.prover().prove()
            #expect(report.isBroken)
            for text in [report.text, report.json] {
                for person in 1...9 {
                    #expect(!text.contains(World.emailAddress(person)))
                    #expect(!text.contains(World.mobileNumber(person)))
                    #expect(!text.contains(String(World.mobileNumber(person).dropFirst())))
                }
            }
        }
    }

    @Test func `a store that cannot be read proves nothing`() async throws {
        try await TrueWorld.with(.sqlite) { truth in
            _ = try await truth.world.data.write {
                try $0.execute("ALTER TABLE blind_index RENAME TO hidden")
            }
            let line = try await truth.world.line(.freeCallingNeedsThree)
            #expect(line.verdict == .broken)
            #expect(line.rows.contains { $0.hasPrefix("the check could not be carried out") })
        }
    }
}
