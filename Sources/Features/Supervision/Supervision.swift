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

/// What a privacy officer looks at first. Counts and numbers: nobody's data.
public struct Oversight: Sendable {
    /// How the witness off this machine compares with the log here.
    public enum WitnessState: Sendable {
        /// No place off the machine is set.
        case none
        case agrees
        /// It has a checkpoint that is not here: the log was cut or rewritten.
        case differs
    }

    /// A question through the contact form that waits longer is told.
    public static let contactPatience = Moment.Span.days(14)

    /// Roles that somebody gave and must decide about anew; not those that a provider gives for a day.
    public let grantsEnding: Int
    public let unusual: [UnusualViewer]
    public let brokenOpen: [CaseSummary]
    /// Requests through the contact form that wait longer than our patience.
    public let contactWaiting: Int
    /// Persons and short-lived rows past their term. Must be 0.
    public let overdue: Int
    public let logSize: Int64
    /// When the newest checkpoint was signed; nothing for a log that has none.
    public let logSigned: Moment?
    public let witness: WitnessState

    public init(
        grantsEnding: Int, unusual: [UnusualViewer], brokenOpen: [CaseSummary], contactWaiting: Int,
        overdue: Int, logSize: Int64, logSigned: Moment?, witness: WitnessState
    ) {
        self.grantsEnding = grantsEnding
        self.unusual = unusual
        self.brokenOpen = brokenOpen
        self.contactWaiting = contactWaiting
        self.overdue = overdue
        self.logSize = logSize
        self.logSigned = logSigned
        self.witness = witness
    }
}

/// The privacy officer's eyes: what stands out, without opening anybody.
public struct Supervision: Sendable {
    private let vault: Vault
    private let statements: Statements
    private let cases: Cases
    private let witness: (any Witness)?

    init(vault: Vault, statements: Statements, cases: Cases, witness: (any Witness)?) {
        self.vault = vault
        self.statements = statements
        self.cases = cases
        self.witness = witness
    }

    public func oversight(for worker: Worker) async throws -> Oversight {
        let book = try await vault.data.read { try ViewingBook(now: $0.now, in: $0) }
        let (grants, contact, log) = try await vault.data.read { transaction in
            (
                try transaction.row(
                    """
                    SELECT COUNT(*) FROM role_grant g JOIN account a ON a.account_id = g.account_id
                    WHERE a.state <> 'closed' AND g.revoked_at IS NULL AND g.expires_at > $1 AND g.expires_at <= $2
                    AND g.provider_id IS NULL
                    """, transaction.now, transaction.now + RoleGrant.warning)?.int(0) ?? 0,
                try transaction.row(
                    "SELECT COUNT(*) FROM contact_request WHERE state = 'open' AND received_at < $1",
                    transaction.now - Oversight.contactPatience)?.int(0) ?? 0,
                try transaction.row("SELECT size, at FROM log_checkpoint ORDER BY size DESC LIMIT 1").map {
                    (size: try $0.int(0), at: try $0.moment(1))
                }
            )
        }
        return Oversight(
            grantsEnding: Int(grants), unusual: try await unusual(in: book),
            brokenOpen: try await cases.allOpen(for: worker).filter(\.file.isBreakGlass),
            contactWaiting: Int(contact), overdue: try await overdue(), logSize: log?.size ?? 0,
            logSigned: log?.at, witness: try await witnessState())
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

    /// What the sweep should have taken an hour ago.
    private func overdue() async throws -> Int {
        let statement = statements.current
        let kept = try statement.term(of: .endUserData)
        return try await vault.data.read { transaction in
            let late = transaction.now - .hours(1)
            let persons = try transaction.row(
                """
                SELECT COUNT(*) FROM end_user u JOIN contract c ON c.contract_id = u.contract_id
                WHERE u.state <> 'erased' AND (u.keep_until <= $1 OR c.ended_at <= $2)
                """, late, kept.start(endingAt: late))?.int(0)
            let others = try ShortLived.all(statement, at: late).map { try $0.count(in: transaction) }
            return Int(others.reduce(persons ?? 0, +))
        }
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
