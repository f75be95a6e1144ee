import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// What a change of number or address leaves behind, as the proofs see it (P10, P11, P12, P16, P40).
struct OwnContactTests {
    @Test(arguments: TestEngine.allCases)
    func `after changes of both every promise still holds`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            try await truth.changeNumber()
            for promise: Promise in [
                .onlyWhatTheServiceNeeds, .alwaysAValidReason, .freeCallingNeedsThree,
                .onlyTheCustomerKnowsWhoHasACode, .givenKnowingly, .asLittleAsPossible, .givingIsNecessary,
                .closedPurposes, .neverSold,
            ] {
                let line = try await truth.world.line(promise)
                #expect(line.verdict == .proven, "\(promise): \(line.rows)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who has no address is held with less, and every promise holds`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            try await truth.enrolWithoutAddress()
            for promise: Promise in [
                .onlyWhatTheServiceNeeds, .alwaysAValidReason, .freeCallingNeedsThree, .givenKnowingly,
                .givingIsNecessary,
            ] {
                let line = try await truth.world.line(promise)
                #expect(line.verdict == .proven, "\(promise): \(line.rows)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an address that was given and is gone is seen`(engine: TestEngine) async throws {
        try await expectBroken(.freeCallingNeedsThree, engine, says: "email_address is missing") { truth in
            try await truth.world.run(
                "DELETE FROM sealed_field WHERE end_user_id = $1 AND field = 'email_address'",
                [truth.persons[0].person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the row of before the change, put back from an older copy, is seen`(engine: TestEngine) async throws
    {
        try await TrueWorld.with(engine) { truth in
            let person = truth.persons[0].person
            let old = try await truth.kept(of: person)
            try await truth.changeNumber()
            try await truth.world.run(
                """
                UPDATE sealed_field SET sealed = $2, rev = $3, given_at = $4
                WHERE end_user_id = $1 AND field = 'mobile_number'
                """, [person.sqlValue, .blob(old.sealed), .int(old.revision), .int(old.given)])
            let line = try await truth.world.line(.alwaysAValidReason)
            #expect(line.verdict == .broken)
            #expect(
                line.rows.contains { $0.contains("mobile_number is of another revision than the log's") },
                "\(line.rows)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a number that changed without a leaf is seen`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            try await truth.changeNumber()
            let leaves = try await truth.world.vault.leaves(
                of: truth.persons[0].pseudonym, before: nil, limit: 1_000)
            let stored = try #require(leaves.first { $0.act == .store && $0.activity == .contactChange })
            try await truth.world.run("DELETE FROM log_leaf WHERE leaf_id = $1", [stored.id.sqlValue])
            #expect(try await truth.world.line(.alwaysAValidReason).verdict == .broken)
            #expect(try await truth.world.line(.givenKnowingly).verdict == .broken)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a change that stayed beyond its term is seen`(engine: TestEngine) async throws {
        try await TrueWorld.with(engine) { truth in
            _ = try await truth.begin()
            truth.world.clock.advance(by: .hours(3))
            let line = try await truth.world.line(.atMostOneYearAfterTheEnd)
            #expect(
                line.rows.contains { $0.contains("contact change") && $0.contains("past its end") },
                "\(line.rows)")
        }
    }
}

extension TrueWorld {
    fileprivate struct Row {
        let sealed: [UInt8]
        let revision: Int64
        let given: Int64
    }

    fileprivate func kept(of person: EndUser.ID) async throws -> Row {
        let row = try await world.data.read { transaction in
            try transaction.row(
                """
                SELECT sealed, rev, given_at FROM sealed_field
                WHERE end_user_id = $1 AND field = 'mobile_number'
                """, person
            ).map { Row(sealed: try $0.blob(0), revision: try $0.int(1), given: try $0.int(2)) }
        }
        return try #require(row)
    }

    /// The first person begins to give another number.
    fileprivate func begin() async throws -> Token {
        let token = try await world.services.contactChanges.begin(
            World.mobileNumber(21), changing: .sms, for: persons[0], language: .dutch)
        try await world.settle()
        return token
    }

    fileprivate func enrolWithoutAddress() async throws {
        let enrolments = world.services.enrolments
        let code = try await world.codes(1, for: contract)[0]
        let token = try await enrolments.begin(code: code.reveal(), network: World.network)
        try await enrolments.give(
            ContactForm(mobileNumber: World.mobileNumber(31), emailAddress: "", age: .sixteenOrOlder),
            on: token, language: .dutch, network: World.network, isHelped: true)
        try await world.settle()
        _ = try await enrolments.prove(
            secret: try #require(world.outside.lastSecret()), on: token, device: .computer, language: .dutch,
            isHelped: true)
        try await world.settle()
    }

    fileprivate func changeNumber() async throws {
        let token = try await begin()
        let codes = world.outside.sent.suffix(2)
        for isMail in [false, true] {
            let secret = codes.first { if case .mail = $0 { isMail } else { !isMail } }?.secret
            _ = try await world.services.contactChanges.prove(
                secret: try #require(secret), token, session: try .random(), for: persons[0])
        }
        try await world.settle()
        try await world.keepHouse()
    }
}
