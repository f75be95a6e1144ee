import Domain
import Features
import LogVerifier
import Storage
import TestKit
import Testing
import Vault

/// Cases as the office works with them.
struct CaseTests {
    @Test(arguments: TestEngine.allCases)
    func `a search that finds nobody leaves a closed case and a line in the log`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let fenna = try await world.staff(1, roles: [.support])
            let leaves = try await world.count("log_leaf")
            let search = try await world.services.cases.search(
                "nobody@example.nl", reason: .complaint, sentence: World.sentence, by: fenna.worker)
            let found = try await world.services.cases.found(by: search, for: fenna.worker)
            #expect(found.map(\.file.subject) == [.nobody])
            #expect(found.first?.file.closed != nil)
            #expect(try await world.count("log_leaf") == leaves + 1)
            #expect(try await world.services.cases.mine(fenna.worker).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `somebody with codes from two customers has a case at each, and a line in the log of each`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let here = try await world.person(1, code: world.codes(1, for: world.municipality(1))[0])
            let there = try await world.person(1, code: world.codes(1, for: world.municipality(2))[0])
            let fenna = try await world.staff(1, roles: [.support])
            let search = try await world.services.cases.search(
                World.emailAddress(1), reason: .helpWithSignIn, sentence: World.sentence, by: fenna.worker)
            let found = try await world.services.cases.found(by: search, for: fenna.worker)
            #expect(
                Set(found.compactMap(\.customerName)) == ["Gemeente Voorbeeld 1", "Gemeente Voorbeeld 2"])
            for person in [here, there] {
                let leaves = try await world.vault.leaves(of: person.pseudonym, before: nil, limit: 100)
                let leaf = try #require(leaves.first { $0.role == .support })
                #expect(leaf.act == .lookUp)
                #expect(found.contains { $0.file.id == leaf.caseFile })
            }
            // A colleague does not see what somebody else searched.
            let colleague = try await world.staff(2, roles: [.support])
            #expect(try await world.services.cases.found(by: search, for: colleague.worker).isEmpty)
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            ("kort", CaseRefusal.sentenceTooShort),
            ("Belde met 06 12 34 00 20 over inloggen", .sentencePersonal),
            ("Mailde vanaf fenna.jansen@example.nl", .sentencePersonal),
            (String(repeating: "lang ", count: 60), .sentenceTooLong),
        ])
    func `a sentence explains, and leads to nobody`(
        engine: TestEngine, row: (sentence: String, refusal: CaseRefusal)
    ) async throws {
        try await World.with(engine) { world in
            let fenna = try await world.staff(1, roles: [.support])
            await #expect(throws: row.refusal) {
                _ = try await world.services.cases.search(
                    World.mobileNumber(1), reason: .complaint, sentence: row.sentence, by: fenna.worker)
            }
            #expect(try await world.count("case_file") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who may open for which reason stands in the statement`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let cases = world.services.cases
            let rows: [(Role, [CaseReason])] = [
                (
                    .support,
                    [.helpWithSignIn, .complaint, .questionOfPerson, .questionOfCustomer, .fraudSignal]
                ),
                (.fieldOperator, [.questionOfCustomer, .fraudSignal, .legalDuty]),
                (.privacyOfficer, []),
            ]
            for (index, row) in rows.enumerated() {
                let staff = try await world.staff(index + 1, roles: [row.0])
                #expect(cases.reasons(for: staff.worker) == row.1)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the thirty-first search of a day is refused, and the next day goes on`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let fenna = try await world.staff(1, roles: [.support])
            let search = {
                _ = try await world.services.cases.search(
                    "nobody@example.nl", reason: .complaint, sentence: World.sentence, by: fenna.worker)
            }
            for _ in 0..<CaseLimits.searchesPerDay { try await search() }
            await #expect(throws: CaseRefusal.tooManySearches) { try await search() }
            world.clock.advance(by: .days(1))
            try await search()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the sixty-first person of a day opens only when the glass is broken`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            let person = try await world.person(1, code: code)
            let fenna = try await world.staff(1, roles: [.support])
            let officer = try await world.staff(2, roles: [.privacyOfficer])
            let file = try await world.openCase(on: 1, by: fenna)
            try await Self.openedToday(CaseLimits.personsPerDay, by: fenna, about: person, in: world)
            await #expect(throws: CaseRefusal.tooManyPersons) {
                _ = try await world.services.cases.open(.contact, in: file, by: fenna.worker)
            }
            let broken = try await world.services.cases.breakGlass(
                over: file, sentence: World.sentence, by: fenna.worker)
            #expect(try await world.services.cases.open(.contact, in: broken, by: fenna.worker).count == 2)
            try await world.settle()
            let mails = world.outside.sent.compactMap { sent -> String? in
                if case .mail(let mail) = sent, mail.recipient.canonical.reveal() == officer.emailAddress {
                    mail.content.reveal().text
                } else {
                    nil
                }
            }
            let told = try #require(mails.last)
            #expect(told.contains(CaseFile.number(broken)))
            #expect(!told.contains("Collega"))
            world.clock.advance(by: .hours(4))
            await #expect(throws: CaseRefusal.expired) {
                _ = try await world.services.cases.open(.contact, in: broken, by: fenna.worker)
            }
        }
    }

    /// As many cases as a day has, each with something opened.
    private static func openedToday(
        _ count: Int, by staff: World.AtWork, about person: SignedIn, in world: World
    ) async throws {
        try await world.data.write { transaction in
            for _ in 0..<count {
                let id = CaseFile.ID.random()
                try transaction.execute(
                    """
                    INSERT INTO case_file (case_id, search_id, reason, sentence, end_user_id, holder, opened_by,
                        break_glass, opened_at, expires_at)
                    VALUES ($1, $1, 'complaint', 'x', $2, $3, $3, 0, $4, $5)
                    """, id, person.person, staff.worker.account, transaction.now, transaction.now + .days(14)
                )
                try transaction.execute(
                    "INSERT INTO case_opening (leaf_id, case_id, account_id, fields, at) VALUES ($1, $2, $3, 1, $4)",
                    LogLeaf.ID.random(), id, staff.worker.account, transaction.now)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `breaking the glass asks a fresh proof and somebody to tell`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            _ = try await world.person(1, code: code)
            let fenna = try await world.staff(1, roles: [.support])
            let file = try await world.openCase(on: 1, by: fenna)
            try await world.services.cases.guardSubject(of: file, by: fenna.worker)
            let breaking = { (worker: Worker) in
                _ = try await world.services.cases.breakGlass(
                    over: file, sentence: World.sentence, by: worker)
            }
            await #expect(throws: CaseRefusal.nobodyToTell) { try await breaking(fenna.worker) }
            _ = try await world.staff(2, roles: [.privacyOfficer])
            world.clock.advance(by: .minutes(11))
            await #expect(throws: CaseRefusal.proofNeeded) { try await breaking(fenna.worker) }
            try await world.services.workSignIns.proveAgain(
                code: try world.appCode(fenna.secret), for: fenna.worker, network: World.network)
            try await breaking(try await world.worker(fenna.session))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a case goes on for thirty days at most`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            _ = try await world.person(1, code: world.codes(1, for: world.municipality())[0])
            let fenna = try await world.staff(1, roles: [.support])
            let file = try await world.openCase(on: 1, by: fenna)
            let extend = {
                try await world.services.cases.extend(file, sentence: World.sentence, by: fenna.worker)
            }
            let opened = world.clock.now()
            world.clock.advance(by: .days(13))
            try await extend()
            world.clock.advance(by: .days(10))
            try await extend()
            let detail = try #require(try await world.services.cases.detail(file, for: fenna.worker))
            #expect(detail.summary.file.expires == opened + .days(30))
            await #expect(throws: CaseRefusal.atItsLongest) { try await extend() }
            world.clock.advance(by: .days(7))
            await #expect(throws: CaseRefusal.expired) { try await extend() }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `notes are sealed under a key of their own, and go half a year after the case`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let person = try await world.person(1, code: world.codes(1, for: world.municipality())[0])
            let fenna = try await world.staff(1, roles: [.support])
            let colleague = try await world.staff(2, roles: [.support])
            let cases = world.services.cases
            let file = try await world.openCase(on: 1, by: fenna)
            await #expect(throws: CaseRefusal.notYours) {
                try await cases.write("Stiekem", in: file, by: colleague.worker)
            }
            #expect(try await world.keyClasses(of: person.person) == ["contact", "identity"])
            try await cases.write("Heeft een nieuwe telefoon", in: file, by: fenna.worker)
            world.clock.advance(by: .minutes(1))
            try await cases.write("Belt morgen terug", in: file, by: fenna.worker)
            #expect(try await world.keyClasses(of: person.person) == ["case_notes", "contact", "identity"])
            let notes = try await cases.notes(in: file, by: fenna.worker)
            #expect(notes.map { $0.text.reveal() } == ["Heeft een nieuwe telefoon", "Belt morgen terug"])
            await #expect(throws: CaseRefusal.notYours) {
                _ = try await cases.notes(in: file, by: colleague.worker)
            }
            let sealed = try await world.data.read { transaction in
                try transaction.rows("SELECT sealed FROM case_note").map { try $0.blob(0) }
            }
            #expect(sealed.allSatisfy { !String(decoding: $0, as: UTF8.self).contains("telefoon") })
            world.clock.advance(by: .days(14 + 190))
            try await world.services.retention.run()
            #expect(try await world.count("case_note") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of an erased person with an open case and notes nothing remains, and the case leads to nobody`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let person = try await world.person(1, code: world.codes(1, for: world.municipality())[0])
            let fenna = try await world.staff(1, roles: [.support])
            let file = try await world.openCase(on: 1, by: fenna)
            _ = try await world.services.cases.open(.contact, in: file, by: fenna.worker)
            try await world.services.cases.write("Heeft een nieuwe telefoon", in: file, by: fenna.worker)
            try await world.erase(person)
            #expect(try await world.keyClasses(of: person.person).isEmpty)
            #expect(try await world.count("case_note") == 0)
            let detail = try #require(try await world.services.cases.detail(file, for: fenna.worker))
            #expect(detail.summary.file.subject == .nobody)
            #expect(detail.summary.file.closed != nil)
            #expect(detail.summary.customerName == nil)
            await #expect(throws: CaseRefusal.nobodyThere) {
                _ = try await world.services.cases.open(.contact, in: file, by: fenna.worker)
            }
            let left = try await world.keys.read { transaction in
                try transaction.row(
                    """
                    SELECT (SELECT COUNT(*) FROM person_key WHERE person_id = $1)
                        + (SELECT COUNT(*) FROM pseudonym WHERE person_id = $1)
                    """, person.person)?.int(0)
            }
            #expect(left == 0)
            #expect(try await world.services.logKeeper.verify().isSound)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a person whose term is over takes the key of their notes along`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let person = try await world.person(1, code: world.codes(1, for: contract)[0])
            let fenna = try await world.staff(1, roles: [.support])
            let file = try await world.openCase(on: 1, by: fenna)
            try await world.services.cases.write("Heeft een nieuwe telefoon", in: file, by: fenna.worker)
            try await world.services.customers.end(contract.id)
            world.clock.advance(by: .days(367))
            #expect(try await world.services.retention.run().persons == 1)
            try await world.services.shredder.run()
            #expect(try await world.keyClasses(of: person.person).isEmpty)
        }
    }
}

extension World {
    fileprivate func keyClasses(of person: EndUser.ID) async throws -> [String] {
        try await keys.read { transaction in
            try transaction.rows("SELECT class FROM person_key WHERE person_id = $1 ORDER BY class", person)
                .map { try $0.text(0) }
        }
    }
}
