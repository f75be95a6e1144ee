public import Domain
public import Storage

extension Vault {
    /// Deletes the rows that name a person, after their sealed data. The code stays used.
    ///
    /// - Returns false, and deletes nothing, while a hold keeps anything of theirs.
    public func removePerson(_ person: EndUser.ID, in transaction: Transaction) throws -> Bool {
        guard let release = try releaseAll(of: person.person, in: transaction) else { return false }
        try untie(person.person, in: transaction)
        try endAccess(of: person, in: transaction)
        try transaction.execute("DELETE FROM message WHERE person_id = $1", person)
        try transaction.execute("DELETE FROM blind_index WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM sealed_field WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM enrolment_attempt WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM objection WHERE end_user_id = $1", person)
        try forgetRequests(release, in: transaction)
        // Their cases stay, and lead to nobody. What was written down in them goes.
        try transaction.execute(
            "DELETE FROM case_note WHERE case_id IN (SELECT case_id FROM case_file WHERE end_user_id = $1)",
            person)
        try transaction.execute("UPDATE case_file SET end_user_id = NULL WHERE end_user_id = $1", person)
        try transaction.execute(
            """
            UPDATE end_user SET state = 'erased', consent_id = NULL, consent_state = NULL, age_check_at = NULL
            WHERE end_user_id = $1
            """, person)
        try forgetGuardians(of: person, in: transaction)
        try transaction.execute("DELETE FROM consent WHERE end_user_id = $1", person)
        // A duty that has passed keeps nothing.
        try transaction.execute("DELETE FROM restriction WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM end_user WHERE end_user_id = $1", person)
        return true
    }

    /// P19: what was tied to somebody goes with them.
    func untie(_ person: Person.ID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM association WHERE account_id = $1", person)
        try transaction.execute(
            """
            DELETE FROM association WHERE code_id IN (
                SELECT code_id FROM end_user WHERE end_user_id = $1 AND code_id IS NOT NULL)
            """, person)
    }

    /// A phone or SIM card, and what their customer answered about it, ends with the account.
    func endMobile(of person: EndUser.ID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM mobile_service WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM eligibility_answer WHERE end_user_id = $1", person)
    }

    /// Deletes values of somebody who stays, with one `destroy` leaf, in one transaction. What a hold keeps stays.
    public func forget(
        _ fields: [Field], of keys: PersonKeys, as holder: ValueHolder, access: Access,
        in transaction: Transaction
    ) throws {
        guard keys.person == holder.person else { throw VaultError.notYours }
        let release = try release(KeyClass.allCases, of: keys.person, in: transaction)
        let going = fields.filter { release.classes.contains($0.keyClass) }
        if going.isEmpty { return }
        try record(
            Processing(
                .destroy, holder.activity, service: holder.service, fields: FieldSet(going),
                subject: keys.pseudonym),
            access: access, in: transaction)
        for field in going {
            try transaction.execute(
                "DELETE FROM sealed_value WHERE person_id = $1 AND field = $2", keys.person, field.rawValue)
        }
    }

    /// Deletes one field of an end user who stays, with one `destroy` leaf, in one transaction. What a hold or the law
    /// keeps stays.
    public func forget(
        _ field: Field, of keys: PersonKeys, service: Service, activity: Activity, access: Access,
        in transaction: Transaction
    ) throws {
        let release = try release([field.keyClass], of: keys.person, in: transaction)
        let locks = try legalLocks(on: EndUser.ID(person: keys.person), in: transaction)
        guard release.classes.contains(field.keyClass), locks[field.keyClass] == nil else { return }
        let deleted = try transaction.execute(
            "DELETE FROM sealed_field WHERE end_user_id = $1 AND field = $2", keys.person, field.rawValue)
        if deleted == 0 { return }
        try record(
            Processing(
                .destroy, activity, service: service, fields: FieldSet([field]), subject: keys.pseudonym),
            access: access, in: transaction)
    }

    /// Destroys a message whose term has passed.
    /// - Returns whether it went: a hold on whose it is keeps it, and so does a term that was made longer meanwhile.
    public func expire(
        _ message: Message.ID, of person: Person.ID, in transaction: Transaction
    ) throws -> Bool {
        guard try release([.contact], of: person, in: transaction).classes.contains(.contact) else {
            return false
        }
        return try transaction.execute(
            "DELETE FROM message WHERE message_id = $1 AND expires_at <= $2", message, transaction.now) == 1
    }

    /// Destroys the notes of cases that were over by then, of whom nothing is held.
    /// - Returns how many notes went.
    public func expireNotes(ofCasesOverBy moment: Moment, in transaction: Transaction) throws -> Int {
        let due = try transaction.rows(
            """
            SELECT DISTINCT f.case_id, f.end_user_id FROM case_note n JOIN case_file f ON f.case_id = n.case_id
            WHERE (f.closed_at <= $1 OR f.expires_at <= $1) AND f.end_user_id IS NOT NULL
            """, moment)
        var count = 0
        for row in due {
            let release = try release([.caseNotes], of: try row.id(1), in: transaction)
            guard release.classes.contains(.caseNotes) else { continue }
            count += try transaction.execute(
                "DELETE FROM case_note WHERE case_id = $1", try row.id(0, of: CaseFile.self))
        }
        return count
    }
}

extension Vault {
    /// The index of a value that another takes the place of. The old value is overwritten, not destroyed: what
    /// somebody corrects about themselves is corrected, held or not (P62).
    func forgetIndex(of field: Field, _ person: Person.ID, in transaction: Transaction) throws {
        try transaction.execute(
            "DELETE FROM blind_index WHERE end_user_id = $1 AND field = $2", person, field.rawValue)
    }

    /// Tombstones that the witness kept. What was destroyed once is destroyed again, whatever is held since: no hold
    /// brings anybody back (P44).
    func bury(again witnessed: [Tombstone], in transaction: Transaction) throws {
        for tombstone in witnessed {
            try transaction.execute(
                "INSERT INTO tombstone (key_id, reason, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                tombstone.key, tombstone.reason, tombstone.at)
        }
    }

    /// What lies under a key that has its tombstone: an older copy of the rows brought it back.
    func deleteWhatIsBuried(in transaction: Transaction) throws {
        for statement: SQL in [
            "DELETE FROM blind_index WHERE key_id IN (SELECT key_id FROM tombstone)",
            "DELETE FROM sealed_field WHERE key_id IN (SELECT key_id FROM tombstone)",
            "DELETE FROM sealed_value WHERE key_id IN (SELECT key_id FROM tombstone)",
            "DELETE FROM case_note WHERE key_id IN (SELECT key_id FROM tombstone)",
            "DELETE FROM message WHERE key_id IN (SELECT key_id FROM tombstone)",
            "DELETE FROM guardian_index WHERE key_id IN (SELECT key_id FROM tombstone)",
            """
            DELETE FROM objection WHERE end_user_id IN (SELECT end_user_id FROM end_user
                WHERE contact_key_id IN (SELECT key_id FROM tombstone))
            """,
            """
            DELETE FROM association WHERE account_id IN (SELECT account_id FROM account
                WHERE contact_key_id IN (SELECT key_id FROM tombstone))
            """,
            """
            DELETE FROM batch_download_part WHERE download_id IN (
                SELECT download_id FROM batch_download WHERE key_id IN (SELECT key_id FROM tombstone))
            """,
        ] {
            try transaction.execute(statement)
        }
        try forgetRequestsUnderTombstones(in: transaction)
    }
}
