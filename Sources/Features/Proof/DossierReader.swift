import Domain
import Storage
import Vault

/// Reads persons in pages, in the order of their row numbers, with all that is theirs.
struct DossierReader {
    let scene: Scene
    /// Fields to be opened and the leave to do so; nothing when no proof asks for any.
    let pass: AggregatePass?
    private static let page = 200

    /// The next page after a person; empty at the end.
    func page(after last: EndUser.ID?) async throws -> [Dossier] {
        let from = last?.bytes ?? []
        var dossiers = try await scene.data.read { transaction in
            var dossiers = try Self.persons(after: from, in: transaction)
            for index in dossiers.indices { try Self.fill(&dossiers[index], in: transaction) }
            return dossiers
        }
        try await addLeaves(to: &dossiers)
        if let pass {
            let examined = try await scene.vault.examine(dossiers.map(\.id), pass: pass)
            for index in dossiers.indices {
                dossiers[index].opened = Self.opened(examined[dossiers[index].id])
            }
        }
        return dossiers
    }

    private static func opened(_ examined: Vault.Examined?) -> Dossier.Opened {
        switch examined {
        case .opened(let fields, _): .fields(fields)
        case .damaged: .damaged
        case .noKeys, nil: .noKeys
        }
    }

    private func addLeaves(to dossiers: inout [Dossier]) async throws {
        let pseudonyms = try await scene.vault.pseudonyms(of: dossiers.map(\.id))
        let subjects = dossiers.map { pseudonyms[$0.id] }
        let leaves = try await scene.data.read { transaction in
            try subjects.map { subject -> [LogLeaf] in
                guard let subject else { return [] }
                return try transaction.rows(
                    "SELECT body FROM log_leaf WHERE subject = $1 ORDER BY at", subject
                )
                .compactMap { LogLeaf(bytes: try $0.blob(0)) }
            }
        }
        for index in dossiers.indices {
            dossiers[index].pseudonym = subjects[index]
            dossiers[index].leaves = leaves[index]
        }
    }

    private static func persons(after last: [UInt8], in transaction: Transaction) throws -> [Dossier] {
        try transaction.rows(
            """
            SELECT u.end_user_id, u.customer_id, u.contract_id, u.contact_key_id, u.identity_key_id, u.state,
                u.enrolled_at, u.keep_until, c.service, c.starts_at, c.ended_at, u.declared_age
            FROM end_user u
            LEFT JOIN contract c ON c.contract_id = u.contract_id AND c.customer_id = u.customer_id
            WHERE u.end_user_id > $1 ORDER BY u.end_user_id LIMIT $2
            """, last, page
        ).map { row in
            let service = try row.optionalText(8)
            let agreement = try service.map {
                Dossier.Agreement(service: $0, starts: try row.moment(9), ended: try row.optionalMoment(10))
            }
            return Dossier(
                id: try row.id(0), pseudonym: nil, customer: try row.optionalID(1), contract: try row.blob(2),
                contactKey: try row.blob(3), identityKey: try row.blob(4), state: try row.text(5),
                declaredAge: try row.text(11),
                enrolled: try row.moment(6), keepUntil: try row.optionalMoment(7), agreement: agreement)
        }
    }

    private static func fill(_ dossier: inout Dossier, in transaction: Transaction) throws {
        dossier.fields = try transaction.rows(
            """
            SELECT field, class, key_id, customer_id, rev, LENGTH(sealed), source, given_at, form_version, service
            FROM sealed_field WHERE end_user_id = $1
            """, dossier.id
        ).map { row in
            Dossier.Kept(
                field: try row.text(0), keyClass: try row.text(1), key: try row.blob(2),
                customer: try row.blob(3), revision: try row.int(4), sealedLength: Int(try row.int(5)),
                source: try row.text(6), given: try row.moment(7), formVersion: try row.text(8),
                service: try row.text(9))
        }
        dossier.indexes = try transaction.rows(
            "SELECT field, customer_id, digest FROM blind_index WHERE end_user_id = $1", dossier.id
        ).map { Dossier.Index(field: try $0.text(0), customer: try $0.blob(1), digest: try $0.blob(2)) }
        dossier.messages = try transaction.rows(
            "SELECT kind, channel, state, created_at, sent_at FROM message WHERE person_id = $1", dossier.id
        ).map { row in
            Dossier.Sent(
                kind: try row.text(0), channel: try row.text(1), state: try row.text(2),
                created: try row.moment(3), sent: try row.optionalMoment(4))
        }
        dossier.restrictions = try transaction.rows(
            "SELECT class, placed_at, until FROM restriction WHERE end_user_id = $1", dossier.id
        ).map {
            Dossier.Restricted(keyClass: try $0.text(0), placed: try $0.moment(1), until: try $0.moment(2))
        }
        dossier.sessions = Int(
            try transaction.row("SELECT COUNT(*) FROM session_end_user WHERE end_user_id = $1", dossier.id)?
                .int(0) ?? 0)
    }
}
