public import Domain

/// Signing in at the identity providers of customers, by OpenID Connect over libcurl.
///
/// Guaranteed: what a provider says is believed only in a token that one of its published keys signed, for us, for this
/// attempt, just now. Its document and keys are kept for an hour; a key that we do not know has them fetched anew, at
/// most once a minute. A call ends within its deadline, follows no redirect and takes no more than 256 KiB.
public struct OpenIDGateway: IdentityProviding {
    private let signatures: any SignatureChecking
    private let clock: any Clock
    private let calls: ProviderCalls
    private let cache: ProviderCache

    public static let deadline = Deadline(connectMilliseconds: 5_000, totalMilliseconds: 10_000)

    /// `connections` is how many calls may be under way at once.
    public init(
        signatures: any SignatureChecking, clock: any Clock, trust: Trust = .system,
        deadline: Deadline = Self.deadline, connections: Int = 4
    ) {
        let calls = ProviderCalls(trust: trust, deadline: deadline, connections: connections)
        self.signatures = signatures
        self.clock = clock
        self.calls = calls
        cache = ProviderCache(term: .hours(1), pause: .minutes(1)) { issuer async throws(SignOnRefusal) in
            try await Self.published(by: issuer, calls: calls, clock: clock)
        }
    }

    public func configuration(
        of provider: IdentityProvider
    ) async throws(SignOnRefusal) -> ProviderConfiguration {
        try await cache.published(by: provider.issuer, at: clock.now()).configuration
    }

    public func identity(
        in answer: AuthorizationAnswer, to attempt: SignOnAttempt, at provider: IdentityProvider,
        returningTo: String
    ) async throws(SignOnRefusal) -> SignedOnIdentity {
        guard attempt.provider == provider.id else { throw .stateMismatch }
        let published = try await cache.published(by: provider.issuer, at: clock.now())
        let code = try answer.code(for: attempt, from: published.configuration)
        let request = TokenRequest(
            code: code, attempt: attempt, provider: provider, returningTo: returningTo,
            authentication: published.configuration.clientAuthentication)
        let received = try await calls.post(
            request.form, headers: request.headers, to: published.configuration.tokenEndpoint)
        let compact = try TokenRequest.token(in: received)
        do {
            let token = try IDToken(compact: compact)
            let keys = try await keys(for: token, at: provider.issuer, known: published.keys)
            let claims = try token.claims(signedBy: keys, check: signatures)
            return try claims.identity(
                expected: IDTokenExpectation(
                    issuer: provider.issuer, clientID: provider.clientID, nonce: attempt.nonce),
                at: clock.now())
        } catch let refusal as IDTokenRefusal {
            throw .token(refusal)
        } catch {
            throw error as? SignOnRefusal ?? .providerUnavailable
        }
    }

    /// The known keys, or when the token's is not among them those that the provider publishes now.
    private func keys(
        for token: IDToken, at issuer: ProviderAddress, known: JSONWebKeySet
    ) async throws(SignOnRefusal) -> JSONWebKeySet {
        do throws(IDTokenRefusal) {
            _ = try token.key(in: known)
            return known
        } catch .unknownKey {
            return try await cache.renewed(by: issuer, at: clock.now()).keys
        } catch {
            throw .token(error)
        }
    }

    private static func published(
        by issuer: ProviderAddress, calls: ProviderCalls, clock: any Clock
    ) async throws(SignOnRefusal) -> ProviderCache.Published {
        guard let address = ProviderConfiguration.address(of: issuer) else {
            throw .discovery(.unsafeAddress)
        }
        let document = try await body(of: address, calls: calls)
        let configuration = try read { () throws(DiscoveryRefusal) in
            try ProviderConfiguration(json: document, of: issuer)
        }
        let keys = try await body(of: configuration.keysAddress, calls: calls)
        return ProviderCache.Published(
            configuration: configuration,
            keys: try read { () throws(DiscoveryRefusal) in try JSONWebKeySet(json: keys) },
            fetched: clock.now())
    }

    private static func body(
        of address: ProviderAddress, calls: ProviderCalls
    ) async throws(SignOnRefusal) -> [UInt8] {
        let answer = try await calls.get(address)
        guard answer.status == 200 else { throw .providerUnavailable }
        return answer.body
    }

    private static func read<Value>(
        _ body: () throws(DiscoveryRefusal) -> Value
    ) throws(SignOnRefusal) -> Value {
        do { return try body() } catch { throw .discovery(error) }
    }
}
