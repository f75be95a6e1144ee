public import Domain
import Storage
public import Vault

/// How a person's own phone or SIM card stands.
public struct OwnMobile: Sendable {
    public let state: MobileService.State
    public let customerName: String
    public let applied: Moment
    public let asked: Moment?
    public let answerBy: Moment?
    /// Asked by the customer, and answered by nobody yet.
    public let question: EligibilityAnswer.Question?
    public let activeSince: Moment?
    public let confirmedUntil: Moment?
    public let ended: Moment?
    public let endedBecause: MobileService.Ending?
    public let refusal: EligibilityAnswer.Reason?
    /// When all of it goes, once that is known.
    public let gone: Moment?
}

/// A person and their own phone or SIM card.
public struct MobileServices: Sendable {
    private let vault: Vault
    private let statements: Statements

    public init(vault: Vault, statements: Statements) {
        self.vault = vault
        self.statements = statements
    }

    /// Nothing for who has another service.
    public func own(of signedIn: SignedIn) async throws -> OwnMobile? {
        try await vault.data.read { transaction in
            guard let row = try MobileQueries.service(of: signedIn.person, in: transaction),
                let place = try transaction.row(
                    """
                    SELECT c.name, u.keep_until FROM end_user u JOIN customer c ON c.customer_id = u.customer_id
                    WHERE u.end_user_id = $1
                    """, signedIn.person)
            else { return nil }
            return OwnMobile(
                state: row.state, customerName: try place.text(0), applied: row.applied, asked: row.asked,
                answerBy: row.answerBy, question: row.question, activeSince: row.activeSince,
                confirmedUntil: row.confirmedUntil, ended: row.ended, endedBecause: row.endedBecause,
                refusal: row.refusal, gone: try place.optionalMoment(1))
        }
    }

    /// The person answered the customer's question: the customer is asked once more, at the end of the row.
    public func reply(for signedIn: SignedIn) async throws {
        let keys = try await vault.keys(of: signedIn.person)
        let rules = statements.current.confirmation
        try await vault.data.write { transaction in
            guard let row = try MobileQueries.service(of: signedIn.person, in: transaction) else {
                throw MobileRefusal.notNow
            }
            let state = try row.state.after(.reply)
            // Once it runs, a confirmation ends when it ends: a question does not make it longer.
            let answerBy =
                row.confirmedUntil ?? rules.answeredWithin.end(from: transaction.now)
            guard try MobileQueries.ask(row, state, answerBy: answerBy, in: transaction) else {
                throw MobileRefusal.notNow
            }
            try vault.record(
                Processing(.store, .eligibility, service: .mobile, fields: .none, subject: keys.pseudonym),
                access: keys.ownAccess(.delivery), in: transaction)
        }
    }
}
