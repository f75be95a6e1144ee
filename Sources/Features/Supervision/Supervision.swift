public import Domain
import Storage
import Vault

/// Somebody of the office who looked unusually much, by the number under which the log knows them.
public struct UnusualViewer: Sendable {
    public let account: Account.ID
    /// The first eight digits of their pseudonym: not a name.
    public let number: String
    public let signs: [UnusualViewing]

    public init(account: Account.ID, number: String, signs: [UnusualViewing]) {
        self.account = account
        self.number = number
        self.signs = signs
    }
}

/// How many people hold a role that ends soon, and when the first of them does. Whose it is stands with who may give it.
public struct EndingRole: Hashable, Sendable {
    public let role: Role
    public let count: Int
    public let first: Moment

    public init(role: Role, count: Int, first: Moment) {
        self.role = role
        self.count = count
        self.first = first
    }
}

/// Who stands out in the office, and how the log stands. Counts and numbers: nobody's data.
public struct Oversight: Sendable {
    /// How the witness off this machine compares with the log here.
    public enum WitnessState: Sendable {
        /// No place off the machine is set.
        case none
        case agrees
        /// It has a checkpoint that is not here: the log was cut or rewritten.
        case differs
    }

    /// Roles of our own people, about which somebody must decide anew, soonest first. Each customer sees its own.
    public let rolesEnding: [EndingRole]
    public let unusual: [UnusualViewer]
    public let brokenOpen: [CaseSummary]
    public let logSize: Int64
    /// When the newest checkpoint was signed; nothing for a log that has none.
    public let logSigned: Moment?
    public let witness: WitnessState

    public init(
        rolesEnding: [EndingRole], unusual: [UnusualViewer], brokenOpen: [CaseSummary], logSize: Int64,
        logSigned: Moment?, witness: WitnessState
    ) {
        self.rolesEnding = rolesEnding
        self.unusual = unusual
        self.brokenOpen = brokenOpen
        self.logSize = logSize
        self.logSigned = logSigned
        self.witness = witness
    }

    /// A log that differs from its witness was cut or rewritten; one without a witness asks for one.
    public var logStanding: DeskStanding {
        switch witness {
        case .differs: .late
        case .none: .asks
        case .agrees: .calm
        }
    }
}

/// The privacy officer's eyes: what stands out, without opening anybody.
public struct Supervision: Sendable {
    private let vault: Vault
    private let cases: Cases
    private let witness: (any Witness)?

    init(vault: Vault, cases: Cases, witness: (any Witness)?) {
        self.vault = vault
        self.cases = cases
        self.witness = witness
    }

    public func oversight(for worker: Worker) async throws -> Oversight {
        let book = try await vault.data.read { try ViewingBook(now: $0.now, in: $0) }
        let (roles, log) = try await vault.data.read { transaction in
            (
                try Self.rolesEnding(in: transaction),
                try transaction.row("SELECT size, at FROM log_checkpoint ORDER BY size DESC LIMIT 1").map {
                    (size: try $0.int(0), at: try $0.moment(1))
                }
            )
        }
        return Oversight(
            rolesEnding: roles, unusual: try await unusual(in: book),
            brokenOpen: try await cases.allOpen(for: worker).filter(\.file.isBreakGlass),
            logSize: log?.size ?? 0, logSigned: log?.at, witness: try await witnessState())
    }

    private static func rolesEnding(in transaction: Transaction) throws -> [EndingRole] {
        try transaction.rows(
            """
            SELECT g.role, COUNT(*), MIN(g.expires_at) AS first_end
            FROM role_grant g JOIN account a ON a.account_id = g.account_id
            WHERE a.state <> 'closed' AND g.revoked_at IS NULL AND g.expires_at > $1 AND g.expires_at <= $2
            AND a.customer_id IS NULL GROUP BY g.role ORDER BY first_end, g.role
            """, transaction.now, transaction.now + RoleGrant.warning
        ).map { row in
            EndingRole(role: try row.word(0), count: Int(try row.int(1)), first: try row.moment(2))
        }
    }

    /// Whose number it is, of BuenO's own people and nobody else. The look at the name stands in the log of that colleague.
    public func name(behind account: Account.ID, by worker: Worker) async throws -> Sensitive<String>? {
        guard let actor = worker.actor(in: [.privacyOfficer]) else { throw CaseRefusal.roleNotInForce }
        let isStaff = try await vault.data.read {
            try AccountQueries.account(account, in: $0)?.side == .staff
        }
        guard isStaff else { return nil }
        let opened = try await vault.read(
            [.fullName], of: [.account(account)],
            access: Access(actor: actor, purpose: .fraudAndLegalObligations, ground: .colleagues))
        return opened[.account(account)]?[.fullName]?.value
    }

    private func unusual(in book: ViewingBook) async throws -> [UnusualViewer] {
        let found = book.accounts.map { ($0, UnusualViewing.signs(in: book.counts(of: $0))) }
            .filter { !$0.1.isEmpty }
        let pseudonyms = try await vault.pseudonyms(of: found.map(\.0))
        return found.map { account, signs in
            let number = pseudonyms[account]?.description.prefix(8).uppercased() ?? "-"
            return UnusualViewer(account: account, number: number, signs: signs)
        }.sorted { ($1.signs.count, $0.number) < ($0.signs.count, $1.number) }
    }

    /// The newest checkpoint at the witness must be one of ours, word for word.
    private func witnessState() async throws -> Oversight.WitnessState {
        guard let witness else { return .none }
        guard let note = try await witness.checkpoints().last else { return .agrees }
        let isOurs = try await vault.data.read { transaction in
            try transaction.row("SELECT 1 FROM log_checkpoint WHERE note = $1", note) != nil
        }
        return isOurs ? .agrees : .differs
    }
}
