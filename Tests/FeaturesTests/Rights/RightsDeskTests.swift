import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// What staff do with requests, what goes, and who else must hear of it.
struct RightsDeskTests {
    @Test(arguments: TestEngine.allCases)
    func `who works with us has a name corrected, and the old one is gone`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(5, of: contract.customer)
            let fenna = try await world.staff(1, roles: [.support])
            let requests = world.services.rightsRequests
            let id = try await requests.ask(
                .rectification(.fullName, value: Sensitive("Noor Nieuwnaam")), words: "", for: noor.worker)
            try await world.services.rightsDesk.take(id, by: fenna.worker)
            let opened = try await world.services.rightsDesk.words(id, by: fenna.worker)
            #expect(opened.value?.reveal() == "Noor Nieuwnaam")
            try await world.services.rightsDesk.answer(id, .granted, text: "Aangepast", by: fenna.worker)
            let own = try await world.services.colleagues.own(for: noor.worker)
            let name = try #require(own.fields.first { $0.field == .fullName })
            #expect(name.value.reveal() == "Noor Nieuwnaam" && name.source == .themselves)
            #expect(own.fields.first { $0.field == .emailAddress }?.value.reveal() == noor.emailAddress)
            #expect(try await requests.list(for: noor.worker).map(\.request.state) == [.granted])
        }
    }

    /// P16: for a phone every field has the moment at which its person said that it is right: here, when they asked.
    @Test(arguments: TestEngine.allCases)
    func `who has a phone or SIM card has a name corrected, and gave it as what is right`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.mobileMunicipality()
            let anna = try await world.applicant(1, code: try await world.codes(1, for: contract)[0])
            let fenna = try await world.staff(1, roles: [.support])
            let id = try await world.services.rightsRequests.ask(
                .rectification(.lastName, value: Sensitive("Nieuwnaam")), words: "", for: anna)
            world.clock.advance(by: .hours(1))
            try await world.services.rightsDesk.take(id, by: fenna.worker)
            try await world.services.rightsDesk.answer(id, .granted, text: "Aangepast", by: fenna.worker)
            let file = try await world.services.personFiles.file(of: anna)
            let name = try #require(file.lines.first { $0.field == .lastName })
            #expect(name.value.reveal() == "Nieuwnaam" && name.given <= world.clock.now())
            let report = try await world.prover().prove([.givenKnowingly])
            #expect(!report.isBroken, "\(report.lines.flatMap(\.rows))")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a request of who is guarded is answered from a case that was broken open`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let anna = try await world.person(1, code: try await world.codes(1, for: contract)[0])
            let fenna = try await world.staff(1, roles: [.support])
            _ = try await world.staff(2, roles: [.privacyOfficer])
            let (cases, desk) = (world.services.cases, world.services.rightsDesk)
            try await cases.guardSubject(of: try await world.openCase(on: 1, by: fenna), by: fenna.worker)
            let id = try await world.services.rightsRequests.ask(
                .complaint(about: nil), words: "Ik hoorde niets", for: anna)
            let file = try #require(try await desk.take(id, by: fenna.worker))
            await #expect(throws: CaseRefusal.guarded) { try await desk.words(id, by: fenna.worker) }
            let proven = try await world.proven(fenna)
            world.clock.advance(by: .seconds(1))
            try await cases.breakGlass(over: file, sentence: "Het verzoek moet op tijd", by: proven)
            #expect(try await desk.words(id, by: proven).words?.reveal() == "Ik hoorde niets")
            try await desk.answer(id, .granted, text: "Dat spijt ons", by: proven)
            let list = try await world.services.rightsRequests.list(for: anna)
            #expect(list.map(\.request.state) == [.granted])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody handles their own request`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fenna = try await world.staff(1, roles: [.support])
            let id = try await world.services.rightsRequests.ask(
                .other(.complaint), words: "Over mijn rooster", for: fenna.worker)
            await #expect(throws: RightsRefusal.ownRequest) {
                try await world.services.rightsDesk.take(id, by: fenna.worker)
            }
            await #expect(throws: (any Error).self) {
                try await world.data.write { transaction in
                    try transaction.execute(
                        "UPDATE rights_request SET handler = $2 WHERE request_id = $1", id,
                        fenna.worker.account)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `by phone somebody is known first, may wait longer once, and is erased with a receipt`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let (anna, fenna) = try await world.annaAndFenna()
            let desk = world.services.rightsDesk
            let found = try await world.openCase(on: 1, by: fenna, reason: .questionOfPerson)
            let id = try await desk.register(
                .erasure, via: .phone, words: "Alles weg", in: found, by: fenna.worker)
            try await desk.take(id, by: fenna.worker)
            await #expect(throws: RightsRefusal.identityFirst) {
                try await desk.answer(id, .granted, text: "Goed", by: fenna.worker)
            }
            await #expect(throws: RightsRefusal.checklistIncomplete) {
                try await desk.identify(id, ticked: [.namesTheCode], by: fenna.worker)
            }
            try await desk.identify(
                id, ticked: [.answersOnOurNumber, .namesTheCode, .speaksFreely], by: fenna.worker)
            try await desk.extend(id, because: "Wij zoeken een brief", by: fenna.worker)
            await #expect(throws: RightsRefusal.extendedAlready) {
                try await desk.extend(id, because: "Nog eens", by: fenna.worker)
            }
            let waiting = try #require(try await world.services.rightsRequests.open(id, for: anna))
            #expect(waiting.delay?.reveal() == "Wij zoeken een brief")
            let erasure = try #require(
                try await desk.answer(id, .granted, text: "Gewist", by: fenna.worker))
            #expect(try await world.services.erasures.receipt(erasure.receipt.text) != nil)
            #expect(erasure.plan.isComplete)
            await #expect(throws: VaultError.noSuchPerson) {
                _ = try await world.vault.read(
                    [.mobileNumber], of: anna.person, activity: .ownInspection,
                    access: anna.access(.fraudAndLegalObligations))
            }
            // It stays to be counted, and leads to nobody.
            let left = try #require(try await desk.queue(for: fenna.worker).ended.first)
            #expect(left.isGone && left.summary.request.state == .granted)
            #expect(try await world.count("rights_request", where: "sealed_words IS NOT NULL") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who is under a hold is erased in part, and we say what is kept, why and until when`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let (_, fenna) = try await world.annaAndFenna()
            let officers = try await world.officers()
            let held = try await world.openCase(on: 1, by: fenna, reason: .questionOfPerson)
            _ = try await world.hold(.caseFile(held), classes: [.identity], by: officers)
            let fennaNow = try await world.proven(fenna)
            let desk = world.services.rightsDesk
            let id = try await desk.register(
                .erasure, via: .phone, words: "Alles weg", in: held, by: fennaNow)
            try await desk.take(id, by: fennaNow)
            try await desk.identify(
                id, ticked: [.answersOnOurNumber, .namesTheCode, .speaksFreely], by: fennaNow)
            let erasure = try #require(
                try await desk.answer(id, .granted, text: "Gewist", by: fennaNow))
            #expect(erasure.plan.stays.fields == [.enrolmentCode])
            let until = try #require(erasure.plan.holds[.identity])
            #expect(until > world.clock.now() + .days(290))
            let receipt = try await world.services.erasures.receipt(erasure.receipt.text)
            #expect(receipt?.keptUntil == until)
            // Not all of it went, so the answer was no whole yes.
            let states = try await world.data.read {
                try $0.rows("SELECT state FROM rights_request WHERE kind = 'erasure'").map { try $0.text(0) }
            }
            #expect(states == ["partly"])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who erases everything leaves requests that lead to nobody`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let (anna, _) = try await world.annaAndFenna()
            try await world.services.rightsRequests.ask(
                .objection(.communication), words: "Genoeg", for: anna)
            try await world.erase(anna)
            let rows = try await world.data.read { transaction in
                try transaction.rows("SELECT person_id, sealed_words, state FROM rights_request").map {
                    (try $0.optionalBlob(0), try $0.optionalBlob(1), try $0.text(2))
                }
            }
            #expect(rows.allSatisfy { $0.0 == nil && $0.1 == nil })
            #expect(Set(rows.map(\.2)) == ["withdrawn", "granted"])
            #expect(try await world.count("objection") == 0)
            world.clock.advance(by: .days(370))
            try await world.services.retention.run()
            #expect(try await world.count("rights_request") == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who got it is told of it, by the number of what they carried`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let (anna, _) = try await world.annaAndFenna()
            let operating = try await world.staff(3, roles: [.fieldOperator])
            let carried = try await world.data.read { transaction in
                Set(
                    try transaction.rows(
                        "SELECT message_id FROM message WHERE person_id = $1 AND state = 'sent'", anna.person
                    ).map { try $0.id(0, of: Message.self) })
            }
            try await world.erase(anna)
            let open = try await world.services.recipientLedger.open().notices
            #expect(Set(open.map(\.recipient)) == ["sms_provider", "mail_provider"])
            #expect(open.allSatisfy { $0.act == .erasure })
            #expect(Set(open.flatMap(\.messages)).isSuperset(of: carried))
            let told = try await world.services.recipientLedger.told(
                "sms_provider", until: world.clock.now(), by: operating.worker)
            #expect(told == 1)
            #expect(try await world.services.recipientLedger.open().count == 1)
        }
    }
}

extension World {
    /// An end user of a municipality, and somebody of customer service.
    func annaAndFenna() async throws -> (SignedIn, World.AtWork) {
        let contract = try await municipality(1)
        return (
            try await person(1, code: try await codes(1, for: contract)[0]),
            try await staff(1, roles: [.support])
        )
    }

    func count(_ table: String, where condition: String) async throws -> Int64 {
        try await data.read { transaction in
            try transaction.row(SQL(stringLiteral: "SELECT COUNT(*) FROM \(table) WHERE \(condition)"))?
                .int(0) ?? 0
        }
    }
}
