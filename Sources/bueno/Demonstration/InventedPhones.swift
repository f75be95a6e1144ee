import Domain
import Features
import PhoneNumbers

/// A municipality that orders phones, and people in each state on the way to one: asked, questioned, refused, confirmed,
/// waiting for a parent, and asked anew after a year.
struct InventedPhones: Sendable {
    let services: Services
    let post: DemonstrationPost
    let clock: WalkingClock

    struct Stuck: Error {}

    static let colleague = InventedColleague(
        name: "Mila Voorbeeld", emailAddress: "mila@polderdam.example.nl",
        roles: [.customerAdmin, .caseworker], customer: nil,
        what: "administrator of Gemeente Polderdam, which orders phones")

    /// On which days of the story something happens: almost a year ago, and last week.
    static let begins = InventedStory.days - 320
    static let goesOn = InventedStory.days - 5

    /// What the first day leaves behind for the next.
    struct Underway: Sendable {
        let worker: Worker
        let secret: AuthenticatorSecret
        var codes: [EnrolmentCode]
    }

    /// The first two, confirmed in time: the customer is asked about them anew by now.
    func begin() async throws -> Underway {
        let contract = try await services.customers.register(
            name: "Gemeente Polderdam", kind: .municipality, registrationNumber: "90000033",
            service: .mobile, starts: clock.now())
        clock.walk(to: clock.now() + .hours(1))
        var worker: Worker?
        let arrived = try await Arriving(services: services, post: post, clock: clock).arrive(
            Self.colleague, at: .customer(contract.customer)
        ) { worker = $0 }
        guard let worker else { throw Stuck() }
        let batch = try await services.codeBatches.issue(
            24, contract: contract.id, expires: clock.now() + .days(400), reason: "Telefoons voor minima",
            access: .operating)
        var underway = Underway(worker: worker, secret: arrived.secret, codes: batch.letters.map(\.code))
        try await apply([1, 2], &underway)
        try await answer([.yes, .yes], by: worker)
        return underway
    }

    /// Those of last week, of whom each was answered differently, and one who is too young to decide.
    func goOn(_ underway: inout Underway) async throws {
        try await apply([3, 4, 5, 6], &underway)
        try await answer([.yes, .yes, .no(.notInGroup), .question(.birthYear)], by: underway.worker)
        try await apply([7], &underway, birthYear: "2013")
    }

    /// Those of today: some wait, and one answer can still be taken back.
    func finish(_ underway: inout Underway) async throws {
        try await services.confirmationClock.run()
        try await apply([8, 9, 10, 11], &underway)
        let waiting = try await services.confirmations.waiting(for: underway.worker)
        guard let last = waiting.last else { throw Stuck() }
        try await services.confirmations.answer(.no(.hasOne), to: last.id, by: underway.worker)
    }

    /// Codes for who wants to try it.
    static func fresh(_ underway: Underway) -> [String] {
        underway.codes.prefix(2).map { $0.revealGrouped() }
    }

    static func person(_ number: Int) -> InventedPerson {
        InventedPerson(number: 9_100 + number, customer: 0, day: 0)
    }

    private func answer(_ answers: [EligibilityAnswer], by worker: Worker) async throws {
        for answer in answers {
            // Those who are asked anew stay: a visitor finds them waiting.
            let waiting = try await services.confirmations.waiting(for: worker)
            guard let next = waiting.first(where: { !$0.isAgain }),
                try await services.confirmations.open(next.id, by: worker) != nil
            else { throw Stuck() }
            try await services.confirmations.answer(answer, to: next.id, by: worker)
        }
    }

    private func apply(
        _ numbers: [Int], _ underway: inout Underway, birthYear: String = "1987"
    ) async throws {
        for number in numbers {
            guard let code = underway.codes.popLast() else { throw Stuck() }
            try await apply(number, code, birthYear: birthYear)
            clock.walk(to: clock.now() + .minutes(2))
        }
    }

    private func apply(_ number: Int, _ code: EnrolmentCode, birthYear: String) async throws {
        let person = Self.person(number)
        let network = try services.networkKeyer.key(for: person.network)
        let enrolments = services.enrolments
        let token = try await enrolments.begin(code: code.reveal(), network: network)
        try await enrolments.give(
            details: Self.details(number, birthYear: birthYear), on: token, language: person.language)
        try await enrolments.give(
            ContactForm(mobileNumber: person.mobileNumber, emailAddress: person.emailAddress, age: nil),
            on: token, language: person.language, network: network)
        if try await enrolments.attempt(token)?.stage == .guardian {
            try await enrolments.name(
                person.guardian(at: clock.now()), on: token, language: person.language)
        }
        while try await services.messenger.deliverNext() {}
        guard let mobile = PhoneNumbers().mobileNumber(person.mobileNumber),
            let secret = post.secret(for: mobile)
        else { throw Stuck() }
        _ = try await enrolments.prove(
            secret: secret, on: token, device: person.device, language: person.language)
        guard let check = try await enrolments.check(token) else { throw Stuck() }
        _ = try await enrolments.confirm(
            Set(check.fields), shown: check.shown, on: token, device: person.device,
            language: person.language)
        while try await services.messenger.deliverNext() {}
    }

    private static func details(_ number: Int, birthYear: String) -> DetailsForm {
        let names = [
            "Amal", "Bart", "Chaima", "Dirk", "Elif", "Femke", "Gijs", "Hanna", "Imran", "Joke", "Karim",
        ]
        return DetailsForm(
            firstName: names[number % names.count], lastName: "Voorbeeld", postcode: "9711 AB",
            houseNumber: String(number), street: "Verzonnen straat", city: "Polderdam", day: "9", month: "3",
            year: birthYear)
    }
}
