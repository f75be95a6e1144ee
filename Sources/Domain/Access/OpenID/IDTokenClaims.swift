/// What a token must say to be for us, now, and in answer to this attempt.
public struct IDTokenExpectation: Sendable {
    public let issuer: ProviderAddress
    public let clientID: String
    public let nonce: Sensitive<String>

    public init(issuer: ProviderAddress, clientID: String, nonce: Sensitive<String>) {
        self.issuer = issuer
        self.clientID = clientID
        self.nonce = nonce
    }
}

/// What a token with a good signature claims (OpenID Connect Core 2 and 3.1.3.7). It prints nothing.
public struct IDTokenClaims: Sendable {
    private let values: Sensitive<[String: JSONValue]>

    /// Only a token whose signature was checked makes one.
    init(_ values: [String: JSONValue]) {
        self.values = Sensitive(values)
    }

    /// How far clocks may differ.
    private static let leeway = Moment.Span.seconds(60)
    /// A token is made while the browser waits.
    private static let ageMax = Moment.Span.minutes(10)
    private static let subjectBytes = 1...255

    /// Who it is, when all of it is for us, now, and in answer to this attempt.
    public func identity(
        expected: IDTokenExpectation, at now: Moment
    ) throws(IDTokenRefusal) -> SignedOnIdentity {
        let values = values.reveal()
        guard let issuer = values["iss"]?.text else { throw .malformed }
        guard issuer.utf8.elementsEqual(expected.issuer.text.utf8) else { throw .wrongIssuer }
        try checkAudience(values, clientID: expected.clientID)
        try checkTimes(values, at: now)
        guard let nonce = values["nonce"]?.text, SignOnAttempt.areEqual(nonce, expected.nonce.reveal()) else {
            throw .wrongNonce
        }
        guard let subject = values["sub"]?.text, Self.subjectBytes.contains(subject.utf8.count) else {
            throw .subjectMalformed
        }
        return SignedOnIdentity(
            issuer: expected.issuer, subject: Sensitive(subject),
            email: values["email"]?.text.flatMap { EmailAddress($0) },
            // Some providers write the truth as text.
            isEmailVerified: [.bool(true), .text("true")].contains(values["email_verified"]),
            claims: Sensitive(values))
    }

    private func checkAudience(
        _ values: [String: JSONValue], clientID: String
    ) throws(IDTokenRefusal) {
        let audiences: [String]
        switch values["aud"] {
        case .text(let one): audiences = [one]
        case .list(let several): audiences = several.compactMap(\.text)
        default: throw .malformed
        }
        guard audiences.contains(clientID) else { throw .wrongAudience }
        // Among several audiences it is the authorized party that asked for it.
        if let party = values["azp"] {
            guard party.text == clientID else { throw .wrongAuthorizedParty }
        } else if Set(audiences).count > 1 {
            throw .wrongAuthorizedParty
        }
    }

    private func checkTimes(_ values: [String: JSONValue], at now: Moment) throws(IDTokenRefusal) {
        guard let expires = Self.moment(values["exp"]), let issued = Self.moment(values["iat"]) else {
            throw .malformed
        }
        guard now < expires + Self.leeway else { throw .expired }
        guard issued <= now + Self.leeway else { throw .issuedInFuture }
        guard now <= issued + Self.ageMax + Self.leeway else { throw .tooOld }
        if let claim = values["nbf"] {
            guard let begins = Self.moment(claim) else { throw .malformed }
            guard begins <= now + Self.leeway else { throw .issuedInFuture }
        }
    }

    /// Seconds since 1970, up to the year 9999.
    private static func moment(_ value: JSONValue?) -> Moment? {
        guard let seconds = value?.number, (0...253_402_300_799).contains(seconds) else { return nil }
        return Moment(milliseconds: Int64(seconds * 1_000))
    }
}
