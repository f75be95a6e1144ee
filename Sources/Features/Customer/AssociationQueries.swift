import Domain
import Storage
import Vault

struct AssociationRow: Sendable {
    let id: Association.ID
    let label: String
    let holdsNumber: Bool
    let account: Account.ID?
    let batch: String
    let letter: Int
    let madeBy: Account.ID
    let made: Moment
    let endedBy: Account.ID?
    let ended: Moment?
}

/// The SQL of what customers tied to whom.
enum AssociationQueries {
    static func insert(
        _ label: Association.Label, holdsNumber: Bool, account: Account.ID?, code: EnrolmentCode.ID?,
        of customer: Customer.ID, by maker: Account.ID, leaf: LogLeaf.ID, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO association (association_id, customer_id, label, holds_number, account_id, code_id, made_by,
                made_at, made_leaf)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, Association.ID.random(), customer, label.text, holdsNumber ? 1 : 0, account, code, maker,
            transaction.now, leaf)
    }

    static func holdsNumber(_ account: Account.ID, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT 1 FROM association WHERE account_id = $1 AND holds_number = 1 AND ended_at IS NULL",
            account)
            != nil
    }

    /// A letter of this customer that was not revoked, and who enrolled with it, if anybody did.
    static func letter(
        _ number: Int, of batch: CodeBatch.ID, customer: Customer.ID, in transaction: Transaction
    ) throws -> (code: EnrolmentCode.ID, service: Service, person: EndUser.ID?)? {
        try transaction.row(
            """
            SELECT k.code_id, c.service, u.end_user_id FROM enrolment_code k
            JOIN contract c ON c.contract_id = k.contract_id
            LEFT JOIN end_user u ON u.code_id = k.code_id
            WHERE k.batch_id = $1 AND k.letter_number = $2 AND k.customer_id = $3 AND k.state <> 'revoked'
            """, batch, number, customer
        ).map { (try $0.id(0), try $0.word(1), try $0.optionalID(2)) }
    }

    struct Open: Sendable {
        let account: Account.ID?
        let holdsNumber: Bool
        let service: Service
        let person: EndUser.ID?
    }

    static func open(
        _ id: Association.ID, of customer: Customer.ID, in transaction: Transaction
    ) throws -> Open? {
        try transaction.row(
            """
            SELECT a.account_id, a.holds_number, c.service, u.end_user_id FROM association a
            LEFT JOIN enrolment_code k ON k.code_id = a.code_id
            LEFT JOIN contract c ON c.contract_id = k.contract_id
            LEFT JOIN end_user u ON u.code_id = a.code_id
            WHERE a.association_id = $1 AND a.customer_id = $2 AND a.ended_at IS NULL
            """, id, customer
        ).map { row in
            Open(
                account: try row.optionalID(0), holdsNumber: try row.int(1) == 1,
                service: try row.optionalText(2).flatMap(Service.init) ?? .administration,
                person: try row.optionalID(3))
        }
    }

    static func end(
        _ id: Association.ID, by account: Account.ID, leaf: LogLeaf.ID, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE association SET ended_by = $2, ended_at = $3, ended_leaf = $4
            WHERE association_id = $1 AND ended_at IS NULL
            """, id, account, transaction.now, leaf) == 1
    }

    static func all(of customer: Customer.ID, in transaction: Transaction) throws -> [AssociationRow] {
        try transaction.rows(
            """
            SELECT a.association_id, a.label, a.holds_number, a.account_id, COALESCE(b.reason, ''),
                COALESCE(k.letter_number, 0), a.made_by, a.made_at, a.ended_by, a.ended_at
            FROM association a LEFT JOIN enrolment_code k ON k.code_id = a.code_id
            LEFT JOIN code_batch b ON b.batch_id = k.batch_id WHERE a.customer_id = $1
            ORDER BY CASE WHEN a.ended_at IS NULL THEN 0 ELSE 1 END, a.made_at DESC, a.association_id
            """, customer
        ).map { row in
            AssociationRow(
                id: try row.id(0), label: try row.text(1), holdsNumber: try row.int(2) == 1,
                account: try row.optionalID(3), batch: try row.text(4), letter: Int(try row.int(5)),
                madeBy: try row.id(6), made: try row.moment(7), endedBy: try row.optionalID(8),
                ended: try row.optionalMoment(9))
        }
    }

    static func batches(
        of customer: Customer.ID, in transaction: Transaction
    ) throws -> [(id: CodeBatch.ID, reason: String, size: Int)] {
        try transaction.rows(
            """
            SELECT batch_id, reason, size FROM code_batch WHERE customer_id = $1
            ORDER BY created_at DESC, batch_id LIMIT 200
            """, customer
        ).map { (try $0.id(0), try $0.text(1), Int(try $0.int(2))) }
    }

    /// For the colleague to whom it was tied.
    static func own(of account: Account.ID, in transaction: Transaction) throws -> [OwnAssociation] {
        try transaction.rows(
            """
            SELECT label, made_at, ended_at FROM association WHERE account_id = $1
            ORDER BY made_at DESC, association_id
            """, account
        ).map(own)
    }

    /// For who enrolled with the letter to which it was tied.
    static func own(of person: EndUser.ID, in transaction: Transaction) throws -> [OwnAssociation] {
        try transaction.rows(
            """
            SELECT a.label, a.made_at, a.ended_at FROM association a JOIN end_user u ON u.code_id = a.code_id
            WHERE u.end_user_id = $1 ORDER BY a.made_at DESC, a.association_id
            """, person
        ).map(own)
    }

    private static func own(_ row: Row) throws -> OwnAssociation {
        OwnAssociation(label: try row.text(0), made: try row.moment(1), ended: try row.optionalMoment(2))
    }
}
