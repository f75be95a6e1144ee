import Domain
import Storage

/// What BuenO's own people show before they touch a person: a case of their own about this person, a role that was
/// truly given, and what they signed. Asked in the transaction of the leaf (P71-P73).
struct CaseGuard {
    let vault: Vault
    let transaction: Transaction

    /// What is asked of the guard.
    struct Question {
        let act: ProcessingAct
        let activity: Activity
        let service: Service
        let fields: FieldSet
        let person: EndUser.ID
    }

    /// Why not; nothing when they may.
    func refusal(_ question: Question, access: Access) throws -> CaseRefusal? {
        guard case .caseFile(let id) = access.ground, let account = access.actor.account,
            access.actor.pseudonym != nil, let file = try file(id)
        else { return .noCase }
        do throws(CaseRefusal) {
            try file.mayOpen(person: question.person, by: account, at: transaction.now)
        } catch {
            return error
        }
        guard access.purpose == file.reason.purpose, question.activity == file.reason.activity else {
            return .otherPurpose
        }
        guard try isRoleInForce(access.actor.role, of: account) else { return .roleNotInForce }
        guard try vault.policy.duties.unsigned(given: signed(by: account)).isEmpty else {
            return .dutiesUnsigned
        }
        let allowed = vault.policy.fields(
            of: question.activity, act: question.act, purpose: access.purpose, role: access.actor.role,
            service: question.service)
        guard let allowed, allowed.isSuperset(of: question.fields) else { return .notNeeded }
        // What opens nothing, such as a search, is counted elsewhere.
        if question.act != .read || file.isBreakGlass { return nil }
        if try isGuarded(question.person) { return .guarded }
        return try hasDoneEnough(account, in: file) ? .tooManyPersons : nil
    }

    private func file(_ id: CaseFile.ID) throws -> CaseFile? {
        try transaction.row(
            """
            SELECT CASE WHEN request_id IS NOT NULL THEN 'rights_request'
                    WHEN consent_id IS NOT NULL THEN 'signed_consent' ELSE reason END,
                end_user_id, customer_id, holder, opened_at, expires_at, closed_at, break_glass
            FROM case_file WHERE case_id = $1
            """, id
        ).map { row in
            let (person, customer): (EndUser.ID?, Customer.ID?) = (
                try row.optionalID(1), try row.optionalID(2)
            )
            return CaseFile(
                id: id, reason: try row.word(0),
                subject: person.map { .endUser($0) } ?? customer.map { .customer($0) } ?? .nobody,
                holder: try row.id(3), opened: try row.moment(4), expires: try row.moment(5),
                closed: try row.optionalMoment(6), isBreakGlass: try row.int(7) == 1)
        }
    }

    /// A grant of this role that the program itself wrote, in force now, of an account that is open.
    private func isRoleInForce(_ role: Role, of account: Account.ID) throws -> Bool {
        let active = try transaction.row(
            "SELECT 1 FROM account WHERE account_id = $1 AND side = 'staff' AND state = 'active'", account)
        return try active != nil
            && vault.grants(of: account, in: transaction).contains { kept in
                kept.isGenuine && kept.grant.role == role && kept.grant.side == .staff
                    && kept.grant.isInForce(at: transaction.now)
            }
    }

    private func signed(by account: Account.ID) throws -> Set<DutySigned> {
        Set(
            try transaction.rows("SELECT duty, version FROM duty_signature WHERE account_id = $1", account)
                .map { DutySigned(duty: try $0.word(0), version: Int(try $0.int(1))) })
    }

    private func isGuarded(_ person: EndUser.ID) throws -> Bool {
        try transaction.row(
            "SELECT 1 FROM end_user WHERE end_user_id = $1 AND guarded_at IS NOT NULL", person) != nil
    }

    /// One more than the persons of a day. Whoever was opened today already is not one more.
    private func hasDoneEnough(_ account: Account.ID, in file: CaseFile) throws -> Bool {
        let opened: Set<CaseFile.ID> = Set(
            try transaction.rows(
                """
                SELECT DISTINCT o.case_id FROM case_opening o JOIN case_file f ON f.case_id = o.case_id
                WHERE o.account_id = $1 AND o.at >= $2 AND f.break_glass = 0
                """, account, CalendarDay.start(of: transaction.now)
            ).map { try $0.id(0) })
        return opened.count >= CaseLimits.personsPerDay && !opened.contains(file.id)
    }
}
