/// What a browser brings back from a provider. Anybody can write one, so nothing in it is believed.
public struct AuthorizationAnswer: Sendable {
    private let state: String?
    private let code: Sensitive<String>?
    private let error: String?
    private let issuer: String?

    /// The parameters `state`, `code`, `error` and `iss` of the address that the browser returned to.
    public init(state: String?, code: String?, error: String?, issuer: String?) {
        self.state = state
        self.code = code.map { Sensitive($0) }
        self.error = error
        self.issuer = issuer
    }

    private static let codeBytesMax = 4_096

    /// The code, when this answers the attempt and comes from the provider that was asked.
    public func code(
        for attempt: SignOnAttempt, from configuration: ProviderConfiguration
    ) throws(SignOnRefusal) -> Sensitive<String> {
        guard let state, attempt.isAnswered(by: state) else { throw .stateMismatch }
        // RFC 9207: a second, dishonest provider cannot pass on the code of the first.
        if let issuer {
            guard issuer.utf8.elementsEqual(configuration.issuer.text.utf8) else { throw .issuerMismatch }
        } else if configuration.namesIssuerInAnswers {
            throw .issuerMismatch
        }
        if let error { throw error == "access_denied" ? .denied : .providerRefused }
        guard let code, (1...Self.codeBytesMax).contains(code.reveal().utf8.count) else {
            throw .answerMalformed
        }
        return code
    }
}
