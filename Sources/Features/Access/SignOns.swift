public import Domain
import Storage
import Vault

/// Where a browser goes to sign in at its own organisation, and the token for its cookie.
public struct SignOnDeparture: Sendable {
    public let url: String
    /// To show whose page it is.
    public let host: String
    public let token: Token
}

/// Somebody is back from their organisation, and signed in.
public struct SignedOn: Sendable {
    public let session: Token
    /// Where they were going when they were asked to prove themselves again.
    public let next: String?
}

/// Signing in for work at one's own organisation, by OpenID Connect.
///
/// What is needed on return is sealed under a token that only the browser has, and used once. An unknown domain and one
/// that is switched off are answered alike, and nobody is looked up before their provider vouches for them.
public struct SignOns: Sendable {
    private let vault: Vault
    private let statements: Statements
    private let gateway: (any IdentityProviding)?
    private let turns: ProviderTurns
    private let arrivals: SignOnArrivals
    private let departures: GuessGate
    private let failures: GuessGate
    /// Our own address, as it is registered at each provider.
    public let returningTo: String

    private static let context = "sign-on attempt"
    private static let clockLeeway = Moment.Span.seconds(60)

    init(
        vault: Vault, statements: Statements, sessions: WorkSessions, gateway: (any IdentityProviding)?,
        turns: ProviderTurns, site: PublicSite, failures: GuessGate
    ) {
        self.vault = vault
        self.statements = statements
        self.gateway = gateway
        self.turns = turns
        self.failures = failures
        departures = GuessGate(limits: .departures)
        arrivals = SignOnArrivals(vault: vault, statements: statements, sessions: sessions)
        returningTo = site.url + "/werk/terug"
    }

    /// Whether this installation lets organisations sign their own people on.
    public var isOn: Bool { gateway != nil }

    /// - `typed`: an address, or the domain alone. Of an address only the domain is looked at.
    public func begin(at typed: String, network: NetworkKey) async throws -> SignOnDeparture {
        guard let domain = MailDomain(typed: typed) else { throw SignOnRefusal.addressMalformed }
        let now = try await vault.data.read { $0.now }
        try admit(network, at: now)
        guard
            let provider = try await provider({ try ProviderQueries.provider(for: domain, in: $0) })
        else {
            failures.recordFailure(network, at: now)
            throw SignOnRefusal.unknownOrganisation
        }
        departures.recordFailure(network, at: now)
        return try await depart(to: provider, account: nil, next: nil)
    }

    /// For who came that way and must prove themselves again before something heavy.
    ///
    /// - `next`: where they were going.
    public func beginAgain(
        for worker: Worker, next: String, network: NetworkKey
    ) async throws -> SignOnDeparture {
        let now = try await vault.data.read { $0.now }
        try admit(network, at: now)
        let provider = try await provider { transaction in
            guard let customer = worker.customer,
                try SignOnQueries.tied(worker.account, in: transaction) != nil
            else { return nil }
            return try ProviderQueries.provider(of: customer, in: transaction)
        }
        guard let provider else { throw SignOnRefusal.unknownOrganisation }
        departures.recordFailure(network, at: now)
        return try await depart(to: provider, account: worker.account, next: next)
    }

    /// By what somebody can prove themselves again: the code of their app, their organisation, or either.
    public func proofs(of worker: Worker) async throws -> (app: Bool, organisation: Bool) {
        try await vault.data.read { transaction in
            let hasApp = try AccountQueries.account(worker.account, in: transaction)?.secondFactor != nil
            let isTied = try SignOnQueries.tied(worker.account, in: transaction) != nil
            let isOn =
                try worker.customer.flatMap {
                    try ProviderQueries.provider(of: $0, in: transaction)
                }?.secret != nil
            return (hasApp, isOn && isTied)
        }
    }

    /// The browser is back. Its answer is believed only when the provider signs for it, to this attempt, just now.
    public func finish(
        _ answer: AuthorizationAnswer, on token: Token, network: NetworkKey, device: Device,
        language: Language
    ) async throws -> SignedOn {
        let now = try await vault.data.read { $0.now }
        try admit(network, at: now)
        do {
            return try await arrive(answer, on: token, device: device, language: language)
        } catch let refusal as SignOnRefusal {
            if refusal != .denied, refusal != .busy { failures.recordFailure(network, at: now) }
            throw refusal
        }
    }

    private func arrive(
        _ answer: AuthorizationAnswer, on token: Token, device: Device, language: Language
    ) async throws -> SignedOn {
        guard let gateway, let row = try await vault.data.write({ try SignOnQueries.use(token, in: $0) }),
            let (attempt, next) = try? opened(row.sealed, under: token), attempt.provider == row.provider,
            let provider = try await provider({ try ProviderQueries.provider(row.provider, in: $0) })
        else { throw SignOnRefusal.expired }
        return try await noting(provider.id) {
            let identity = try await turns.run(provider.customer) { () async throws(SignOnRefusal) in
                try await gateway.identity(
                    in: answer, to: attempt, at: provider, returningTo: returningTo)
            }
            if row.account != nil {
                guard let at = identity.authenticated, at + Self.clockLeeway >= row.created else {
                    throw SignOnRefusal.notProvenAgain
                }
            }
            let session = try await arrivals.arrive(
                identity, from: provider, expecting: row.account, device: device, language: language)
            return SignedOn(session: session, next: next)
        }
    }

    private func depart(
        to provider: IdentityProvider, account: Account.ID?, next: String?
    ) async throws -> SignOnDeparture {
        guard let gateway else { throw SignOnRefusal.unknownOrganisation }
        let configuration = try await noting(provider.id) {
            try await turns.run(provider.customer) { () async throws(SignOnRefusal) in
                try await gateway.configuration(of: provider)
            }
        }
        let attempt = try SignOnAttempt.random(at: provider.id)
        let token = try Token.random()
        let sealed = try token.seal(attempt.bytes + Array((next ?? "").utf8), context: Self.context)
        let term = try statements.current.term(of: .signInSecret)
        try await vault.data.write { transaction in
            try SignOnQueries.insert(
                token: token, at: provider.id, account: account, sealed: sealed,
                expires: term.end(from: transaction.now), in: transaction)
        }
        let request = AuthorizationRequest(
            configuration, provider: provider, attempt: attempt, codeChallenge: attempt.codeChallenge,
            returningTo: returningTo, asksAgain: account != nil)
        return SignOnDeparture(
            url: request.url, host: configuration.authorizationEndpoint.host, token: token)
    }

    private func opened(_ sealed: [UInt8], under token: Token) throws -> (SignOnAttempt, next: String?)? {
        let bytes = try token.open(sealed, context: Self.context).reveal()
        guard let attempt = SignOnAttempt(bytes: Array(bytes.prefix(SignOnAttempt.byteCount))) else {
            return nil
        }
        let next = String(decoding: bytes.dropFirst(SignOnAttempt.byteCount), as: UTF8.self)
        return (attempt, next.isEmpty ? nil : next)
    }

    /// One that is switched on, with its secret open.
    private func provider(
        _ find: @escaping @Sendable (Transaction) throws -> ProviderRow?
    ) async throws -> IdentityProvider? {
        guard isOn, let row = try await vault.data.read({ try find($0) }), let secret = row.secret else {
            return nil
        }
        return row.settings.provider(secret: try vault.open(secret, of: row.settings))
    }

    private func admit(_ network: NetworkKey, at now: Moment) throws {
        do {
            try failures.admit(network, at: now)
            try departures.admit(network, at: now)
        } catch {
            throw SignOnRefusal.tooManyGuesses(minutes: error.minutes)
        }
    }

    /// What a setting may have caused is kept for the administrator who can mend it.
    private func noting<Value: Sendable>(
        _ provider: IdentityProvider.ID, _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch let refusal as SignOnRefusal {
            if let trouble = ProviderTrouble(refusal) {
                try await vault.data.write {
                    try ProviderQueries.note(trouble, at: provider, in: $0)
                }
            }
            throw refusal
        }
    }
}
