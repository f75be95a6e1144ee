internal import Domain
internal import Foundation

/// The exchange of a code for a token (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
struct TokenRequest: Sendable {
    let form: Sensitive<String>
    let headers: [String]

    init(
        code: Sensitive<String>, attempt: SignOnAttempt, provider: IdentityProvider, returningTo: String,
        authentication: ClientAuthentication
    ) {
        var pairs = [
            ("grant_type", "authorization_code"),
            ("code", code.reveal()),
            ("redirect_uri", returningTo),
            ("code_verifier", attempt.codeVerifier.reveal()),
        ]
        let secret = provider.clientSecret.reveal()
        switch authentication {
        case .basic:
            // Both encoded before they are joined (RFC 6749 section 2.3.1), so a colon in a name splits nothing.
            let credentials = "\(PercentEncoding.text(provider.clientID)):\(PercentEncoding.text(secret))"
            headers = ["Authorization: Basic \(Base64.text(Array(credentials.utf8)))"]
        case .post:
            pairs += [("client_id", provider.clientID), ("client_secret", secret)]
            headers = []
        }
        form = Sensitive(PercentEncoding.pairs(pairs.map { (name: $0.0, value: $0.1) }))
    }

    /// The token in an answer, not yet believed.
    static func token(in answer: ProviderCalls.Answer) throws(SignOnRefusal) -> Sensitive<String> {
        let body = Data(answer.body)
        guard answer.status == 200 else {
            switch try? JSONDecoder().decode(Failure.self, from: body).error {
            case "invalid_grant": throw .codeRefused
            case "invalid_client", "unauthorized_client": throw .clientRefused
            default: throw answer.status == 401 ? .clientRefused : .providerUnavailable
            }
        }
        guard let success = try? JSONDecoder().decode(Success.self, from: body) else {
            throw .providerUnavailable
        }
        return Sensitive(success.id_token)
    }

    /// The names are the standard's.
    private struct Success: Decodable {
        let id_token: String
    }

    private struct Failure: Decodable {
        let error: String
    }
}
