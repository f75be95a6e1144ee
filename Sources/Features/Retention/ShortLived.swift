import Domain
import Storage

/// What is kept for a while and no longer: the one list by which the proof and the privacy officer look whether the
/// sweep came by. Persons are not in it, and neither is what a hold kept until then.
struct ShortLived: Sendable {
    let name: String
    private let table: String
    private let id: String
    private let condition: String
    private let moments: [Moment]

    private init(_ name: String, _ table: String, _ id: String, _ condition: String, _ moments: [Moment]) {
        (self.name, self.table, self.id) = (name, table, id)
        (self.condition, self.moments) = (condition, moments)
    }

    /// The same, without what a hold kept at `late`: of which class, and whose by the columns of the table.
    private func unlessHeld(_ late: Moment, class keyClass: String, _ whose: String) -> ShortLived {
        ShortLived(
            name, table, id,
            """
            (\(condition)) AND NOT EXISTS (SELECT 1 FROM hold h JOIN hold_class c ON c.hold_id = h.hold_id
            WHERE h.state IN ('in_force', 'renewal_asked', 'lift_asked', 'lifted')
            AND h.until > $\(moments.count + 1) AND c.class IN (\(keyClass)) AND (\(whose)))
            """, moments + [late])
    }

    /// Everything of which the end came before `late`.
    static func all(_ statement: Statement, at late: Moment) throws -> [ShortLived] {
        let before = { (subject: RetentionCategory) in
            try statement.term(of: subject).start(endingAt: late)
        }
        let question = try ContactTerms(statement)
        let ends = "expires_at <= $1"
        return [
            ShortLived("enrolment attempt", "enrolment_attempt", "attempt_id", ends, [late]),
            ShortLived("contact change", "contact_change", "change_id", ends, [late]),
            ShortLived("challenge", "challenge", "challenge_id", ends, [late]),
            ShortLived(
                "session", "session", "session_id",
                "expires_at <= $1 OR created_at <= $2 OR last_seen_at <= $3",
                [late, try before(.session), try before(.idleSession)]),
            ShortLived(
                "message", "message", "message_id",
                "expires_at <= $1 AND state IN ('sent', 'failed', 'kept')", [late]
            ).unlessHeld(
                late, class: "'contact'",
                """
                h.person_id = message.person_id OR h.customer_id = message.customer_id
                OR h.person_id IN (SELECT end_user_id FROM guardian WHERE guardian_id = message.person_id)
                """),
            ShortLived("invitation", "invitation", "invitation_id", ends, [late]),
            ShortLived("challenge for work", "work_challenge", "challenge_id", ends, [late]),
            ShortLived(
                "session for work", "work_session", "session_id", "expires_at <= $1 OR last_seen_at <= $2",
                [late, try before(.idleWorkSession)]),
            ShortLived("sign-on", "sign_on_attempt", "attempt_id", ends, [late]),
            ShortLived(
                "account", "account", "account_id", "closed_at <= $1 AND destroyed_at IS NULL",
                [try before(.accountData)]
            ).unlessHeld(
                late, class: "'identity', 'contact'",
                "h.person_id = account.account_id OR h.customer_id = account.customer_id"),
            ShortLived(
                "note", "case_note", "note_id",
                "case_id IN (SELECT case_id FROM case_file WHERE closed_at <= $1 OR expires_at <= $1)",
                [try before(.caseNote)]
            ).unlessHeld(
                late, class: "'case_notes'",
                """
                EXISTS (SELECT 1 FROM case_file f JOIN end_user u ON u.end_user_id = f.end_user_id
                    WHERE f.case_id = case_note.case_id
                    AND (h.person_id = u.end_user_id OR h.customer_id = u.customer_id))
                """),
            ShortLived(
                "contact request", "contact_request", "request_id",
                "(state = 'answered' AND answered_at <= $1) OR (state = 'open' AND received_at <= $2)",
                [question.answered.start(endingAt: late), question.unanswered.start(endingAt: late)]
            ).unlessHeld(
                late, class: "'identity', 'contact'", "h.person_id = contact_request.request_id"),
            ShortLived(
                "request about own data", "rights_request", "request_id", "ended_at <= $1",
                [try before(.rightsRequest)]
            ).unlessHeld(
                late, class: "'contact'",
                """
                h.person_id = rights_request.person_id OR h.customer_id IN (
                    SELECT customer_id FROM end_user WHERE end_user_id = rights_request.person_id
                    UNION ALL SELECT customer_id FROM account WHERE account_id = rights_request.person_id)
                """),
            ShortLived(
                "notice to a recipient", "recipient_notice", "notice_id", "told_at <= $1",
                [try before(.rightsRequest)]),
            ShortLived(
                "file with codes", "batch_download", "download_id",
                "(state = 'open' AND expires_at <= $1) OR (ended_at <= $1 AND destroyed_at IS NULL)", [late]),
            ShortLived(
                "receipt of an erasure", "erasure", "erasure_id",
                "completed_at IS NOT NULL AND requested_at <= $1", [try before(.erasureReceipt)]),
        ]
    }

    func count(in transaction: Transaction) throws -> Int64 {
        try transaction.rows(sql("COUNT(*)"), values: moments).first?.int(0) ?? 0
    }

    func ids(in transaction: Transaction) throws -> [[UInt8]] {
        try transaction.rows(sql(id), values: moments).map { try $0.blob(0) }
    }

    /// Only names that stand above are put together; every value is bound.
    private func sql(_ columns: String) -> SQL {
        SQL(stringLiteral: "SELECT \(columns) FROM \(table) WHERE \(condition)")
    }
}
