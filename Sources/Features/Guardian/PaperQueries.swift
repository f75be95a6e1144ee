import Domain
import Storage
import Vault

/// A paper as it is stored: what it is and how it stands, never what is on it.
struct PaperRow: Sendable {
    let consent: Consent.ID
    let guardian: Guardian.ID
    let child: EndUser.ID
    let kind: SignedDocument.Kind
    let size: Int
    let state: SignedDocument.State
    let broughtBy: SignedDocument.Bringer
    let account: Account.ID?
    let version: String
    let received: Moment

    /// Of BuenO's own people, who may also look at it. An account of a customer looks at nothing.
    func isBrought(by account: Account.ID) -> Bool { broughtBy == .staff && self.account == account }
}

/// The SQL of signed papers, and of who waits for a guardian.
enum PaperQueries {
    static func paper(_ consent: Consent.ID, in transaction: Transaction) throws -> PaperRow? {
        try transaction.row(
            """
            SELECT p.consent_id, c.guardian_id, c.end_user_id, p.kind, p.size, p.state, p.brought_by,
                p.account_id, p.text_version, p.received_at
            FROM consent_paper p JOIN consent c ON c.consent_id = p.consent_id
            WHERE p.consent_id = $1 AND c.guardian_id IS NOT NULL
            """, consent
        ).map { row in
            PaperRow(
                consent: try row.id(0), guardian: try row.id(1), child: try row.id(2),
                kind: try row.word(3), size: Int(try row.int(4)), state: try row.word(5),
                broughtBy: try row.word(6), account: try row.optionalID(7), version: try row.text(8),
                received: try row.moment(9))
        }
    }

    /// The newest takes the place of one that nobody decided about.
    static func keep(
        _ consent: Consent.ID, kind: SignedDocument.Kind, size: Int, by bringer: SignedDocument.Bringer,
        account: Account.ID?, version: String, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO consent_paper (consent_id, kind, size, state, brought_by, account_id, text_version, received_at)
            VALUES ($1, $2, $3, 'received', $4, $5, $6, $7)
            ON CONFLICT (consent_id) DO UPDATE SET kind = excluded.kind, size = excluded.size,
                brought_by = excluded.brought_by, account_id = excluded.account_id,
                text_version = excluded.text_version, received_at = excluded.received_at
            """, consent, kind.rawValue, size, bringer.rawValue, account, version,
            transaction.now)
    }

    /// - Returns false when as many came by links as may be.
    static func countLink(_ consent: Consent.ID, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE consent SET papers_by_link = papers_by_link + 1
            WHERE consent_id = $1 AND papers_by_link < $2
            """, consent, SignedDocument.byLinkMax) == 1
    }

    static func accept(
        _ paper: PaperRow, as given: Consent.ID, by account: Account.ID, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE consent_paper SET consent_id = $2, state = 'accepted', decided_at = $3, decided_by = $4
            WHERE consent_id = $1
            """, paper.consent, given, transaction.now, account)
    }

    static func remove(_ consent: Consent.ID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM consent_paper WHERE consent_id = $1", consent)
    }

    /// Which letters wait for a guardian, those whose term ends first on top.
    static func waiting(
        at customer: Customer.ID? = nil, of child: EndUser.ID? = nil, only: Consent.ID? = nil, limit: Int,
        in transaction: Transaction
    ) throws -> [WaitingConsent] {
        try transaction.rows(
            """
            SELECT c.consent_id, e.letter_number, b.reason, k.service, c.asked_at, u.keep_until, p.state
            FROM consent c JOIN end_user u ON u.end_user_id = c.end_user_id
            JOIN contract k ON k.contract_id = u.contract_id
            JOIN enrolment_code e ON e.code_id = u.code_id JOIN code_batch b ON b.batch_id = e.batch_id
            LEFT JOIN consent_paper p ON p.consent_id = c.consent_id
            WHERE c.state = 'asked' AND c.guardian_id IS NOT NULL AND (u.customer_id = $1 OR $1 IS NULL)
                AND (u.end_user_id = $4 OR $4 IS NULL) AND (c.consent_id = $2 OR $2 IS NULL)
            ORDER BY u.keep_until, c.asked_at, c.consent_id LIMIT $3
            """, customer, only, limit, child
        ).map { row in
            WaitingConsent(
                id: try row.id(0), letterNumber: Int(try row.int(1)), batch: try row.text(2),
                service: try row.word(3), asked: try row.moment(4), until: try row.optionalMoment(5),
                hasPaper: try row.optionalText(6) != nil)
        }
    }

    /// Papers that somebody of BuenO is to look at, the oldest first.
    static func received(
        only: Consent.ID? = nil, limit: Int, in transaction: Transaction
    ) throws -> [ReceivedPaper] {
        try transaction.rows(
            """
            SELECT p.consent_id, m.name, k.service, p.kind, p.size, p.received_at, u.keep_until, p.brought_by
            FROM consent_paper p JOIN consent c ON c.consent_id = p.consent_id
            JOIN end_user u ON u.end_user_id = c.end_user_id
            JOIN contract k ON k.contract_id = u.contract_id
            JOIN customer m ON m.customer_id = u.customer_id
            WHERE p.state = 'received' AND (p.consent_id = $1 OR $1 IS NULL)
            ORDER BY p.received_at, p.consent_id LIMIT $2
            """, only, limit
        ).map { row in
            ReceivedPaper(
                id: try row.id(0), customerName: try row.text(1), service: try row.word(2),
                kind: try row.word(3), size: Int(try row.int(4)), received: try row.moment(5),
                until: try row.optionalMoment(6), broughtBy: try row.word(7))
        }
    }
}
