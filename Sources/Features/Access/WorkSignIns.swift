public import Domain
import Storage
public import Vault

/// Why somebody is not signed in for their work. The same whether or not there is such an account.
public enum WorkSignInRefusal: Error, Equatable, Sendable {
    case wrongPassword
    case wrongCode(triesLeft: Int)
    /// Too old, used, or tried too often: from the start again.
    case expired
    case tooManyGuesses(minutes: Int)
    /// Too many people sign in at this moment.
    case busy
}

/// Signing in for work: an address and a password, then a code of the authenticator app.
///
/// A wrong address takes as long as a wrong password, and is answered alike. Wrong guesses are capped per network
/// and over all, and per account by the tries of each challenge.
public struct WorkSignIns: Sendable {
    private let vault: Vault
    private let sessions: WorkSessions
    private let statements: Statements
    private let gate: GuessGate

    private static let tries = 5
    /// One address at several organisations: each password is compared, and no more than so many.
    private static let accountsMax = 5

    public init(vault: Vault, sessions: WorkSessions, statements: Statements, gate: GuessGate) {
        self.vault = vault
        self.sessions = sessions
        self.statements = statements
        self.gate = gate
    }

    /// The first screen. The token goes into the cookie of who asked; the second screen asks the code.
    public func start(
        emailAddress typed: String, password: Sensitive<String>, network: NetworkKey
    ) async throws -> Token {
        let now = try await vault.data.read { $0.now }
        do {
            try gate.admit(network, at: now)
        } catch {
            throw WorkSignInRefusal.tooManyGuesses(minutes: error.minutes)
        }
        guard let account = try await accountUnlessBusy(typed, password: password) else {
            gate.recordFailure(network, at: now)
            throw WorkSignInRefusal.wrongPassword
        }
        let token = try Token.random()
        let term = try statements.current.term(of: .signInSecret)
        _ = try await vault.data.write { transaction in
            try transaction.execute(
                """
                INSERT INTO work_challenge (challenge_id, token_hash, account_id, tries_left, created_at, expires_at)
                VALUES ($1, $2, $3, $4, $5, $6)
                """, Identifier<WorkChallenge>.random(), token.hash, account, Self.tries, transaction.now,
                term.end(from: transaction.now))
        }
        return token
    }

    private func accountUnlessBusy(_ typed: String, password: Sensitive<String>) async throws -> Account.ID? {
        do {
            return try await account(typed, password: password)
        } catch is PasswordHash.Busy {
            throw WorkSignInRefusal.busy
        }
    }

    private func account(_ typed: String, password: Sensitive<String>) async throws -> Account.ID? {
        guard let address = EmailAddress(typed) else {
            try await vault.passwords.verifyNobody(password)
            return nil
        }
        let digest = try vault.accountIndex(address)
        // Who must come by their organisation is answered as somebody with a wrong password, and takes as long.
        let rows = try await vault.data.read { transaction in
            try AccountQueries.accounts(indexed: digest, in: transaction).filter {
                try !ProviderQueries.isRequired(on: $0.side, in: transaction)
            }
        }
        let known = rows.filter { $0.state == .active && $0.passwordHash != nil }.prefix(Self.accountsMax)
        if known.isEmpty { try await vault.passwords.verifyNobody(password) }
        for row in known {
            guard let hash = row.passwordHash else { continue }
            guard try await vault.passwords.verify(password, against: hash) else { continue }
            if vault.passwords.needsRehash(hash) { try await renew(hash, of: row.id, to: password) }
            return row.id
        }
        return nil
    }

    /// A hash of before we took more time for it. Only now is the password here to make it anew; when there is no room
    /// for that, the next time does.
    private func renew(_ old: String, of account: Account.ID, to password: Sensitive<String>) async throws {
        guard let hash = try? await vault.passwords.make(password) else { return }
        _ = try await vault.data.write { transaction in
            try AccountQueries.renew(old, to: hash, of: account, in: transaction)
        }
    }

    /// The second screen: the code of the app, or one of the codes for when the phone is gone.
    public func prove(
        code typed: String, on token: Token, network: NetworkKey, device: Device
    ) async throws -> Token {
        guard let challenge = try await vault.data.read({ try WorkChallenge.find(token, in: $0) }) else {
            throw WorkSignInRefusal.expired
        }
        let keys = try await vault.keys(of: challenge.account)
        let outcome = try await vault.data.write { transaction -> Result<Token, WorkSignInRefusal> in
            guard try WorkChallenge.takeTry(token, in: transaction),
                let row = try AccountQueries.account(challenge.account, in: transaction),
                row.state == .active, try !ProviderQueries.isRequired(on: row.side, in: transaction)
            else { return .failure(.expired) }
            guard try isRight(typed, for: row, keys: keys, in: transaction) else {
                return .failure(.wrongCode(triesLeft: challenge.triesLeft - 1))
            }
            guard try WorkChallenge.use(token, in: transaction) else { return .failure(.expired) }
            return .success(try sessions.begin(for: row.id, device: device, in: transaction))
        }
        if case .failure(.wrongCode) = outcome {
            gate.recordFailure(network, at: try await vault.data.read { $0.now })
        }
        return try outcome.get()
    }

    /// Proves again, for what is heavy: only the app's code counts.
    public func proveAgain(code typed: String, for worker: Worker, network: NetworkKey) async throws {
        let now = try await vault.data.read { $0.now }
        do {
            try gate.admit(network, at: now)
        } catch {
            throw WorkSignInRefusal.tooManyGuesses(minutes: error.minutes)
        }
        let keys = try await vault.keys(of: worker.account)
        let isProven = try await vault.data.write { transaction in
            guard let row = try AccountQueries.account(worker.account, in: transaction), row.state == .active,
                try isAppCode(typed, for: row, keys: keys, in: transaction)
            else { return false }
            try WorkSessionQueries.prove(worker.session, in: transaction)
            return true
        }
        guard isProven else {
            gate.recordFailure(network, at: now)
            throw WorkSignInRefusal.wrongCode(triesLeft: Self.tries)
        }
    }

    private func isRight(
        _ typed: String, for row: AccountRow, keys: PersonKeys, in transaction: Transaction
    ) throws -> Bool {
        if let code = RecoveryCode(typed: typed) {
            return try RecoveryQueries.use(
                try vault.recoveryHash(code, of: row.id), of: row.id, in: transaction)
        }
        return try isAppCode(typed, for: row, keys: keys, in: transaction)
    }

    private func isAppCode(
        _ typed: String, for row: AccountRow, keys: PersonKeys, in transaction: Transaction
    ) throws -> Bool {
        guard let code = OneTimeSecret(typed: typed), let sealed = row.secondFactor,
            let secret = AuthenticatorSecret(bytes: try vault.openSecondFactor(sealed, keys: keys).reveal()),
            let step = try TOTP.matchingStep(
                typed: code, secret: secret, now: transaction.now, after: row.secondFactorStep)
        else { return false }
        return try AccountQueries.useStep(step, of: row.id, in: transaction)
    }
}

/// A password was right; the second factor is asked.
struct WorkChallenge: Sendable {
    let account: Account.ID
    let triesLeft: Int

    static func find(_ token: Token, in transaction: Transaction) throws -> WorkChallenge? {
        try transaction.row(
            "SELECT account_id, tries_left FROM work_challenge WHERE token_hash = $1 AND expires_at > $2",
            token.hash, transaction.now
        ).map { WorkChallenge(account: try $0.id(0), triesLeft: Int(try $0.int(1))) }
    }

    static func takeTry(_ token: Token, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE work_challenge SET tries_left = tries_left - 1
            WHERE token_hash = $1 AND tries_left > 0 AND expires_at > $2
            """, token.hash, transaction.now) == 1
    }

    static func use(_ token: Token, in transaction: Transaction) throws -> Bool {
        try transaction.execute("DELETE FROM work_challenge WHERE token_hash = $1", token.hash) == 1
    }
}
