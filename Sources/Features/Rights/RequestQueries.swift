import Domain
import Storage
import Vault

/// A request as it is stored: what was written in it is sealed.
struct RequestRow: Sendable {
    let request: RightsRequest
    /// Nothing once they are gone.
    let person: Person.ID?
    let field: Field?
    let purpose: Purpose?
    let aboutLeaf: LogLeaf.ID?
    let identified: Moment?
    let identity: [IdentityCheck]
    let refusal: RightsRefusalReason?
    let route: String?
    let handler: Account.ID?
    let sealed: [RequestPart: [UInt8]]

    var isOfEndUser: Bool { request.person == .endUser }
}

/// The SQL of requests.
enum RequestQueries {
    /// What is asked, beside kind and moment.
    struct About: Sendable {
        var field: Field?
        var purpose: Purpose?
        var leaf: LogLeaf.ID?
        var sealed: [RequestPart: [UInt8]] = [:]
    }

    /// - `keys`: nothing for a request that leads to nobody.
    static func insert(
        _ request: RightsRequest, of keys: PersonKeys?, about: About = About(), leaf: LogLeaf.ID,
        in transaction: Transaction
    ) throws {
        let isKnown = request.via == .portal
        try transaction.execute(
            """
            INSERT INTO rights_request (request_id, kind, person_kind, person_id, key_id, via, state, leaf_id,
                about_leaf, field, purpose, sealed_words, sealed_value, received_at, due_at, identified_at,
                identity, ended_at, complaint_route)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            """, request.id, request.kind.rawValue, request.person.rawValue, keys?.person,
            keys?.keyID(.contact), request.via.rawValue, request.state.rawValue, leaf, about.leaf,
            about.field?.rawValue, about.purpose?.rawValue, about.sealed[.words], about.sealed[.value],
            request.received, request.due, isKnown ? request.received : nil, isKnown ? "session" : nil,
            request.ended, request.state.isDecided ? Supervisor.site : nil)
    }

    static func one(_ id: RightsRequest.ID, in transaction: Transaction) throws -> RequestRow? {
        try transaction.row(SQL(stringLiteral: columns + " WHERE request_id = $1"), id).map(row)
    }

    /// Of one person, newest first.
    static func all(of person: Person.ID, in transaction: Transaction) throws -> [RequestRow] {
        try transaction.rows(
            SQL(
                stringLiteral: columns
                    + " WHERE person_id = $1 ORDER BY received_at DESC, request_id LIMIT 200"), person
        ).map(row)
    }

    /// What waits, soonest due first.
    static func open(limit: Int, in transaction: Transaction) throws -> [RequestRow] {
        try transaction.rows(
            SQL(
                stringLiteral: columns + " WHERE ended_at IS NULL ORDER BY due_at, request_id LIMIT $1"),
            limit
        ).map(row)
    }

    /// What ended, newest first.
    static func ended(limit: Int, in transaction: Transaction) throws -> [RequestRow] {
        try transaction.rows(
            SQL(
                stringLiteral: columns
                    + " WHERE ended_at IS NOT NULL ORDER BY ended_at DESC, request_id LIMIT $1"), limit
        ).map(row)
    }

    /// What is written down with a move.
    struct Note: Sendable {
        var refusal: RightsRefusalReason?
        var answer: [UInt8]?
        var delay: [UInt8]?
        var identity: [IdentityCheck] = []
        /// When somebody was identified: with a move to that state.
        var identified: Moment?
    }

    /// Of two who move it at once one does. On each decision stands the way to the supervisor (P62).
    static func move(
        from before: RightsRequest, to after: RightsRequest, _ note: Note = Note(),
        in transaction: Transaction
    ) throws {
        let identity = note.identified.map { _ in note.identity.map(\.rawValue).joined(separator: ",") }
        let moved = try transaction.execute(
            """
            UPDATE rights_request SET state = $3, extended_at = $4, due_at = $5, ended_at = $6, refusal = $7,
                complaint_route = $8, sealed_answer = COALESCE($9, sealed_answer),
                sealed_delay = COALESCE($10, sealed_delay), identified_at = COALESCE(identified_at, $11),
                identity = COALESCE(identity, $12)
            WHERE request_id = $1 AND state = $2
            """, before.id, before.state.rawValue, after.state.rawValue, after.extended, after.due,
            after.ended, note.refusal?.rawValue, after.state.isDecided ? Supervisor.site : nil, note.answer,
            note.delay, note.identified, identity)
        guard moved == 1 else { throw RightsRefusal.ended }
    }

    private static let columns = """
        SELECT request_id, kind, person_kind, person_id, via, state, about_leaf, field, purpose, received_at,
            identified_at, identity, extended_at, ended_at, refusal, complaint_route, handler, sealed_words,
            sealed_value, sealed_answer, sealed_delay
        FROM rights_request
        """

    private static func row(_ row: Row) throws -> RequestRow {
        var sealed: [RequestPart: [UInt8]] = [:]
        for (index, part) in [RequestPart.words, .value, .answer, .delay].enumerated() {
            sealed[part] = try row.optionalBlob(17 + index)
        }
        return RequestRow(
            request: RightsRequest(
                id: try row.id(0), kind: try row.word(1), person: try row.word(2), via: try row.word(4),
                received: try row.moment(9), state: try row.word(5), extended: try row.optionalMoment(12),
                ended: try row.optionalMoment(13)),
            person: try row.optionalID(3), field: try row.optionalText(7).flatMap { Field(rawValue: $0) },
            purpose: try row.optionalText(8).flatMap { Purpose(rawValue: $0) },
            aboutLeaf: try row.optionalID(6), identified: try row.optionalMoment(10),
            identity: (try row.optionalText(11) ?? "").split(separator: ",").compactMap {
                IdentityCheck(rawValue: String($0))
            },
            refusal: try row.optionalText(14).flatMap { RightsRefusalReason(rawValue: $0) },
            route: try row.optionalText(15), handler: try row.optionalID(16), sealed: sealed)
    }
}
