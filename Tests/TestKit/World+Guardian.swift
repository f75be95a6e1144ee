public import Domain
public import Features

extension World {
    /// The guardian of an invented child: a number of their own.
    public static func guardianNumber(_ person: Int) -> String { mobileNumber(person + 5_000) }

    public static func guardianForm(_ person: Int, mail: Bool = false, year: Int = 2028) -> GuardianForm {
        GuardianForm(
            mobileNumber: mail ? "" : guardianNumber(person),
            emailAddress: mail ? "ouder\(person)@example.nl" : "", month: "5", year: String(year))
    }

    /// The last link that was sent to a guardian comes in: a code to the phone, and it is right.
    ///
    /// - `mobileNumber`: for a guardian of whom the child gave an address alone.
    public func guardianSession(
        mobileNumber: String = ""
    ) async throws -> (session: Token, guardian: Guardian.ID) {
        guard let link = outside.lastLink() else { throw WorldFailure.noSecret }
        let code = try await services.guardianDoor.askCode(
            link: link, mobileNumber: mobileNumber, network: Self.network)
        try await settle()
        guard let secret = outside.lastSecret() else { throw WorldFailure.noSecret }
        let (session, guardian) = try await services.guardianDoor.prove(secret: secret, on: code)
        guard let guardian else { throw WorldFailure.notSignedIn }
        return (session, guardian)
    }

    /// A guardian who comes in by themselves, with their number.
    public func guardianAtDoor(_ mobileNumber: String) async throws -> Token {
        let code = try await services.guardianDoor.askCode(
            mobileNumber: mobileNumber, network: Self.network)
        try await settle()
        guard let secret = outside.lastSecret() else { throw WorldFailure.noSecret }
        return try await services.guardianDoor.prove(secret: secret, on: code).session
    }

    public func consentVersion(
        _ language: Language = .dutch, for service: Service = .freeCalling
    ) throws -> String {
        try services.statements.consentVersion(service: service, language: language).id
    }

    /// A child whose guardian said yes.
    @discardableResult
    public func minor(_ person: Int, code: EnrolmentCode) async throws -> (
        session: Token, guardian: Guardian.ID
    ) {
        try await enrol(person, code: code, age: .underSixteen)
        let (session, guardian) = try await guardianSession()
        try await services.consents.give(guardian, version: try consentVersion(), in: session)
        try await settle()
        return (session, guardian)
    }

    /// Somebody with an account comes back with a code by SMS.
    public func signIn(_ person: Int) async throws -> SignedIn {
        let token = try await services.signIns.requestBySMS(
            mobileNumber: Self.mobileNumber(person), network: Self.network, language: .dutch)
        try await settle()
        guard let secret = outside.lastSecret(),
            case .signedIn(let session) = try await services.signIns.prove(
                secret: secret, on: token, device: .phone),
            let signedIn = try await services.sessions.signedIn(session)
        else { throw WorldFailure.notSignedIn }
        return signedIn
    }
}
