import Domain
import Storage
import Vault

struct CaseRow: Sendable {
    let file: CaseFile
    let search: CaseSearch.ID
    let sentence: String
    let customerName: String?
    let enrolled: Moment?
    let isGuarded: Bool
    let request: RightsRequest.ID?
    let restricted: Moment?
}

extension CaseReason {
    /// Answering a request is a duty in law, and looking at a paper is a question of the person who brought it: what
    /// stands beside the reason tells them apart.
    var stored: String {
        switch self {
        case .rightsRequest: CaseReason.legalDuty.rawValue
        case .signedConsent: CaseReason.questionOfPerson.rawValue
        default: rawValue
        }
    }

    static func of(_ stored: CaseReason, request: [UInt8]?, consent: [UInt8]?) -> CaseReason {
        if request != nil { return .rightsRequest }
        return consent == nil ? stored : .signedConsent
    }
}

/// The SQL of cases. Nothing here opens a person: a case knows at which customer and since when, and no more.
enum CaseQueries {
    static func insert(
        _ file: CaseFile, search: CaseSearch.ID, sentence: String, request: RightsRequest.ID? = nil,
        consent: Consent.ID? = nil, in transaction: Transaction
    ) throws {
        var (person, customer): (EndUser.ID?, Customer.ID?)
        switch file.subject {
        case .endUser(let id): person = id
        case .customer(let id): customer = id
        case .nobody: break
        }
        try transaction.execute(
            """
            INSERT INTO case_file (case_id, search_id, reason, sentence, end_user_id, customer_id, holder,
                opened_by, break_glass, opened_at, expires_at, closed_at, request_id, consent_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $8, $9, $10, $11, $12, $13)
            """, file.id, search, file.reason.stored, sentence, person, customer, file.holder,
            file.isBreakGlass ? 1 : 0, file.opened, file.expires, file.closed, request, consent)
        try transaction.execute(
            "INSERT INTO case_holder (case_id, turn, account_id, held_from) VALUES ($1, 1, $2, $3)", file.id,
            file.holder, file.opened)
    }

    static func one(_ id: CaseFile.ID, in transaction: Transaction) throws -> CaseRow? {
        try transaction.row(SQL(stringLiteral: columns + " WHERE f.case_id = $1"), id).map(row)
    }

    static func found(by search: CaseSearch.ID, in transaction: Transaction) throws -> [CaseRow] {
        try transaction.rows(
            SQL(stringLiteral: columns + " WHERE f.search_id = $1 ORDER BY f.case_id"), search
        ).map(row)
    }

    /// What is open now, soonest to expire first: of one account, or of everybody.
    static func open(of holder: Account.ID?, in transaction: Transaction) throws -> [CaseRow] {
        try transaction.rows(
            SQL(
                stringLiteral: columns + """
                     WHERE f.closed_at IS NULL AND f.expires_at > $1 AND (f.holder = $2 OR $2 IS NULL)
                    ORDER BY f.expires_at, f.case_id LIMIT 200
                    """), transaction.now, holder
        ).map(row)
    }

    private static let columns = """
        SELECT f.case_id, f.reason, f.end_user_id, f.customer_id, f.holder, f.opened_at, f.expires_at,
            f.closed_at, f.break_glass, f.search_id, f.sentence, COALESCE(c.name, s.name), u.enrolled_at,
            CASE WHEN u.guarded_at IS NULL THEN 0 ELSE 1 END, f.request_id, u.restricted_at, f.consent_id
        FROM case_file f
        LEFT JOIN end_user u ON u.end_user_id = f.end_user_id
        LEFT JOIN customer c ON c.customer_id = u.customer_id
        LEFT JOIN customer s ON s.customer_id = f.customer_id
        """

    private static func row(_ row: Row) throws -> CaseRow {
        let (person, customer): (EndUser.ID?, Customer.ID?) = (try row.optionalID(2), try row.optionalID(3))
        return CaseRow(
            file: CaseFile(
                id: try row.id(0),
                reason: .of(
                    try row.word(1), request: try row.optionalBlob(14), consent: try row.optionalBlob(16)),
                subject: person.map { .endUser($0) } ?? customer.map { .customer($0) } ?? .nobody,
                holder: try row.id(4), opened: try row.moment(5), expires: try row.moment(6),
                closed: try row.optionalMoment(7), isBreakGlass: try row.int(8) == 1),
            search: try row.id(9), sentence: try row.text(10), customerName: try row.optionalText(11),
            enrolled: try row.optionalMoment(12), isGuarded: try row.int(13) == 1,
            request: try row.optionalID(14), restricted: try row.optionalMoment(15))
    }

    static func searches(of account: Account.ID, since start: Moment, in transaction: Transaction) throws
        -> Int
    {
        Int(
            try transaction.row(
                """
                SELECT COUNT(DISTINCT search_id) FROM case_file
                WHERE opened_by = $1 AND opened_at >= $2 AND break_glass = 0
                """, account, start)?.int(0) ?? 0)
    }

    static func extend(_ id: CaseFile.ID, until end: Moment, in transaction: Transaction) throws {
        try transaction.execute("UPDATE case_file SET expires_at = $2 WHERE case_id = $1", id, end)
    }

    static func close(_ id: CaseFile.ID, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE case_file SET closed_at = $2 WHERE case_id = $1 AND closed_at IS NULL", id,
            transaction.now)
    }

    static func handOver(_ id: CaseFile.ID, to account: Account.ID, in transaction: Transaction) throws {
        try transaction.execute("UPDATE case_file SET holder = $2 WHERE case_id = $1", id, account)
        try transaction.execute(
            "UPDATE case_holder SET held_until = $2 WHERE case_id = $1 AND held_until IS NULL", id,
            transaction.now)
        try transaction.execute(
            """
            INSERT INTO case_holder (case_id, turn, account_id, held_from)
            SELECT $1, MAX(turn) + 1, $2, $3 FROM case_holder WHERE case_id = $1
            """, id, account, transaction.now)
    }

    static func step(
        _ step: CaseStep, of id: CaseFile.ID, by account: Account.ID, sentence: String?,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            "INSERT INTO case_step (step_id, case_id, account_id, step, sentence, at) VALUES ($1, $2, $3, $4, $5, $6)",
            Identifier<CaseStep>.random(), id, account, step.rawValue, sentence, transaction.now)
    }
}

/// What was done to a case that must be explained.
public enum CaseStep: String, Sendable {
    case extended, guarded, unguarded, closed
    case handedOver = "handed_over"
}
