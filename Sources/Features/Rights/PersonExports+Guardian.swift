public import Domain
import Storage
import Vault

/// One answer of a guardian, with its days.
public struct GuardianAnswer: Sendable {
    public let state: Consent.State
    public let asked: Moment
    public let answered: Moment?

    public init(state: Consent.State, asked: Moment, answered: Moment?) {
        (self.state, self.asked, self.answered) = (state, asked, answered)
    }
}

/// The same rights for who decides about a child (P61): of what is held of them, and nothing of the child.
extension PersonExports {
    /// As it is shown on the screen; nothing when it is not theirs, or the session is over.
    public func look(for guardian: Guardian.ID, in session: Token) async throws -> PersonExport? {
        guard let row = try await row(of: guardian, in: session) else { return nil }
        return try await export(of: row, keys: try await vault.keys(of: row.id))
    }

    /// To keep: a guardian came in with a code a moment ago, which is proof enough. It counts as a request that was
    /// granted at once.
    public func download(for guardian: Guardian.ID, in session: Token) async throws -> PersonExport? {
        guard let row = try await row(of: guardian, in: session) else { return nil }
        let keys = try await vault.keys(of: row.id)
        try await vault.data.write { transaction in
            try requests.record(
                .inspection, of: keys, as: .guardian, service: row.service,
                access: Access(
                    actor: keys.guardianAccess.actor, purpose: .fraudAndLegalObligations, ground: .ownData),
                in: transaction)
        }
        return try await export(of: row, keys: keys)
    }

    private func row(of id: Guardian.ID, in session: Token) async throws -> GuardianRow? {
        try await vault.data.read { transaction in
            guard try GuardianQueries.guardians(in: session, transaction).contains(id) else { return nil }
            return try GuardianQueries.guardian(id, in: transaction)
        }
    }

    private func export(of row: GuardianRow, keys: PersonKeys) async throws -> PersonExport {
        let opened =
            try await vault.read(
                [.mobileNumber, .emailAddress], of: [row.holder], access: keys.guardianAccess)[row.holder]
            ?? [:]
        let seen = try await sightings.all(of: keys.pseudonym)
        let listed = try await messages.list(of: row.id, limit: Self.messagesMax)
        let (name, until, answers, asked, now) = try await vault.data.read { transaction in
            (
                try transaction.row(
                    "SELECT name FROM customer WHERE customer_id = $1", row.customer)?.text(0),
                try transaction.row(
                    "SELECT keep_until FROM end_user WHERE end_user_id = $1", row.child)?.optionalMoment(0),
                try Self.answers(of: row.id, in: transaction),
                try RequestQueries.all(of: row.id.person, in: transaction).map { RequestSummary($0) },
                transaction.now
            )
        }
        let statement = statements.current
        return PersonExport(
            made: now, kind: .guardian,
            lines: Field.allCases.compactMap { field in
                opened[field].map { held in
                    Self.line(
                        field, held.value, source: held.provenance.source, given: held.provenance.given,
                        formVersion: held.provenance.formVersion, service: row.service, until: until,
                        category: .endUserData, seen: seen, statement: statement
                    ) { $0.roles.contains(.guardian) || $0.activity == .message }
                }
            },
            customerName: name, since: row.named, language: row.language, answers: answers,
            messages: listed, requests: asked, sightings: seen)
    }

    private static func answers(
        of guardian: Guardian.ID, in transaction: Transaction
    ) throws -> [GuardianAnswer] {
        try transaction.rows(
            "SELECT state, asked_at, answered_at FROM consent WHERE guardian_id = $1 ORDER BY asked_at DESC",
            guardian
        ).map {
            GuardianAnswer(
                state: try $0.word(0), asked: try $0.moment(1), answered: try $0.optionalMoment(2))
        }
    }
}
