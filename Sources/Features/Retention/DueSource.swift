import Domain
import Storage
import Vault

/// Where what has a term is counted by the moment at which it must go: one table or more per category.
struct DueSource: Sendable {
    let category: RetentionCategory
    /// Counts what must go after $1 and not after $2, by its end or by the event that its term runs from.
    private let counting: SQL
    /// The same of what a hold kept at the last of its moments; nothing where no hold can be.
    private let holding: SQL?
    /// By which event it is counted: that one's term is taken off the moments that are asked.
    private let event: RetentionCategory?
    /// A person has two dates, and goes on the first of them: the moment, $3, by which the other counts.
    private let other: OtherDate?
    /// Goes within a day or two: in no calendar of weeks.
    let isShortLived: Bool

    func count(
        after start: Moment, upTo end: Moment, terms: Statement, in transaction: Transaction
    ) throws -> Int {
        let (first, last) = try moved(start, end, terms)
        let row =
            if let other = try other?.moment(start, end, terms) {
                try transaction.row(counting, first, last, other)
            } else {
                try transaction.row(counting, first, last)
            }
        return Int(try row?.int(0) ?? 0)
    }

    func held(
        after start: Moment, upTo end: Moment, at moment: Moment, terms: Statement,
        in transaction: Transaction
    ) throws -> Int {
        guard let holding else { return 0 }
        let (first, last) = try moved(start, end, terms)
        let row =
            if let other = try other?.moment(start, end, terms) {
                try transaction.row(holding, first, last, other, moment)
            } else {
                try transaction.row(holding, first, last, moment)
            }
        return Int(try row?.int(0) ?? 0)
    }

    private func moved(_ start: Moment, _ end: Moment, _ terms: Statement) throws -> (Moment, Moment) {
        guard let event else { return (start, end) }
        let term = try terms.term(of: event)
        return (Self.start(of: term, endingAt: start), term.start(endingAt: end))
    }

    private static func start(of term: CalendarTerm, endingAt moment: Moment) -> Moment {
        moment.milliseconds == 0 ? moment : term.start(endingAt: moment)
    }

    /// Who has a date of their own and an agreement that ended goes once, and is counted once: with their own date,
    /// unless the agreement's came in a time before the one that is asked.
    private enum OtherDate {
        case ownDate, agreement

        func moment(_ start: Moment, _ end: Moment, _ terms: Statement) throws -> Moment {
            switch self {
            case .ownDate: end
            case .agreement: DueSource.start(of: try terms.term(of: .endUserData), endingAt: start)
            }
        }
    }

    private init(
        _ category: RetentionCategory, _ from: String, heldBy: String? = nil, byEvent: Bool = false,
        shortLived: Bool = false
    ) {
        self.init(
            category, from, heldBy: heldBy, event: byEvent ? category : nil, other: nil,
            shortLived: shortLived)
    }

    private init(
        _ category: RetentionCategory, _ from: String, heldBy: String?, event: RetentionCategory?,
        other: OtherDate?, shortLived: Bool = false
    ) {
        self.category = category
        counting = SQL(stringLiteral: "SELECT COUNT(*) FROM \(from)")
        holding = heldBy.map { keeps in
            SQL(
                stringLiteral: """
                    SELECT COUNT(*) FROM \(from) AND EXISTS (SELECT 1 FROM hold h
                    WHERE h.state IN ('in_force', 'renewal_asked', 'lift_asked', 'lifted') AND h.until > \(other == nil ? "$3" : "$4")
                    AND (\(keeps)))
                    """)
        }
        self.event = event
        self.other = other
        isShortLived = shortLived
    }

    private static let endUser = "h.person_id = u.end_user_id OR h.customer_id = u.customer_id"

    /// Of an end user as `u`: their application for a phone or SIM card ended before anything was delivered.
    static let neverServed = """
        EXISTS (SELECT 1 FROM mobile_service m
            WHERE m.end_user_id = u.end_user_id AND m.state = 'ended' AND m.active_since IS NULL)
        """

    private static func byAgreement(_ category: RetentionCategory, _ who: String) -> DueSource {
        DueSource(
            category,
            """
            end_user u JOIN contract c ON c.contract_id = u.contract_id
            WHERE \(who) AND c.ended_at > $1 AND c.ended_at <= $2
            AND (u.keep_until IS NULL OR u.keep_until > $3)
            """, heldBy: endUser, event: .endUserData, other: .ownDate)
    }

    private static func byOwnDate(_ category: RetentionCategory, _ who: String) -> DueSource {
        DueSource(
            category,
            """
            end_user u JOIN contract c ON c.contract_id = u.contract_id
            WHERE \(who) AND u.keep_until > $1 AND u.keep_until <= $2
            AND (c.ended_at IS NULL OR c.ended_at > $3)
            """, heldBy: endUser, event: nil, other: .agreement)
    }

    /// Every category that is built and has rows of its own.
    static let all: [DueSource] = [
        byAgreement(.endUserData, "u.state NOT IN ('erased', 'awaiting_guardian')"),
        byAgreement(.awaitingGuardian, "u.state = 'awaiting_guardian'"),
        // Whose service ended before their agreement did goes on a date of their own.
        byOwnDate(.endUserData, "u.state NOT IN ('erased', 'awaiting_guardian') AND NOT (\(neverServed))"),
        byOwnDate(.awaitingGuardian, "u.state = 'awaiting_guardian'"),
        byOwnDate(.refusedApplication, "u.state NOT IN ('erased', 'awaiting_guardian') AND \(neverServed)"),
        DueSource(
            .rightsRequest, "rights_request u WHERE u.ended_at > $1 AND u.ended_at <= $2",
            heldBy: """
                h.person_id = u.person_id OR h.customer_id IN (
                    SELECT customer_id FROM end_user WHERE end_user_id = u.person_id
                    UNION ALL SELECT customer_id FROM account WHERE account_id = u.person_id)
                """, byEvent: true),
        DueSource(
            .rightsRequest, "recipient_notice WHERE told_at > $1 AND told_at <= $2", byEvent: true),
        DueSource(
            .accountData,
            "account u WHERE u.destroyed_at IS NULL AND u.closed_at > $1 AND u.closed_at <= $2",
            heldBy: "h.person_id = u.account_id OR h.customer_id = u.customer_id", byEvent: true),
        DueSource(
            .contactRequest,
            "contact_request u WHERE u.state = 'answered' AND u.answered_at > $1 AND u.answered_at <= $2",
            heldBy: "h.person_id = u.request_id", byEvent: true),
        DueSource(
            .unansweredContactRequest,
            "contact_request u WHERE u.state = 'open' AND u.received_at > $1 AND u.received_at <= $2",
            heldBy: "h.person_id = u.request_id", byEvent: true),
        DueSource(
            .message,
            """
            message u WHERE u.state IN ('sent', 'failed', 'kept') AND u.expires_at > $1 AND u.expires_at <= $2
            """,
            heldBy: """
                h.person_id = u.person_id OR h.customer_id = u.customer_id
                OR h.person_id IN (SELECT end_user_id FROM guardian WHERE guardian_id = u.person_id)
                """),
        DueSource(
            .caseNote,
            """
            case_note n JOIN case_file f ON f.case_id = n.case_id
            JOIN end_user u ON u.end_user_id = f.end_user_id
            WHERE CASE WHEN f.closed_at < f.expires_at THEN f.closed_at ELSE f.expires_at END > $1
            AND CASE WHEN f.closed_at < f.expires_at THEN f.closed_at ELSE f.expires_at END <= $2
            """, heldBy: endUser, byEvent: true),
        DueSource(
            .erasureReceipt,
            "erasure WHERE completed_at IS NOT NULL AND requested_at > $1 AND requested_at <= $2",
            byEvent: true),
        DueSource(.session, "session WHERE expires_at > $1 AND expires_at <= $2"),
        DueSource(.invitation, "invitation WHERE expires_at > $1 AND expires_at <= $2"),
        DueSource(
            .idleSession, "session WHERE last_seen_at > $1 AND last_seen_at <= $2", byEvent: true,
            shortLived: true),
        DueSource(
            .codeDownload,
            "batch_download WHERE state = 'open' AND expires_at > $1 AND expires_at <= $2", shortLived: true),
        DueSource(
            .enrolmentAttempt, "enrolment_attempt WHERE expires_at > $1 AND expires_at <= $2",
            shortLived: true),
        DueSource(
            .contactChange, "contact_change WHERE expires_at > $1 AND expires_at <= $2", shortLived: true),
        DueSource(.signInSecret, "challenge WHERE expires_at > $1 AND expires_at <= $2", shortLived: true),
        DueSource(
            .signInSecret, "work_challenge WHERE expires_at > $1 AND expires_at <= $2", shortLived: true),
        DueSource(
            .signInSecret, "sign_on_attempt WHERE expires_at > $1 AND expires_at <= $2", shortLived: true),
        DueSource(
            .workSession, "work_session WHERE expires_at > $1 AND expires_at <= $2", shortLived: true),
        DueSource(
            .idleWorkSession, "work_session WHERE last_seen_at > $1 AND last_seen_at <= $2", byEvent: true,
            shortLived: true),
    ]
}
