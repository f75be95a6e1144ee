public import Domain
import Storage

/// Leave to open fields of many persons in memory for one check: one `aggregate` leaf says so beforehand.
public struct AggregatePass: Sendable {
    public let logged: Logged
    let fields: Set<Field>
}

extension Vault {
    /// Records that a check will run over `count` persons, durably, and returns the leave to open these fields.
    /// Nobody but the prover gets one, and what it opens leaves memory only as counts and pseudonyms.
    public func aggregatePass(
        fields: [Field], count: Int64, service: Service, activity: Activity, access: Access
    ) async throws -> AggregatePass {
        guard access.actor.role == .prover else { throw VaultError.notYours }
        let logged = try await data.write { [self] transaction in
            try record(
                Processing(
                    .aggregate, activity, service: service, fields: FieldSet(fields), subject: nil,
                    count: count),
                access: access, in: transaction)
        }
        return AggregatePass(logged: logged, fields: Set(fields))
    }

    /// What an aggregate found for one person.
    public enum Examined: Sendable {
        case opened([Field: OpenedField], pseudonym: Pseudonym.ID)
        /// No key, no pseudonym: erased, or lost.
        case noKeys
        /// A row that does not open: altered or moved.
        case damaged(pseudonym: Pseudonym.ID)
    }

    /// Opens the pass's fields of a page of persons. Nothing is cached, and one damaged row does not stop the page.
    public func examine(
        _ persons: [EndUser.ID], pass: AggregatePass
    ) async throws -> [EndUser.ID: Examined] {
        let keys = try await keyStore.keys(of: persons.map(\.person))
        let rows = try await data.read { [self] transaction in
            try persons.map { ($0, try sealedRows(of: $0, in: transaction)) }
        }
        var result: [EndUser.ID: Examined] = [:]
        for (person, sealed) in rows {
            guard let personKeys = keys[person.person] else {
                result[person] = .noKeys
                continue
            }
            do {
                let wanted = sealed.filter { pass.fields.contains($0.field) }
                result[person] = .opened(try open(wanted, with: personKeys), pseudonym: personKeys.pseudonym)
            } catch is VaultError {
                result[person] = .damaged(pseudonym: personKeys.pseudonym)
            }
        }
        return result
    }

    /// The pseudonyms of a page of persons, for comparing rows with log leaves. Absent: no keys.
    public func pseudonyms<Kind>(
        of persons: [Identifier<Kind>]
    ) async throws -> [Identifier<Kind>: Pseudonym.ID] {
        try await keyStore.database.read { transaction in
            var result: [Identifier<Kind>: Pseudonym.ID] = [:]
            for person in persons {
                result[person] = try transaction.row(
                    "SELECT pseudonym FROM pseudonym WHERE person_id = $1", person)?.id(0)
            }
            return result
        }
    }

    /// Which of these keys the key store still holds.
    public func remainingKeys(of ids: [PersonKey.ID]) async throws -> [PersonKey.ID] {
        try await keyStore.remaining(of: ids)
    }
}
