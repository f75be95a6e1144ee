public import Domain
public import Storage

/// Whose values they are, of those who are no end user.
public enum ValueHolder: Hashable, Sendable {
    case account(Account.ID)
    case contactRequest(ContactRequest.ID)
    /// Of a child who has this service.
    case guardian(Guardian.ID, Service)

    public var person: Person.ID {
        switch self {
        case .account(let id): id.person
        case .contactRequest(let id): id.person
        case .guardian(let id, _): id.person
        }
    }

    var account: Account.ID? { if case .account(let id) = self { id } else { nil } }
    var request: ContactRequest.ID? { if case .contactRequest(let id) = self { id } else { nil } }
    var guardian: Guardian.ID? { if case .guardian(let id, _) = self { id } else { nil } }

    /// The service under which the statement declares what is held of them.
    public var service: Service {
        switch self {
        case .account: .administration
        case .contactRequest: .contact
        case .guardian(_, let service): service
        }
    }

    var activity: Activity {
        switch self {
        case .account: .account
        case .contactRequest: .contactRequest
        case .guardian: .guardianConsent
        }
    }
}

extension Vault {
    /// Seals values of somebody who is no end user, with one `store` leaf, in one transaction.
    ///
    /// - Refuses a field that the statement does not declare for them (P10) and somebody whose keys are destroyed.
    /// - The holder's own row must exist already in this transaction.
    @discardableResult
    public func store(
        _ values: [FieldValue], of keys: PersonKeys, as holder: ValueHolder, access: Access,
        in transaction: Transaction
    ) throws -> Logged {
        guard keys.person == holder.person else { throw VaultError.notYours }
        let previous = try transaction.row(
            "SELECT MAX(rev) FROM sealed_value WHERE person_id = $1", keys.person)?.optionalInt(0)
        let revision = (previous ?? 0) + 1
        let logged = try record(
            Processing(
                .store, holder.activity, service: holder.service, fields: FieldSet(values.map(\.field)),
                subject: keys.pseudonym, revision: revision),
            access: access, in: transaction)
        for value in values {
            let key = try keys.key(value.field.keyClass)
            try refuseIfDestroyed(key.id, in: transaction)
            let sealed = try SealedBytes.seal(
                Array(value.value.reveal().utf8),
                associated: valueContext(value.field, person: keys.person, key: key.id, revision: revision),
                key: key.key)
            try transaction.execute(
                """
                INSERT INTO sealed_value (person_id, account_id, request_id, field, class, key_id, rev, sealed,
                    source, given_at, form_version, guardian_id)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                ON CONFLICT (person_id, field) DO UPDATE SET key_id = excluded.key_id, rev = excluded.rev,
                    sealed = excluded.sealed, source = excluded.source, given_at = excluded.given_at,
                    form_version = excluded.form_version
                """, keys.person, holder.account, holder.request, value.field.rawValue,
                value.field.keyClass.rawValue, key.id, revision, sealed, value.provenance.source.rawValue,
                value.provenance.given, value.provenance.formVersion, holder.guardian)
        }
        return logged
    }

    /// Opens fields of some who are no end users, after the log leaf of each is durable (fail closed).
    ///
    /// - `ownData` opens to its owner alone. Those who are erased are absent from the answer.
    public func read(
        _ fields: [Field], of holders: [ValueHolder], access: Access
    ) async throws -> [ValueHolder: [Field: OpenedField]] {
        var keys: [ValueHolder: PersonKeys] = [:]
        for holder in holders {
            do {
                keys[holder] = try await self.keys(of: holder.person)
            } catch VaultError.noSuchPerson {
                continue
            }
        }
        if access.ground == .ownData {
            guard keys.values.allSatisfy({ $0.pseudonym == access.actor.pseudonym }) else {
                throw VaultError.notYours
            }
        }
        let known = keys
        let rows = try await data.write { [self] transaction in
            var result: [ValueHolder: [ValueRow]] = [:]
            for (holder, keys) in known {
                let rows = try valueRows(of: holder.person, in: transaction)
                    .filter { fields.contains($0.field) }
                try record(
                    Processing(
                        .read, holder.activity, service: holder.service, fields: FieldSet(fields),
                        subject: keys.pseudonym),
                    access: access, in: transaction)
                result[holder] = rows
            }
            return result
        }
        var result: [ValueHolder: [Field: OpenedField]] = [:]
        for (holder, rows) in rows {
            guard let keys = known[holder] else { continue }
            result[holder] = try open(rows, with: keys)
        }
        return result
    }

    func open(_ rows: [ValueRow], with keys: PersonKeys) throws -> [Field: OpenedField] {
        var result: [Field: OpenedField] = [:]
        for row in rows {
            let key = try keys.key(row.field.keyClass)
            guard key.id == row.key else { throw VaultError.damaged }
            let plaintext = try SealedBytes.open(
                row.sealed,
                associated: valueContext(
                    row.field, person: keys.person, key: row.key, revision: row.revision),
                key: key.key)
            result[row.field] = OpenedField(
                value: Sensitive(String(decoding: plaintext, as: UTF8.self)), provenance: row.provenance,
                revision: row.revision)
        }
        return result
    }

    struct ValueRow: Sendable {
        let field: Field
        let key: PersonKey.ID
        let revision: Int64
        let sealed: [UInt8]
        let provenance: Provenance
    }

    func valueRows(of person: Person.ID, in transaction: Transaction) throws -> [ValueRow] {
        try transaction.rows(
            """
            SELECT v.field, v.key_id, v.rev, v.sealed, v.source, v.given_at, v.form_version, f.service
            FROM sealed_value v JOIN form_version f ON f.form_version = v.form_version WHERE v.person_id = $1
            AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.key_id = v.key_id)
            """, person
        ).map { row in
            ValueRow(
                field: try row.word(0), key: try row.id(1), revision: try row.int(2), sealed: try row.blob(3),
                provenance: Provenance(
                    source: try row.word(4), given: try row.moment(5), formVersion: try row.text(6),
                    service: try row.word(7)))
        }
    }

    func valueContext(
        _ field: Field, person: Person.ID, key: PersonKey.ID, revision: Int64
    ) -> [UInt8] {
        AssociatedData.of(
            "sealed_value", deployment: deployment,
            parts: [
                Array(field.keyClass.rawValue.utf8), Array(field.rawValue.utf8), person.bytes, key.bytes,
                revision.bigEndianBytes,
            ])
    }
}
