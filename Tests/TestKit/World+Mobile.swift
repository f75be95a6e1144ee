public import Domain
public import Features
import Vault

/// People who apply for a phone or SIM card.
extension World {
    /// A municipality with a contract for mobile.
    public func mobileMunicipality(_ number: Int = 1) async throws -> Contract {
        try await services.customers.register(
            name: "Gemeente Mobiel \(number)", kind: .municipality,
            registrationNumber: String(20_000_000 + number), service: .mobile,
            starts: clock.now() - .days(30))
    }

    public static func details(_ person: Int, birthYear: String = "1987") -> DetailsForm {
        DetailsForm(
            firstName: "Proefnaam", lastName: "Voorbeeld", postcode: "9711 AB",
            houseNumber: String(person), street: "Voorbeeldstraat", city: "Groningen", day: "9", month: "3",
            year: birthYear)
    }

    /// As far as "Klopt dit?".
    public func applyUntilCheck(
        _ person: Int, code: EnrolmentCode, birthYear: String = "1987", language: Language = .dutch
    ) async throws -> Token {
        let enrolments = services.enrolments
        let token = try await enrolments.begin(code: code.reveal(), network: Self.network)
        try await enrolments.give(
            details: Self.details(person, birthYear: birthYear), on: token, language: language)
        try await enrolments.give(
            ContactForm(
                mobileNumber: Self.mobileNumber(person), emailAddress: Self.emailAddress(person), age: nil),
            on: token, language: language, network: Self.network)
        if try await enrolments.attempt(token)?.stage == .guardian {
            try await enrolments.name(Self.guardianForm(person), on: token, language: language)
        }
        try await settle()
        guard let secret = outside.lastSecret() else { throw WorldFailure.noSecret }
        guard
            case .toBeConfirmed = try await enrolments.prove(
                secret: secret, on: token, device: .phone, language: language)
        else { throw WorldFailure.notActive }
        return token
    }

    /// All the way: every field confirmed.
    @discardableResult
    public func apply(
        _ person: Int, code: EnrolmentCode, birthYear: String = "1987", language: Language = .dutch
    ) async throws -> Enrolled {
        let token = try await applyUntilCheck(person, code: code, birthYear: birthYear, language: language)
        guard let check = try await services.enrolments.check(token) else { throw WorldFailure.notActive }
        let enrolled = try await services.enrolments.confirm(
            Set(check.fields), shown: check.shown, on: token, device: .phone, language: language)
        try await settle()
        return enrolled
    }

    /// Applies and signs in.
    public func applicant(_ person: Int, code: EnrolmentCode) async throws -> SignedIn {
        guard case .active(let token) = try await apply(person, code: code),
            let signedIn = try await services.sessions.signedIn(token)
        else { throw WorldFailure.notSignedIn }
        return signedIn
    }

    /// The next who waits is answered, and the answer's hour passes.
    public func answerNext(_ answer: EligibilityAnswer, by worker: Worker) async throws {
        guard let next = try await services.confirmations.next(for: worker) else {
            throw WorldFailure.notActive
        }
        try await services.confirmations.answer(answer, to: next, by: worker)
        clock.advance(by: .hours(26))
        try await services.confirmationClock.run()
        try await settle()
    }
}
