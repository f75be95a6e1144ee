import Domain
import Storage
import Vault

/// Whose account it is that a provider vouches for: one that is tied to them, one that was invited, or a new one.
struct SignOnArrivals: Sendable {
    let vault: Vault
    let statements: Statements
    let sessions: WorkSessions

    private enum Found: Sendable {
        case tied(Account.ID)
        /// Asked by a colleague, at an address that the provider says is theirs.
        case expected(Account.ID)
        case nobody
        case refused(SignOnRefusal)
    }

    /// What a new account is made of.
    private struct Newcomer: Sendable {
        let id: Account.ID
        let keys: PersonKeys
        let name: Sensitive<String>
        let address: EmailAddress
        let form: String
    }

    /// Someone who comes, as their provider sees them now.
    private struct Guest: Sendable {
        let identity: SignedOnIdentity
        let provider: IdentityProvider
        let hash: [UInt8]
        let digest: [UInt8]?
        let roles: Set<Role>
        var side: Account.Side { .customer(provider.customer) }
    }

    /// Signs in, with the roles that the provider's words give for now.
    ///
    /// - `expected`: who proves themselves again; nobody else may come back.
    func arrive(
        _ identity: SignedOnIdentity, from provider: IdentityProvider, expecting expected: Account.ID?,
        device: Device, language: Language
    ) async throws -> Token {
        let guest = Guest(
            identity: identity, provider: provider,
            hash: try vault.signOnHash(of: identity, at: provider.customer),
            digest: try identity.email.map { try vault.accountIndex($0) },
            roles: (try? provider.claimMap.roles(of: identity)) ?? [])
        let newcomer = try await newcomer(guest, language: language)
        do {
            return try await vault.data.write { transaction in
                try signIn(
                    guest, newcomer: newcomer, expecting: expected, device: device, language: language,
                    in: transaction)
            }.get()
        } catch StorageError.constraint {
            // The same person from two browsers at once, for the first time: one of them begins again.
            throw SignOnRefusal.expired
        }
    }

    /// Keys are durable before the transaction that needs them. Without one they are swept.
    private func newcomer(_ guest: Guest, language: Language) async throws -> Newcomer? {
        let found = try await vault.data.read { try find(guest, in: $0) }
        guard case .nobody = found, !guest.roles.isEmpty else { return nil }
        guard let name = guest.identity.name, let address = guest.identity.email else {
            throw SignOnRefusal.identityIncomplete
        }
        let isVouchedFor = try await vault.data.read { transaction in
            let domains = try ProviderQueries.domains(of: guest.provider.id, in: transaction)
            return guest.identity.isEmailVerified || domains.contains(address.domain)
        }
        guard isVouchedFor else { throw SignOnRefusal.identityIncomplete }
        let id = Account.ID.random()
        return Newcomer(
            id: id, keys: try await vault.makeKeys(for: id), name: name, address: address,
            form: try statements.formVersion(service: .administration, language: language).id)
    }

    /// What was taken back stays so also when nobody gets in, so a refusal is an outcome and no error.
    private func signIn(
        _ guest: Guest, newcomer: Newcomer?, expecting expected: Account.ID?, device: Device,
        language: Language, in transaction: Transaction
    ) throws -> Result<Token, SignOnRefusal> {
        guard try ProviderQueries.provider(guest.provider.id, in: transaction)?.secret != nil else {
            return .failure(.expired)
        }
        let account: Account.ID
        switch try find(guest, in: transaction) {
        case .refused(let refusal): return .failure(refusal)
        case .tied(let id):
            guard expected == nil || expected == id else { return .failure(.otherPerson) }
            account = id
        case _ where expected != nil: return .failure(.otherPerson)
        case _ where guest.roles.isEmpty: return .failure(.noRole)
        case .expected(let id):
            try SignOnQueries.tie(id, to: guest.hash, vault: vault, in: transaction)
            account = id
        case .nobody:
            guard let newcomer else { return .failure(.expired) }
            try make(newcomer, for: guest, language: language, in: transaction)
            account = newcomer.id
        }
        let hasRole = try renewRoles(of: account, for: guest, in: transaction)
        if !hasRole { try WorkSessionQueries.deleteAll(of: account, in: transaction) }
        // Without a rule that fits nobody gets in this way, whatever a colleague gave.
        guard !guest.roles.isEmpty else { return .failure(.noRole) }
        // A provider that does not say when leaves the person to prove themselves before anything heavy.
        let proven = min(guest.identity.authenticated ?? Moment(milliseconds: 0), transaction.now)
        return .success(
            try sessions.begin(for: account, device: device, proven: proven, in: transaction))
    }

    private func find(_ guest: Guest, in transaction: Transaction) throws -> Found {
        if let id = try SignOnQueries.account(tiedTo: guest.hash, vault: vault, in: transaction) {
            return .tied(id)
        }
        let isBarred = try SignOnQueries.isBarred(guest.hash, in: transaction)
        let namesake = try guest.digest.flatMap { digest in
            try AccountQueries.accounts(indexed: digest, in: transaction).first { $0.side == guest.side }
        }
        guard let namesake else { return isBarred ? .refused(.accessEnded) : .nobody }
        // An address that passed to somebody else does not bring the account along.
        let tied = try SignOnQueries.tied(namesake.id, in: transaction)
        let since = try ProviderQueries.provider(guest.provider.id, in: transaction)?.settings.issuerSince
        let isTiedElsewhere = tied.map { $0 >= since ?? $0 } ?? false
        guard guest.identity.isEmailVerified, !isTiedElsewhere else { return .refused(.addressTaken) }
        return .expected(namesake.id)
    }

    private func make(
        _ newcomer: Newcomer, for guest: Guest, language: Language, in transaction: Transaction
    ) throws {
        try AccountQueries.insert(
            newcomer.id, side: guest.side, keys: newcomer.keys, language: language, by: nil, in: transaction)
        let provenance = Provenance(
            source: .identityProvider, given: transaction.now, formVersion: newcomer.form,
            service: .administration)
        try vault.store(
            [
                FieldValue(.fullName, newcomer.name, provenance),
                FieldValue(.emailAddress, newcomer.address.canonical, provenance),
            ], of: newcomer.keys, as: .account(newcomer.id),
            access: Accounts.access(nil, side: guest.side, activityOf: .delivery), in: transaction)
        if let digest = guest.digest {
            try AccountQueries.index(newcomer.id, digest: digest, keys: newcomer.keys, in: transaction)
        }
        try SignOnQueries.tie(newcomer.id, to: guest.hash, vault: vault, in: transaction)
    }

    /// P73: what the provider gave before ends, what it says now holds for a day. What a colleague gave stays.
    /// - Returns whether any role is left.
    private func renewRoles(
        of account: Account.ID, for guest: Guest, in transaction: Transaction
    ) throws -> Bool {
        for held in try GrantQueries.given(
            by: guest.provider.id, to: account, side: guest.side, vault: vault, in: transaction)
        {
            try GrantQueries.revoke(held, vault: vault, in: transaction)
        }
        for role in guest.roles {
            let grant = RoleGrant(
                id: .random(), account: account, role: role, side: guest.side,
                giver: .provider(guest.provider.id), starts: transaction.now,
                expires: transaction.now + RoleGrant.signOnTerm, revoked: nil)
            try GrantQueries.insert(grant, vault: vault, in: transaction)
        }
        return try GrantQueries.genuine(of: account, side: guest.side, vault: vault, in: transaction)
            .contains { $0.isInForce(at: transaction.now) }
    }
}
