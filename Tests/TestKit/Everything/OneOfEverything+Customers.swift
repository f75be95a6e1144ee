import Domain
import Features
import Storage
import Vault

/// The organisation behind free calling, its colleagues, and what it agreed and tied to whom.
struct FreeCustomer {
    let contract: Contract
    let noor: World.AtWork
    let saar: World.AtWork

    private static func details(buyerReference: String = "KPL-4410") -> CustomerDetailsForm {
        CustomerDetailsForm(
            name: "Gemeente Proef", kind: "municipality", kvk: "30000001", oin: "00000001001000000001",
            vat: "NL123456782B01", street: "Dorpsstraat 1", postcode: "9723 JA", city: "Groningen",
            buyerReference: buyerReference)
    }

    init(in world: World, _ office: Office) async throws {
        let customers = world.services.customers
        let form = CustomerForm(
            details: Self.details(), dates: ContractDates(starts: "2020-01-01", ends: ""),
            administratorName: "Noor Voorbeeld", administratorAddress: World.workAddress(10))
        contract = try await customers.register(
            try customers.registration(form), service: .freeCalling, by: office.ties.worker)
        try await world.services.customerChanges.change(
            contract.customer, Self.details(buyerReference: "KPL-4411"), revision: 0, by: office.ties.worker)
        noor = try await world.colleague(10, of: contract.customer)
        saar = try await world.colleague(11, of: contract.customer, roles: [.caseworker])
        try await agree(office, in: world)
        try await signOn(in: world)
        try await world.services.contactPoints.add(
            colleague: saar.worker.account, for: .privacy, by: noor.worker)
        // Who was asked to come, and did not yet.
        try await world.services.accounts.invite(
            Invitee(
                name: "\(OneOfEverything.canary) Collega", emailAddress: World.workAddress(12),
                roles: [.caseworker]),
            to: .customer(contract.customer), by: noor.worker, language: .dutch)
        try await world.settle()
    }

    private func agree(_ office: Office, in world: World) async throws {
        let annexes = world.services.annexes
        let draft = DataSheetDraft(
            title: "Tolktelefoon", about: "Wij verbinden met een tolk.", fields: [.mobileNumber],
            purposes: [.delivery], terms: [.endUserData])
        let id = try await annexes.compose(draft, for: contract.customer, by: office.ties.worker)
        try await annexes.send(id, by: office.ties.worker)
        guard let sheet = try await annexes.list(for: noor.worker).first?.newest else {
            throw World.WorldFailure.notActive
        }
        try await annexes.accept(id, version: 1, hash: sheet.hash, by: noor.worker)
        // Another agreement of theirs, that ended.
        let other = try await world.municipality(7)
        try await world.enrol(40, code: try await world.codes(1, for: other)[0])
        world.clock.advance(by: .minutes(1))
        try await world.services.customers.end(other.id, by: office.ties.worker)
        _ = try await world.services.contractEndings.run()
    }

    /// Their own provider vouches for them from now on.
    private func signOn(in world: World) async throws {
        let providers = world.services.identityProviders
        try await providers.save(World.providerForm(), by: noor.worker)
        try await providers.claimOwnDomain(by: noor.worker)
    }

    /// Their letters: of the human the first, of the neighbour the second.
    func batch(in world: World) async throws -> CodeBatch.ID {
        guard let batch = try await world.services.associations.batches(for: noor.worker).first else {
            throw World.WorldFailure.notActive
        }
        return batch.id
    }

    /// A label for a letter, a number for a colleague, and one that was untied.
    func tieAll(letter: Int, in world: World) async throws {
        let associations = world.services.associations
        let batch = try await batch(in: world)
        for (label, number, holder): (String, String, AssociationHolder) in [
            ("Leentablet 12", "", .letter(batch: batch, number: letter)),
            ("Leentablet 13", "", .letter(batch: batch, number: letter + 1)),
            ("Balie telefoon 3", "050 123 45 67", .colleague(saar.worker.account)),
            ("Sleutel", "", .letter(batch: batch, number: letter)),
        ] {
            try await associations.tie(
                AssociationDraft(label: label, number: number, holder: holder), by: noor.worker)
        }
        if let line = try await associations.list(for: noor.worker).first(where: { $0.label == "Sleutel" }) {
            try await associations.untie(line.id, by: noor.worker)
        }
    }

    /// Colleagues between their password and their second factor, and on their way to their own provider.
    func waitAtTheDoor(of provider: ToldProvider, in world: World) async throws {
        _ = try await world.services.workSignIns.start(
            emailAddress: saar.emailAddress, password: Sensitive(World.password), network: World.network)
        provider.say(.init("s-1", email: "collega13@example.nl"))
        let arrived = try await world.worker(try await world.signOn().session)
        _ = try await world.services.signOns.beginAgain(for: arrived, next: "/klant", network: World.network)
    }
}

/// The organisation behind the phone.
struct MobileCustomer {
    let contract: Contract
    let caseworker: Worker

    init(in world: World) async throws {
        contract = try await world.mobileMunicipality()
        caseworker = try await world.colleague(20, of: contract.customer, roles: [.caseworker]).worker
    }
}

extension World {
    /// Applies for a phone with this name and home.
    @discardableResult
    func apply(as name: String, person: Int, code: EnrolmentCode) async throws -> EndUser.ID {
        let token = try await fillIn(as: name, person: person, code: code)
        guard let check = try await services.enrolments.check(token),
            case .active(let session) = try await services.enrolments.confirm(
                Set(check.fields), shown: check.shown, on: token, device: .phone, language: .dutch),
            let signedIn = try await services.sessions.signedIn(session)
        else { throw WorldFailure.notActive }
        try await settle()
        return signedIn.person
    }

    /// As far as the last screen, and no further.
    func stopHalfway(_ person: Int, code: EnrolmentCode) async throws -> Person.ID {
        let before = Set(try await halfway())
        _ = try await fillIn(as: OneOfEverything.canary, person: person, code: code)
        guard let new = try await halfway().first(where: { !before.contains($0) }) else {
            throw WorldFailure.notActive
        }
        return new
    }

    private func halfway() async throws -> [Person.ID] {
        try await data.read { transaction in
            try transaction.rows("SELECT end_user_id FROM enrolment_attempt WHERE end_user_id IS NOT NULL")
                .map { try $0.id(0) }
        }
    }

    private func fillIn(as name: String, person: Int, code: EnrolmentCode) async throws -> Token {
        let enrolments = services.enrolments
        let token = try await enrolments.begin(code: code.reveal(), network: Self.network)
        try await enrolments.give(
            details: DetailsForm(
                firstName: name, lastName: "\(name) Voorbeeld", postcode: "9711 AB",
                houseNumber: String(person), street: "\(name)straat", city: "\(name)stad", day: "9",
                month: "3", year: "1987"), on: token, language: .dutch)
        try await enrolments.give(
            ContactForm(
                mobileNumber: Self.mobileNumber(person), emailAddress: Self.emailAddress(person), age: nil),
            on: token, language: .dutch, network: Self.network)
        try await settle()
        guard let secret = outside.lastSecret(),
            case .toBeConfirmed = try await enrolments.prove(
                secret: secret, on: token, device: .phone, language: .dutch)
        else { throw WorldFailure.notActive }
        return token
    }

    /// One of each answer, of which the last makes the phone run.
    func everyAnswer(to person: EndUser.ID, number: Int, by worker: Worker) async throws {
        try await answer(.question(.birthYear), to: person, by: worker)
        try await services.mobileServices.reply(for: try await signIn(number, as: person).signedIn)
        try await answer(.no(.hasOne), to: person, by: worker, isUndone: true)
        try await answer(.yes, to: person, by: worker)
    }

    private func answer(
        _ answer: EligibilityAnswer, to person: EndUser.ID, by worker: Worker, isUndone: Bool = false
    ) async throws {
        let found = try await data.read { transaction in
            try transaction.row("SELECT service_id FROM mobile_service WHERE end_user_id = $1", person)?
                .id(0, of: MobileService.self)
        }
        guard let service = found else { throw WorldFailure.notActive }
        _ = try await services.confirmations.open(service, by: worker)
        try await services.confirmations.answer(answer, to: service, by: worker)
        if isUndone { return try await services.confirmations.undo(service, by: worker) }
        clock.advance(by: .hours(26))
        try await services.confirmationClock.run()
        try await settle()
    }
}
