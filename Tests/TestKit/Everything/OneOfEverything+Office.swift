import Domain
import Features
import Storage
import Vault

/// BuenO's own people, and what they did about the human.
struct Office {
    let fenna: World.AtWork
    let hanna: World.AtWork
    let ties: World.AtWork
    let officers: (first: World.AtWork, second: World.AtWork)
    private static let word = OneOfEverything.canary

    init(in world: World) async throws {
        fenna = try await world.staff(70, roles: [.support])
        hanna = try await world.staff(71, roles: [.support])
        ties = try await world.staff(72, roles: [.fieldOperator])
        officers = try await world.officers()
    }

    /// Cases on every enrolment of theirs, with what staff wrote down in them.
    func work(on number: Int, in world: World) async throws {
        let cases = world.services.cases
        let search = try await cases.search(
            World.mobileNumber(number), reason: .questionOfPerson, sentence: World.sentence, by: fenna.worker)
        for found in try await cases.found(by: search, for: fenna.worker) {
            let id = found.file.id
            _ = try await cases.open(.contact, in: id, by: fenna.worker)
            try await cases.write("\(Self.word) belt liever 's avonds", in: id, by: fenna.worker)
            try await cases.handOver(id, to: hanna.worker.account, by: fenna.worker)
        }
    }

    /// A correction that took longer and was granted, an objection that was weighed, and what is still open.
    func answerRights(
        free: EndUser.ID, phone: EndUser.ID, number: Int, in world: World
    ) async throws {
        let (requests, desk) = (world.services.rightsRequests, world.services.rightsDesk)
        let onPhone = try await world.signIn(number, as: phone).signedIn
        let id = try await requests.ask(
            .rectification(.lastName, value: Sensitive("\(Self.word) Nieuwnaam")),
            words: "\(Self.word) is getrouwd", for: onPhone)
        try await desk.take(id, by: fenna.worker)
        _ = try await desk.words(id, by: fenna.worker)
        try await desk.extend(id, because: "\(Self.word) stuurt nog een akte", by: fenna.worker)
        try await desk.answer(id, .granted, text: "\(Self.word) heet nu zo", by: fenna.worker)

        let (onFree, session) = try await world.signIn(number, as: free)
        try await world.services.askedRestrictions.place(for: onFree)
        try await world.services.askedRestrictions.lift(for: try await world.stepUp(session))
        let objection = try await requests.ask(
            .objection(.customerInquiries), words: "\(Self.word) wil dat niet", for: onFree)
        try await desk.take(objection, by: fenna.worker)
        try await desk.answer(objection, .granted, text: "\(Self.word) krijgt gelijk", by: fenna.worker)
        for (person, words) in [(onFree, "niet gevraagd"), (onPhone, "te laat")] {
            let line = try await world.services.sightings.page(of: person, onlyPeople: false, before: nil)
                .sightings.first?.id
            try await requests.ask(.complaint(about: line), words: "\(Self.word): \(words)", for: person)
        }
        try await requests.ask(
            .objection(.fraudAndLegalObligations), words: "\(Self.word) ook niet", for: onPhone)
        try await world.settle()
        _ = try await world.services.recipientLedger.told(
            "sms_provider", until: world.clock.now(), by: ties.worker)
        _ = try await world.services.recipientLedger.told(
            "mail_provider", until: world.clock.now(), by: ties.worker)
        // And of those who work for them.
        let own = try await requests.ask(
            .other(.complaint), words: "\(Self.word) belde mij", for: hanna.worker)
        try await desk.take(own, by: fenna.worker)
    }

    /// Somebody who asks through the contact form, and is answered by mail; another waits.
    func answerQuestion(in world: World) async throws -> ContactRequest.ID {
        let asked = TypedQuestion(
            name: "\(Self.word) Vrager", phoneNumber: "0503120001", emailAddress: "vrager1@example.nl",
            question: "Mag \(Self.word) ook bellen?")
        let id = try await world.askQuestion(asked)
        guard let actor = fenna.worker.actor(in: [.support]) else { throw World.WorldFailure.notSignedIn }
        _ = try await world.services.contactRequests.open(id, by: actor)
        try await world.services.contactRequests.answer(id, with: "\(Self.word) mag dat", by: actor)
        try await world.settle()
        try await world.askQuestion(2)
        return id
    }

    /// An order of the law that is over in a moment, and that no sweep has met yet.
    func orderToKeep(_ customer: FreeCustomer, in world: World) async throws {
        guard let officer = officers.first.worker.actor(in: [.privacyOfficer]) else {
            throw World.WorldFailure.notSignedIn
        }
        try await world.services.restrictions.place(
            batch: try await customer.batch(in: world), letterNumber: 1, on: .recording, reason: "bevel",
            until: world.clock.now() + .seconds(30),
            access: Access(actor: officer, purpose: .fraudAndLegalObligations, ground: .legalDuty))
    }

    /// What keeps and what stops: holds that were lifted and asked, a day of destroying that was stopped, fields with a
    /// reason, and a person who lives with somebody that reads their phone.
    func turnAside(
        _ free: EndUser.ID, number: Int, _ customer: FreeCustomer, in world: World
    ) async throws {
        let batch = try await customer.batch(in: world)
        let lifted = try await world.hold(.letter(batch, 1), by: officers)
        try await world.lift(lifted, by: officers)
        let asked = HoldOrder(
            subject: .letter(batch, 1), classes: [.contact], reason: .courtCase, note: "Rolnummer 26/1205",
            lastDay: CalendarDay(of: world.clock.now() + .days(90)))
        _ = try await world.services.holds.ask(asked, by: try await world.proven(officers.first))
        try await stopADay(in: world)
        try await world.reason(for: free)
        let signedIn = try await world.signIn(number, as: free).signedIn
        try await world.services.safeContacts.turn(on: true, for: signedIn)
    }

    private func stopADay(in world: World) async throws {
        let runs = world.services.destructionRuns
        try await world.services.retention.run()
        try await world.services.logKeeper.run()
        try await runs.stop(by: try await world.proven(officers.first))
        world.clock.advance(by: .days(2))
        try await world.services.retention.run()
        try await runs.goOn(by: try await world.proven(officers.first))
        try await world.services.retention.run()
        let today = CalendarDay(of: world.clock.now())
        _ = try await world.services.evidenceExports.export(
            try EvidencePeriod(from: today, until: today, at: world.clock.now()), for: .audit,
            by: try await world.proven(officers.first))
    }
}

extension World {
    /// Nothing begins a reason yet: the rows stand as the sweep of fields reads them. A key on its way into another's
    /// place is what a crash leaves.
    fileprivate func reason(for person: EndUser.ID) async throws {
        let contact = try await vault.keys(of: person).keyID(.contact)
        _ = try await keys.write { transaction in
            try transaction.execute(
                """
                INSERT INTO successor_key (key_id, person_id, class, kek_generation, wrapped, created_at)
                SELECT $1, person_id, class, kek_generation, wrapped, created_at FROM person_key
                WHERE key_id = $2
                """, PersonKey.ID.random(), contact)
        }
    }

    /// A code that was asked, and a new number that is not proven.
    func beginChanges(_ signedIn: SignedIn) async throws {
        try await services.stepUps.ask(for: signedIn, by: .sms)
        _ = try await services.signIns.requestBySMS(
            mobileNumber: Self.mobileNumber(OneOfEverything.number), network: Self.network,
            language: .dutch)
        _ = try await services.contactChanges.begin(
            Self.mobileNumber(OneOfEverything.newNumber), changing: .sms, for: signedIn, language: .dutch)
        try await settle()
        clock.advance(by: .minutes(1))
    }

    /// One of each kind that goes to an end user or a colleague, through the outbox itself.
    func everyMessage(to persons: [EndUser.ID]) async throws {
        guard let site = PublicSite(url: Self.url) else { throw WorldFailure.badSite }
        let outbox = try Outbox(
            vault: vault, statement: services.statements.current, site: site, wakeUp: WakeUp())
        guard let mobile = MobileNumber(e164: "+31" + Self.mobileNumber(OneOfEverything.number).dropFirst()),
            let mail = EmailAddress(Self.emailAddress(OneOfEverything.number))
        else { throw WorldFailure.notActive }
        for person in persons {
            let keys = try await vault.keys(of: person)
            try await data.write { transaction in
                for kind in MessageKind.allCases where kind.purpose == .communication {
                    guard let topic = kind.sample else { throw WorldFailure.notActive }
                    for channel in kind.channels {
                        try outbox.queue(
                            topic, to: channel == .sms ? .sms(mobile) : .mail(mail), language: .dutch,
                            keys: keys, customer: nil, service: .freeCalling, in: transaction)
                    }
                }
            }
        }
        try await settle()
    }
}
