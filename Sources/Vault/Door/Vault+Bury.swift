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
    /// What a hold keeps stays as it is. When nothing goes, nothing is written.
    /// - Returns the keys that must go.
    @discardableResult
    public func bury(
        _ classes: [KeyClass], of keys: PersonKeys, reason: Destruction, service: Service, activity: Activity,
        access: Access, in transaction: Transaction
    ) throws -> [PersonKey.ID] {
        if access.ground == .ownData, access.actor.pseudonym != keys.pseudonym { throw VaultError.notYours }
        let release = try release(classes, of: keys.person, in: transaction)
        var buried: [PersonKey.ID] = []
        var fields: [Field] = []
        for keyClass in classes where release.classes.contains(keyClass) {
            // The key in use may be younger than the keys that were read: the person's row knows it.
            guard let id = try keyInUse(keyClass, of: keys.person, in: transaction) ?? keys.keyID(keyClass),
                try entomb(id, as: reason, release, in: transaction)
            else { continue }
            buried.append(id)
            fields += try transaction.rows(
                """
                SELECT field FROM sealed_field WHERE key_id = $1
                UNION ALL SELECT field FROM sealed_value WHERE key_id = $1
                """, id
            ).map { try $0.word(0) }
            try deleteWhatIsSealed(under: id, release, in: transaction)
        }
        if buried.isEmpty, classes.isEmpty || release.classes.count < classes.count { return [] }
        try record(
            Processing(
                .destroy, activity, service: service, fields: FieldSet(fields), subject: keys.pseudonym),
            access: access, in: transaction)
        return buried
    }

    /// Nothing for a class without a key, and for who is no end user.
    private func keyInUse(
        _ keyClass: KeyClass, of person: Person.ID, in transaction: Transaction
    ) throws -> PersonKey.ID? {
        let row = try transaction.row(
            "SELECT contact_key_id, identity_key_id, case_notes_key_id FROM end_user WHERE end_user_id = $1",
            person)
        return switch keyClass {
        case .contact: try row?.id(0)
        case .identity: try row?.id(1)
        case .caseNotes: try row?.optionalID(2)
        case .recording: nil
        }
    }

    /// From the commit on the key opens nothing.
    /// - Returns false when it had its tombstone.
    func entomb(
        _ key: PersonKey.ID, as reason: Destruction, _: Release, in transaction: Transaction
    ) throws -> Bool {
        try transaction.execute(
            "INSERT INTO tombstone (key_id, reason, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            key, reason.rawValue, transaction.now) == 1
    }

    /// By person too: a blind index is found by its digest or its person, and by nothing else.
    private func deleteWhatIsSealed(
        under key: PersonKey.ID, _ release: Release, in transaction: Transaction
    ) throws {
        try transaction.execute(
            "DELETE FROM blind_index WHERE end_user_id = $1 AND key_id = $2", release.person, key)
        try transaction.execute("DELETE FROM sealed_field WHERE key_id = $1", key)
        try transaction.execute("DELETE FROM sealed_value WHERE key_id = $1", key)
        try untie(release.person, in: transaction)
        try transaction.execute("DELETE FROM case_note WHERE key_id = $1", key)
        try transaction.execute("DELETE FROM message WHERE key_id = $1", key)
        try forgetRequests(under: key, release, in: transaction)
    }

    /// As `bury`, and removes the person, for one whose keys are lost: what they sealed cannot be opened, and its
    /// term passes all the same. The leaf has no subject, because the pseudonym is lost with the keys.
    ///
    /// - Returns nothing while a hold keeps any of it: a key store may come back.
    public func buryWithoutKeys(
        _ person: EndUser.ID, reason: Destruction, service: Service, activity: Activity, access: Access,
        in transaction: Transaction
    ) throws -> [PersonKey.ID]? {
        guard let release = try releaseAll(of: person.person, in: transaction) else { return nil }
        let keys: [PersonKey.ID] = try transaction.rows(
            """
            SELECT contact_key_id FROM end_user WHERE end_user_id = $1
            UNION SELECT identity_key_id FROM end_user WHERE end_user_id = $1
            UNION SELECT case_notes_key_id FROM end_user
            WHERE end_user_id = $1 AND case_notes_key_id IS NOT NULL
            """, person
        ).map { try $0.id(0) }
        for key in keys { _ = try entomb(key, as: reason, release, in: transaction) }
        let fields: [Field] = try transaction.rows(
            "SELECT field FROM sealed_field WHERE end_user_id = $1", person
        ).map { try $0.word(0) }
        try record(
            Processing(
                .destroy, activity, service: service, fields: FieldSet(fields), subject: nil, count: 1),
            access: access, in: transaction)
        _ = try removePerson(person, in: transaction)
        return keys
    }

    /// The same for a holder who is no end user. Nothing happens while a hold keeps any of it.
    public func buryWithoutKeys(
        _ holder: ValueHolder, keys: [PersonKey.ID], reason: Destruction, activity: Activity, access: Access,
        in transaction: Transaction
    ) throws {
        guard let release = try releaseAll(of: holder.person, in: transaction) else { return }
        for key in keys { _ = try entomb(key, as: reason, release, in: transaction) }
        let fields: [Field] = try transaction.rows(
            "SELECT field FROM sealed_value WHERE person_id = $1", holder.person
        ).map { try $0.word(0) }
        try record(
            Processing(
                .destroy, activity, service: holder.service, fields: FieldSet(fields), subject: nil, count: 1),
            access: access, in: transaction)
        try untie(holder.person, in: transaction)
        try transaction.execute("DELETE FROM sealed_value WHERE person_id = $1", holder.person)
        try transaction.execute("DELETE FROM message WHERE person_id = $1", holder.person)
        try forgetRequests(release, in: transaction)
    }

    /// Keys of who never came to be. One leaf per person.
    /// - Returns false, and writes none, when the keys had their tombstones: they are about to be shredded, or came
    ///   back with an older copy of the key store.
    func buryAbandoned(
        _ keys: [PersonKey.ID], of person: Person.ID, _ pseudonym: Pseudonym.ID?, in transaction: Transaction
    ) throws -> Bool {
        // Somebody who is held, and whose row an older copy of the data does not have.
        guard let release = try releaseAll(of: person, in: transaction) else { return false }
        var isNew = false
        for key in keys {
            isNew = try entomb(key, as: .abandoned, release, in: transaction) || isNew
            try transaction.execute("DELETE FROM message WHERE key_id = $1", key)
        }
        guard isNew else { return false }
        try record(
            Processing(
                .destroy, .enrolment, service: .freeCalling,
                fields: FieldSet([Field.mobileNumber, .emailAddress]), subject: pseudonym),
            access: Access(actor: .system, purpose: .delivery, ground: .serviceDelivery), in: transaction)
        return true
    }

    /// Marks the key of a file with codes as destroyed. The key itself still has to be shredded: `shred`.
    ///
    /// Codes lead to nobody and have no class, so no hold is about them (P13). A key under which something of a person
    /// is sealed is refused here.
    public func bury(_ key: DownloadKey.ID, in transaction: Transaction) throws {
        let isOfPerson = try transaction.row(
            """
            SELECT 1 FROM sealed_field WHERE key_id = $1 UNION ALL SELECT 1 FROM sealed_value WHERE key_id = $1
            UNION ALL SELECT 1 FROM case_note WHERE key_id = $1 UNION ALL SELECT 1 FROM message WHERE key_id = $1
            UNION ALL SELECT 1 FROM rights_request WHERE key_id = $1
            """, key)
        guard isOfPerson == nil else { throw VaultError.notYours }
        let nobody = try release([], of: .random(), in: transaction)
        _ = try entomb(key, as: .retention, nobody, in: transaction)
    }

    /// Destroys buried keys and what the write-ahead logs still hold of them and of what they sealed. A key without a
    /// tombstone stays: only what was let through above dies.
    ///
    /// Safe to repeat after a crash at any point.
    /// - Returns whether every trace on this machine is gone; when an open reader keeps one, try again.
    public func shred(_ ids: [PersonKey.ID]) async throws -> Bool {
        let buried = try await data.read { transaction in
            try ids.filter {
                try transaction.row("SELECT 1 FROM tombstone WHERE key_id = $1", $0) != nil
            }
        }
        try await keyStore.destroy(buried)
        let keysClean = try await keyStore.database.checkpoint()
        let dataClean = try await data.checkpoint()
        return keysClean && dataClean
    }
}
