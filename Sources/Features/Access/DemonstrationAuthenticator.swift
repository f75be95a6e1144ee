public import Domain
public import Vault

/// The authenticator apps of the invented colleagues of a demonstration: somebody who looks around has no phone for
/// them. Exists in a demonstration's installation only.
public struct DemonstrationAuthenticator: Sendable {
    public struct App: Sendable {
        public let who: String
        public let secret: AuthenticatorSecret

        public init(who: String, secret: AuthenticatorSecret) {
            self.who = who
            self.secret = secret
        }
    }

    private let apps: [App]

    /// Nothing in an installation that is no demonstration.
    public init?(_ apps: [App], vault: Vault) {
        guard vault.isDemonstration else { return nil }
        self.apps = apps
    }

    public func codes(at now: Moment) throws -> [(who: String, code: OneTimeSecret)] {
        try apps.map { ($0.who, try TOTP.code(secret: $0.secret, step: TimeStep.number(at: now))) }
    }
}
