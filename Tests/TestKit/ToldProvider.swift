public import Domain
import Synchronization

/// Stands for the identity providers of customers: each vouches for whom a test says. Real ones have their own tests.
public final class ToldProvider: IdentityProviding {
    /// Somebody as a provider knows them.
    public struct Person: Sendable {
        public var subject: String
        public var email: String?
        public var isVerified: Bool
        public var name: String?
        public var groups: [String]
        public var authenticated: Moment?

        public init(
            _ subject: String, email: String? = nil, isVerified: Bool = true, name: String? = "V. Voorbeeld",
            groups: [String] = ["consulenten"], authenticated: Moment? = nil
        ) {
            self.subject = subject
            self.email = email
            self.isVerified = isVerified
            self.name = name
            self.groups = groups
            self.authenticated = authenticated
        }
    }

    private let next = Mutex<Person?>(nil)

    public init() {}

    /// Who signs in at any provider from now on.
    public func say(_ person: Person) {
        next.withLock { $0 = person }
    }

    public func configuration(
        of provider: IdentityProvider
    ) async throws(SignOnRefusal) -> ProviderConfiguration {
        let issuer = provider.issuer.text
        let document = """
            {"issuer":"\(issuer)","authorization_endpoint":"\(issuer)/authorize",\
            "token_endpoint":"\(issuer)/token","jwks_uri":"\(issuer)/jwks"}
            """
        do {
            return try ProviderConfiguration(json: Array(document.utf8), of: provider.issuer)
        } catch {
            throw .discovery(error)
        }
    }

    public func identity(
        in answer: AuthorizationAnswer, to attempt: SignOnAttempt, at provider: IdentityProvider,
        returningTo: String
    ) async throws(SignOnRefusal) -> SignedOnIdentity {
        _ = try answer.code(for: attempt, from: try await configuration(of: provider))
        guard let person = next.withLock({ $0 }) else { throw .codeRefused }
        var claims: [String: JSONValue] = [
            "sub": .text(person.subject), "groups": .list(person.groups.map { .text($0) }),
        ]
        claims["name"] = person.name.map { .text($0) }
        claims["auth_time"] = person.authenticated.map { .number(Double($0.milliseconds / 1_000)) }
        return SignedOnIdentity(
            issuer: provider.issuer, subject: Sensitive(person.subject),
            email: person.email.flatMap { EmailAddress($0) }, isEmailVerified: person.isVerified,
            claims: Sensitive(claims))
    }
}
