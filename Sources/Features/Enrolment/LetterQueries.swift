import Domain
import Storage
import Vault

/// The SQL of letters and how they stand. A batch of 50,000 answers in milliseconds: counts come from an index alone, a
/// page by letter number from a range of it, and a page of one status from a place in it.
enum LetterQueries {
    static func batches(
        of customer: Customer.ID, limit: Int, offset: Int, in transaction: Transaction
    ) throws -> [BatchRow] {
        try transaction.rows(
            """
            SELECT batch_id FROM code_batch WHERE customer_id = $1 ORDER BY created_at DESC, batch_id DESC
            LIMIT $2 OFFSET $3
            """, customer, limit, offset
        ).map { try BatchQueries.batch(try $0.id(0), of: customer, in: transaction) }
    }

    static func counts(
        of batch: CodeBatch.ID, customer: Customer.ID, in transaction: Transaction
    ) throws -> BatchCounts {
        var counts = BatchCounts()
        let rows = try transaction.rows(countSQL, batch, customer)
        for row in rows {
            let (state, count, replaced): (IssuedCode.State, Int, Int) = (
                try row.word(0), Int(try row.int(1)), Int(try row.int(2))
            )
            switch state {
            case .issued: counts.unused = count
            case .redeemed: counts.used = count
            case .revoked: (counts.revoked, counts.replaced) = (count - replaced, replaced)
            }
        }
        return counts
    }

    static let countSQL: SQL = """
        SELECT k.state, COUNT(*), COUNT(k.replaced_by)
        FROM code_batch b JOIN enrolment_code k ON k.batch_id = b.batch_id
        WHERE b.batch_id = $1 AND b.customer_id = $2 GROUP BY k.state
        """

    static func letter(_ number: Int, of batch: BatchRow, in transaction: Transaction) throws -> [Letter] {
        try transaction.rows(
            """
            SELECT letter_number, state, redeemed_at, revoked_at, replaced_by, revoked_reason FROM enrolment_code
            WHERE batch_id = $1 AND customer_id = $2 AND letter_number = $3
            """, batch.id, batch.customer, number
        ).map(letter)
    }

    /// Letter numbers follow each other without a gap, so without a status a page is a range.
    static func letters(
        of batch: BatchRow, status: Letter.Status?, offset: Int, limit: Int, in transaction: Transaction
    ) throws -> [Letter] {
        guard let status else {
            return try transaction.rows(pageSQL, batch.id, batch.customer, offset, offset + limit).map(letter)
        }
        let (state, sql): (IssuedCode.State, SQL) =
            switch status {
            case .unused: (.issued, statePageSQL)
            case .used: (.redeemed, statePageSQL)
            case .replaced: (.revoked, replacedPageSQL)
            case .revoked: (.revoked, revokedPageSQL)
            }
        return try transaction.rows(sql, batch.id, batch.customer, state.rawValue, limit, offset).map(letter)
    }

    static let pageSQL: SQL = """
        SELECT letter_number, state, redeemed_at, revoked_at, replaced_by, revoked_reason FROM enrolment_code
        WHERE batch_id = $1 AND customer_id = $2 AND letter_number > $3 AND letter_number <= $4
        ORDER BY letter_number
        """

    /// The numbers come from the index alone; only the letters that are shown are fetched.
    static let statePageSQL: SQL = """
        SELECT letter_number, state, redeemed_at, revoked_at, replaced_by, revoked_reason FROM enrolment_code
        WHERE batch_id = $1 AND customer_id = $2 AND letter_number IN (
            SELECT letter_number FROM enrolment_code WHERE batch_id = $1 AND state = $3
            ORDER BY letter_number LIMIT $4 OFFSET $5)
        ORDER BY letter_number
        """

    private static let replacedPageSQL: SQL = """
        SELECT letter_number, state, redeemed_at, revoked_at, replaced_by, revoked_reason FROM enrolment_code
        WHERE batch_id = $1 AND customer_id = $2 AND letter_number IN (
            SELECT letter_number FROM enrolment_code
            WHERE batch_id = $1 AND state = $3 AND replaced_by IS NOT NULL
            ORDER BY letter_number LIMIT $4 OFFSET $5)
        ORDER BY letter_number
        """

    private static let revokedPageSQL: SQL = """
        SELECT letter_number, state, redeemed_at, revoked_at, replaced_by, revoked_reason FROM enrolment_code
        WHERE batch_id = $1 AND customer_id = $2 AND letter_number IN (
            SELECT letter_number FROM enrolment_code
            WHERE batch_id = $1 AND state = $3 AND replaced_by IS NULL
            ORDER BY letter_number LIMIT $4 OFFSET $5)
        ORDER BY letter_number
        """

    private static func letter(_ row: Row) throws -> Letter {
        let state: IssuedCode.State = try row.word(1)
        let replacedBy = try row.optionalInt(4).map { Int($0) }
        let status: Letter.Status =
            switch state {
            case .issued: .unused
            case .redeemed: .used
            case .revoked: replacedBy == nil ? .revoked : .replaced
            }
        return Letter(
            number: Int(try row.int(0)), status: status,
            since: try state == .redeemed ? row.optionalMoment(2) : row.optionalMoment(3),
            replacedBy: replacedBy, reason: try row.optionalText(5))
    }

    static func waiting(
        of batch: CodeBatch.ID, customer: Customer.ID, in transaction: Transaction
    ) throws -> WaitingCodes? {
        let open = try BatchDownloads.open(of: batch, customer: customer, in: transaction)
        guard let until = open.map(\.expires).min() else { return nil }
        let letters = try open.reduce(Int64(0)) { sum, download in
            let row = try transaction.row(
                "SELECT CAST(COALESCE(SUM(letters), 0) AS BIGINT) FROM batch_download_part WHERE download_id = $1",
                download.id)
            return sum + (try row?.int(0) ?? 0)
        }
        return WaitingCodes(
            letters: Int(letters), until: until, isDownloaded: open.allSatisfy { $0.downloaded != nil })
    }

    static func ended(
        of batch: CodeBatch.ID, customer: Customer.ID, in transaction: Transaction
    ) throws -> EndedCodes? {
        try transaction.row(
            """
            SELECT state, COALESCE(ended_at, expires_at) FROM batch_download
            WHERE batch_id = $1 AND customer_id = $2 AND (state <> 'open' OR expires_at <= $3)
            ORDER BY created_at DESC, download_id DESC LIMIT 1
            """, batch, customer, transaction.now
        ).map { EndedCodes(isConfirmed: try $0.text(0) == "confirmed", at: try $0.moment(1)) }
    }
}
