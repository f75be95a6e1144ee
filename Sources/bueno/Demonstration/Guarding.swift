import Domain
import Features
import PhoneNumbers

/// Invented parents and carers come in with a code and answer (P18).
struct Guarding: Sendable {
    /// What the guardian of an invented child says.
    enum Answer: Sendable {
        case nothing, yes, withdrawn
        /// Somebody else is asked too, and says no.
        case disagreement
    }

    let services: Services
    let post: DemonstrationPost

    func answer(for person: InventedPerson) async throws {
        guard person.guardianSays != .nothing else { return }
        let session = try await comeIn(person.guardianNumber, network: person.network)
        for child in try await services.consents.children(in: session) ?? [] {
            try await say(yesTo: child, in: session, person.language)
            if person.guardianSays == .withdrawn {
                try await services.consents.withdraw(child.guardian, in: session)
            }
        }
        if person.guardianSays == .disagreement { try await disagree(person) }
    }

    private func say(
        yesTo child: ChildOfGuardian, in session: Token, _ language: Language
    ) async throws {
        let version = try services.statements.consentVersion(service: child.service, language: language)
        try await services.consents.give(child.guardian, version: version.id, in: session)
    }

    private func disagree(_ person: InventedPerson) async throws {
        let child = try await Leaving(services: services, post: post).signIn(person)
        try await services.ownGuardians.name(
            GuardianForm(mobileNumber: person.otherGuardianNumber, emailAddress: "", month: "", year: ""),
            for: child, language: person.language)
        let session = try await comeIn(person.otherGuardianNumber, network: person.network)
        for child in try await services.consents.children(in: session) ?? [] {
            _ = try await services.consents.refuse(child.guardian, in: session)
        }
    }

    private func comeIn(_ number: String, network: [UInt8]) async throws -> Token {
        let code = try await services.guardianDoor.askCode(
            mobileNumber: number, network: try services.networkKeyer.key(for: network))
        await services.background.drain()
        try await services.deliverEverything()
        guard let read = PhoneNumbers().mobileNumber(number), let secret = post.secret(for: read) else {
            throw Enrolling.Stuck()
        }
        return try await services.guardianDoor.prove(secret: secret, on: code).session
    }
}

extension InventedPerson {
    /// Invented too, and nobody else's.
    var guardianNumber: String { "061235" + number.padded(to: 4) }
    var otherGuardianNumber: String { "061236" + number.padded(to: 4) }

    /// Named on the way in; the child turns sixteen long after the story, unless it says otherwise.
    func guardian(at now: Moment) -> GuardianForm {
        let month = turnsSixteen ?? CalendarMonth(of: CalendarTerm.years(2).end(from: now))
        return GuardianForm(
            mobileNumber: guardianNumber, emailAddress: "", month: String(month.month),
            year: String(month.year))
    }
}
