import Domain
import Storage
import Vault

/// The SQL of sessions. A token is never stored, only its hash.
enum SessionQueries {
    static func insert(
        _ id: Session.ID, token: Token, person: EndUser.ID, others: [EndUser.ID], device: Device,
        expires: Moment,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO session (session_id, token_hash, end_user_id, device, created_at, rotated_at, last_seen_at,
                expires_at)
            VALUES ($1, $2, $3, $4, $5, $5, $5, $6)
            """, id, token.hash, person, device.rawValue, transaction.now, expires)
        for member in [person] + others.filter({ $0 != person }) {
            try transaction.execute(
                "INSERT INTO session_end_user (session_id, end_user_id) VALUES ($1, $2)", id, member)
        }
    }

    static func session(_ token: Token, in transaction: Transaction) throws -> SessionRow? {
        try transaction.row(
            """
            SELECT s.session_id, s.end_user_id, s.device, s.created_at, s.rotated_at, s.last_seen_at, s.expires_at,
                u.language, CASE WHEN s.token_hash = $1 THEN 1 ELSE 0 END, u.state, s.proven_at
            FROM session s JOIN end_user u ON u.end_user_id = s.end_user_id
            WHERE s.token_hash = $1 OR s.previous_token_hash = $1
            """, token.hash
        ).map { row in
            SessionRow(
                id: try row.id(0), person: try row.id(1), device: try row.word(2), created: try row.moment(3),
                rotated: try row.moment(4), lastSeen: try row.moment(5), expires: try row.moment(6),
                language: try row.word(7), isCurrentToken: try row.int(8) == 1, state: try row.word(9),
                proven: try row.optionalMoment(10))
        }
    }

    static func members(of session: Session.ID, in transaction: Transaction) throws -> [SessionMember] {
        try transaction.rows(
            """
            SELECT u.end_user_id, c.name, u.enrolled_at, k.ended_at
            FROM session_end_user m
            JOIN end_user u ON u.end_user_id = m.end_user_id
            JOIN customer c ON c.customer_id = u.customer_id
            JOIN contract k ON k.contract_id = u.contract_id
            WHERE m.session_id = $1 AND u.state <> 'erased' ORDER BY u.enrolled_at, u.end_user_id
            """, session
        ).map {
            SessionMember(
                person: try $0.id(0), customerName: try $0.text(1), enrolled: try $0.moment(2),
                ended: try $0.optionalMoment(3))
        }
    }

    static func touch(_ session: Session.ID, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE session SET last_seen_at = $2 WHERE session_id = $1", session, transaction.now)
    }

    /// Only one of two requests at once rotates; the other keeps the old token for its moment of grace.
    static func rotate(
        _ session: Session.ID, from old: Token, to new: Token, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE session SET token_hash = $3, previous_token_hash = $2, rotated_at = $4, last_seen_at = $4
            WHERE session_id = $1 AND token_hash = $2
            """, session, old.hash, new.hash, transaction.now) == 1
    }

    static func list(of person: EndUser.ID, in transaction: Transaction) throws -> [SessionRow] {
        try transaction.rows(
            """
            SELECT s.session_id, s.end_user_id, s.device, s.created_at, s.rotated_at, s.last_seen_at, s.expires_at,
                u.language, 1, u.state
            FROM session_end_user m JOIN session s ON s.session_id = m.session_id
            JOIN end_user u ON u.end_user_id = s.end_user_id
            WHERE m.end_user_id = $1 AND s.expires_at > $2 ORDER BY s.last_seen_at DESC
            """, person, transaction.now
        ).map { row in
            SessionRow(
                id: try row.id(0), person: try row.id(1), device: try row.word(2), created: try row.moment(3),
                rotated: try row.moment(4), lastSeen: try row.moment(5), expires: try row.moment(6),
                language: try row.word(7), isCurrentToken: true, state: try row.word(9), proven: nil)
        }
    }

    static func delete(_ session: Session.ID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM session WHERE session_id = $1", session)
    }

    /// Only a session in which this person takes part.
    static func delete(_ session: Session.ID, of person: EndUser.ID, in transaction: Transaction) throws
        -> Bool
    {
        try transaction.execute(
            """
            DELETE FROM session WHERE session_id = $1 AND EXISTS (
                SELECT 1 FROM session_end_user m WHERE m.session_id = $1 AND m.end_user_id = $2)
            """, session, person) == 1
    }

    static func show(_ person: EndUser.ID, in session: Session.ID, transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE session SET end_user_id = $2 WHERE session_id = $1 AND EXISTS (
                SELECT 1 FROM session_end_user m WHERE m.session_id = $1 AND m.end_user_id = $2)
            """, session, person) == 1
    }
}

struct SessionRow: Sendable {
    let id: Session.ID
    let person: EndUser.ID
    let device: Device
    let created: Moment
    let rotated: Moment
    let lastSeen: Moment
    let expires: Moment
    let language: Language
    /// False within the grace of a rotation: the replaced token was shown.
    let isCurrentToken: Bool
    let state: EndUser.State
    /// When they last proved themselves with a code.
    let proven: Moment?
}
