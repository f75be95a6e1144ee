import Domain
import Storage
import Vault

/// A mobile service as it is stored.
struct MobileRow: Sendable {
    let id: MobileService.ID
    let person: EndUser.ID
    let customer: Customer.ID
    let state: MobileService.State
    let applied: Moment
    let asked: Moment?
    let answerBy: Moment?
    let processAt: Moment?
    let question: EligibilityAnswer.Question?
    let confirmedUntil: Moment?
    let activeSince: Moment?
    let ended: Moment?
    let endedBecause: MobileService.Ending?
    let refusal: EligibilityAnswer.Reason?
    let language: Language
}

/// The SQL of mobile services. Every change names the state that it was decided in, so of two at once one is refused.
enum MobileQueries {
    private static let columns = """
        s.service_id, s.end_user_id, s.customer_id, s.state, s.applied_at, s.asked_at, s.answer_by, s.process_at,
        s.question, s.confirmed_until, s.active_since, s.ended_at, s.ended_because, s.refusal, u.language
        """

    static let selection =
        "SELECT \(columns) FROM mobile_service s JOIN end_user u ON u.end_user_id = s.end_user_id"

    static func row(_ row: Row) throws -> MobileRow {
        MobileRow(
            id: try row.id(0), person: try row.id(1), customer: try row.id(2), state: try row.word(3),
            applied: try row.moment(4), asked: try row.optionalMoment(5),
            answerBy: try row.optionalMoment(6), processAt: try row.optionalMoment(7),
            question: try row.optionalText(8).flatMap(EligibilityAnswer.Question.init),
            confirmedUntil: try row.optionalMoment(9), activeSince: try row.optionalMoment(10),
            ended: try row.optionalMoment(11),
            endedBecause: try row.optionalText(12).flatMap(MobileService.Ending.init),
            refusal: try row.optionalText(13).flatMap(EligibilityAnswer.Reason.init),
            language: try row.word(14))
    }

    static func service(of person: EndUser.ID, in transaction: Transaction) throws -> MobileRow? {
        try transaction.row(SQL(stringLiteral: "\(selection) WHERE s.end_user_id = $1"), person).map(row)
    }

    /// - Returns false when they were told already.
    static func warn(_ row: MobileRow, of until: Moment, in transaction: Transaction) throws -> Bool {
        try transaction.execute(
            """
            UPDATE mobile_service SET warned_for = $3 WHERE service_id = $1 AND state = $2
            AND confirmed_until = $3 AND (warned_for IS NULL OR warned_for <> $3)
            """, row.id, row.state.rawValue, until) == 1
    }

    /// Another customer's does not exist here.
    static func service(
        _ id: MobileService.ID, of customer: Customer.ID, in transaction: Transaction
    ) throws -> MobileRow? {
        try transaction.row(
            SQL(stringLiteral: "\(selection) WHERE s.service_id = $1 AND s.customer_id = $2"), id, customer
        ).map(row)
    }

    /// - `askedUntil`: how long the customer has; nothing while a parent must say yes first, and then it is not asked.
    static func insert(
        _ person: EndUser.ID, customer: Customer.ID, contract: Contract.ID, askedUntil: Moment?,
        in transaction: Transaction
    ) throws {
        let state: MobileService.State = askedUntil == nil ? .filledIn : .asked
        try transaction.execute(
            """
            INSERT INTO mobile_service (service_id, end_user_id, customer_id, contract_id, state, applied_at, asked_at,
                answer_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """, MobileService.ID.random(), person, customer, contract, state.rawValue, transaction.now,
            askedUntil.map { _ in transaction.now }, askedUntil)
    }

    /// To another state with a customer that is asked, or asked again: until then it has time.
    static func ask(
        _ row: MobileRow, _ state: MobileService.State, answerBy: Moment, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE mobile_service SET state = $3, asked_at = $4, answer_by = $5, process_at = NULL, question = NULL
            WHERE service_id = $1 AND state = $2
            AND EXISTS (SELECT 1 FROM end_user u WHERE u.end_user_id = mobile_service.end_user_id
                AND u.state = 'active')
            """, row.id, row.state.rawValue, state.rawValue, transaction.now, answerBy) == 1
    }

    /// An answer was given: it waits for its hour.
    static func answer(
        _ row: MobileRow, _ state: MobileService.State, processAt: Moment, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            "UPDATE mobile_service SET state = $3, process_at = $4 WHERE service_id = $1 AND state = $2",
            row.id, row.state.rawValue, state.rawValue, processAt) == 1
    }

    /// An answer was taken back: the customer is asked as before, and in its old place in the row.
    static func takeBack(
        _ row: MobileRow, _ state: MobileService.State, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            "UPDATE mobile_service SET state = $3, process_at = NULL WHERE service_id = $1 AND state = $2",
            row.id, row.state.rawValue, state.rawValue) == 1
    }

    static func question(
        _ row: MobileRow, _ state: MobileService.State, _ question: EligibilityAnswer.Question,
        in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE mobile_service SET state = $3, process_at = NULL, question = $4
            WHERE service_id = $1 AND state = $2
            """, row.id, row.state.rawValue, state.rawValue, question.rawValue) == 1
    }

    /// P15, P18: only by a yes that was processed, and only of somebody who may use a service now.
    static func activate(
        _ row: MobileRow, by answer: EligibilityAnswer.ID, until: Moment, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE mobile_service SET state = 'active', process_at = NULL, answer_by = NULL, question = NULL,
                confirmation_id = $3, confirmation_verdict = 'yes', confirmation_standing = 'processed',
                confirmed_until = $4, active_since = COALESCE(active_since, $5), reminders = 0
            WHERE service_id = $1 AND state = $2
            AND EXISTS (SELECT 1 FROM end_user u WHERE u.end_user_id = mobile_service.end_user_id
                AND u.state = 'active')
            """, row.id, row.state.rawValue, answer, until, transaction.now) == 1
    }

    static func end(
        _ row: MobileRow, because ending: MobileService.Ending, refusal: EligibilityAnswer.Reason? = nil,
        in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            """
            UPDATE mobile_service SET state = 'ended', process_at = NULL, answer_by = NULL, question = NULL,
                ended_at = $3, ended_because = $4, refusal = $5
            WHERE service_id = $1 AND state = $2
            """, row.id, row.state.rawValue, transaction.now, ending.rawValue, refusal?.rawValue) == 1
    }

    /// When all of somebody goes, at the latest. An earlier date stays.
    static func keep(_ person: EndUser.ID, until: Moment, in transaction: Transaction) throws {
        try transaction.execute(
            """
            UPDATE end_user SET keep_until = $2
            WHERE end_user_id = $1 AND (keep_until IS NULL OR keep_until > $2)
            """, person, until)
    }
}

/// The SQL of what customers answered.
enum AnswerQueries {
    static func insert(
        _ answer: EligibilityAnswer, about person: EndUser.ID, by account: Account.ID,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO eligibility_answer (answer_id, end_user_id, account_id, verdict, detail, standing, given_at)
            VALUES ($1, $2, $3, $4, $5, 'given', $6)
            """, EligibilityAnswer.ID.random(at: transaction.now), person, account, answer.verdict.rawValue,
            answer.detail, transaction.now)
    }

    /// The answer that waits to be processed.
    static func given(
        about person: EndUser.ID, in transaction: Transaction
    ) throws -> (id: EligibilityAnswer.ID, answer: EligibilityAnswer)? {
        let row = try transaction.row(
            """
            SELECT answer_id, verdict, detail FROM eligibility_answer
            WHERE end_user_id = $1 AND standing = 'given'
            """, person)
        guard let row else { return nil }
        guard let answer = EligibilityAnswer(try row.word(1), detail: try row.optionalText(2)) else {
            throw VaultError.damaged
        }
        return (try row.id(0), answer)
    }

    static func settle(
        about person: EndUser.ID, as standing: String, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE eligibility_answer SET standing = $2, settled_at = $3
            WHERE end_user_id = $1 AND standing = 'given'
            """, person, standing, transaction.now)
    }
}
