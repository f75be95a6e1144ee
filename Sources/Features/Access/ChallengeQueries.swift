import Domain
import Storage
import Vault

enum Challenge {
    typealias ID = Identifier<Challenge>

    enum Kind: String {
        case signInSMS = "sign_in_sms"
        case signInMail = "sign_in_mail"
        case stepUp = "step_up"
    }
}

struct ChallengeRow: Sendable {
    let id: Challenge.ID
    let kind: Challenge.Kind
    let session: Session.ID?
    let secretHash: [UInt8]
    let triesLeft: Int
    let proven: Moment?
}

/// The SQL of proofs that are asked: to sign in, and to step up.
enum ChallengeQueries {
    static func insert(
        _ id: Challenge.ID, token: Token, kind: Challenge.Kind, session: Session.ID?, secretHash: [UInt8],
        tries: Int,
        expires: Moment, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO challenge (challenge_id, token_hash, kind, session_id, secret_hash, tries_left, created_at,
                expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """, id, token.hash, kind.rawValue, session, secretHash, tries, transaction.now, expires)
    }

    static func challenge(_ token: Token, in transaction: Transaction) throws -> ChallengeRow? {
        try row(
            transaction.row(
                """
                SELECT challenge_id, kind, session_id, secret_hash, tries_left, proven_at
                FROM challenge WHERE token_hash = $1 AND expires_at > $2
                """, token.hash, transaction.now))
    }

    /// The newest step-up of a session.
    static func stepUp(of session: Session.ID, in transaction: Transaction) throws -> ChallengeRow? {
        try row(
            transaction.row(
                """
                SELECT challenge_id, kind, session_id, secret_hash, tries_left, proven_at
                FROM challenge WHERE session_id = $1 AND kind = 'step_up' AND expires_at > $2
                ORDER BY created_at DESC, challenge_id LIMIT 1
                """, session, transaction.now))
    }

    private static func row(_ row: Row?) throws -> ChallengeRow? {
        try row.map {
            ChallengeRow(
                id: try $0.id(0), kind: try $0.word(1), session: try $0.optionalID(2),
                secretHash: try $0.blob(3),
                triesLeft: Int(try $0.int(4)), proven: try $0.optionalMoment(5))
        }
    }

    static func takeTry(_ challenge: Challenge.ID, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            "UPDATE challenge SET tries_left = tries_left - 1 WHERE challenge_id = $1 AND tries_left > 0",
            challenge) == 1
    }

    static func prove(_ challenge: Challenge.ID, tries: Int, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE challenge SET proven_at = $2, tries_left = $3 WHERE challenge_id = $1", challenge,
            transaction.now, tries)
    }

    /// A proof is used once: of two at the same time one finds the row.
    static func use(_ challenge: Challenge.ID, in transaction: Transaction) throws -> Bool {
        try transaction.execute("DELETE FROM challenge WHERE challenge_id = $1", challenge) == 1
    }

    static func add(_ person: EndUser.ID, to challenge: Challenge.ID, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO challenge_end_user (challenge_id, end_user_id)
            SELECT $1, $2 WHERE EXISTS (SELECT 1 FROM challenge WHERE challenge_id = $1)
            ON CONFLICT DO NOTHING
            """, challenge, person)
    }

    static func persons(of challenge: Challenge.ID, in transaction: Transaction) throws -> [EndUser.ID] {
        try transaction.rows(
            """
            SELECT u.end_user_id FROM challenge_end_user m JOIN end_user u ON u.end_user_id = m.end_user_id
            WHERE m.challenge_id = $1 AND u.state <> 'erased' ORDER BY u.enrolled_at DESC, u.end_user_id
            """, challenge
        ).map { try $0.id(0) }
    }

    static func deleteExpired(in transaction: Transaction) throws -> Int {
        try transaction.execute("DELETE FROM challenge WHERE expires_at <= $1", transaction.now)
    }
}
