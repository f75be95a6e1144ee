import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// A small world with an office: a case that was searched, opened, noted in and handed over, and one whose person is
/// gone since.
struct OfficeWorld {
    let world: World
    let person: SignedIn
    let other: SignedIn
    let fenna: World.AtWork
    let colleague: World.AtWork
    let file: CaseFile.ID

    static func with(
        _ engine: TestEngine, isolation: isolated (any _Concurrency.Actor)? = #isolation,
        _ body: (OfficeWorld) async throws -> Void
    ) async throws {
        try await World.with(engine) { world in
            let codes = try await world.codes(3, for: world.municipality())
            let person = try await world.person(1, code: codes[0])
            let other = try await world.person(2, code: codes[1])
            let gone = try await world.person(3, code: codes[2])
            let fenna = try await world.staff(1, roles: [.support])
            let colleague = try await world.staff(2, roles: [.support])
            let cases = world.services.cases
            world.clock.advance(by: .minutes(5))
            let passed = try await world.openCase(on: 3, by: fenna)
            _ = try await cases.open(.contact, in: passed, by: fenna.worker)
            try await world.erase(gone)
            let file = try await world.openCase(on: 1, by: fenna)
            world.clock.advance(by: .minutes(5))
            _ = try await cases.open(.contact, in: file, by: fenna.worker)
            try await cases.write("Belt morgen terug", in: file, by: fenna.worker)
            world.clock.advance(by: .minutes(5))
            try await cases.handOver(file, to: colleague.worker.account, by: fenna.worker)
            world.clock.advance(by: .minutes(5))
            _ = try await cases.notes(in: file, by: colleague.worker)
            // Who tries without a case is refused, and that breaks nothing.
            _ = try? await cases.open(.contact, in: file, by: fenna.worker)
            world.clock.advance(by: .minutes(5))
            try await body(
                OfficeWorld(
                    world: world, person: person, other: other, fenna: fenna, colleague: colleague, file: file
                ))
        }
    }

    /// What Fenna read of the person.
    func look() async throws -> LogLeaf {
        let leaves = try await world.vault.leaves(of: person.pseudonym, before: nil, limit: 100)
        return try #require(
            leaves.first { $0.act == .read && $0.actor == fenna.worker.pseudonym && !$0.fields.isEmpty })
    }
}

extension LogLeaf {
    /// The same act by somebody else, from another case, as another role, or at another moment.
    fileprivate func otherwise(
        actor: Pseudonym.ID? = nil, caseFile: CaseFile.ID?, role: Role? = nil, at: Moment? = nil
    ) -> LogLeaf {
        LogLeaf(
            id: .random(), at: at ?? self.at, act: act, activity: activity, purpose: purpose, basis: basis,
            role: role ?? self.role, organisation: organisation, caseFile: caseFile, service: service,
            fields: fields, revision: revision, subject: subject, actor: actor ?? self.actor,
            statementVersion: statementVersion, count: count)
    }
}

private func expectSeen(
    _ promise: Promise, _ engine: TestEngine, says: String,
    sourceLocation: SourceLocation = #_sourceLocation, by damage: (OfficeWorld) async throws -> Void
) async throws {
    try await OfficeWorld.with(engine) { office in
        let before = try await office.world.line(promise)
        #expect(before.verdict == .proven, "\(before.rows)", sourceLocation: sourceLocation)
        try await damage(office)
        let after = try await office.world.line(promise)
        #expect(after.verdict == .broken, sourceLocation: sourceLocation)
        #expect(after.rows.contains { $0.contains(says) }, "\(after.rows)", sourceLocation: sourceLocation)
    }
}

/// P71.
struct OnlyFromACaseTests {
    @Test(arguments: TestEngine.allCases)
    func `a look without a case is seen`(engine: TestEngine) async throws {
        try await expectSeen(.onlyFromACase, engine, says: "without a case") { office in
            try await office.world.forge(try await office.look().otherwise(caseFile: nil))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a look from a case that was taken away is seen`(engine: TestEngine) async throws {
        try await expectSeen(.onlyFromACase, engine, says: "from a case that is not there") { office in
            try await office.world.dropConstraints(of: "case_file")
            try await office.world.run("DELETE FROM case_file WHERE case_id = $1", [office.file.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a look by a colleague who did not hold the case then is seen`(engine: TestEngine) async throws {
        try await expectSeen(.onlyFromACase, engine, says: "not held by who did it") { office in
            let look = try await office.look()
            try await office.world.forge(
                look.otherwise(actor: office.colleague.worker.pseudonym, caseFile: look.caseFile))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a look when the case was over is seen`(engine: TestEngine) async throws {
        try await expectSeen(.onlyFromACase, engine, says: "the case was not open at that moment") { office in
            try await office.world.run(
                "UPDATE case_file SET closed_at = opened_at WHERE case_id = $1", [office.file.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a case that was about somebody else is seen`(engine: TestEngine) async throws {
        try await expectSeen(.onlyFromACase, engine, says: "the case was about somebody else") { office in
            try await office.world.run(
                "UPDATE case_file SET end_user_id = $2 WHERE case_id = $1",
                [office.file.sqlValue, office.other.person.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a case that was cut loose from who it was about is seen`(engine: TestEngine) async throws {
        try await expectSeen(.onlyFromACase, engine, says: "its case leads to nobody") { office in
            try await office.world.run(
                "UPDATE case_file SET end_user_id = NULL WHERE case_id = $1", [office.file.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `another reason than the case has is seen`(engine: TestEngine) async throws {
        try await expectSeen(.onlyFromACase, engine, says: "the reason of the case is another") { office in
            try await office.world.run(
                "UPDATE case_file SET reason = 'complaint' WHERE case_id = $1", [office.file.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an opening without its leaf, and a case without an end, are seen`(engine: TestEngine) async throws {
        try await expectSeen(.onlyFromACase, engine, says: "opened without a leaf") { office in
            let look = try await office.look()
            try await office.world.run("DELETE FROM log_leaf WHERE leaf_id = $1", [look.id.sqlValue])
        }
        try await expectSeen(.onlyFromACase, engine, says: "longer than a case may be") { office in
            try await office.world.run(
                "UPDATE case_file SET expires_at = expires_at + 3000000000 WHERE case_id = $1",
                [office.file.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an office where nobody looked is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.onlyFromACase, engine)
    }
}

/// P72.
struct CodeOfConductTests {
    @Test(arguments: TestEngine.allCases)
    func `a look by somebody who did not sign is seen`(engine: TestEngine) async throws {
        try await expectSeen(.codeOfConduct, engine, says: "had not signed code_of_conduct") { office in
            try await office.world.run(
                "DELETE FROM duty_signature WHERE duty = 'code_of_conduct' AND account_id = $1",
                [office.fenna.worker.account.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a signature that came after the look is seen`(engine: TestEngine) async throws {
        try await expectSeen(.codeOfConduct, engine, says: "had not signed code_of_conduct") { office in
            try await office.world.run(
                "UPDATE duty_signature SET signed_at = signed_at + 86400000 WHERE account_id = $1",
                [office.fenna.worker.account.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an old version does not count, and nor does an account that nobody knows`(
        engine: TestEngine
    ) async throws {
        try await expectSeen(.codeOfConduct, engine, says: "had not signed secrecy") { office in
            try await office.world.run(
                "UPDATE duty_signature SET version = 0 WHERE duty = 'secrecy' AND account_id = $1",
                [office.fenna.worker.account.sqlValue])
        }
        try await expectSeen(.codeOfConduct, engine, says: "which nobody knows") { office in
            let look = try await office.look()
            try await office.world.forge(look.otherwise(actor: .random(), caseFile: look.caseFile))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an office where nobody looked is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.codeOfConduct, engine)
    }
}

/// P73.
struct AccessByNeedTests {
    @Test(arguments: TestEngine.allCases)
    func `a term that was moved is seen`(engine: TestEngine) async throws {
        try await expectSeen(.accessByNeed, engine, says: "was not written by the program") { office in
            try await office.world.run(
                "UPDATE role_grant SET expires_at = expires_at + 1 WHERE account_id = $1",
                [office.fenna.worker.account.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a role that somebody gave to themselves is seen`(engine: TestEngine) async throws {
        try await expectSeen(.accessByNeed, engine, says: "given to oneself") { office in
            try await office.world.dropConstraints(of: "role_grant")
            try await office.world.run(
                "UPDATE role_grant SET granted_by = account_id WHERE account_id = $1",
                [office.fenna.worker.account.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `another giver, written by SQL, is seen`(engine: TestEngine) async throws {
        try await expectSeen(.accessByNeed, engine, says: "was not written by the program") { office in
            try await office.world.run(
                "UPDATE role_grant SET granted_by = $2 WHERE account_id = $1",
                [office.fenna.worker.account.sqlValue, office.colleague.worker.account.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a look in a role without a grant, or after its term, is seen`(engine: TestEngine) async throws {
        try await expectSeen(.accessByNeed, engine, says: "as operator without a grant in force") { office in
            let look = try await office.look()
            try await office.world.forge(look.otherwise(caseFile: look.caseFile, role: .fieldOperator))
        }
        try await expectSeen(.accessByNeed, engine, says: "as support without a grant in force") { office in
            let look = try await office.look()
            try await office.world.forge(look.otherwise(caseFile: look.caseFile, at: look.at + .days(100)))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a look without secrecy signed is seen`(engine: TestEngine) async throws {
        try await expectSeen(.accessByNeed, engine, says: "without secrecy signed") { office in
            try await office.world.run(
                "DELETE FROM duty_signature WHERE duty = 'secrecy' AND account_id = $1",
                [office.fenna.worker.account.sqlValue])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an office without anybody is no evidence`(engine: TestEngine) async throws {
        try await expectNoEvidence(.accessByNeed, engine)
    }
}

/// The notes of a case are data of the person too.
struct CaseNoteProofTests {
    @Test(arguments: TestEngine.allCases)
    func `with cases and notes every other promise still holds`(engine: TestEngine) async throws {
        try await OfficeWorld.with(engine) { office in
            try await office.world.keepHouse()
            let report = try await office.world.prover().prove()
            for line in report.lines { #expect(line.verdict != .broken, "\(line.promise): \(line.rows)") }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key for notes of somebody without a case is seen`(engine: TestEngine) async throws {
        try await OfficeWorld.with(engine) { office in
            #expect(try await office.world.line(.onlyTheCustomerKnowsWhoHasACode).verdict == .proven)
            try await office.world.run(
                """
                INSERT INTO person_key (key_id, person_id, class, kek_generation, wrapped, created_at)
                SELECT $1, person_id, 'case_notes', kek_generation, wrapped, created_at FROM person_key
                WHERE person_id = $2 AND class = 'contact'
                """, [PersonKey.ID.random().sqlValue, office.other.person.sqlValue], in: office.world.keys)
            let line = try await office.world.line(.onlyTheCustomerKnowsWhoHasACode)
            #expect(line.verdict == .broken)
            #expect(line.rows.contains { $0.contains(office.other.pseudonym.description) })
        }
    }
}
