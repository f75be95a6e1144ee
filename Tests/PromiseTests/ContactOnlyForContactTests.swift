import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// P33.
struct ContactOnlyForContactTests {
    private func request(_ truth: TrueWorld) async throws -> ContactRequest.ID {
        try #require(try await truth.world.services.contactRequests.inbox().open.first).id
    }

    private func expectBroken(
        _ engine: TestEngine, says: String, names: String = "request ",
        by damage: (TrueWorld, ContactRequest.ID) async throws -> Void
    ) async throws {
        try await PromiseTests.expectBroken(
            .contactOnlyForContact, engine, says: says, naming: { _ in names }
        ) { truth in
            try await damage(truth, try await request(truth))
        }
    }

    /// A reading of a question as the log would have it, changed.
    private func forge(_ truth: TrueWorld, _ change: (LogLeaf) -> LogLeaf) async throws {
        let subject = try await truth.world.vault.pseudonym(of: try await request(truth))
        try await truth.world.forge(change(try await truth.world.leaf(.store, of: subject)))
    }

    @Test(arguments: TestEngine.allCases)
    func `a use for another purpose is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "read as contact_request for delivery", names: "leaf ") {
            truth, _ in
            try await forge(truth) { $0.altered(act: .read, purpose: .delivery) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a use under another activity is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "read as proof for contact_requests", names: "leaf ") {
            truth, _ in
            try await forge(truth) { $0.altered(act: .read, activity: .proof) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an end user's data used for a question is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "for contact_requests", names: "leaf ") { truth, _ in
            let leaf = try await truth.world.leaf(.store, of: truth.persons[0].pseudonym)
            try await truth.world.forge(leaf.altered(act: .read, purpose: .contactRequests))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a question kept past its term is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "past its term") { truth, id in
            try await truth.world.run(
                "UPDATE contact_request SET received_at = $1 WHERE request_id = $2",
                [(truth.world.clock.now() - .days(367)).sqlValue, id.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an answered question kept past its term is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "past its term") { truth, _ in
            try await truth.world.run(
                "UPDATE contact_request SET answered_at = $1 WHERE state = 'answered'",
                [(truth.world.clock.now() - .days(31)).sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key shared with an end user is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "shares a key with an end user") { truth, id in
            try await truth.world.run(
                """
                UPDATE end_user SET contact_key_id =
                    (SELECT contact_key_id FROM contact_request WHERE request_id = $1) WHERE end_user_id = $2
                """, [id.sqlValue, truth.persons[0].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key shared with an account is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "linked to an account") { truth, id in
            try await truth.world.run(
                """
                UPDATE account SET identity_key_id =
                    (SELECT identity_key_id FROM contact_request WHERE request_id = $1)
                """, [id.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two questions under one key are seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "linked to another request") { truth, id in
            try await truth.world.run(
                """
                UPDATE contact_request SET contact_key_id =
                    (SELECT contact_key_id FROM contact_request WHERE request_id = $1)
                WHERE request_id <> $1
                """, [id.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a question found by its address is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "linked to a blind index") { truth, id in
            try await truth.world.run(
                """
                INSERT INTO blind_index (customer_id, field, digest, end_user_id, key_id)
                SELECT $1, 'email_address', $2, $3, contact_key_id FROM contact_request WHERE request_id = $4
                """,
                [
                    truth.contract.customer.sqlValue, .blob([1, 2, 3]), truth.persons[0].person.sqlValue,
                    id.sqlValue,
                ])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a pseudonym of an account in the place of who asked is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "its keys are not its own two") { truth, id in
            try await truth.world.run(
                "UPDATE person_key SET person_id = $1 WHERE person_id = $2 AND class = 'contact'",
                [.blob(Identifier<World>.random().bytes), id.sqlValue], in: truth.world.keys)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a use of somebody who asked nothing is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "about a person who asked nothing", names: "leaf ") {
            truth, id in
            let subject = try await truth.world.vault.pseudonym(of: id)
            let leaf = try await truth.world.leaf(.store, of: subject)
            try await truth.world.forge(leaf.about(truth.persons[0].pseudonym))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a value in the clear is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "question, which nobody sealed") { truth, id in
            try await truth.world.run(
                "UPDATE sealed_value SET sealed = $1 WHERE request_id = $2 AND field = 'question'",
                [.blob(Array("Hallo,\nkent u Café Één?".utf8)), id.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a value in another column is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "has a word that nobody chose from a list") { truth, id in
            try await truth.world.run(
                "UPDATE contact_request SET language = $1 WHERE request_id = $2",
                [.text("Vrager Nummer1"), id.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `values of a question that is gone are seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "is gone, and its values are not") { truth, id in
            try await truth.world.dropConstraints(of: "sealed_value")
            try await truth.world.run("DELETE FROM sealed_value_before")
            try await truth.world.run("DELETE FROM contact_request WHERE request_id = $1", [id.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an answer that goes to an end user is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            engine, says: "an answer to a request that is not there", names: "message "
        ) { truth, _ in
            try await truth.world.run(
                "UPDATE message SET person_id = $1 WHERE kind = 'contact_answer'",
                [truth.persons[0].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `another message to who asked is seen`(engine: TestEngine) async throws {
        try await expectBroken(engine, says: "is no answer under its own key", names: "message ") {
            truth, _ in
            try await truth.world.run("UPDATE message SET kind = 'welcome' WHERE kind = 'contact_answer'")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `no questions are no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.contactOnlyForContact, engine)
    }
}

extension LogLeaf {
    /// The same use of somebody else.
    fileprivate func about(_ subject: Pseudonym.ID) -> LogLeaf {
        LogLeaf(
            id: .random(), at: at, act: act, activity: activity, purpose: purpose, basis: basis, role: role,
            organisation: organisation, caseFile: caseFile, service: service, fields: fields,
            revision: revision, subject: subject, actor: actor, statementVersion: statementVersion,
            count: count)
    }
}
