import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// Requests as people make them and staff answer them, on both engines.
struct RightsTests {
    @Test(arguments: TestEngine.allCases)
    func `a complaint about a line is answered from its own case, and read by who made it`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let (anna, fenna) = try await world.annaAndFenna()
            let requests = world.services.rightsRequests
            let line = try await world.services.sightings.page(of: anna, onlyPeople: false, before: nil)
                .sightings[0].id
            let id = try await requests.ask(.complaint(about: line), words: "Dit was ik niet", for: anna)
            await #expect(throws: RightsRefusal.askedAlready) {
                try await requests.ask(.complaint(about: line), words: "Nog eens", for: anna)
            }
            let desk = world.services.rightsDesk
            await #expect(throws: RightsRefusal.notYours) { _ = try await desk.words(id, by: fenna.worker) }
            let file = try #require(try await desk.take(id, by: fenna.worker))
            let opened = try await desk.words(id, by: fenna.worker)
            #expect(opened.words?.reveal() == "Dit was ik niet" && opened.summary.aboutLeaf == line)
            let fields = try await world.services.cases.open(.contact, in: file, by: fenna.worker)
            #expect(fields[.emailAddress]?.reveal() == World.emailAddress(1))
            try await desk.answer(
                id, .refused(.complaintNotShared), text: "Het was ons eigen systeem", by: fenna.worker)
            try await world.settle()
            #expect(world.outside.sent.last?.text.contains("autoriteitpersoonsgegevens.nl") == true)
            #expect(world.outside.sent.last?.text.contains("eigen systeem") == false)
            let answered = try #require(try await requests.open(id, for: anna))
            #expect(answered.answer?.reveal() == "Het was ons eigen systeem")
            #expect(answered.summary.refusal == .complaintNotShared)
            // The case ended with the answer.
            await #expect(throws: CaseRefusal.closed) {
                _ = try await world.services.cases.open(.contact, in: file, by: fenna.worker)
            }
            let seen = try await world.services.sightings.page(of: anna, onlyPeople: true, before: nil)
            #expect(seen.sightings.allSatisfy { [.rightsRequest, .refusedAccess].contains($0.activity) })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `another's line, request and case do not exist`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let (anna, fenna) = try await world.annaAndFenna()
            let bas = try await world.person(
                2, code: try await world.codes(1, for: try await world.municipality(2))[0])
            let requests = world.services.rightsRequests
            let line = try await world.services.sightings.page(of: bas, onlyPeople: false, before: nil)
                .sightings[0].id
            await #expect(throws: RightsRefusal.unknown) {
                try await requests.ask(.complaint(about: line), words: "x", for: anna)
            }
            let id = try await requests.ask(.complaint(about: nil), words: "Iets anders", for: bas)
            #expect(try await requests.open(id, for: anna) == nil)
            await #expect(throws: RightsRefusal.unknown) { try await requests.withdraw(id, for: anna) }
            try await world.services.rightsDesk.take(id, by: fenna.worker)
            let other = try await world.staff(8, roles: [.support])
            await #expect(throws: RightsRefusal.notYours) {
                try await world.services.rightsDesk.take(id, by: other.worker)
            }
            let officer = try await world.staff(9, roles: [.privacyOfficer])
            await #expect(throws: CaseRefusal.notNeeded) {
                try await world.services.rightsDesk.take(id, by: officer.worker)
            }
            #expect(try await world.services.rightsDesk.queue(for: officer.worker).open.count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an objection stops its purpose at once, and only a weighed answer lets it go on`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let (anna, fenna) = try await world.annaAndFenna()
            let inquiry = try await world.openCase(on: 1, by: fenna, reason: .questionOfCustomer)
            _ = try await world.services.cases.open(.identity, in: inquiry, by: fenna.worker)
            let requests = world.services.rightsRequests
            let id = try await requests.ask(
                .objection(.customerInquiries), words: "Dat gaat hen niet aan", for: anna)
            await #expect(throws: CaseRefusal.objected) {
                _ = try await world.services.cases.open(.identity, in: inquiry, by: fenna.worker)
            }
            // Another purpose goes on.
            let help = try await world.openCase(on: 1, by: fenna, reason: .helpWithSignIn)
            _ = try await world.services.cases.open(.contact, in: help, by: fenna.worker)
            try await world.services.rightsDesk.take(id, by: fenna.worker)
            try await world.services.rightsDesk.answer(
                id, .refused(.compellingGrounds), text: "Wij leggen het uit", by: fenna.worker)
            _ = try await world.services.cases.open(.identity, in: inquiry, by: fenna.worker)
            // Withdrawn by the person it goes on too.
            let again = try await requests.ask(.objection(.customerInquiries), words: "Toch", for: anna)
            #expect(try await world.services.objections.standing(for: anna) == [.customerInquiries])
            try await requests.withdraw(again, for: anna)
            #expect(try await world.services.objections.standing(for: anna) == [])
            // Granted it stays.
            let third = try await requests.ask(.objection(.fraudAndLegalObligations), words: "Nee", for: anna)
            try await world.services.rightsDesk.take(third, by: fenna.worker)
            try await world.services.rightsDesk.answer(
                third, .granted, text: "U hebt gelijk", by: fenna.worker)
            let signal = try await world.openCase(on: 1, by: fenna, reason: .fraudSignal)
            await #expect(throws: CaseRefusal.objected) {
                _ = try await world.services.cases.open(.contact, in: signal, by: fenna.worker)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who objects to messages gets only the codes they ask for`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let (anna, fenna) = try await world.annaAndFenna()
            let id = try await world.services.rightsRequests.ask(
                .objection(.communication), words: "Genoeg", for: anna)
            let before = world.outside.sent.count
            try await world.services.rightsDesk.take(id, by: fenna.worker)
            try await world.services.rightsDesk.answer(id, .granted, text: "Goed", by: fenna.worker)
            try await world.settle()
            #expect(world.outside.sent.count == before)
            let kept = try await world.services.personMessages.list(for: anna).filter { $0.state == .kept }
            #expect(kept.map(\.kind) == [.rightsAnswered])
            try await world.services.stepUps.ask(for: anna, by: .sms)
            try await world.settle()
            #expect(world.outside.sent.count == before + 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `restricted data opens to its owner and for the law alone, until they lift it with a code`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let (anna, token) = try await world.arrival(1, code: try await world.codes(1, for: contract)[0])
            let fenna = try await world.staff(1, roles: [.support])
            let help = try await world.openCase(on: 1, by: fenna)
            try await world.services.askedRestrictions.place(for: anna)
            await #expect(throws: CaseRefusal.restricted) {
                _ = try await world.services.cases.open(.contact, in: help, by: fenna.worker)
            }
            #expect(try await world.services.cases.detail(help, for: fenna.worker)?.summary.restricted != nil)
            await #expect(throws: VaultError.restricted) {
                _ = try await world.vault.read(
                    [.emailAddress], of: anna.person, activity: .message,
                    access: Access(actor: .system, purpose: .communication, ground: .serviceDelivery))
            }
            #expect(try await world.services.personFiles.file(of: anna).lines.count == 3)
            #expect(try await world.services.askedRestrictions.count(of: contract.customer) == 1)
            await #expect(throws: RightsRefusal.proofNeeded) {
                try await world.services.askedRestrictions.lift(for: anna)
            }
            let proven = try await world.stepUp(token)
            try await world.services.askedRestrictions.lift(for: proven)
            _ = try await world.services.cases.open(.contact, in: help, by: fenna.worker)
            let line = try await world.services.recipientLedger.open().notices.filter {
                $0.act == .restriction
            }
            // Placed and lifted: both carriers hear of both.
            #expect(line.count == 4)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a copy asks for a fresh code, holds everything, and is a request`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let (anna, token) = try await world.arrival(1, code: try await world.codes(1, for: contract)[0])
            await #expect(throws: RightsRefusal.proofNeeded) {
                _ = try await world.services.personExports.download(.inspection, for: anna)
            }
            let fenna = try await world.staff(1, roles: [.support])
            let help = try await world.openCase(on: 1, by: fenna)
            try await world.services.cases.write(
                "Belde over \(World.mobileNumber(7)), eigen \(World.mobileNumber(1))", in: help,
                by: fenna.worker)
            let proven = try await world.stepUp(token)
            let export = try await world.services.personExports.download(.inspection, for: proven)
            #expect(Set(export.lines.map(\.field)) == [.mobileNumber, .emailAddress, .enrolmentCode])
            for line in export.lines {
                #expect(!line.uses.isEmpty && line.rule != nil, "\(line.field)")
            }
            let mail = try #require(export.lines.first { $0.field == .emailAddress })
            #expect(mail.recipients.map(\.id) == ["mail_provider"])
            let note = try #require(export.notes.first).text.reveal()
            #expect(!note.contains(World.mobileNumber(7)) && note.contains(World.mobileNumber(1)))
            let leaves = try await world.vault.leaves(of: anna.pseudonym, before: nil, limit: 1_000)
            #expect(export.sightings.count >= leaves.count - 4)
            let asked = try await world.services.rightsRequests.list(for: anna)
            #expect(asked.map(\.request.kind) == [.inspection])
            #expect(asked[0].request.state == .granted)
            world.clock.advance(by: .minutes(11))
            let later = try #require(try await world.services.sessions.signedIn(token))
            await #expect(throws: RightsRefusal.proofNeeded) {
                _ = try await world.services.personExports.download(.portability, for: later)
            }
        }
    }
}
