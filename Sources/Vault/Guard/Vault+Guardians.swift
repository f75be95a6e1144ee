public import Domain
public import Storage

extension Vault {
    /// By which a guardian is found at the door, and after proof at every child of theirs: at each customer apart, and
    /// under another name than the child's own number, so that no index tells that two hold the same.
    public func guardianIndex(_ number: MobileNumber, customer: Customer.ID) throws -> [UInt8] {
        let context = AssociatedData.of("guardian_index", deployment: deployment, parts: [customer.bytes])
        let subkey = try keyring.key(.blindIndex).withBytes { try Sodium.keyedHash(context, key: $0) }
        return try subkey.withUnsafeBytes {
            try Sodium.keyedHash(Array(number.e164.reveal().utf8), key: $0, length: 16)
        }
    }

    /// Whether somebody is a guardian of this child: what they may open rests on nothing else.
    func requireGuardian(_ actor: Actor, of child: EndUser.ID) async throws {
        let guardians: [Guardian.ID] = try await data.read { transaction in
            try transaction.rows("SELECT guardian_id FROM guardian WHERE end_user_id = $1", child)
                .map { try $0.id(0) }
        }
        let pseudonyms = try await pseudonyms(of: guardians)
        guard actor.role == .guardian, let own = actor.pseudonym, pseudonyms.values.contains(own) else {
            throw VaultError.notYours
        }
    }

    /// Deletes one field of an end user who stays, with one `destroy` leaf, in one transaction.
    public func forget(
        _ field: Field, of keys: PersonKeys, service: Service, activity: Activity, access: Access,
        in transaction: Transaction
    ) throws {
        let deleted = try transaction.execute(
            "DELETE FROM sealed_field WHERE end_user_id = $1 AND field = $2", keys.person, field.rawValue)
        if deleted == 0 { return }
        try record(
            Processing(
                .destroy, activity, service: service, fields: FieldSet([field]), subject: keys.pseudonym),
            access: access, in: transaction)
    }

    /// What went of one guardian, and the keys that must go.
    public struct BuriedGuardian: Sendable {
        public let keys: [PersonKey.ID]
        public let fields: FieldSet
    }

    /// Buries the guardians of a child with the child: they are here for the child alone (P18).
    public func buryGuardians(
        of child: EndUser.ID, reason: Destruction, by actor: Actor, in transaction: Transaction
    ) throws -> [BuriedGuardian] {
        let guardians: [Guardian.ID] = try transaction.rows(
            "SELECT guardian_id FROM guardian WHERE end_user_id = $1", child
        ).map { try $0.id(0) }
        // The child goes in this same transaction: from here on nothing rests on what they said.
        try transaction.execute(
            """
            UPDATE end_user SET state = 'erased', consent_id = NULL, consent_state = NULL, age_check_at = NULL
            WHERE end_user_id = $1 AND consent_id IS NOT NULL
            """, child)
        return try guardians.compactMap {
            try buryGuardian($0, reason: reason, by: actor, in: transaction)
        }
    }

    /// Marks a guardian's keys as destroyed and deletes every row that is theirs, with one leaf. What they said about
    /// the child stays without them where it still counts: `expired` and `passed`.
    /// - Returns nothing when there is no such guardian.
    public func buryGuardian(
        _ guardian: Guardian.ID, reason: Destruction, by actor: Actor, in transaction: Transaction
    ) throws -> BuriedGuardian? {
        guard
            let row = try transaction.row(
                "SELECT contact_key_id, identity_key_id FROM guardian WHERE guardian_id = $1", guardian)
        else { return nil }
        let keys: [PersonKey.ID] = [try row.id(0), try row.id(1)]
        for key in keys {
            try transaction.execute(
                "INSERT INTO tombstone (key_id, reason, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                key, reason.rawValue, transaction.now)
        }
        let fields: [Field] = try transaction.rows(
            "SELECT field FROM sealed_value WHERE person_id = $1", guardian
        ).map { try $0.word(0) }
        // No subject: the pseudonym dies with the keys.
        try record(
            Processing(
                .destroy, .guardianConsent, service: .freeCalling, fields: FieldSet(fields), subject: nil,
                count: 1),
            access: Access(actor: actor, purpose: .delivery, ground: .serviceDelivery), in: transaction)
        try forget(guardian, in: transaction)
        return BuriedGuardian(keys: keys, fields: FieldSet(fields))
    }

    /// The rows of all guardians of a child, whose own keys have their tombstones.
    func forgetGuardians(of child: EndUser.ID, in transaction: Transaction) throws {
        let guardians: [Guardian.ID] = try transaction.rows(
            "SELECT guardian_id FROM guardian WHERE end_user_id = $1", child
        ).map { try $0.id(0) }
        try transaction.execute("DELETE FROM consent WHERE end_user_id = $1", child)
        for guardian in guardians { try forget(guardian, in: transaction) }
    }

    /// A restored copy brought them back. A child's service that rested on what they said stops.
    func forgetGuardiansUnderTombstones(in transaction: Transaction) throws {
        let guardians: [Guardian.ID] = try transaction.rows(
            """
            SELECT g.guardian_id FROM guardian g JOIN tombstone t ON t.key_id = g.contact_key_id
            """
        ).map { try $0.id(0) }
        for guardian in guardians {
            try transaction.execute(
                """
                UPDATE end_user SET state = 'awaiting_guardian', consent_id = NULL, consent_state = NULL,
                    keep_until = COALESCE(keep_until, $2)
                WHERE state = 'active' AND consent_id IN (SELECT consent_id FROM consent WHERE guardian_id = $1)
                """, guardian, transaction.now + .days(30))
            try forget(guardian, in: transaction)
        }
    }

    private func forget(_ guardian: Guardian.ID, in transaction: Transaction) throws {
        try transaction.execute(
            "DELETE FROM consent WHERE guardian_id = $1 AND state NOT IN ('expired', 'passed')", guardian)
        for statement: SQL in [
            "UPDATE consent SET guardian_id = NULL WHERE guardian_id = $1",
            "DELETE FROM guardian_link WHERE guardian_id = $1",
            "DELETE FROM guardian_challenge_guardian WHERE guardian_id = $1",
            "DELETE FROM guardian_challenge WHERE link_guardian_id = $1",
            "DELETE FROM guardian_session_guardian WHERE guardian_id = $1",
            "DELETE FROM guardian_index WHERE guardian_id = $1",
            "DELETE FROM sealed_value WHERE guardian_id = $1",
            "DELETE FROM message WHERE person_id = $1",
            "DELETE FROM guardian WHERE guardian_id = $1",
        ] {
            try transaction.execute(statement, guardian)
        }
    }
}
