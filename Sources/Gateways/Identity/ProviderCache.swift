internal import Domain

/// What providers publish, kept for a term, and fetched once however many people wait for it.
actor ProviderCache {
    struct Published: Sendable {
        let configuration: ProviderConfiguration
        let keys: JSONWebKeySet
        let fetched: Moment
    }

    private typealias Fetching = Task<Published, any Error>

    private let fetch: @Sendable (ProviderAddress) async throws(SignOnRefusal) -> Published
    private let term: Moment.Span
    /// Whoever sends tokens with invented keys makes us ask no oftener than this.
    private let pause: Moment.Span
    private var published: [ProviderAddress: Published] = [:]
    private var fetching: [ProviderAddress: Fetching] = [:]

    init(
        term: Moment.Span, pause: Moment.Span,
        fetch: @escaping @Sendable (ProviderAddress) async throws(SignOnRefusal) -> Published
    ) {
        self.term = term
        self.pause = pause
        self.fetch = fetch
    }

    /// What the issuer publishes, not older than the term.
    func published(by issuer: ProviderAddress, at now: Moment) async throws(SignOnRefusal) -> Published {
        if let known = published[issuer], isWithin(term, known, now) { return known }
        return try await fetched(from: issuer)
    }

    /// For a key that is not among those we know: providers change them. The same again when we only just asked.
    func renewed(by issuer: ProviderAddress, at now: Moment) async throws(SignOnRefusal) -> Published {
        if let known = published[issuer], isWithin(pause, known, now) { return known }
        return try await fetched(from: issuer)
    }

    private func fetched(from issuer: ProviderAddress) async throws(SignOnRefusal) -> Published {
        let task = fetching[issuer] ?? Task { [fetch] in try await fetch(issuer) }
        fetching[issuer] = task
        let outcome = await task.result
        // Of all who waited the first one keeps it; by the last one's turn there may be a newer one.
        let isFirst = fetching[issuer] == task
        if isFirst { fetching[issuer] = nil }
        switch outcome {
        case .success(let value):
            if isFirst { published[issuer] = value }
            return value
        case .failure(let refusal): throw refusal as? SignOnRefusal ?? .providerUnavailable
        }
    }

    /// A clock that was set back makes nothing live longer.
    private func isWithin(_ span: Moment.Span, _ known: Published, _ now: Moment) -> Bool {
        now >= known.fetched && now - known.fetched < span
    }
}
