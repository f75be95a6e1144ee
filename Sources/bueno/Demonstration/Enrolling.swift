import Domain
import Features
import PhoneNumbers

/// Invented people go through the three screens.
struct Enrolling: Sendable {
    let services: Services
    let post: DemonstrationPost
    let now: Moment

    struct Stuck: Error {}

    private struct Underway: Sendable {
        let person: InventedPerson
        let token: Token
    }

    /// All of them at once, as on a day after the letters came. `bringsPost`: whether the last mail is delivered too.
    func enrol(_ persons: [InventedPerson], codes: [EnrolmentCode?], bringsPost: Bool = true) async throws {
        let underway = try await withThrowingTaskGroup(of: Underway.self) { group in
            for (person, code) in zip(persons, codes) {
                guard let code else { throw Stuck() }
                group.addTask { try await fillIn(person, code) }
            }
            return try await group.reduce(into: [Underway]()) { $0.append($1) }
        }
        try await services.deliverEverything()
        try await withThrowingTaskGroup { group in
            for one in underway { group.addTask { try await prove(one) } }
            try await group.waitForAll()
        }
        if bringsPost { try await services.deliverEverything() }
        let guarding = Guarding(services: services, post: post)
        for person in persons { try await guarding.answer(for: person) }
    }

    private func fillIn(_ person: InventedPerson, _ code: EnrolmentCode) async throws -> Underway {
        let network = try services.networkKeyer.key(for: person.network)
        let token = try await services.enrolments.begin(code: code.reveal(), network: network)
        try await services.enrolments.give(
            ContactForm(
                mobileNumber: person.mobileNumber, emailAddress: person.emailAddress, age: person.age),
            on: token, language: person.language, network: network)
        if person.age == .underSixteen {
            try await services.enrolments.name(
                person.guardian(at: now), on: token, language: person.language)
        }
        return Underway(person: person, token: token)
    }

    private func prove(_ one: Underway) async throws {
        guard let number = PhoneNumbers().mobileNumber(one.person.mobileNumber),
            let secret = post.secret(for: number)
        else { throw Stuck() }
        let enrolled = try await services.enrolments.prove(
            secret: secret, on: one.token, device: one.person.device, language: one.person.language)
        guard case .active(let session) = enrolled, one.person.readsOwnData,
            let signedIn = try await services.sessions.signedIn(session)
        else { return }
        _ = try await services.personFiles.file(of: signedIn)
        _ = try await services.sightings.page(of: signedIn, onlyPeople: false, before: nil)
    }
}

/// Invented people sign in again and have everything erased.
struct Leaving: Sendable {
    let services: Services
    let post: DemonstrationPost

    func erase(_ person: InventedPerson) async throws -> ReceiptNumber {
        let signedIn = try await signIn(person)
        try await services.erasures.askProof(for: signedIn, by: .sms)
        return try await services.erasures.erase(secret: try await secret(of: person), for: signedIn)
    }

    func signIn(_ person: InventedPerson) async throws -> SignedIn {
        let challenge = try await services.signIns.requestBySMS(
            mobileNumber: person.mobileNumber, network: try services.networkKeyer.key(for: person.network),
            language: person.language)
        await services.background.drain()
        let outcome = try await services.signIns.prove(
            secret: try await secret(of: person), on: challenge, device: person.device)
        guard case .signedIn(let session) = outcome,
            let signedIn = try await services.sessions.signedIn(session)
        else {
            throw Enrolling.Stuck()
        }
        return signedIn
    }

    func secret(of person: InventedPerson) async throws -> String {
        try await services.deliverEverything()
        guard let number = PhoneNumbers().mobileNumber(person.mobileNumber),
            let secret = post.secret(for: number)
        else {
            throw Enrolling.Stuck()
        }
        return secret
    }
}

extension Services {
    /// Everything that is due goes out now.
    func deliverEverything() async throws {
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask { while try await messenger.deliverNext() {} }
            }
            try await group.waitForAll()
        }
    }
}
