public import Domain
import Storage
public import Vault

/// A new colleague as they were typed in.
public struct Invitee: Sendable {
    public let name: Sensitive<String>
    public let emailAddress: Sensitive<String>
    public let roles: Set<Role>

    public init(name: String, emailAddress: String, roles: Set<Role>) {
        self.name = Sensitive(name.split(whereSeparator: \.isWhitespace).joined(separator: " "))
        self.emailAddress = Sensitive(emailAddress)
        self.roles = roles
    }
}

/// Who has a login for their work, at a customer or at BuenO (P73): invited, and closed when they leave.
public struct Accounts: Sendable {
    private let vault: Vault
    private let statements: Statements
    private let outbox: Outbox

    public init(vault: Vault, statements: Statements, outbox: Outbox) {
        self.vault = vault
        self.statements = statements
        self.outbox = outbox
    }

    /// Makes an account with its roles and mails an invitation, in one transaction.
    ///
    /// - `inviter`: nothing for the first of an organisation, whom an operator asks at the command line.
    /// - Refuses a role of another side, and an address that this organisation has already.
    @discardableResult
    public func invite(
        _ invitee: Invitee, to side: Account.Side, by inviter: Worker?, language: Language
    ) async throws -> Account.ID {
        try await invite(invitee, to: side, by: inviter, language: language) { _ in }
    }

    /// The same for a customer that has no administrator, by BuenO's own people: afterwards its own invites others.
    public func inviteAdministrator(
        name: String, emailAddress: String, of customer: Customer.ID, by worker: Worker, language: Language
    ) async throws {
        guard worker.actor(in: [.fieldOperator]) != nil else { throw VaultError.notYours }
        let invitee = Invitee(name: name, emailAddress: emailAddress, roles: [.customerAdmin])
        try await invite(invitee, to: .customer(customer), by: worker, language: language) {
            [vault] transaction in
            guard try CustomerQueries.customer(customer, in: transaction) != nil else {
                throw CustomerRefusal.unknownCustomer
            }
            guard try Administrators.all(of: customer, vault: vault, in: transaction).isEmpty else {
                throw AccountRefusal.administratorThere
            }
        }
    }

    @discardableResult
    private func invite(
        _ invitee: Invitee, to side: Account.Side, by inviter: Worker?, language: Language,
        unless refuse: @escaping @Sendable (Transaction) throws -> Void
    ) async throws -> Account.ID {
        guard !invitee.name.reveal().isEmpty else { throw AccountRefusal.nameMissing }
        guard let address = EmailAddress(invitee.emailAddress.reveal()) else {
            throw AccountRefusal.emailInvalid
        }
        guard !invitee.roles.isEmpty else { throw AccountRefusal.roleMissing }
        guard invitee.roles.allSatisfy(side.canHold) else { throw AccountRefusal.roleNotOfThisSide }
        let id = Account.ID.random()
        let keys = try await vault.makeKeys(for: id)
        let (token, digest) = (try Token.random(), try vault.accountIndex(address))
        let form = try statements.formVersion(service: .administration, language: language).id
        let invitationTerm = try statements.current.term(of: .invitation)
        let access = Self.access(inviter, side: side, activityOf: .delivery)
        try await vault.data.write { transaction in
            try refuse(transaction)
            guard try !AccountQueries.isTaken(digest, on: side, in: transaction) else {
                throw AccountRefusal.addressTaken
            }
            try AccountQueries.insert(
                id, side: side, keys: keys, language: language, by: inviter?.account, in: transaction)
            let provenance = Provenance(
                source: .colleague, given: transaction.now, formVersion: form, service: .administration)
            try vault.store(
                [
                    FieldValue(.fullName, invitee.name, provenance),
                    FieldValue(.emailAddress, address.canonical, provenance),
                ], of: keys, as: .account(id), access: access, in: transaction)
            try AccountQueries.index(id, digest: digest, keys: keys, in: transaction)
            for role in invitee.roles {
                try GrantQueries.insert(
                    Self.grant(role, to: id, on: side, by: inviter, from: transaction.now), vault: vault,
                    in: transaction)
            }
            try InvitationQueries.insert(
                token, for: id, expires: invitationTerm.end(from: transaction.now), in: transaction)
            try outbox.queue(
                .invitation(token: Sensitive(token.reveal()), term: invitationTerm), to: .mail(address),
                language: language, keys: keys, customer: side.customer, service: .administration,
                in: transaction)
        }
        outbox.wake()
        return id
    }

    /// Sends the invitation again; the one before no longer works. Also for who lost their second factor: they
    /// choose a new password with it.
    public func inviteAgain(_ id: Account.ID, by worker: Worker) async throws {
        // Before anything of them opens: another organisation's colleague is nobody here.
        _ = try await vault.data.read { try requireOpen(id, on: worker.side, in: $0) }
        let address = try await self.address(of: id, by: worker)
        let keys = try await vault.keys(of: id)
        let token = try Token.random()
        let term = try statements.current.term(of: .invitation)
        try await vault.data.write { transaction in
            let row = try requireOpen(id, on: worker.side, in: transaction)
            try InvitationQueries.deleteAll(of: id, in: transaction)
            try InvitationQueries.insert(
                token, for: id, expires: term.end(from: transaction.now), in: transaction)
            try outbox.queue(
                .invitation(token: Sensitive(token.reveal()), term: term), to: .mail(address),
                language: row.language, keys: keys, customer: row.side.customer, service: .administration,
                in: transaction)
        }
        outbox.wake()
    }

    private func address(of id: Account.ID, by worker: Worker) async throws -> EmailAddress {
        let opened = try await vault.read(
            [.emailAddress], of: [.account(id)],
            access: Self.access(worker, side: worker.side, activityOf: .delivery))
        guard let text = opened[.account(id)]?[.emailAddress]?.value.reveal(),
            let address = EmailAddress(text)
        else { throw AccountRefusal.unknownAccount }
        return address
    }

    /// Gives one more role, for the longest term.
    public func grant(_ role: Role, to id: Account.ID, by worker: Worker) async throws {
        guard id != worker.account else { throw AccountRefusal.notToYourself }
        guard worker.side.canHold(role) else { throw AccountRefusal.roleNotOfThisSide }
        try await vault.data.write { transaction in
            try requireOpen(id, on: worker.side, in: transaction)
            for held in try GrantQueries.genuine(of: id, side: worker.side, vault: vault, in: transaction)
            where held.role == role && held.isInForce(at: transaction.now) {
                try GrantQueries.revoke(held, vault: vault, in: transaction)
            }
            try GrantQueries.insert(
                Self.grant(role, to: id, on: worker.side, by: worker, from: transaction.now), vault: vault,
                in: transaction)
        }
    }

    /// Takes a role back. From now on nothing of it opens.
    public func revoke(_ role: Role, of id: Account.ID, by worker: Worker) async throws {
        guard id != worker.account else { throw AccountRefusal.notToYourself }
        try await vault.data.write { transaction in
            try keepingAnAdministrator(on: worker.side, in: transaction) {
                try requireOpen(id, on: worker.side, in: transaction)
                for held in try GrantQueries.genuine(of: id, side: worker.side, vault: vault, in: transaction)
                where held.role == role {
                    try GrantQueries.revoke(held, vault: vault, in: transaction)
                }
            }
        }
    }

    /// Somebody leaves: signed out everywhere, and nothing opens any more. Name and address go after their term.
    public func close(_ id: Account.ID, by worker: Worker) async throws {
        guard id != worker.account else { throw AccountRefusal.notToYourself }
        try await vault.data.write { transaction in
            try keepingAnAdministrator(on: worker.side, in: transaction) {
                try requireOpen(id, on: worker.side, in: transaction)
                guard try AccountQueries.close(id, in: transaction) else {
                    throw AccountRefusal.alreadyClosed
                }
                for held in try GrantQueries.genuine(of: id, side: worker.side, vault: vault, in: transaction)
                {
                    try GrantQueries.revoke(held, vault: vault, in: transaction)
                }
            }
        }
    }

    /// A customer that has somebody who manages access still has one afterwards: of two who take it from each other at
    /// once, the second is refused.
    private func keepingAnAdministrator(
        on side: Account.Side, in transaction: Transaction, _ change: () throws -> Void
    ) throws {
        guard let customer = side.customer else { return try change() }
        // One at a time per customer, also where many write at once.
        try transaction.execute("UPDATE customer SET name = name WHERE customer_id = $1", customer)
        let hadOne = try hasAdministrator(side, in: transaction)
        try change()
        if hadOne, try !hasAdministrator(side, in: transaction) { throw AccountRefusal.lastAdministrator }
    }

    private func hasAdministrator(_ side: Account.Side, in transaction: Transaction) throws -> Bool {
        try AccountQueries.accounts(of: side, in: transaction).contains { row in
            try row.state == .active
                && GrantQueries.isInForce(.customerAdmin, of: row, vault: vault, in: transaction)
        }
    }

    @discardableResult
    private func requireOpen(
        _ id: Account.ID, on side: Account.Side, in transaction: Transaction
    ) throws -> AccountRow {
        // Another organisation's account does not exist here.
        guard let row = try AccountQueries.account(id, in: transaction), row.side == side else {
            throw AccountRefusal.unknownAccount
        }
        guard row.state != .closed else { throw AccountRefusal.alreadyClosed }
        return row
    }

    static func grant(
        _ role: Role, to account: Account.ID, on side: Account.Side, by giver: Worker?, from now: Moment
    ) -> RoleGrant {
        RoleGrant(
            id: .random(), account: account, role: role, side: side,
            giver: giver.map { .colleague($0.account) } ?? .commandLine, starts: now,
            expires: RoleGrant.termMax(side).end(from: now), revoked: nil)
    }

    /// A colleague at work, or our own system for the first of an organisation.
    static func access(_ worker: Worker?, side: Account.Side, activityOf purpose: Purpose) -> Access {
        let actor = worker.flatMap { $0.actor(in: Role.allCases.filter(side.canHold)) }
        return Access(actor: actor ?? .system, purpose: purpose, ground: .colleagues)
    }
}

extension Account.Side {
    var customer: Customer.ID? { if case .customer(let id) = self { id } else { nil } }
}
