import Domain
import Storage
import Vault

/// One row of a contact request: moments, states and numbers of keys, and nothing of who asked.
struct ContactRow: Sendable {
    let id: ContactRequest.ID
    let state: ContactRequest.State
    let language: Language
    let received: Moment
    let answered: Moment?
    let keys: [PersonKey.ID]
}

/// The SQL of contact requests.
enum ContactQueries {
    static func insert(
        _ id: ContactRequest.ID, keys: PersonKeys, language: Language, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO contact_request (request_id, identity_key_id, contact_key_id, language, state, received_at)
            VALUES ($1, $2, $3, $4, 'open', $5)
            """, id, keys.keyID(.identity), keys.keyID(.contact), language.rawValue, transaction.now)
    }

    static func request(_ id: ContactRequest.ID, in transaction: Transaction) throws -> ContactRow? {
        try transaction.row(
            """
            SELECT request_id, state, language, received_at, answered_at, identity_key_id, contact_key_id
            FROM contact_request WHERE request_id = $1
            """, id
        ).map(row)
    }

    /// Who waits longest comes first.
    static func open(limit: Int, in transaction: Transaction) throws -> [ContactRow] {
        try transaction.rows(
            """
            SELECT request_id, state, language, received_at, answered_at, identity_key_id, contact_key_id
            FROM contact_request WHERE state = 'open' ORDER BY received_at, request_id LIMIT $1
            """, limit
        ).map(row)
    }

    /// The newest answer first, with how its mail fares: nothing when there was no mail, or it is gone already.
    static func answered(
        limit: Int, in transaction: Transaction
    ) throws -> [(row: ContactRow, mail: Message.State?)] {
        try transaction.rows(
            """
            SELECT r.request_id, r.state, r.language, r.received_at, r.answered_at, r.identity_key_id,
                r.contact_key_id,
                (SELECT m.state FROM message m WHERE m.person_id = r.request_id
                    ORDER BY m.created_at DESC LIMIT 1)
            FROM contact_request r WHERE r.state = 'answered' ORDER BY r.answered_at DESC, r.request_id LIMIT $1
            """, limit
        ).map { (try row($0), try $0.optionalText(7).flatMap { Message.State(rawValue: $0) }) }
    }

    static func count(_ state: ContactRequest.State, in transaction: Transaction) throws -> Int {
        Int(
            try transaction.row("SELECT COUNT(*) FROM contact_request WHERE state = $1", state.rawValue)?
                .int(0) ?? 0)
    }

    /// Of two who answer at once one does.
    static func answer(
        _ id: ContactRequest.ID, by account: Account.ID?, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE contact_request SET state = 'answered', answered_at = $2, answered_by = $3
            WHERE request_id = $1 AND state = 'open'
            """, id, transaction.now, account) == 1
    }

    /// Those whose term has passed: answered so long ago, or asked so long ago and never answered.
    static func due(
        answeredBefore answered: Moment, askedBefore asked: Moment, after last: ContactRequest.ID?,
        limit: Int, in transaction: Transaction
    ) throws -> [ContactRow] {
        try transaction.rows(
            """
            SELECT request_id, state, language, received_at, answered_at, identity_key_id, contact_key_id
            FROM contact_request
            WHERE ((state = 'answered' AND answered_at <= $1) OR (state = 'open' AND received_at <= $2))
            AND request_id > $3 ORDER BY request_id LIMIT $4
            """, answered, asked, last?.bytes ?? [], limit
        ).map(row)
    }

    static func delete(_ ids: [ContactRequest.ID], in transaction: Transaction) throws {
        for id in ids { try transaction.execute("DELETE FROM contact_request WHERE request_id = $1", id) }
    }

    private static func row(_ row: Row) throws -> ContactRow {
        ContactRow(
            id: try row.id(0), state: try row.word(1), language: try row.word(2), received: try row.moment(3),
            answered: try row.optionalMoment(4), keys: [try row.id(5), try row.id(6)])
    }
}
