import Domain
import Features
import Foundation
import Storage
import TestKit
import Testing
import Vault

/// P16.
struct ProvenanceTests {
    @Test(arguments: TestEngine.allCases)
    func `a field on a form that is not kept is seen`(engine: TestEngine) async throws {
        try await expectBroken(.givenKnowingly, engine, says: "on a form that is not kept") { truth in
            try await truth.world.dropConstraints(of: "sealed_field")
            try await truth.world.run(
                "UPDATE sealed_field SET form_version = 'none' WHERE end_user_id = $1",
                [truth.persons[0].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a field given at another moment than the log saw is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .givenKnowingly, engine, says: "which the log did not see the person give at that moment"
        ) { truth in
            try await truth.world.run(
                "UPDATE sealed_field SET given_at = given_at - 1000 WHERE end_user_id = $1",
                [truth.persons[0].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a number that was bought elsewhere is seen`(engine: TestEngine) async throws {
        try await expectBroken(.givenKnowingly, engine, says: "which no letter of a customer brings") {
            truth in
            try await truth.world.run(
                "UPDATE sealed_field SET source = 'customer_letter' WHERE end_user_id = $1 AND field = 'mobile_number'",
                [truth.persons[0].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an empty vault is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.givenKnowingly, engine)
    }
}

/// P17.
struct MinimumTests {
    @Test(arguments: TestEngine.allCases)
    func `an internet address in any column is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .asLittleAsPossible, engine, says: "message", naming: { _ in "holds an internet address" }
        ) { truth in
            try await truth.world.run("UPDATE message SET failure = 'no route to 192.0.2.7:25'")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a column for what we do not keep is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .asLittleAsPossible, engine, says: "session.ip_address",
            naming: { _ in "is for what we do not keep" }
        ) { truth in
            _ = try await truth.world.data.write {
                try $0.execute("ALTER TABLE session ADD COLUMN ip_address TEXT")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a leaf with something added is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .asLittleAsPossible, engine, says: "holds more than a leaf", naming: { _ in "leaf " }
        ) { truth in
            let leaf = try await truth.world.leaf(.store, of: truth.persons[0].pseudonym)
            try await truth.world.forge(leaf.altered(), body: leaf.bytes + Array("06 12345678".utf8))
        }
    }

    @Test func `an internet address in the server's log is seen`() async throws {
        try await TrueWorld.with(.sqlite) { truth in
            let file = truth.world.store.directory.path(of: "server.log")
            try Data("listening on 127.0.0.1:8080\nenrolment.redeemed count=1\n".utf8).write(
                to: URL(fileURLWithPath: file))
            let premises = Premises(logFiles: [file], witness: truth.world.witness)
            #expect(try await truth.world.line(.asLittleAsPossible, premises).verdict == .proven)
            try Data("request from 2001:db8::17\nok\n".utf8).write(to: URL(fileURLWithPath: file))
            let line = try await truth.world.line(.asLittleAsPossible, premises)
            #expect(line.rows == ["server.log line 1 holds an internet address"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.asLittleAsPossible, engine)
    }
}

/// P21.
struct FormWordsTests {
    @Test(arguments: TestEngine.allCases)
    func `words that were changed under their name are seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .givingIsNecessary, engine, says: "its words are not those of its name", naming: { _ in "form " }
        ) { truth in
            try await truth.world.run("UPDATE form_version SET text = text || '!'")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a form that does not say what happens otherwise is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .givingIsNecessary, engine, says: "does not say what happens otherwise"
        ) { truth in
            try await truth.world.run(
                "UPDATE form_version SET text = 'mobile_number | required | Mobiel nummer | Daarom | '")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an empty vault is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.givingIsNecessary, engine)
    }
}
