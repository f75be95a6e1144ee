public import Domain
public import Storage

extension Vault {
    /// Destroys fields of one class of somebody who stays, in backups too (P44): the class gets a new key, what stays is
    /// sealed anew under it, and the old key dies with what goes.
    ///
    /// - `isDue`: asked again in the transaction that destroys, for what may have changed meanwhile.
    /// - Returns the key that died; nothing while a hold or the law keeps the class, or when nothing was due any more.
    public func destroyFields(
        _ fields: Set<Field>, of person: EndUser.ID, service: Service, access: Access,
        isDue: @escaping @Sendable (Transaction) throws -> Bool
    ) async throws -> PersonKey.ID? {
        guard let keyClass = fields.first?.keyClass, fields.allSatisfy({ $0.keyClass == keyClass }) else {
            return nil
        }
        let keys = try await keyStore.keys(of: person.person)
        let old = try keys.key(keyClass)
        let new = try await keyStore.makeSuccessor(of: keyClass, for: person.person)
        let isDone = try await data.write { [self] transaction in
            let release = try release([keyClass], of: person.person, in: transaction)
            guard release.classes.contains(keyClass), try isDue(transaction),
                try legalLocks(on: person, in: transaction)[keyClass] == nil
            else { return false }
            let rows = try sealedRows(of: person, in: transaction).filter { $0.key == old.id }
            guard try entomb(old.id, as: .retention, release, in: transaction) else { return false }
            for row in rows {
                if fields.contains(row.field) {
                    try deleteField(row.field, release, in: transaction)
                } else {
                    try reseal(row, of: person.person, from: old, to: new, in: transaction)
                }
            }
            try resealMessages(from: old, to: new, in: transaction)
            try resealRequests(from: old, to: new, in: transaction)
            try renameKey(of: keyClass, person, to: new.id, in: transaction)
            try record(
                Processing(
                    .destroy, .retention, service: service, fields: FieldSet(fields),
                    subject: keys.pseudonym),
                access: access, in: transaction)
            return true
        }
        guard isDone else {
            try await keyStore.dropSuccessor(new.id)
            return nil
        }
        try await keyStore.succeed(.init(id: new.id, person: person.person, keyClass: keyClass))
        return old.id
    }

    /// Finishes what a crash left between the two stores: the data knows whether the new key is in use.
    public func finishSuccessions() async throws {
        for successor in try await keyStore.successors() {
            let isInUse = try await data.read { transaction in
                try transaction.row(
                    """
                    SELECT 1 FROM end_user
                    WHERE end_user_id = $1 AND (contact_key_id = $2 OR identity_key_id = $2)
                    """, successor.person, successor.id) != nil
            }
            if isInUse {
                try await keyStore.succeed(successor)
            } else {
                try await keyStore.dropSuccessor(successor.id)
            }
        }
    }

    private func deleteField(_ field: Field, _ release: Release, in transaction: Transaction) throws {
        try forgetIndex(of: field, release.person, in: transaction)
        try transaction.execute(
            "DELETE FROM sealed_field WHERE end_user_id = $1 AND field = $2", release.person, field.rawValue)
    }

    private func reseal(
        _ row: SealedRow, of person: Person.ID, from old: PersonKeys.ClassKey, to new: PersonKeys.ClassKey,
        in transaction: Transaction
    ) throws {
        let context = { (key: PersonKey.ID) in
            self.fieldContext(
                row.field, person: person, customer: row.customer, key: key, revision: row.revision)
        }
        let plaintext = try SealedBytes.open(row.sealed, associated: context(old.id), key: old.key)
        try transaction.execute(
            "UPDATE sealed_field SET key_id = $3, sealed = $4 WHERE end_user_id = $1 AND field = $2", person,
            row.field.rawValue, new.id,
            try SealedBytes.seal(plaintext, associated: context(new.id), key: new.key))
        try transaction.execute(
            "UPDATE blind_index SET key_id = $3 WHERE end_user_id = $1 AND field = $2", person,
            row.field.rawValue, new.id)
    }

    /// What they were sent stays readable to them for its own term.
    private func resealMessages(
        from old: PersonKeys.ClassKey, to new: PersonKeys.ClassKey, in transaction: Transaction
    ) throws {
        for row in try transaction.rows("SELECT message_id, sealed FROM message WHERE key_id = $1", old.id) {
            let id: Message.ID = try row.id(0)
            let sealed = try row.optionalBlob(1).map { bytes in
                let plaintext = try SealedBytes.open(
                    bytes, associated: messageContext(id, key: old.id), key: old.key)
                return try SealedBytes.seal(
                    plaintext, associated: messageContext(id, key: new.id), key: new.key)
            }
            try transaction.execute(
                "UPDATE message SET key_id = $2, sealed = $3 WHERE message_id = $1", id, new.id, sealed)
        }
    }

    /// What they asked about their own data stays readable to them for its own term too.
    private func resealRequests(
        from old: PersonKeys.ClassKey, to new: PersonKeys.ClassKey, in transaction: Transaction
    ) throws {
        let rows = try transaction.rows(
            """
            SELECT request_id, sealed_words, sealed_value, sealed_answer, sealed_delay FROM rights_request
            WHERE key_id = $1
            """, old.id)
        for row in rows {
            let id: RightsRequest.ID = try row.id(0)
            let parts: [(RequestPart, Int)] = [(.words, 1), (.value, 2), (.answer, 3), (.delay, 4)]
            let sealed = try parts.map { part, column in
                try row.optionalBlob(column).map { bytes in
                    let plaintext = try SealedBytes.open(
                        bytes, associated: requestContext(part, of: id, key: old.id), key: old.key)
                    return try SealedBytes.seal(
                        plaintext, associated: requestContext(part, of: id, key: new.id), key: new.key)
                }
            }
            try transaction.execute(
                """
                UPDATE rights_request SET key_id = $2, sealed_words = $3, sealed_value = $4, sealed_answer = $5,
                    sealed_delay = $6 WHERE request_id = $1
                """, id, new.id, sealed[0], sealed[1], sealed[2], sealed[3])
        }
    }

    private func renameKey(
        of keyClass: KeyClass, _ person: EndUser.ID, to key: PersonKey.ID, in transaction: Transaction
    ) throws {
        switch keyClass {
        case .contact:
            try transaction.execute(
                "UPDATE end_user SET contact_key_id = $2 WHERE end_user_id = $1", person, key)
        case .identity:
            try transaction.execute(
                "UPDATE end_user SET identity_key_id = $2 WHERE end_user_id = $1", person, key)
        case .recording, .caseNotes: throw VaultError.notYours
        }
    }
}
