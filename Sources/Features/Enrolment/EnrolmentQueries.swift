import Domain
import Storage
import Vault

/// The SQL of enrolment.
enum EnrolmentQueries {
    static func code(hash: [UInt8], in transaction: Transaction) throws -> IssuedCode? {
        let row = try transaction.row(
            """
            SELECT k.code_id, k.customer_id, k.contract_id, k.state, k.expires_at, c.starts_at, c.ended_at, c.service
            FROM enrolment_code k JOIN contract c ON c.contract_id = k.contract_id
            WHERE k.code_hash = $1
            """, hash)
        return try row.map { try code($0, at: transaction.now) }
    }

    static func code(id: EnrolmentCode.ID, in transaction: Transaction) throws -> IssuedCode? {
        let row = try transaction.row(
            """
            SELECT k.code_id, k.customer_id, k.contract_id, k.state, k.expires_at, c.starts_at, c.ended_at, c.service
            FROM enrolment_code k JOIN contract c ON c.contract_id = k.contract_id
            WHERE k.code_id = $1
            """, id)
        return try row.map { try code($0, at: transaction.now) }
    }

    private static func code(_ row: Row, at now: Moment) throws -> IssuedCode {
        let starts = try row.moment(5)
        let ended = try row.optionalMoment(6)
        return IssuedCode(
            id: try row.id(0), customer: try row.id(1), contract: try row.id(2), state: try row.word(3),
            service: try row.word(7), expires: try row.moment(4),
            contractActive: starts <= now && (ended.map { now < $0 } ?? true))
    }

    /// I6: of a hundred at once one gets a row back; the others see that it was redeemed.
    static func redeem(_ code: EnrolmentCode.ID, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE enrolment_code SET state = 'redeemed', redeemed_at = $2
            WHERE code_id = $1 AND state = 'issued' AND expires_at > $2
            """, code, transaction.now) == 1
    }

    /// The enrolment was lost with its keys: the same letter may be used once more, until its own last day.
    static func renew(_ code: EnrolmentCode.ID, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE enrolment_code SET state = 'issued', redeemed_at = NULL
            WHERE code_id = $1 AND state = 'redeemed' AND expires_at > $2
            """, code, transaction.now) == 1
    }

    static func insert(_ attempt: AttemptRow, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO enrolment_attempt (attempt_id, token_hash, code_id, customer_id, contract_id, sealed_code,
                tries_left, sends_left, created_at, expires_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, attempt.id, attempt.tokenHash, attempt.code, attempt.customer, attempt.contract,
            attempt.sealedCode,
            attempt.triesLeft, attempt.sendsLeft, transaction.now, attempt.expires)
    }

    static func attempt(_ token: Token, in transaction: Transaction) throws -> AttemptRow? {
        try transaction.row(
            """
            SELECT a.attempt_id, a.token_hash, a.code_id, a.customer_id, a.contract_id, a.sealed_code, a.end_user_id,
                a.declared_age, a.sealed_contact, a.form_version, a.given_at, a.secret_hash, a.tries_left,
                a.sends_left, a.expires_at, c.service, a.sealed_details, a.details_form_version,
                a.details_given_at, a.proven_at, a.sealed_guardian
            FROM enrolment_attempt a JOIN contract c ON c.contract_id = a.contract_id
            WHERE a.token_hash = $1 AND a.expires_at > $2
            """, token.hash, transaction.now
        ).map { row in
            AttemptRow(
                id: try row.id(0), tokenHash: try row.blob(1), code: try row.id(2), customer: try row.id(3),
                contract: try row.id(4), sealedCode: try row.blob(5), person: try row.optionalID(6),
                age: try row.optionalText(7).flatMap(EndUser.DeclaredAge.init),
                sealedContact: try row.optionalBlob(8),
                formVersion: try row.optionalText(9), given: try row.optionalMoment(10),
                secretHash: try row.optionalBlob(11), triesLeft: Int(try row.int(12)),
                sendsLeft: Int(try row.int(13)), expires: try row.moment(14), service: try row.word(15),
                sealedDetails: try row.optionalBlob(16), detailsFormVersion: try row.optionalText(17),
                detailsGiven: try row.optionalMoment(18), proven: try row.optionalMoment(19),
                sealedGuardian: try row.optionalBlob(20))
        }
    }

    static func give(
        _ attempt: AttemptRow, person: EndUser.ID, age: EndUser.DeclaredAge, sealedContact: [UInt8],
        formVersion: String, secretHash: [UInt8], tries: Int, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE enrolment_attempt SET end_user_id = $2, declared_age = $3, sealed_contact = $4, form_version = $5,
                given_at = $6, secret_hash = $7, tries_left = $8, sends_left = sends_left - 1, proven_at = NULL,
                sealed_guardian = $9
            WHERE attempt_id = $1 AND sends_left > 0
            """, attempt.id, person, age.rawValue, sealedContact, formVersion, transaction.now, secretHash,
            tries, [UInt8]?.none) == 1
    }

    /// Who applies, before how they are reached.
    static func giveDetails(
        _ attempt: AttemptRow, person: EndUser.ID, age: EndUser.DeclaredAge, sealedDetails: [UInt8],
        formVersion: String, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE enrolment_attempt SET end_user_id = $2, declared_age = $3, sealed_details = $4,
                details_form_version = $5, details_given_at = $6
            WHERE attempt_id = $1 AND (end_user_id IS NULL OR end_user_id = $2)
            """, attempt.id, person, age.rawValue, sealedDetails, formVersion, transaction.now) == 1
    }

    /// The code was right; it works no second time.
    static func setProven(_ attempt: AttemptRow, in transaction: Transaction) throws {
        try transaction.execute(
            "UPDATE enrolment_attempt SET proven_at = $2, tries_left = 0 WHERE attempt_id = $1", attempt.id,
            transaction.now)
    }

    /// Under sixteen: kept, and nothing is sent until a guardian is named (P18).
    static func giveAsMinor(
        _ attempt: AttemptRow, person: EndUser.ID, sealedContact: [UInt8], formVersion: String,
        in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE enrolment_attempt SET end_user_id = $2, declared_age = 'under_sixteen', sealed_contact = $3,
                form_version = $4, given_at = $5, secret_hash = NULL, proven_at = NULL
            WHERE attempt_id = $1 AND sends_left > 0
            """, attempt.id, person, sealedContact, formVersion, transaction.now) == 1
    }

    static func nameGuardian(
        _ attempt: AttemptRow, sealed: [UInt8], secretHash: [UInt8], tries: Int, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE enrolment_attempt SET sealed_guardian = $2, secret_hash = $3, tries_left = $4,
                sends_left = sends_left - 1, proven_at = NULL
            WHERE attempt_id = $1 AND sends_left > 0
            """, attempt.id, sealed, secretHash, tries) == 1
    }

    static func resend(_ attempt: AttemptRow, secretHash: [UInt8], tries: Int, in transaction: Transaction)
        throws -> Bool
    {
        try transaction.execute(
            """
            UPDATE enrolment_attempt SET secret_hash = $2, tries_left = $3, sends_left = sends_left - 1
            WHERE attempt_id = $1 AND sends_left > 0
            """, attempt.id, secretHash, tries) == 1
    }

    /// Takes one try; nothing left means nothing is compared.
    static func takeTry(_ attempt: AttemptRow, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            "UPDATE enrolment_attempt SET tries_left = tries_left - 1 WHERE attempt_id = $1 AND tries_left > 0",
            attempt.id) == 1
    }

    static func finish(_ attempt: AttemptRow, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM enrolment_attempt WHERE attempt_id = $1", attempt.id)
    }

    static func insertEndUser(
        _ person: EndUser.ID, attempt: AttemptRow, keys: PersonKeys, state: EndUser.State,
        age: EndUser.DeclaredAge,
        language: Language, keepUntil: Moment?, ageCheck: Moment?, in transaction: Transaction
    ) throws {
        guard let contact = keys.keyID(.contact), let identity = keys.keyID(.identity) else {
            throw VaultError.noSuchPerson
        }
        try transaction.execute(
            """
            INSERT INTO end_user (end_user_id, customer_id, contract_id, code_id, contact_key_id, identity_key_id,
                state, declared_age, language, enrolled_at, keep_until, age_check_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """, person, attempt.customer, attempt.contract, attempt.code, contact, identity, state.rawValue,
            age.rawValue, language.rawValue, transaction.now, keepUntil, ageCheck)
    }
}

/// Where a person is between the screens, as it is stored.
struct AttemptRow: Sendable {
    let id: Identifier<AttemptRow>
    let tokenHash: [UInt8]
    let code: EnrolmentCode.ID
    let customer: Customer.ID
    let contract: Contract.ID
    let sealedCode: [UInt8]
    var person: EndUser.ID?
    var age: EndUser.DeclaredAge?
    var sealedContact: [UInt8]?
    var formVersion: String?
    var given: Moment?
    var secretHash: [UInt8]?
    let triesLeft: Int
    let sendsLeft: Int
    let expires: Moment
    let service: Service
    var sealedDetails: [UInt8]?
    var detailsFormVersion: String?
    var detailsGiven: Moment?
    var proven: Moment?
    var sealedGuardian: [UInt8]?

    var stage: EnrolmentAttempt.Stage {
        if service == .mobile, sealedDetails == nil { return .details }
        // P18: who turns out to be under sixteen says whom to ask, however far they were.
        let isMinor = age == .underSixteen && sealedContact != nil
        if isMinor, secretHash == nil || sealedGuardian == nil { return .guardian }
        if secretHash == nil { return .contact }
        return proven == nil ? .secret : .check
    }

    /// Which state of the screens a person confirms: it changes with every screen that is sent again.
    var shown: String { "\(detailsGiven?.milliseconds ?? 0)-\(given?.milliseconds ?? 0)" }
}
