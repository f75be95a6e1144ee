public import Domain
public import Storage

/// A value to be stored, with its own provenance.
public struct FieldValue: Sendable {
    public let field: Field
    public let value: Sensitive<String>
    public let provenance: Provenance
    /// When the person said that it is right; nothing for a service that does not ask so (P16).
    public let confirmed: Moment?

    public init(
        _ field: Field, _ value: Sensitive<String>, _ provenance: Provenance, confirmed: Moment? = nil
    ) {
        self.field = field
        self.value = value
        self.provenance = provenance
        self.confirmed = confirmed
    }
}

extension Vault {
    /// Seals values into rows of the person, with their blind indexes and one `store` leaf, in one transaction.
    ///
    /// - Refuses a field that the service does not declare (P10), a person whose keys are destroyed, and what the law
    ///   locked (P43).
    /// - The person's row must exist already in this transaction.
    @discardableResult
    public func store(
        _ values: [FieldValue], of keys: PersonKeys, customer: Customer.ID, service: Service,
        activity: Activity,
        access: Access, in transaction: Transaction
    ) throws -> Logged {
        let previous = try transaction.row(
            "SELECT MAX(rev) FROM sealed_field WHERE end_user_id = $1", keys.person)?.optionalInt(0)
        let revision = (previous ?? 0) + 1
        let fields = FieldSet(values.map(\.field))
        // P43: what the law orders to keep is not written over.
        try refuseIfLocked(
            Set(values.map(\.field.keyClass)), of: EndUser.ID(person: keys.person), access: access,
            in: transaction)
        try requireCase(
            CaseGuard.Question(
                act: .store, activity: activity, service: service, fields: fields,
                person: EndUser.ID(person: keys.person)), access: access, in: transaction)
        let logged = try write(
            Processing(
                .store, activity, service: service, fields: fields, subject: keys.pseudonym,
                revision: revision),
            access: access, in: transaction)
        for value in values {
            let key = try keys.key(value.field.keyClass)
            try refuseIfDestroyed(key.id, in: transaction)
            let sealed = try SealedBytes.seal(
                Array(value.value.reveal().utf8),
                associated: fieldContext(
                    value.field, person: keys.person, customer: customer, key: key.id, revision: revision),
                key: key.key)
            try transaction.execute(
                """
                INSERT INTO sealed_field (end_user_id, field, customer_id, class, key_id, rev, sealed, source,
                    given_at, form_version, service, confirmed_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                ON CONFLICT (end_user_id, field) DO UPDATE SET key_id = excluded.key_id, rev = excluded.rev,
                    sealed = excluded.sealed, source = excluded.source, given_at = excluded.given_at,
                    form_version = excluded.form_version, service = excluded.service,
                    confirmed_at = excluded.confirmed_at
                """, keys.person, value.field.rawValue, customer, value.field.keyClass.rawValue, key.id,
                revision,
                sealed, value.provenance.source.rawValue, value.provenance.given,
                value.provenance.formVersion,
                value.provenance.service.rawValue, value.confirmed)
            if value.field.isIndexed {
                try reindex(value, of: keys.person, customer: customer, key: key.id, in: transaction)
            }
        }
        return logged
    }

    private func reindex(
        _ value: FieldValue, of person: Person.ID, customer: Customer.ID, key: PersonKey.ID,
        in transaction: Transaction
    ) throws {
        try forgetIndex(of: value.field, person, in: transaction)
        try transaction.execute(
            """
            INSERT INTO blind_index (customer_id, field, digest, end_user_id, key_id)
            VALUES ($1, $2, $3, $4, $5)
            """, customer, value.field.rawValue,
            try blindIndex(value.field, value: value.value, customer: customer), person, key)
    }

    func refuseIfDestroyed(_ key: PersonKey.ID, in transaction: Transaction) throws {
        if try transaction.row("SELECT 1 FROM tombstone WHERE key_id = $1", key) != nil {
            throw VaultError.noSuchPerson
        }
    }

    /// What a field's ciphertext is bound to: moved to another row, customer or revision it does not open.
    func fieldContext(
        _ field: Field, person: Person.ID, customer: Customer.ID, key: PersonKey.ID, revision: Int64
    ) -> [UInt8] {
        AssociatedData.of(
            "sealed_field", deployment: deployment,
            parts: [
                Array(field.keyClass.rawValue.utf8), Array(field.rawValue.utf8), person.bytes, customer.bytes,
                key.bytes, revision.bigEndianBytes,
            ])
    }
}

extension Field {
    /// Found by value at sign-in. Never a birth date, sex or postcode alone.
    var isIndexed: Bool { self == .mobileNumber || self == .emailAddress }
}
