import Domain
import Features
import Foundation
import Storage
import TestKit
import Testing
import Vault

/// P70.
struct MeasuresTests {
    @Test(arguments: TestEngine.allCases)
    func `a value that is not sealed is seen`(engine: TestEngine) async throws {
        try await expectBroken(.suitableMeasures, engine, says: "mobile_number is not sealed") { truth in
            try await truth.world.run(
                "UPDATE sealed_field SET sealed = $1 WHERE end_user_id = $2 AND field = 'mobile_number'",
                [.blob(Array("+31612340001".utf8)), truth.persons[0].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a rewritten leaf is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .suitableMeasures, engine, says: "the leaves before", naming: { _ in "stored checkpoint" }
        ) { truth in
            let leaf = try await truth.world.leaf(.store, of: truth.persons[0].pseudonym)
            try await truth.world.run(
                "UPDATE log_leaf SET body = $1 WHERE leaf_id = $2",
                [.blob(leaf.altered(purpose: .communication).bytes), leaf.id.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a log that was cut is seen by the witness`(engine: TestEngine) async throws {
        try await expectBroken(
            .suitableMeasures, engine, says: "the witness has a checkpoint", naming: { _ in "log: " }
        ) {
            truth in
            try await truth.world.run(
                "DELETE FROM log_checkpoint WHERE size = (SELECT MAX(size) FROM log_checkpoint)")
            try await truth.world.run("DELETE FROM log_leaf WHERE seq = (SELECT MAX(seq) FROM log_leaf)")
        }
    }

    @Test func `key files that others may read are seen`() async throws {
        try await TrueWorld.with(.sqlite) { truth in
            let directory = truth.world.store.directory.url.path
            let premises = Premises(keysDirectory: directory + "/secret", witness: truth.world.witness)
            try FileManager.default.createDirectory(
                atPath: directory + "/secret", withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
            let file = directory + "/secret/root.key"
            _ = FileManager.default.createFile(
                atPath: file, contents: Data("x".utf8), attributes: [.posixPermissions: 0o600])
            #expect(try await truth.world.line(.suitableMeasures, premises).verdict == .proven)
            try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
            let line = try await truth.world.line(.suitableMeasures, premises)
            #expect(line.rows == ["root.key: open to others"])
            let inside = Premises(
                dataDirectory: directory, keysDirectory: directory + "/secret", witness: truth.world.witness)
            let nested = try await truth.world.line(.suitableMeasures, inside)
            #expect(nested.rows.contains("keys: kept inside the directory of the data"))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nothing sealed and nothing logged is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.suitableMeasures, engine)
    }
}

/// P80.
struct VersionsTests {
    @Test(arguments: TestEngine.allCases)
    func `a published text that was changed is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .everyVersionReadable, engine, says: "its text is not the one published",
            naming: { _ in "version 1" }
        ) { truth in
            try await truth.world.run("UPDATE statement_version SET document = document || '#'")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a version that is gone is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .everyVersionReadable, engine, says: "is not kept", naming: { _ in "version 1" }
        ) { truth in
            try await truth.world.dropConstraints(of: "statement_version")
            try await truth.world.run("DELETE FROM statement_version")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a store without a statement is no evidence`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            try await world.dropConstraints(of: "statement_version")
            try await world.run("DELETE FROM statement_version")
            #expect(try await world.line(.everyVersionReadable).verdict == .noEvidence)
        }
    }
}
