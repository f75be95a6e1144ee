public import Domain
import Storage
import Vault

/// What an administrator sees of their organisation's provider: never the secret.
public struct ProviderView: Sendable {
    public let issuer: String
    public let clientID: String
    public let rules: [ClaimRule]
    public let domains: [String]
    /// False once it was switched off: then there is no secret.
    public let isOn: Bool
    public let isRequired: Bool
    public let changed: Moment
    public let trouble: ProviderTrouble?
    public let troubled: Moment?
}

/// Where the people of a customer sign in, set by its own administrators, who proved themselves just before.
public struct IdentityProviders: Sendable {
    private let vault: Vault
    private let gateway: (any IdentityProviding)?
    private let turns: ProviderTurns
    /// Only where we ourselves are reached on this machine alone.
    private let allowsLoopback: Bool

    init(vault: Vault, gateway: (any IdentityProviding)?, turns: ProviderTurns, site: PublicSite) {
        self.vault = vault
        self.gateway = gateway
        self.turns = turns
        allowsLoopback = ["localhost", "127.0.0.1", "[::1]"].contains(site.host)
    }

    /// Nothing when nothing was ever set.
    public func view(for worker: Worker) async throws -> ProviderView? {
        let customer = try customer(of: worker)
        return try await vault.data.read { transaction in
            guard let row = try ProviderQueries.provider(of: customer, in: transaction) else { return nil }
            return ProviderView(
                issuer: row.settings.issuer.text, clientID: row.settings.clientID,
                rules: row.settings.claimMap.rules,
                domains: try ProviderQueries.domains(of: row.settings.id, in: transaction),
                isOn: row.secret != nil, isRequired: row.isRequired, changed: row.changed,
                trouble: row.trouble, troubled: row.troubled)
        }
    }

    /// Writes what was typed. The secret that stays is sealed anew with what it is bound to.
    public func save(_ form: ProviderForm, by worker: Worker) async throws {
        let customer = try customer(of: worker)
        try await vault.data.write { transaction in
            try requireProof(worker, in: transaction)
            let row = try ProviderQueries.provider(of: customer, in: transaction)
            let isOn = row?.secret != nil
            let known =
                isOn ? row.map { (issuer: $0.settings.issuer.text, clientID: $0.settings.clientID) } : nil
            let checked = try form.checked(known: known, allowsLoopback: allowsLoopback)
            if row?.isRequired == true, !checked.claimMap.rules.contains(where: \.givesAdministration) {
                throw ProviderRefusal.invalid([.administratorMissing])
            }
            let kept = try row.flatMap { row in
                try row.secret.map { try vault.open($0, of: row.settings) }
            }
            guard let secret = checked.newSecret ?? kept else {
                throw ProviderRefusal.invalid([.secretMissing])
            }
            let isSameIssuer = row?.settings.issuer == checked.issuer
            let settings = ProviderSettings(
                id: row?.settings.id ?? .random(), customer: customer, issuer: checked.issuer,
                issuerSince: isSameIssuer ? row?.settings.issuerSince ?? transaction.now : transaction.now,
                clientID: checked.clientID, claimMap: checked.claimMap)
            try ProviderQueries.save(
                settings, secret: try vault.seal(secret, of: settings), by: worker.account, in: transaction)
        }
    }

    /// Fetches what the provider publishes about itself, and keeps nothing. Secret and rules show only when somebody
    /// signs on.
    public func tryOut(_ form: ProviderForm, by worker: Worker) async throws -> ProviderConfiguration {
        guard let gateway else { throw SignOnRefusal.providerUnavailable }
        let customer = try customer(of: worker)
        let now = try await vault.data.read { $0.now }
        guard worker.isProven(at: now) else { throw ProviderRefusal.proofNeeded }
        let settings = ProviderSettings(
            id: .random(), customer: customer, issuer: try form.address(allowsLoopback: allowsLoopback),
            issuerSince: now, clientID: "-", claimMap: ClaimMap(rules: []))
        guard let provider = settings.provider(secret: Sensitive("-")) else {
            throw ProviderRefusal.invalid([.issuerMalformed])
        }
        return try await turns.run(customer) { () async throws(SignOnRefusal) in
            try await gateway.configuration(of: provider)
        }
    }

    /// Their own mail domain, which they may claim; nothing for an address where anybody gets one.
    public func ownDomain(of worker: Worker) async throws -> MailDomain? {
        let opened = try await vault.read(
            [.emailAddress], of: [.account(worker.account)],
            access: Accounts.access(worker, side: worker.side, activityOf: .delivery))
        let address = opened[.account(worker.account)]?[.emailAddress].flatMap {
            EmailAddress($0.value.reveal())
        }
        return address.map { MailDomain(of: $0) }
    }

    /// People with such addresses are led to this customer's page from now on.
    ///
    /// Only the domain of an address that the administrator showed to be theirs: they came by a mail to it.
    public func claimOwnDomain(by worker: Worker) async throws {
        let customer = try customer(of: worker)
        guard let domain = try await ownDomain(of: worker), !domain.isPublic else {
            throw ProviderRefusal.domainPublic
        }
        try await vault.data.write { transaction in
            try requireProof(worker, in: transaction)
            let provider = try requireOn(customer, in: transaction)
            guard try AccountQueries.account(worker.account, in: transaction)?.passwordHash != nil else {
                throw ProviderRefusal.addressNotProven
            }
            guard
                try ProviderQueries.claim(
                    domain, for: provider.settings.id, by: worker.account, in: transaction)
            else { throw ProviderRefusal.domainTaken }
        }
    }

    public func release(_ domain: MailDomain, by worker: Worker) async throws {
        let customer = try customer(of: worker)
        try await vault.data.write { transaction in
            try requireProof(worker, in: transaction)
            let provider = try requireOn(customer, in: transaction)
            try ProviderQueries.release(domain, of: provider.settings.id, in: transaction)
        }
    }

    /// From now on the passwords of this customer's people no longer work, or they work again.
    ///
    /// Refuses who did not come that way themselves, as administrator: a wrong setting would lock everybody out.
    public func setRequired(_ isRequired: Bool, by worker: Worker) async throws {
        let customer = try customer(of: worker)
        try await vault.data.write { transaction in
            try requireProof(worker, in: transaction)
            let id = try requireOn(customer, in: transaction).settings.id
            if isRequired {
                let given = try GrantQueries.given(
                    by: id, to: worker.account, side: worker.side, vault: vault, in: transaction)
                guard try SignOnQueries.tied(worker.account, in: transaction) != nil,
                    given.contains(where: { $0.role == .customerAdmin })
                else { throw ProviderRefusal.signOnFirst }
                try SignOnQueries.endPasswordSessions(of: customer, in: transaction)
            }
            try ProviderQueries.setRequired(isRequired, of: id, by: worker.account, in: transaction)
        }
    }

    /// For an operator, when a provider lets nobody in any more: passwords work again.
    /// - Returns whether they did not.
    public func allowPasswords(of customer: Customer.ID) async throws -> Bool {
        try await vault.data.write { transaction in
            try transaction.execute(
                "UPDATE identity_provider SET is_required = 0 WHERE customer_id = $1 AND is_required = 1",
                customer) == 1
        }
    }

    /// Nobody signs on that way any more, the roles that it gave are gone, and so is the secret.
    public func switchOff(by worker: Worker) async throws {
        let customer = try customer(of: worker)
        try await vault.data.write { transaction in
            try requireProof(worker, in: transaction)
            let id = try requireOn(customer, in: transaction).settings.id
            guard try AccountQueries.account(worker.account, in: transaction)?.passwordHash != nil else {
                throw ProviderRefusal.lastWayIn
            }
            for account in try GrantQueries.holders(ofRolesFrom: id, in: transaction) {
                for grant in try GrantQueries.given(
                    by: id, to: account, side: worker.side, vault: vault, in: transaction)
                {
                    try GrantQueries.revoke(grant, vault: vault, in: transaction)
                }
            }
            try ProviderQueries.switchOff(id, by: worker.account, in: transaction)
        }
    }

    private func customer(of worker: Worker) throws -> Customer.ID {
        guard let customer = worker.customer else { throw ProviderRefusal.notSet }
        return customer
    }

    private func requireProof(_ worker: Worker, in transaction: Transaction) throws {
        guard worker.isProven(at: transaction.now) else { throw ProviderRefusal.proofNeeded }
    }

    private func requireOn(_ customer: Customer.ID, in transaction: Transaction) throws -> ProviderRow {
        guard let row = try ProviderQueries.provider(of: customer, in: transaction), row.secret != nil else {
            throw ProviderRefusal.notSet
        }
        return row
    }
}
