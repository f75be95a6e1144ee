import Domain
import Storage
import Vault

/// The SQL of changes of a number or address.
enum ContactChangeQueries {
    /// Takes the place of whatever this session began before.
    static func insert(_ change: NewContactChange, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM contact_change WHERE session_id = $1", change.session)
        try transaction.execute(
            """
            INSERT INTO contact_change (change_id, token_hash, session_id, channel, sealed_contact, form_version,
                given_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """, change.id, change.token.hash, change.session, change.channel.rawValue, change.sealedContact,
            change.formVersion, transaction.now, change.expires)
        for code in change.codes {
            try transaction.execute(
                """
                INSERT INTO contact_change_code (change_id, place, secret_hash, tries_left, sends_left, expires_at)
                VALUES ($1, $2, $3, $4, $5, $6)
                """, change.id, code.place.rawValue, code.secretHash, change.tries, change.sends, code.expires
            )
        }
    }

    /// Only with the token of the browser that typed it, and in the session that it began in.
    static func change(
        _ token: Token, of session: Session.ID, in transaction: Transaction
    ) throws -> ContactChangeRow? {
        let found = try transaction.row(
            """
            SELECT change_id, channel, sealed_contact, form_version, given_at, expires_at FROM contact_change
            WHERE token_hash = $1 AND session_id = $2 AND expires_at > $3
            """, token.hash, session, transaction.now)
        guard let found else { return nil }
        let id: ContactChange.ID = try found.id(0)
        guard let new = try code(.new, of: id, in: transaction),
            let staying = try code(.staying, of: id, in: transaction)
        else { return nil }
        return ContactChangeRow(
            id: id,
            change: ContactChange(
                channel: try found.word(1), expires: try found.moment(5), new: new.code, staying: staying.code
            ),
            sealedContact: try found.blob(2), formVersion: try found.text(3), given: try found.moment(4),
            secretHashes: [.new: new.hash, .staying: staying.hash])
    }

    private static func code(
        _ place: ContactChange.Place, of change: ContactChange.ID, in transaction: Transaction
    ) throws -> (code: ContactChange.Code, hash: [UInt8])? {
        try transaction.row(
            """
            SELECT tries_left, sends_left, expires_at, proven_at, secret_hash FROM contact_change_code
            WHERE change_id = $1 AND place = $2
            """, change, place.rawValue
        ).map { row in
            let code = ContactChange.Code(
                triesLeft: Int(try row.int(0)), sendsLeft: Int(try row.int(1)), expires: try row.moment(2),
                isProven: try row.optionalMoment(3) != nil)
            return (code, try row.blob(4))
        }
    }

    /// Takes one try; nothing left means nothing is compared.
    static func takeTry(
        _ place: ContactChange.Place, of change: ContactChange.ID, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE contact_change_code SET tries_left = tries_left - 1
            WHERE change_id = $1 AND place = $2 AND tries_left > 0 AND proven_at IS NULL
            """, change, place.rawValue) == 1
    }

    static func prove(
        _ place: ContactChange.Place, of change: ContactChange.ID, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "UPDATE contact_change_code SET proven_at = $3 WHERE change_id = $1 AND place = $2", change,
            place.rawValue, transaction.now)
    }

    static func resend(
        _ place: ContactChange.Place, of change: ContactChange.ID, secretHash: [UInt8], tries: Int,
        expires: Moment, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE contact_change_code SET secret_hash = $3, tries_left = $4, expires_at = $5,
                sends_left = sends_left - 1
            WHERE change_id = $1 AND place = $2 AND sends_left > 0 AND proven_at IS NULL
            """, change, place.rawValue, secretHash, tries, expires) == 1
    }

    /// Of two who finish at once one finds the row.
    static func finish(_ change: ContactChange.ID, in transaction: Transaction) throws -> Bool {
        try transaction.execute("DELETE FROM contact_change WHERE change_id = $1", change) == 1
    }

    static func stop(_ session: Session.ID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM contact_change WHERE session_id = $1", session)
    }

    static func codesSent(
        to person: Person.ID, since start: Moment, in transaction: Transaction
    ) throws -> Int64 {
        try transaction.row(
            """
            SELECT COUNT(*) FROM message WHERE person_id = $1 AND kind = 'contact_change_code'
            AND created_at > $2
            """, person, start)?.int(0) ?? 0
    }

    /// Whatever could still open this account through the number or address of before.
    static func endOtherAccess(
        to person: EndUser.ID, except session: Session.ID, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            DELETE FROM session WHERE session_id <> $2 AND session_id IN (
                SELECT session_id FROM session_end_user WHERE end_user_id = $1)
            """, person, session)
        try transaction.execute(
            """
            DELETE FROM challenge WHERE session_id = $2 OR challenge_id IN (
                SELECT challenge_id FROM challenge_end_user WHERE end_user_id = $1)
            """, person, session)
    }

    static func deleteExpired(in transaction: Transaction) throws -> Int {
        try transaction.execute("DELETE FROM contact_change WHERE expires_at <= $1", transaction.now)
    }
}

/// A change as it begins.
struct NewContactChange: Sendable {
    struct Code: Sendable {
        let place: ContactChange.Place
        let secretHash: [UInt8]
        let expires: Moment
    }

    let id: ContactChange.ID
    let token: Token
    let session: Session.ID
    let channel: Message.Channel
    let sealedContact: [UInt8]
    let formVersion: String
    let codes: [Code]
    let tries: Int
    let sends: Int
    let expires: Moment
}

/// A change as it is stored.
struct ContactChangeRow: Sendable {
    let id: ContactChange.ID
    let change: ContactChange
    let sealedContact: [UInt8]
    let formVersion: String
    let given: Moment
    let secretHashes: [ContactChange.Place: [UInt8]]
}

extension ContactChange.ID {
    /// To what a code is bound: that of one place proves nothing of the other.
    func bytes(for place: ContactChange.Place) -> [UInt8] { bytes + Array(place.rawValue.utf8) }
}
