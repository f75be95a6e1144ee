import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

extension TrueWorld {
    /// Puts a field of another kind beside those of the first person, with bytes that are theirs.
    func addField(_ field: Field) async throws {
        try await world.run(
            """
            INSERT INTO sealed_field (end_user_id, field, customer_id, class, key_id, rev, sealed, source, given_at,
                form_version, service)
            SELECT end_user_id, $1, customer_id, class, key_id, rev, sealed, source, given_at, form_version, service
            FROM sealed_field WHERE end_user_id = $2 AND field = 'mobile_number'
            """, [.text(field.rawValue), persons[0].person.sqlValue])
    }
}

/// P10.
struct DeclaredFieldsTests {
    @Test(arguments: TestEngine.allCases)
    func `a field that the service does not declare is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .onlyWhatTheServiceNeeds, engine, says: "home_address, not declared for free_calling"
        ) { truth in
            try await truth.addField(.homeAddress)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a field from before the service was bought is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .onlyWhatTheServiceNeeds, engine, says: "given while no service was bought"
        ) { truth in
            try await truth.world.run(
                "UPDATE contract SET starts_at = $1 WHERE contract_id = $2",
                [truth.world.clock.now().sqlValue, truth.contract.id.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a service that asks other fields is seen`(engine: TestEngine) async throws {
        try await expectBroken(.onlyWhatTheServiceNeeds, engine, says: "not declared for recording") {
            truth in
            try await truth.world.run(
                "UPDATE contract SET service = 'recording' WHERE contract_id = $1",
                [truth.contract.id.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an empty vault is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.onlyWhatTheServiceNeeds, engine)
    }
}

/// P12.
struct FreeCallingTests {
    @Test(arguments: TestEngine.allCases)
    func `a fourth field is seen`(engine: TestEngine) async throws {
        try await expectBroken(.freeCallingNeedsThree, engine, says: "first_name beside the three") { truth in
            try await truth.addField(.firstName)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a message about something else is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .freeCallingNeedsThree, engine, says: "a message that is not about the account"
        ) { truth in
            try await truth.world.run(
                "UPDATE message SET kind = 'newsletter' WHERE person_id = $1 AND channel = 'mail'",
                [truth.persons[0].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a field whose bytes belong to another is seen`(engine: TestEngine) async throws {
        try await expectBroken(.freeCallingNeedsThree, engine, says: "a field does not open") { truth in
            try await truth.world.run(
                """
                UPDATE sealed_field SET sealed = (SELECT o.sealed FROM sealed_field o WHERE o.end_user_id = $2
                    AND o.field = 'email_address') WHERE end_user_id = $1 AND field = 'email_address'
                """, [truth.persons[0].person.sqlValue, truth.persons[1].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an index that is not that of its value is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .freeCallingNeedsThree, engine, says: "the index of mobile_number is not that of its value"
        ) { truth in
            try await truth.world.run(
                "UPDATE blind_index SET digest = $1 WHERE end_user_id = $2 AND field = 'mobile_number'",
                [.blob([UInt8](repeating: 7, count: 16)), truth.persons[0].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.freeCallingNeedsThree, engine)
    }
}

/// P13.
struct AnonymousCodesTests {
    @Test(arguments: TestEngine.allCases)
    func `a code in the clear is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .onlyTheCustomerKnowsWhoHasACode, engine, says: "not kept as a hash", naming: { _ in "code " }
        ) { truth in
            try await truth.world.run(
                "UPDATE enrolment_code SET code_hash = $1 WHERE contract_id = $2 AND letter_number = 6",
                [.blob(Array("7K4M9QWX3TRB".utf8)), truth.contract.id.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an address that we know is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .onlyTheCustomerKnowsWhoHasACode, engine, says: "home_address is known"
        ) { truth in
            try await truth.addField(.homeAddress)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one code of two persons is seen`(engine: TestEngine) async throws {
        try await expectBroken(
            .onlyTheCustomerKnowsWhoHasACode, engine, says: "belongs to 2 persons", naming: { _ in "code " }
        ) { truth in
            try await truth.world.dropConstraints(of: "end_user")
            try await truth.world.run(
                """
                UPDATE end_user SET code_id = (SELECT o.code_id FROM end_user o WHERE o.end_user_id = $2)
                WHERE end_user_id = $1
                """, [truth.persons[0].person.sqlValue, truth.persons[1].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `no codes are no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.onlyTheCustomerKnowsWhoHasACode, engine)
    }
}
