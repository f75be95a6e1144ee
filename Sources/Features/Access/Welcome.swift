public import Domain
import Storage
public import Vault

/// What somebody sees who opens an invitation: whose it is, and the second factor to set up.
public struct InvitationOffer: Sendable {
    /// Nothing for BuenO's own people.
    public let customerName: String?
    /// What an authenticator app and we will both know.
    public let secret: AuthenticatorSecret
    /// The same, sealed under the invitation's own token: it comes back with the form.
    public let sealedSecret: Sensitive<String>
    /// What the app shows beside our name.
    public let label: Sensitive<String>
}

/// Accepting an invitation: a password and a second factor, in one step (P73).
///
/// Opening the link does nothing; only its form does. Until the code from the app is right nothing is written.
public struct Welcome: Sendable {
    private let vault: Vault
    private let sessions: WorkSessions

    /// How many codes somebody gets for when their phone is gone.
    static let recoveryCodes = 8
    private static let context = "second factor of an invitation"

    public init(vault: Vault, sessions: WorkSessions) {
        self.vault = vault
        self.sessions = sessions
    }

    /// Nothing when the invitation was used, withdrawn or is too old.
    /// - `sealedSecret`: of the form that was sent before, so that the picture stays the same.
    public func offer(_ token: Token, sealedSecret: String? = nil) async throws -> InvitationOffer? {
        guard let (account, customerName) = try await invited(by: token) else { return nil }
        let secret = try sealedSecret.flatMap { try? open($0, under: token) } ?? TOTP.randomSecret()
        let sealed = Hex.text(try token.seal(secret.bytes.reveal(), context: Self.context))
        return InvitationOffer(
            customerName: customerName, secret: secret, sealedSecret: Sensitive(sealed),
            label: try await address(of: account).canonical)
    }

    /// The form: password, and the first code of the app. The right ones make the account work, sign in, and give
    /// codes for when the phone is gone, shown this once.
    public func accept(
        _ token: Token, password: Sensitive<String>, sealedSecret: String, code typed: String,
        device: Device, language: Language
    ) async throws -> (session: Token, recoveryCodes: [Sensitive<String>]) {
        guard let (account, _) = try await invited(by: token),
            let secret = try? open(sealedSecret, under: token)
        else { throw AccountRefusal.invitationOver }
        let address = try await address(of: account)
        do throws(PasswordRefusal) {
            try PasswordRule.check(password, of: address)
        } catch {
            throw AccountRefusal.password(error)
        }
        guard let typed = OneTimeSecret(typed: typed) else { throw AccountRefusal.wrongCode }
        let hash = try await vault.passwords.make(password)
        let keys = try await vault.keys(of: account)
        let sealed = try vault.sealSecondFactor(secret.bytes.reveal(), keys: keys)
        let codes = RecoveryCode.several(Self.recoveryCodes)
        let hashes = try codes.map { try vault.recoveryHash($0, of: account) }
        let session = try await vault.data.write { transaction -> Token in
            guard
                let step = try TOTP.matchingStep(
                    typed: typed, secret: secret, now: transaction.now, after: nil)
            else { throw AccountRefusal.wrongCode }
            guard try InvitationQueries.use(token, in: transaction),
                try AccountQueries.activate(
                    account, passwordHash: hash, secondFactor: sealed, step: step, language: language,
                    in: transaction)
            else { throw AccountRefusal.invitationOver }
            try RecoveryQueries.replace(hashes, of: account, in: transaction)
            try WorkSessionQueries.deleteAll(of: account, in: transaction)
            return try sessions.begin(for: account, device: device, in: transaction)
        }
        return (session, codes.map(\.grouped))
    }

    private func invited(by token: Token) async throws -> (Account.ID, customerName: String?)? {
        try await vault.data.read { transaction in
            guard let account = try InvitationQueries.account(token, in: transaction) else { return nil }
            if let side = try AccountQueries.account(account, in: transaction)?.side,
                try ProviderQueries.isRequired(on: side, in: transaction)
            {
                throw AccountRefusal.signOnOnly
            }
            let name = try transaction.row(
                """
                SELECT c.name FROM account a JOIN customer c ON c.customer_id = a.customer_id
                WHERE a.account_id = $1
                """, account)?.text(0)
            return (account, name)
        }
    }

    private func address(of account: Account.ID) async throws -> EmailAddress {
        let opened = try await vault.read(
            [.emailAddress], of: [.account(account)],
            access: Access(actor: .system, purpose: .delivery, ground: .serviceDelivery))
        guard let text = opened[.account(account)]?[.emailAddress]?.value.reveal(),
            let address = EmailAddress(text)
        else { throw AccountRefusal.invitationOver }
        return address
    }

    private func open(_ sealed: String, under token: Token) throws -> AuthenticatorSecret? {
        guard let bytes = Hex.bytes(sealed) else { return nil }
        return AuthenticatorSecret(bytes: try token.open(bytes, context: Self.context).reveal())
    }
}

extension RecoveryCode {
    static func several(_ count: Int) -> [RecoveryCode] {
        var generator = SystemRandomNumberGenerator()
        return (0..<count).map { _ in RecoveryCode(random: &generator) }
    }
}
