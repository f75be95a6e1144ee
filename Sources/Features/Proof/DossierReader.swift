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
                u.enrolled_at, u.keep_until, c.service, c.starts_at, c.ended_at,
                u.restricted_at, u.declared_age
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
                declaredAge: try row.text(12),
                enrolled: try row.moment(6), keepUntil: try row.optionalMoment(7),
                restrictedSince: try row.optionalMoment(11), agreement: agreement)
        }
    }

    private static func fill(_ dossier: inout Dossier, in transaction: Transaction) throws {
        dossier.fields = try transaction.rows(
            """
            SELECT field, class, key_id, customer_id, rev, LENGTH(sealed), source, given_at, form_version, service,
                confirmed_at
            FROM sealed_field WHERE end_user_id = $1
            """, dossier.id
        ).map { row in
            Dossier.Kept(
                field: try row.text(0), keyClass: try row.text(1), key: try row.blob(2),
                customer: try row.blob(3), revision: try row.int(4), sealedLength: Int(try row.int(5)),
                source: try row.text(6), given: try row.moment(7), formVersion: try row.text(8),
                service: try row.text(9), confirmed: try row.optionalMoment(10))
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
        dossier.holds = try transaction.rows(
            """
            SELECT c.class, COALESCE(h.approved_at, h.restored_at), h.until
            FROM hold h JOIN hold_class c ON c.hold_id = h.hold_id
            WHERE h.state IN ('in_force', 'renewal_asked', 'lift_asked', 'lifted')
            AND (h.person_id = $1 OR h.customer_id = $2)
            """, dossier.id, dossier.customer
        ).map { Dossier.Held(keyClass: try $0.text(0), since: try $0.moment(1), until: try $0.moment(2)) }
        dossier.mobile = try mobile(of: dossier.id, in: transaction)
        dossier.sessions = Int(
            try transaction.row("SELECT COUNT(*) FROM session_end_user WHERE end_user_id = $1", dossier.id)?
                .int(0) ?? 0)
    }

    private static func mobile(of person: EndUser.ID, in transaction: Transaction) throws -> Dossier.Mobile? {
        let row = try transaction.row(
            """
            SELECT s.state, s.customer_id, s.contract_id, s.answer_by, s.process_at, s.confirmed_until,
                a.end_user_id, a.verdict, a.standing, a.given_at, a.settled_at
            FROM mobile_service s LEFT JOIN eligibility_answer a ON a.answer_id = s.confirmation_id
            WHERE s.end_user_id = $1
            """, person)
        guard let row else { return nil }
        let confirmation = try row.optionalBlob(6).map {
            Dossier.Confirmation(
                person: $0, verdict: try row.text(7), standing: try row.text(8), given: try row.moment(9),
                settled: try row.optionalMoment(10))
        }
        return Dossier.Mobile(
            state: try row.text(0), customer: try row.blob(1), contract: try row.blob(2),
            answerBy: try row.optionalMoment(3), processAt: try row.optionalMoment(4),
            confirmedUntil: try row.optionalMoment(5), confirmation: confirmation)
    }
}
