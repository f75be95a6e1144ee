public import Domain
import Storage
public import Vault

/// A colleague in the list of those with a login.
public struct Colleague: Sendable {
    public let id: Account.ID
    public let state: Account.State
    /// Nothing for who left and whose term has passed.
    public let name: Sensitive<String>?
    public let emailAddress: Sensitive<String>?
    /// In force now, with when each ends.
    public let grants: [RoleGrant]
    public let since: Moment
    public let closed: Moment?
    public let lastSeen: Moment?
    public let isYou: Bool
}

/// Who else has a login at the same organisation. Each name that is shown stands in the log (P61).
public struct Colleagues: Sendable {
    private let vault: Vault

    public init(vault: Vault) {
        self.vault = vault
    }

    public func list(for worker: Worker) async throws -> [Colleague] {
        try await open(for: worker) { try AccountQueries.accounts(of: worker.side, in: $0) }
    }

    /// One of them, without a look at the others; nothing for another organisation's.
    public func colleague(_ id: Account.ID, for worker: Worker) async throws -> Colleague? {
        try await open(for: worker) { transaction in
            try [AccountQueries.account(id, in: transaction)].compactMap(\.self).filter {
                $0.side == worker.side
            }
        }.first
    }

    private func open(
        for worker: Worker, _ rows: @escaping @Sendable (Transaction) throws -> [AccountRow]
    ) async throws -> [Colleague] {
        let found = try await vault.data.read { transaction in
            try rows(transaction).map { row in
                Found(
                    row: row,
                    grants: try GrantQueries.genuine(
                        of: row.id, side: row.side, vault: vault, in: transaction
                    ).filter { $0.isInForce(at: transaction.now) }.longestOfEach,
                    lastSeen: try transaction.row(
                        "SELECT MAX(last_seen_at) FROM work_session WHERE account_id = $1", row.id)?
                        .optionalMoment(0))
            }
        }
        let opened = try await vault.read(
            [.fullName, .emailAddress], of: found.map { .account($0.row.id) },
            access: Accounts.access(worker, side: worker.side, activityOf: .delivery))
        return found.map { found in
            let fields = opened[.account(found.row.id)]
            return Colleague(
                id: found.row.id, state: found.row.state, name: fields?[.fullName]?.value,
                emailAddress: fields?[.emailAddress]?.value, grants: found.grants, since: found.row.created,
                closed: found.row.closed, lastSeen: found.lastSeen, isYou: found.row.id == worker.account)
        }
    }

    /// What is held of somebody who is signed in for their work, for themselves (P61).
    public func own(for worker: Worker) async throws -> OwnAccount {
        let opened = try await vault.read(
            [.fullName, .emailAddress, .workNumber], of: [.account(worker.account)],
            access: Access(actor: worker.onOwnData, purpose: .fraudAndLegalObligations, ground: .ownData))
        let (grants, associations) = try await vault.data.read { transaction in
            (
                try GrantQueries.genuine(of: worker.account, side: worker.side, vault: vault, in: transaction)
                    .filter { $0.isInForce(at: transaction.now) }.longestOfEach,
                try AssociationQueries.own(of: worker.account, in: transaction)
            )
        }
        let fields = opened[.account(worker.account)] ?? [:]
        return OwnAccount(
            fields: Field.allCases.compactMap { field in
                fields[field].map {
                    OwnAccount.Held(
                        field: field, value: $0.value, source: $0.provenance.source,
                        given: $0.provenance.given, formVersion: $0.provenance.formVersion)
                }
            },
            grants: grants, associations: associations)
    }

    private struct Found: Sendable {
        let row: AccountRow
        let grants: [RoleGrant]
        let lastSeen: Moment?
    }
}

/// What is held of somebody with a login.
public struct OwnAccount: Sendable {
    public struct Held: Sendable {
        public let field: Field
        public let value: Sensitive<String>
        public let source: Provenance.Source
        public let given: Moment
        public var formVersion = ""
    }

    public let fields: [Held]
    public let grants: [RoleGrant]
    /// What their organisation tied to them, newest first (P19).
    public var associations: [OwnAssociation] = []
}
