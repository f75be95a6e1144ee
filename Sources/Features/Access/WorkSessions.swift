public import Domain
import Storage
public import Vault

/// Who is signed in for their work. Short: half an hour of doing nothing ends it, and so does the working day.
public struct WorkSessions: Sendable {
    private let vault: Vault
    private let statements: Statements
    /// A session that is used is marked so at most this often.
    private static let touchAfter = Moment.Span.minutes(1)

    public init(vault: Vault, statements: Statements) {
        self.vault = vault
        self.statements = statements
    }

    /// A new session; its token goes into the cookie of who proved themselves.
    ///
    /// - `proven`: when they did, if that was not just now.
    func begin(
        for account: Account.ID, device: Device, proven: Moment? = nil, in transaction: Transaction
    ) throws -> Token {
        let token = try Token.random()
        try WorkSessionQueries.insert(
            .random(), token: token, account: account, device: device,
            proven: proven ?? transaction.now,
            expires: try statements.current.term(of: .workSession).end(from: transaction.now),
            in: transaction)
        return token
    }

    /// Who holds this token, with what they may do now; nobody when it is unknown or over.
    ///
    /// Roles are read anew on every request: what was taken back a moment ago opens nothing.
    public func worker(_ token: Token) async throws -> Worker? {
        let idle = try statements.current.term(of: .idleWorkSession)
        let found = try await vault.data.read { transaction -> Found? in
            guard let row = try WorkSessionQueries.session(token, in: transaction), row.state == .active,
                transaction.now < row.expires, transaction.now < idle.end(from: row.lastSeen)
            else { return nil }
            let roles = try GrantQueries.genuine(
                of: row.account, side: row.side, vault: vault, in: transaction
            ).filter { $0.isInForce(at: transaction.now) }.map(\.role)
            let signed = try DutyQueries.signed(by: row.account, in: transaction)
            return Found(row: row, roles: Set(roles), signed: signed, now: transaction.now)
        }
        guard let found else { return nil }
        let pseudonym: Pseudonym.ID
        do {
            pseudonym = try await vault.pseudonym(of: found.row.account)
        } catch VaultError.noSuchPerson {
            return nil
        }
        if found.now - found.row.lastSeen >= Self.touchAfter {
            try await vault.data.write { try WorkSessionQueries.touch(found.row.id, in: $0) }
        }
        let unsigned =
            found.row.side == .staff ? statements.current.duties.unsigned(given: found.signed) : []
        return Worker(
            session: found.row.id, account: found.row.account, pseudonym: pseudonym, side: found.row.side,
            customerName: found.row.customerName, roles: found.roles, language: found.row.language,
            proven: found.row.proven, unsigned: unsigned, holdsNumber: found.row.holdsNumber)
    }

    private struct Found: Sendable {
        let row: WorkSessionRow
        let roles: Set<Role>
        let signed: Set<DutySigned>
        let now: Moment
    }

    public func end(_ worker: Worker) async throws {
        try await vault.data.write { try WorkSessionQueries.delete(worker.session, in: $0) }
    }
}
