public import Domain
public import Storage

/// Why a key was destroyed.
public enum Destruction: String, Sendable {
    case erasure, retention
    case guardianAbsent = "guardian_absent"
    case abandoned
}

extension Vault {
    /// Marks keys as destroyed and deletes what they sealed, with one `destroy` leaf, in one data transaction.
    ///
    /// From its commit on every open refuses (P44). The keys themselves still have to be shredded: `shred`.
    /// - Returns the keys that must go.
    @discardableResult
    public func bury(
        _ classes: [KeyClass], of keys: PersonKeys, reason: Destruction, service: Service, activity: Activity,
        access: Access, in transaction: Transaction
    ) throws -> [PersonKey.ID] {
        if access.ground == .ownData, access.actor.pseudonym != keys.pseudonym { throw VaultError.notYours }
        var buried: [PersonKey.ID] = []
        var fields: [Field] = []
        for keyClass in classes {
            // The key of case notes may be younger than the keys that were read: the person's row knows it.
            guard let id = try keys.keyID(keyClass) ?? laterKey(keyClass, of: keys.person, in: transaction)
            else { continue }
            let inserted = try transaction.execute(
                "INSERT INTO tombstone (key_id, reason, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                id, reason.rawValue, transaction.now)
            guard inserted == 1 else { continue }
            buried.append(id)
            fields += try transaction.rows(
                """
                SELECT field FROM sealed_field WHERE key_id = $1
                UNION ALL SELECT field FROM sealed_value WHERE key_id = $1
                """, id
            ).map { try $0.word(0) }
            try deleteWhatIsSealed(under: id, of: keys.person, in: transaction)
        }
        try record(
            Processing(
                .destroy, activity, service: service, fields: FieldSet(fields), subject: keys.pseudonym),
            access: access, in: transaction)
        return buried
    }

    private func laterKey(
        _ keyClass: KeyClass, of person: Person.ID, in transaction: Transaction
    ) throws -> PersonKey.ID? {
        guard keyClass == .caseNotes else { return nil }
        return try transaction.row(
            "SELECT case_notes_key_id FROM end_user WHERE end_user_id = $1", person)?.optionalID(0)
    }

    /// As `bury`, and removes the person, for one whose keys are lost: what they sealed cannot be opened, and its
    /// term passes all the same. The leaf has no subject, because the pseudonym is lost with the keys.
    public func buryWithoutKeys(
        _ person: EndUser.ID, reason: Destruction, service: Service, activity: Activity, access: Access,
        in transaction: Transaction
    ) throws -> [PersonKey.ID] {
        let keys: [PersonKey.ID] = try transaction.rows(
            """
            SELECT contact_key_id FROM end_user WHERE end_user_id = $1
            UNION SELECT identity_key_id FROM end_user WHERE end_user_id = $1
            UNION SELECT case_notes_key_id FROM end_user
            WHERE end_user_id = $1 AND case_notes_key_id IS NOT NULL
            """, person
        ).map { try $0.id(0) }
        for key in keys {
            try transaction.execute(
                "INSERT INTO tombstone (key_id, reason, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                key, reason.rawValue, transaction.now)
        }
        let fields: [Field] = try transaction.rows(
            "SELECT field FROM sealed_field WHERE end_user_id = $1", person
        ).map { try $0.word(0) }
        try record(
            Processing(
                .destroy, activity, service: service, fields: FieldSet(fields), subject: nil, count: 1),
            access: access, in: transaction)
        try removePerson(person, in: transaction)
        return keys
    }

    /// By person too: a blind index is found by its digest or its person, and by nothing else.
    private func deleteWhatIsSealed(
        under key: PersonKey.ID, of person: Person.ID, in transaction: Transaction
    ) throws {
        try transaction.execute("DELETE FROM blind_index WHERE end_user_id = $1 AND key_id = $2", person, key)
        try transaction.execute("DELETE FROM sealed_field WHERE key_id = $1", key)
        try transaction.execute("DELETE FROM sealed_value WHERE key_id = $1", key)
        try untie(person, in: transaction)
        try transaction.execute("DELETE FROM case_note WHERE key_id = $1", key)
        try transaction.execute("DELETE FROM message WHERE key_id = $1", key)
        try forgetRequests(under: key, in: transaction)
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

    /// Destroys buried keys and what the write-ahead logs still hold of them and of what they sealed.
    ///
    /// Safe to repeat after a crash at any point.
    /// - Returns whether every trace on this machine is gone; when an open reader keeps one, try again.
    public func shred(_ ids: [PersonKey.ID]) async throws -> Bool {
        try await keyStore.destroy(ids)
        let keysClean = try await keyStore.database.checkpoint()
        let dataClean = try await data.checkpoint()
        return keysClean && dataClean
    }
}
