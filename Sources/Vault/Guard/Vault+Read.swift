public import Domain
public import Storage

/// A field in the clear, with where it came from.
public struct OpenedField: Sendable {
    public let value: Sensitive<String>
    public let provenance: Provenance
    public let revision: Int64
}

extension Vault {
    /// Opens fields of a person, after the log leaf of this read is durable (fail closed).
    ///
    /// - Own data is opened to its owner alone; restricted data for a duty in law alone (P43).
    /// - Staff open only from a case that they hold, and a refusal stands in the log (P71-P73).
    /// - Fields that the person does not have are absent from the answer.
    public func read(
        _ fields: [Field], of person: EndUser.ID, activity: Activity, access: Access
    ) async throws -> [Field: OpenedField] {
        let keys = try await keys(of: person)
        if access.ground == .ownData, access.actor.pseudonym != keys.pseudonym { throw VaultError.notYours }
        if access.ground == .guardianship { try await requireGuardian(access.actor, of: person) }
        let rows = try await guarded(access, on: keys.pseudonym) { [self] transaction in
            let service = try service(
                of: person, opening: fields, activity: activity, access: access, in: transaction)
            let processing = Processing(
                .read, activity, service: service, fields: FieldSet(fields), subject: keys.pseudonym)
            if access.actor.role.side == .staff {
                try writeOpening(processing, of: person, access: access, in: transaction)
            } else {
                try record(processing, access: access, in: transaction)
            }
            return try sealedRows(of: person, in: transaction).filter { fields.contains($0.field) }
        }
        return try open(rows, with: keys)
    }

    func open(_ rows: [SealedRow], with keys: PersonKeys) throws -> [Field: OpenedField] {
        var result: [Field: OpenedField] = [:]
        for row in rows {
            let key = try keys.key(row.field.keyClass)
            guard key.id == row.key else { throw VaultError.damaged }
            let plaintext = try SealedBytes.open(
                row.sealed,
                associated: fieldContext(
                    row.field, person: keys.person, customer: row.customer, key: row.key,
                    revision: row.revision),
                key: key.key)
            result[row.field] = OpenedField(
                value: Sensitive(String(decoding: plaintext, as: UTF8.self)), provenance: row.provenance,
                revision: row.revision)
        }
        return result
    }

    /// A sealed field as it is stored; rows whose key was destroyed are not returned.
    struct SealedRow: Sendable {
        let field: Field
        let customer: Customer.ID
        let key: PersonKey.ID
        let revision: Int64
        let sealed: [UInt8]
        let provenance: Provenance
    }

    func sealedRows(of person: EndUser.ID, in transaction: Transaction) throws -> [SealedRow] {
        try transaction.rows(
            """
            SELECT field, customer_id, key_id, rev, sealed, source, given_at, form_version, service
            FROM sealed_field f WHERE end_user_id = $1
            AND NOT EXISTS (SELECT 1 FROM tombstone t WHERE t.key_id = f.key_id)
            """, person
        ).map { row in
            SealedRow(
                field: try row.word(0), customer: try row.id(1), key: try row.id(2), revision: try row.int(3),
                sealed: try row.blob(4),
                provenance: Provenance(
                    source: try row.word(5), given: try row.moment(6), formVersion: try row.text(7),
                    service: try row.word(8)))
        }
    }

    /// What a person's customer bought for them.
    public func serviceBought(for person: EndUser.ID, in transaction: Transaction) throws -> Service {
        let row = try transaction.row(
            """
            SELECT c.service FROM end_user u JOIN contract c ON c.contract_id = u.contract_id
            WHERE u.end_user_id = $1
            """, person)
        guard let row else { throw VaultError.noSuchPerson }
        return try row.word(0)
    }

    /// Under which service a person is served; refuses what the law alone keeps of them, and what they stopped.
    ///
    /// P43: after an erasure, and for a class of fields that is restricted, only that duty opens. P60: what a person
    /// restricted or objected to does not open, whoever asks.
    ///
    /// - `classes`: what else is opened, that is no field.
    func service(
        of person: EndUser.ID, opening fields: [Field], _ classes: Set<KeyClass> = [], activity: Activity,
        access: Access, in transaction: Transaction
    ) throws -> Service {
        guard
            let row = try transaction.row(
                """
                SELECT c.service, u.state, u.customer_id, u.restricted_at,
                    (SELECT COUNT(*) FROM objection o WHERE o.end_user_id = u.end_user_id AND o.purpose = $2)
                FROM end_user u JOIN contract c ON c.contract_id = u.contract_id WHERE u.end_user_id = $1
                """, person, access.purpose.rawValue)
        else { throw VaultError.noSuchPerson }
        // A customer's people never open another customer's, whatever a query above forgot.
        if case .customer(let customer) = access.actor.organisation, try row.id(2) != customer {
            throw VaultError.notYours
        }
        if access.ground == .legalDuty, access.purpose == .fraudAndLegalObligations { return try row.word(0) }
        if try row.text(1) == "erased" { throw VaultError.restricted }
        try refuseIfLocked(
            classes.union(fields.map(\.keyClass)), of: person, access: access, in: transaction)
        try refuseWhatWasStopped(
            activity, access: access, isRestricted: try row.optionalMoment(3) != nil,
            hasObjected: try row.int(4) > 0)
        return try row.word(0)
    }

    private func refuseWhatWasStopped(
        _ activity: Activity, access: Access, isRestricted: Bool, hasObjected: Bool
    ) throws {
        let isOwn = access.ground == .ownData
        let isStaff = access.actor.role.side == .staff
        if isRestricted, !AskedRestriction.allows(activity, purpose: access.purpose, isOwn: isOwn) {
            throw isStaff ? VaultError.caseRefused(.restricted) : VaultError.restricted
        }
        if hasObjected, !isOwn, Objection.stops(access.purpose, activity: activity) {
            throw isStaff ? VaultError.caseRefused(.objected) : VaultError.restricted
        }
    }
}
