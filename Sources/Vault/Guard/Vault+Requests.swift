public import Domain
public import Storage

/// Which words of a request: each is sealed apart.
public enum RequestPart: String, CaseIterable, Sendable {
    /// What the person wrote.
    case words
    /// What they say is right instead.
    case value
    /// What we answered.
    case answer
    /// Why we need longer.
    case delay
}

extension Vault {
    /// Seals a part of a request under the person's own contact key: when that key dies, so do the words.
    public func sealRequest(
        _ text: Sensitive<String>, _ part: RequestPart, of id: RightsRequest.ID, keys: PersonKeys
    ) throws -> [UInt8] {
        let key = try keys.key(.contact)
        return try SealedBytes.seal(
            Array(text.reveal().utf8), associated: requestContext(part, of: id, key: key.id), key: key.key)
    }

    /// Opens a part for an act that stands in the log already; `logged` is the evidence.
    public func openRequest(
        _ sealed: [UInt8], _ part: RequestPart, of id: RightsRequest.ID, keys: PersonKeys, logged: Logged
    ) throws -> Sensitive<String> {
        guard logged.leaf.subject == keys.pseudonym else { throw VaultError.notYours }
        let key = try keys.key(.contact)
        let bytes = try SealedBytes.open(
            sealed, associated: requestContext(part, of: id, key: key.id), key: key.key)
        return Sensitive(String(decoding: bytes, as: UTF8.self))
    }

    /// Staff act upon somebody from the case of their request: the guard is asked, the leaf is written, and only then the
    /// body runs, all in one transaction. What is refused leaves a leaf too (P71).
    public func act<Value: Sendable>(
        _ act: ProcessingAct, upon person: EndUser.ID, fields: FieldSet = .none,
        activity: Activity = .rightsRequest, access: Access,
        _ body: @escaping @Sendable (PersonKeys, Logged, Transaction) throws -> Value
    ) async throws -> Value {
        let keys = try await keys(of: person)
        return try await guarded(access, on: keys.pseudonym) { [self] transaction in
            // P43: what the law orders to keep is not written over.
            let service = try service(
                of: person, opening: fields.fields, activity: activity, access: access, in: transaction)
            let processing = Processing(
                act, activity, service: service, fields: fields, subject: keys.pseudonym,
                revision: fields.isEmpty || act != .store
                    ? 0 : try nextRevision(of: keys.person, in: transaction))
            try requireCase(
                CaseGuard.Question(
                    act: act, activity: activity, service: service, fields: fields, person: person),
                access: access, in: transaction)
            let logged = try write(processing, access: access, in: transaction)
            return try body(keys, logged, transaction)
        }
    }

    /// Writes a corrected value over the old one, for an act that stands in the log already. Nothing of the old value
    /// stays.
    ///
    /// - `holder`: nothing for an end user.
    /// - Refuses a field that the leaf does not name, or that is not held.
    public func correct(
        _ value: FieldValue, of keys: PersonKeys, as holder: ValueHolder?, logged: Logged,
        in transaction: Transaction
    ) throws {
        guard logged.leaf.subject == keys.pseudonym, logged.leaf.act == .store,
            logged.leaf.fields.contains(FieldSet([value.field]))
        else { throw VaultError.notYours }
        let key = try keys.key(value.field.keyClass)
        try refuseIfDestroyed(key.id, in: transaction)
        let plain = Array(value.value.reveal().utf8)
        let changed: Int
        if let holder {
            let sealed = try SealedBytes.seal(
                plain,
                associated: valueContext(
                    value.field, person: holder.person, key: key.id, revision: logged.leaf.revision),
                key: key.key)
            changed = try transaction.execute(
                """
                UPDATE sealed_value SET key_id = $3, rev = $4, sealed = $5, source = $6, given_at = $7,
                    form_version = $8 WHERE person_id = $1 AND field = $2
                """, keys.person, value.field.rawValue, key.id, logged.leaf.revision, sealed,
                value.provenance.source.rawValue, value.provenance.given, value.provenance.formVersion)
        } else {
            guard
                let customer: Customer.ID = try transaction.row(
                    "SELECT customer_id FROM end_user WHERE end_user_id = $1", keys.person)?.id(0)
            else { throw VaultError.noSuchPerson }
            let sealed = try SealedBytes.seal(
                plain,
                associated: fieldContext(
                    value.field, person: keys.person, customer: customer, key: key.id,
                    revision: logged.leaf.revision), key: key.key)
            changed = try transaction.execute(
                """
                UPDATE sealed_field SET key_id = $3, rev = $4, sealed = $5, source = $6, given_at = $7,
                    form_version = $8, confirmed_at = $9 WHERE end_user_id = $1 AND field = $2
                """, keys.person, value.field.rawValue, key.id, logged.leaf.revision, sealed,
                value.provenance.source.rawValue, value.provenance.given, value.provenance.formVersion,
                value.confirmed)
        }
        guard changed == 1 else { throw VaultError.noSuchPerson }
    }

    /// The revision that the next stored value of this person has.
    public func nextRevision(of person: Person.ID, in transaction: Transaction) throws -> Int64 {
        let last = try transaction.row(
            """
            SELECT MAX(rev) FROM (SELECT rev FROM sealed_field WHERE end_user_id = $1
                UNION ALL SELECT rev FROM sealed_value WHERE person_id = $1) AS held
            """, person)?.optionalInt(0)
        return (last ?? 0) + 1
    }

    func requestContext(
        _ part: RequestPart, of id: RightsRequest.ID, key: PersonKey.ID
    ) -> [UInt8] {
        AssociatedData.of(
            "rights_request", deployment: deployment,
            parts: [Array(part.rawValue.utf8), id.bytes, key.bytes])
    }
}
