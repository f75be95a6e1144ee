import Domain
import Storage
import Vault

/// A consent as it is stored.
struct ConsentRow: Sendable {
    let id: Consent.ID
    let guardian: Guardian.ID?
    let child: EndUser.ID
    let state: Consent.State
    let asked: Moment
    let answered: Moment?
    let ended: Moment?
}

/// The SQL of consents. What was said is never said otherwise later: a new answer after it is a new row.
enum ConsentQueries {
    @discardableResult
    static func ask(
        _ guardian: Guardian.ID, child: EndUser.ID, in transaction: Transaction
    ) throws -> Consent.ID {
        let id = Consent.ID.random()
        try transaction.execute(
            """
            INSERT INTO consent (consent_id, end_user_id, guardian_id, state, asked_at)
            VALUES ($1, $2, $3, 'asked', $4)
            """, id, child, guardian, transaction.now)
        return id
    }

    static func guardian(of consent: Consent.ID, in transaction: Transaction) throws -> GuardianRow? {
        try transaction.row("SELECT guardian_id FROM consent WHERE consent_id = $1", consent)?
            .optionalID(0).flatMap { try GuardianQueries.guardian($0, in: transaction) }
    }

    /// What this guardian said last.
    static func current(of guardian: Guardian.ID, in transaction: Transaction) throws -> ConsentRow? {
        try transaction.row(
            """
            SELECT consent_id, guardian_id, end_user_id, state, asked_at, answered_at, ended_at FROM consent
            WHERE guardian_id = $1
            ORDER BY CASE WHEN state IN ('asked', 'given') THEN 0 ELSE 1 END,
                COALESCE(ended_at, answered_at) DESC, consent_id LIMIT 1
            """, guardian
        ).map { row in
            ConsentRow(
                id: try row.id(0), guardian: try row.optionalID(1), child: try row.id(2),
                state: try row.word(3), asked: try row.moment(4), answered: try row.optionalMoment(5),
                ended: try row.optionalMoment(6))
        }
    }

    /// A yes or a no.
    /// - `version`: the words that were read, for a yes.
    /// - Returns the consent that says so now, and false when somebody else was first.
    static func answer(
        _ consent: ConsentRow, as state: Consent.State, version: String?, way: Consent.Way,
        in transaction: Transaction
    ) throws -> Consent.ID? {
        guard consent.state != .asked else {
            let changed = try transaction.execute(
                """
                UPDATE consent SET state = $2, answered_at = $3, text_version = $4, way = $5
                WHERE consent_id = $1 AND state = 'asked'
                """, consent.id, state.rawValue, transaction.now, version,
                version == nil ? nil : way.rawValue)
            return changed == 1 ? consent.id : nil
        }
        let id = Consent.ID.random()
        try transaction.execute(
            """
            INSERT INTO consent (consent_id, end_user_id, guardian_id, state, asked_at, answered_at,
                text_version, way)
            VALUES ($1, $2, $3, $4, $5, $5, $6, $7)
            """, id, consent.child, consent.guardian, state.rawValue, transaction.now, version,
            version == nil ? nil : way.rawValue)
        return id
    }

    /// Nothing may rest on it any more: `MinorQueries.stop` goes before.
    static func end(
        _ consent: Consent.ID, as state: Consent.State, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "UPDATE consent SET state = $2, ended_at = $3 WHERE consent_id = $1", consent, state.rawValue,
            transaction.now)
    }

    /// What the guardians of a child said last, by guardian.
    static func answers(
        about child: EndUser.ID, in transaction: Transaction
    ) throws -> [Guardian.ID: ConsentRow] {
        var answers: [Guardian.ID: ConsentRow] = [:]
        for guardian in try GuardianQueries.guardians(of: child, in: transaction) {
            answers[guardian.id] = try current(of: guardian.id, in: transaction)
        }
        return answers
    }
}

/// The SQL of a minor's own row: whether their service runs (P18).
enum MinorQueries {
    struct Row: Sendable {
        let state: EndUser.State
        let isMinor: Bool
        let keepUntil: Moment?
        let customer: Customer.ID
        let service: Service
        let language: Language
    }

    static func minor(_ child: EndUser.ID, in transaction: Transaction) throws -> Row? {
        try transaction.row(
            """
            SELECT u.state, u.declared_age, u.keep_until, u.customer_id, k.service, u.language
            FROM end_user u JOIN contract k ON k.contract_id = u.contract_id WHERE u.end_user_id = $1
            """, child
        ).map { row in
            Row(
                state: try row.word(0),
                isMinor: try row.text(1) == EndUser.DeclaredAge.underSixteen.rawValue,
                keepUntil: try row.optionalMoment(2), customer: try row.id(3), service: try row.word(4),
                language: try row.word(5))
        }
    }

    /// How often this child corrected whom to ask.
    static func corrections(of child: EndUser.ID, in transaction: Transaction) throws -> Int {
        let made = try transaction.row(
            "SELECT guardian_corrections FROM end_user WHERE end_user_id = $1", child)
        return Int(try made?.int(0) ?? 0)
    }

    /// - Returns false when it was as often as may be.
    static func countCorrection(of child: EndUser.ID, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE end_user SET guardian_corrections = guardian_corrections + 1
            WHERE end_user_id = $1 AND guardian_corrections < $2
            """, child, Guardian.correctionsMax) == 1
    }

    static func start(
        _ child: EndUser.ID, on consent: Consent.ID, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE end_user SET state = 'active', consent_id = $2, consent_state = 'given', keep_until = NULL
            WHERE end_user_id = $1 AND state IN ('awaiting_guardian', 'active')
            """, child, consent)
    }

    /// From this commit on nothing runs: the state waits, and nobody is signed in.
    /// - Returns whether it ran.
    static func stop(
        _ child: EndUser.ID, keepUntil: Moment, in transaction: Transaction
    ) throws -> Bool {
        let stopped = try transaction.execute(
            """
            UPDATE end_user SET state = 'awaiting_guardian', consent_id = NULL, consent_state = NULL,
                keep_until = $2
            WHERE end_user_id = $1 AND state = 'active'
            """, child, keepUntil)
        try transaction.execute(
            """
            DELETE FROM session WHERE session_id IN (
                SELECT session_id FROM session_end_user WHERE end_user_id = $1)
            """, child)
        try transaction.execute("DELETE FROM challenge_end_user WHERE end_user_id = $1", child)
        return stopped == 1
    }
}
