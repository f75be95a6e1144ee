public import Domain
import Storage

public enum CaseNote {
    public typealias ID = Identifier<CaseNote>
}

/// What somebody wrote down in a case, in the clear.
public struct OpenedNote: Sendable {
    public let text: Sensitive<String>
    public let writtenBy: Account.ID
    public let written: Moment
}

extension Vault {
    /// Seals a note under the person's key for case notes, which is made with the first: it dies with the person.
    ///
    /// - Refuses whoever could not open the person from this case, with a leaf.
    public func writeNote(
        _ text: Sensitive<String>, in file: CaseFile.ID, of person: EndUser.ID, reason: CaseReason,
        access: Access
    ) async throws {
        let known = try await keys(of: person)
        let ask: @Sendable (Transaction) throws -> Processing = { [self] transaction in
            let service = try service(
                of: person, opening: [], activity: reason.activity, access: access, in: transaction)
            try requireCase(
                CaseGuard.Question(
                    act: .store, activity: reason.activity, service: service, fields: .none, person: person),
                access: access, in: transaction)
            // Notes are no field: the statement asks nobody for them.
            return Processing(
                .store, reason.activity, service: service, fields: .none, subject: known.pseudonym)
        }
        // No key is made for who may not write.
        if known.keyID(.caseNotes) == nil { _ = try await guarded(access, on: known.pseudonym, ask) }
        let keys = try await keyStore.keys(of: person.person, adding: .caseNotes)
        let key = try keys.key(.caseNotes)
        let note = CaseNote.ID.random()
        let sealed = try SealedBytes.seal(
            Array(text.reveal().utf8), associated: noteContext(note, in: file, keys: keys, key: key.id),
            key: key.key)
        try await guarded(access, on: keys.pseudonym) { [self] transaction in
            let processing = try ask(transaction)
            try refuseIfDestroyed(key.id, in: transaction)
            let isThere = try transaction.execute(
                "UPDATE end_user SET case_notes_key_id = $2 WHERE end_user_id = $1 AND state <> 'erased'",
                person,
                key.id)
            guard isThere == 1 else { throw VaultError.noSuchPerson }
            try transaction.execute(
                """
                INSERT INTO case_note (note_id, case_id, key_id, sealed, written_by, written_at)
                VALUES ($1, $2, $3, $4, $5, $6)
                """, note, file, key.id, sealed, access.actor.account, transaction.now)
            _ = try write(processing, access: access, in: transaction)
        }
    }

    /// The notes of a case, oldest first, after the leaf of this read is durable.
    public func readNotes(
        in file: CaseFile.ID, of person: EndUser.ID, reason: CaseReason, access: Access
    ) async throws -> [OpenedNote] {
        let known = try await keys(of: person)
        let rows = try await guarded(access, on: known.pseudonym) { [self] transaction in
            let service = try service(
                of: person, opening: [], [.caseNotes], activity: reason.activity, access: access,
                in: transaction)
            try writeOpening(
                Processing(
                    .read, reason.activity, service: service, fields: .none, subject: known.pseudonym),
                of: person, access: access, in: transaction)
            return try transaction.rows(
                """
                SELECT note_id, key_id, sealed, written_by, written_at FROM case_note WHERE case_id = $1
                AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.key_id = case_note.key_id)
                ORDER BY written_at, note_id
                """, file)
        }
        if rows.isEmpty { return [] }
        let keys = try await keyStore.keys(of: person.person, holding: .caseNotes)
        let key = try keys.key(.caseNotes)
        return try rows.map { row in
            guard try row.id(1) == key.id else { throw VaultError.damaged }
            let bytes = try SealedBytes.open(
                try row.blob(2),
                associated: noteContext(try row.id(0), in: file, keys: keys, key: key.id), key: key.key)
            return OpenedNote(
                text: Sensitive(String(decoding: bytes, as: UTF8.self)), writtenBy: try row.id(3),
                written: try row.moment(4))
        }
    }

    /// What staff wrote down about somebody in all their cases, newest first: for themselves, and for staff who make
    /// their copy from the case of their request.
    public func readNotes(
        about person: EndUser.ID, activity: Activity, access: Access
    ) async throws -> [OpenedNote] {
        let known = try await keys(of: person)
        let isStaff = access.actor.role.side == .staff
        guard isStaff || access.ground == .ownData && access.actor.pseudonym == known.pseudonym else {
            throw VaultError.notYours
        }
        let rows = try await data.read { transaction in
            try transaction.rows(
                """
                SELECT n.note_id, n.key_id, n.sealed, n.written_by, n.written_at, n.case_id
                FROM case_note n JOIN case_file f ON f.case_id = n.case_id WHERE f.end_user_id = $1
                AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.key_id = n.key_id)
                ORDER BY n.written_at DESC, n.note_id
                """, person)
        }
        if rows.isEmpty { return [] }
        try await guarded(access, on: known.pseudonym) { [self] transaction in
            let service = try service(
                of: person, opening: [], [.caseNotes], activity: activity, access: access, in: transaction)
            let processing = Processing(
                .read, activity, service: service, fields: .none, subject: known.pseudonym)
            if isStaff {
                try writeOpening(processing, of: person, access: access, in: transaction)
            } else {
                try record(processing, access: access, in: transaction)
            }
        }
        let keys = try await keyStore.keys(of: person.person, holding: .caseNotes)
        let key = try keys.key(.caseNotes)
        return try rows.map { row in
            guard try row.id(1) == key.id else { throw VaultError.damaged }
            let bytes = try SealedBytes.open(
                try row.blob(2),
                associated: noteContext(try row.id(0), in: try row.id(5), keys: keys, key: key.id),
                key: key.key)
            return OpenedNote(
                text: Sensitive(String(decoding: bytes, as: UTF8.self)), writtenBy: try row.id(3),
                written: try row.moment(4))
        }
    }

    private func noteContext(
        _ note: CaseNote.ID, in file: CaseFile.ID, keys: PersonKeys, key: PersonKey.ID
    ) -> [UInt8] {
        AssociatedData.of(
            "case_note", deployment: deployment,
            parts: [keys.person.bytes, file.bytes, note.bytes, key.bytes])
    }
}
