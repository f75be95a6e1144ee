import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// P14, P15 and P16 for phones and SIM cards: proven where they are kept, and each break is seen.
struct MobilePromiseTests {
    /// One whose service runs, made through the product's own features.
    private func running(
        _ engine: TestEngine, _ promise: Promise, says: String, isProvenBefore: Bool = true,
        damage: (World, SignedIn) async throws -> Void
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.mobileMunicipality()
            let noor = try await world.colleague(1, of: contract.customer, roles: [.caseworker]).worker
            let codes = try await world.codes(2, for: contract)
            let person = try await world.applicant(1, code: codes[0])
            try await world.answerNext(.yes, by: noor)
            _ = try await world.applicant(2, code: codes[1])
            let before = try await world.line(promise)
            #expect(before.verdict == .proven, "\(before.rows)")
            try await damage(world, person)
            let after = try await world.line(promise)
            #expect(after.verdict == .broken)
            #expect(
                after.rows.contains { $0.contains(says) && $0.contains(person.pseudonym.description) },
                "\(after.rows)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a phone without a name is seen`(engine: TestEngine) async throws {
        try await running(engine, .deviceNeeds, says: "applied without last_name") { world, person in
            try await world.run(
                "DELETE FROM sealed_field WHERE end_user_id = $1 AND field = 'last_name'",
                [person.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `something that a phone does not need is seen`(engine: TestEngine) async throws {
        try await running(engine, .deviceNeeds, says: "that a phone does not need") { world, person in
            try await world.run(
                "UPDATE sealed_field SET field = 'question' WHERE end_user_id = $1 AND field = 'birth_date'",
                [person.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a phone under an agreement for something else is seen`(engine: TestEngine) async throws {
        try await running(engine, .deviceNeeds, says: "that no agreement is for") { world, _ in
            try await world.run("UPDATE contract SET service = 'free_calling'")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a service on an answer that the customer did not give is seen`(engine: TestEngine) async throws {
        try await running(
            engine, .customerConfirmsBeforeDelivery, says: "the log did not see their customer give"
        ) { world, person in
            try await world.run(
                "UPDATE eligibility_answer SET given_at = given_at - 1000 WHERE end_user_id = $1",
                [person.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a service on a no is seen`(engine: TestEngine) async throws {
        try await running(
            engine, .customerConfirmsBeforeDelivery, says: "no processed yes"
        ) { world, person in
            try await world.dropConstraints(of: "eligibility_answer")
            try await world.run(
                "UPDATE eligibility_answer SET verdict = 'no', detail = 'has_one' WHERE end_user_id = $1",
                [person.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a service without an answer is seen`(engine: TestEngine) async throws {
        try await running(
            engine, .customerConfirmsBeforeDelivery, says: "without an answer about this person"
        ) { world, person in
            try await world.dropConstraints(of: "eligibility_answer")
            try await world.run(
                "DELETE FROM eligibility_answer WHERE end_user_id = $1", [person.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a confirmation that counts for ever is seen`(engine: TestEngine) async throws {
        try await running(
            engine, .customerConfirmsBeforeDelivery, says: "for longer than the term"
        ) { world, person in
            try await world.run(
                "UPDATE mobile_service SET confirmed_until = confirmed_until + 1000 WHERE end_user_id = $1",
                [person.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a service that runs past its confirmation is seen`(engine: TestEngine) async throws {
        try await running(
            engine, .customerConfirmsBeforeDelivery, says: "runs past its confirmation"
        ) { world, person in
            try await world.run(
                "UPDATE mobile_service SET confirmed_until = 1 WHERE end_user_id = $1",
                [person.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an application that nobody ends is seen`(engine: TestEngine) async throws {
        try await running(
            engine, .customerConfirmsBeforeDelivery, says: "nobody answered in time"
        ) { world, person in
            try await world.run(
                "UPDATE mobile_service SET answer_by = 1 WHERE end_user_id = $1", [person.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a service of somebody who may not use it is seen`(engine: TestEngine) async throws {
        try await running(
            engine, .customerConfirmsBeforeDelivery, says: "runs for somebody who may not use it"
        ) { world, person in
            try await world.run(
                "UPDATE end_user SET state = 'awaiting_guardian', keep_until = 1 WHERE end_user_id = $1",
                [person.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a confirmation that the log did not see is seen`(engine: TestEngine) async throws {
        try await running(
            engine, .givenKnowingly, says: "confirmed at a moment at which the log saw nobody do so"
        ) { world, person in
            try await world.run(
                "UPDATE sealed_field SET confirmed_at = confirmed_at + 1000 WHERE end_user_id = $1",
                [person.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a field that nobody confirmed is seen`(engine: TestEngine) async throws {
        try await running(engine, .givenKnowingly, says: "which nobody confirmed") { world, person in
            try await world.dropConstraints(of: "sealed_field")
            try await world.run(
                "UPDATE sealed_field SET confirmed_at = NULL WHERE end_user_id = $1",
                [person.person.sqlValue])
        }
    }

    /// Each of the others is kept too in a world with phones.
    @Test(arguments: TestEngine.allCases)
    func `every promise is kept in a world with phones`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.mobileMunicipality()
            let noor = try await world.colleague(1, of: contract.customer, roles: [.caseworker]).worker
            for (number, code) in zip(1..., try await world.codes(3, for: contract)) {
                _ = try await world.applicant(number, code: code)
                world.clock.advance(by: .minutes(1))
            }
            let first = try #require(try await world.services.confirmations.next(for: noor))
            _ = try await world.services.confirmations.open(first, by: noor)
            for answer in [EligibilityAnswer.yes, .no(.notInGroup), .question(.name)] {
                try await world.answerNext(answer, by: noor)
            }
            try await world.keepHouse()
            let report = try await world.prover().prove()
            let broken = report.lines.filter { $0.verdict == .broken }
            #expect(broken.isEmpty, "\(broken.map { ($0.promise, $0.rows) })")
        }
    }
}
