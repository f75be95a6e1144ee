import Domain
import Storage
import Vault

/// A guardian as they are stored: numbers and moments, and nothing of who they are.
struct GuardianRow: Sendable {
    let id: Guardian.ID
    let child: EndUser.ID
    let customer: Customer.ID
    let service: Service
    let language: Language
    let named: Moment
    let proven: Moment?

    var holder: ValueHolder { .guardian(id, service) }
}

/// The SQL of guardians, and of how they prove who they are.
enum GuardianQueries {
    static func insert(
        _ id: Guardian.ID, keys: PersonKeys, child: EndUser.ID, language: Language,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO guardian (guardian_id, end_user_id, contact_key_id, identity_key_id, language, named_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, id, child, keys.keyID(.contact), keys.keyID(.identity), language.rawValue, transaction.now)
    }

    static func guardian(_ id: Guardian.ID, in transaction: Transaction) throws -> GuardianRow? {
        try transaction.row(
            """
            SELECT g.guardian_id, g.end_user_id, u.customer_id, k.service, g.language, g.named_at, g.proven_at
            FROM guardian g JOIN end_user u ON u.end_user_id = g.end_user_id
            JOIN contract k ON k.contract_id = u.contract_id WHERE g.guardian_id = $1
            """, id
        ).map(row)
    }

    static func guardians(of child: EndUser.ID, in transaction: Transaction) throws -> [GuardianRow] {
        try transaction.rows(
            """
            SELECT g.guardian_id, g.end_user_id, u.customer_id, k.service, g.language, g.named_at, g.proven_at
            FROM guardian g JOIN end_user u ON u.end_user_id = g.end_user_id
            JOIN contract k ON k.contract_id = u.contract_id WHERE g.end_user_id = $1
            ORDER BY g.named_at, g.guardian_id
            """, child
        ).map(row)
    }

    private static func row(_ row: Row) throws -> GuardianRow {
        GuardianRow(
            id: try row.id(0), child: try row.id(1), customer: try row.id(2), service: try row.word(3),
            language: try row.word(4), named: try row.moment(5), proven: try row.optionalMoment(6))
    }

    static func has(_ field: Field, _ guardian: Guardian.ID, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT 1 FROM sealed_value WHERE person_id = $1 AND field = $2", guardian, field.rawValue) != nil
    }

    static func index(
        _ guardian: Guardian.ID, digest: [UInt8], keys: PersonKeys, in transaction: Transaction
    ) throws {
        try transaction.execute("DELETE FROM guardian_index WHERE guardian_id = $1", guardian)
        try transaction.execute(
            "INSERT INTO guardian_index (digest, guardian_id, key_id) VALUES ($1, $2, $3)", digest, guardian,
            keys.keyID(.contact))
    }

    /// Everyone with this number, at every customer.
    static func guardians(
        with number: MobileNumber, vault: Vault, in transaction: Transaction
    ) throws -> [Guardian.ID] {
        let customers: [Customer.ID] = try transaction.rows("SELECT customer_id FROM customer").map {
            try $0.id(0)
        }
        return try customers.flatMap { customer in
            try transaction.rows(
                """
                SELECT i.guardian_id FROM guardian_index i JOIN guardian g ON g.guardian_id = i.guardian_id
                JOIN end_user u ON u.end_user_id = g.end_user_id
                WHERE i.digest = $1 AND u.customer_id = $2 ORDER BY g.named_at DESC, g.guardian_id
                """, try vault.guardianIndex(number, customer: customer), customer
            ).map { try $0.id(0) }
        }
    }

    /// Their number is theirs: somebody with this phone in hand said so.
    static func prove(_ guardian: Guardian.ID, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE guardian SET proven_at = COALESCE(proven_at, $2) WHERE guardian_id = $1", guardian,
            transaction.now)
    }

    /// Holds on to somebody who did not come in yet, until this transaction ends.
    static func holdUnproven(_ guardian: Guardian.ID, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            "UPDATE guardian SET proven_at = NULL WHERE guardian_id = $1 AND proven_at IS NULL", guardian)
            == 1
    }

    // MARK: - Links

    static func insertLink(
        _ token: Token, guardian: Guardian.ID, channel: Message.Channel, expires: Moment,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO guardian_link (token_hash, guardian_id, channel, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5)
            """, token.hash, guardian, channel.rawValue, transaction.now, expires)
    }

    static func link(
        _ token: Token, in transaction: Transaction
    ) throws -> (guardian: Guardian.ID, channel: Message.Channel)? {
        try transaction.row(
            "SELECT guardian_id, channel FROM guardian_link WHERE token_hash = $1 AND expires_at > $2",
            token.hash, transaction.now
        ).map { (try $0.id(0), try $0.word(1)) }
    }

    /// Answered: no link to the question works any more. What was said is seen and taken back at the door.
    static func useLinks(of guardian: Guardian.ID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM guardian_link WHERE guardian_id = $1", guardian)
    }

    // MARK: - Codes

    struct Asked: Sendable {
        let id: Identifier<Asked>
        let secretHash: [UInt8]
        let triesLeft: Int
        let link: Guardian.ID?
        let channel: Message.Channel?
        let sealedNumber: [UInt8]
    }

    static func insert(_ asked: Asked, token: Token, expires: Moment, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO guardian_challenge (challenge_id, token_hash, secret_hash, tries_left, link_guardian_id,
                link_channel, sealed_number, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, asked.id, token.hash, asked.secretHash, asked.triesLeft, asked.link, asked.channel?.rawValue,
            asked.sealedNumber, transaction.now, expires)
    }

    static func asked(_ token: Token, in transaction: Transaction) throws -> Asked? {
        try transaction.row(
            """
            SELECT challenge_id, secret_hash, tries_left, link_guardian_id, link_channel, sealed_number
            FROM guardian_challenge WHERE token_hash = $1 AND expires_at > $2
            """, token.hash, transaction.now
        ).map { row in
            Asked(
                id: try row.id(0), secretHash: try row.blob(1), triesLeft: Int(try row.int(2)),
                link: try row.optionalID(3),
                channel: try row.optionalText(4).flatMap { Message.Channel(rawValue: $0) },
                sealedNumber: try row.blob(5))
        }
    }

    static func add(
        _ guardian: Guardian.ID, to asked: Identifier<Asked>, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO guardian_challenge_guardian (challenge_id, guardian_id)
            SELECT $1, $2 WHERE EXISTS (SELECT 1 FROM guardian_challenge WHERE challenge_id = $1)
            ON CONFLICT DO NOTHING
            """, asked, guardian)
    }

    static func members(of asked: Identifier<Asked>, in transaction: Transaction) throws -> [Guardian.ID] {
        try transaction.rows(
            "SELECT guardian_id FROM guardian_challenge_guardian WHERE challenge_id = $1", asked
        ).map { try $0.id(0) }
    }

    static func takeTry(_ asked: Identifier<Asked>, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE guardian_challenge SET tries_left = tries_left - 1 WHERE challenge_id = $1 AND tries_left > 0
            """, asked) == 1
    }

    /// A proof is used once: of two at the same time one finds the row.
    static func use(_ asked: Identifier<Asked>, in transaction: Transaction) throws -> Bool {
        try transaction.execute("DELETE FROM guardian_challenge WHERE challenge_id = $1", asked) == 1
    }

    static func codesWithinAnHour(to guardian: Guardian.ID, in transaction: Transaction) throws -> Int {
        Int(
            try transaction.row(
                """
                SELECT COUNT(*) FROM message WHERE person_id = $1 AND kind = 'guardian_code' AND created_at > $2
                """, guardian, transaction.now - .hours(1))?.int(0) ?? 0)
    }

    // MARK: - Sessions

    static func insertSession(
        _ token: Token, guardians: [Guardian.ID], expires: Moment, in transaction: Transaction
    ) throws {
        let id = Identifier<GuardianQueries>.random()
        try transaction.execute(
            """
            INSERT INTO guardian_session (session_id, token_hash, created_at, expires_at)
            VALUES ($1, $2, $3, $4)
            """, id, token.hash, transaction.now, expires)
        for guardian in guardians {
            try transaction.execute(
                "INSERT INTO guardian_session_guardian (session_id, guardian_id) VALUES ($1, $2)", id,
                guardian)
        }
    }

    static func guardians(in session: Token, _ transaction: Transaction) throws -> [Guardian.ID] {
        try transaction.rows(
            """
            SELECT m.guardian_id FROM guardian_session s
            JOIN guardian_session_guardian m ON m.session_id = s.session_id
            JOIN guardian g ON g.guardian_id = m.guardian_id
            WHERE s.token_hash = $1 AND s.expires_at > $2 ORDER BY g.named_at, g.guardian_id
            """, session.hash, transaction.now
        ).map { try $0.id(0) }
    }

    static func endSession(_ token: Token, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM guardian_session WHERE token_hash = $1", token.hash)
    }

    static func deleteExpired(in transaction: Transaction) throws {
        for statement: SQL in [
            "DELETE FROM guardian_link WHERE expires_at <= $1",
            "DELETE FROM guardian_challenge WHERE expires_at <= $1",
            "DELETE FROM guardian_session WHERE expires_at <= $1",
        ] {
            try transaction.execute(statement, transaction.now)
        }
    }
}
