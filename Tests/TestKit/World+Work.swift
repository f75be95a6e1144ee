public import Domain
public import Features
import Vault

/// People with a login for their work.
extension World {
    public static let password = "zeven groene fietsen"

    /// Somebody invited, with a password and a second factor, signed in.
    public struct AtWork: Sendable {
        public let worker: Worker
        public let session: Token
        public let secret: AuthenticatorSecret
        public let recoveryCodes: [Sensitive<String>]
        public let emailAddress: String
    }

    public static func workAddress(_ number: Int) -> String { "collega\(number)@example.nl" }

    /// An administrator or somebody else at a customer.
    public func colleague(
        _ number: Int, of customer: Customer.ID, roles: Set<Role> = [.customerAdmin]
    ) async throws -> AtWork {
        try await arrive(number, at: .customer(customer), roles: roles)
    }

    /// Somebody of BuenO's office.
    public func staff(_ number: Int, roles: Set<Role>, signs: Bool = true) async throws -> AtWork {
        let arrived = try await arrive(number, at: .staff, roles: roles)
        guard signs else { return arrived }
        try await services.duties.sign(by: arrived.worker)
        return AtWork(
            worker: try await worker(arrived.session), session: arrived.session, secret: arrived.secret,
            recoveryCodes: arrived.recoveryCodes, emailAddress: arrived.emailAddress)
    }

    private func arrive(_ number: Int, at side: Account.Side, roles: Set<Role>) async throws -> AtWork {
        let address = Self.workAddress(number)
        try await services.accounts.invite(
            Invitee(name: "Collega \(number)", emailAddress: address, roles: roles), to: side, by: nil,
            language: .dutch)
        try await settle()
        guard let token = outside.lastLink(), let offer = try await services.welcome.offer(token) else {
            throw WorldFailure.noSecret
        }
        let code = try appCode(offer.secret)
        let (session, codes) = try await services.welcome.accept(
            token, password: Sensitive(Self.password), sealedSecret: offer.sealedSecret.reveal(), code: code,
            device: .computer, language: .dutch)
        return AtWork(
            worker: try await worker(session), session: session, secret: offer.secret, recoveryCodes: codes,
            emailAddress: address)
    }

    /// Who holds this token now.
    public func worker(_ session: Token) async throws -> Worker {
        guard let worker = try await services.workSessions.worker(session) else {
            throw WorldFailure.noSecret
        }
        return worker
    }

    /// What the app shows now.
    public func appCode(_ secret: AuthenticatorSecret) throws -> String {
        try TOTP.code(secret: secret, step: TimeStep.number(at: clock.now())).reveal()
    }
}
