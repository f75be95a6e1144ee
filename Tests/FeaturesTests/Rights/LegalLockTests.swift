import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// A lock of the law on somebody who is still here (P43): what is locked opens for that duty alone, and they are told.
struct LegalLockTests {
    /// Somebody with a lock on one class, a minute ago.
    private func locked(_ keyClass: KeyClass, in world: World) async throws -> SignedIn {
        let issued = try await world.services.codeBatches.issue(
            1, contract: try await world.municipality().id, expires: world.clock.now() + .days(90),
            reason: "proef",
            access: Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery))
        let person = try await world.person(1, code: issued.letters[0].code)
        world.clock.advance(by: .minutes(1))
        try await world.services.restrictions.place(
            batch: issued.batch, letterNumber: 1, on: keyClass, reason: "bevel", until: Self.until(world),
            access: Access(
                actor: Actor(role: .privacyOfficer, organisation: .bueno),
                purpose: .fraudAndLegalObligations, ground: .legalDuty))
        world.clock.advance(by: .minutes(1))
        return person
    }

    private static func until(_ world: World) -> Moment { world.clock.now() + .days(30) }

    private func expectKept(in world: World) async throws {
        let line = try await world.line(.restrictedForLegalDutyAlone)
        #expect(line.verdict == .proven, "\(line.rows)")
    }

    @Test(arguments: TestEngine.allCases)
    func `who is locked signs in by what they type, and nothing of theirs is opened`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            _ = try await locked(.contact, in: world)
            let signedIn = try await world.signIn(1)
            let file = try await world.services.personFiles.file(of: signedIn)
            #expect(file.lines.map(\.field) == [.enrolmentCode])
            #expect(Set(file.locked.map(\.field)) == [.mobileNumber, .emailAddress])
            let export = try await world.services.personExports.look(for: signedIn)
            #expect(export.locked == file.locked && export.lines.count == 1)
            #expect(try await world.services.personFiles.locked(of: signedIn) == file.locked)
            try await expectKept(in: world)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a code goes to the number that was typed, when it is theirs`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let anna = try await locked(.contact, in: world)
            let stepUps = world.services.stepUps
            let channels = try await stepUps.channels(for: anna)
            #expect(channels.isLocked && channels.mobile == nil && channels.mail == nil)
            await #expect(throws: SignInRefusal.mobileNumberInvalid) {
                try await stepUps.ask(for: anna, by: .sms)
            }
            let before = world.outside.sent.count
            // Somebody else's is answered alike, and gets nothing.
            try await stepUps.ask(for: anna, by: .sms, typed: World.mobileNumber(2))
            try await world.settle()
            #expect(world.outside.sent.count == before)
            world.clock.advance(by: .minutes(1))
            try await stepUps.ask(for: anna, by: .sms, typed: World.emailAddress(1))
            try await world.settle()
            #expect(world.outside.sent.count == before + 1)
            try await stepUps.prove(try #require(world.outside.lastSecret()), for: anna)
            world.clock.advance(by: .minutes(1))
            try await world.services.erasures.askProof(for: anna, by: .sms, typed: World.mobileNumber(1))
            try await world.settle()
            try await expectKept(in: world)
            _ = try await world.services.erasures.erase(
                secret: try #require(world.outside.lastSecret()), for: anna)
            try await world.services.shredder.run()
            try await expectKept(in: world)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what there is to say waits behind their own door, and what came before stays shut`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let anna = try await locked(.contact, in: world)
            let fenna = try await world.staff(1, roles: [.support])
            let before = world.outside.sent.count
            let id = try await world.services.rightsRequests.ask(
                .complaint(about: nil), words: "Waarom?", for: anna)
            try await world.services.rightsDesk.take(id, by: fenna.worker)
            try await world.services.rightsDesk.answer(
                id, .refused(.complaintNotShared), text: "Het moet van de wet", by: fenna.worker)
            try await world.settle()
            #expect(!world.outside.sent.dropFirst(before).contains { $0.text.contains("verzoek") })
            let list = try await world.services.personMessages.list(for: anna)
            let answer = try #require(list.first { $0.kind == .rightsAnswered })
            #expect(answer.state == .kept && answer.isReadable)
            #expect(try await world.services.personMessages.open(answer.id, for: anna) != nil)
            let welcome = try #require(list.first { $0.kind == .welcome })
            #expect(!welcome.isReadable)
            #expect(try await world.services.personMessages.open(welcome.id, for: anna) == nil)
            try await expectKept(in: world)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a message that waited when the lock came is kept`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let anna = try await locked(.contact, in: world)
            // As it was queued before: the way out must hold by itself.
            _ = try await world.vault.data.write { try $0.execute("DELETE FROM restriction") }
            let fenna = try await world.staff(1, roles: [.support])
            let id = try await world.services.rightsRequests.ask(
                .complaint(about: nil), words: "Waarom?", for: anna)
            try await world.services.rightsDesk.take(id, by: fenna.worker)
            try await world.services.rightsDesk.answer(
                id, .refused(.complaintNotShared), text: "Daarom", by: fenna.worker)
            _ = try await world.vault.data.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO restriction (end_user_id, class, reason, placed_at, until)
                    VALUES ($1, 'contact', 'bevel', $2, $3)
                    """, anna.person, transaction.now, transaction.now + .days(9))
            }
            let before = world.outside.sent.count
            try await world.settle()
            #expect(world.outside.sent.count == before)
            let list = try await world.services.personMessages.list(for: anna)
            #expect(list.first { $0.kind == .rightsAnswered }?.state == .kept)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what is locked is neither changed nor opened by staff, and says so`(engine: TestEngine) async throws
    {
        try await World.with(engine) { world in
            let anna = try await locked(.contact, in: world)
            await #expect(throws: ContactChangeRefusal.locked) {
                _ = try await world.services.contactChanges.begin(
                    World.mobileNumber(7), changing: .sms, for: anna, language: .dutch)
            }
            let fenna = try await world.staff(1, roles: [.support])
            let file = try await world.openCase(on: 1, by: fenna, reason: .helpWithSignIn)
            await #expect(throws: CaseRefusal.locked) {
                _ = try await world.services.cases.open(.contact, in: file, by: fenna.worker)
            }
            try await expectKept(in: world)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `notes under lock open for nobody`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let anna = try await locked(.caseNotes, in: world)
            let fenna = try await world.staff(1, roles: [.support])
            let file = try await world.openCase(on: 1, by: fenna, reason: .helpWithSignIn)
            try await world.services.cases.write("Belt morgen terug", in: file, by: fenna.worker)
            await #expect(throws: CaseRefusal.locked) {
                _ = try await world.services.cases.notes(in: file, by: fenna.worker)
            }
            #expect(try await world.services.personExports.look(for: anna).notes.isEmpty)
        }
    }
}
