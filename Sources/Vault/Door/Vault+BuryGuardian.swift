public import Domain
public import Storage

/// The end of guardians: they are here for one child alone, and go when nothing rests on what they said (P18).
extension Vault {
    /// What went of one guardian, and the keys that must go.
    public struct BuriedGuardian: Sendable {
        public let keys: [PersonKey.ID]
        public let fields: FieldSet
    }

    /// Buries the guardians of a child with the child. Whom a hold keeps stays, and has nothing to decide any more.
    public func buryGuardians(
        of child: EndUser.ID, reason: Destruction, by actor: Actor, in transaction: Transaction
    ) throws -> [BuriedGuardian] {
        // The child goes in this same transaction: from here on nothing rests on what they said.
        try transaction.execute(
            """
            UPDATE end_user SET state = 'erased', consent_id = NULL, consent_state = NULL, age_check_at = NULL
            WHERE end_user_id = $1 AND consent_id IS NOT NULL
            """, child)
        return try guardians(of: child, in: transaction).compactMap {
            try buryGuardian($0, reason: reason, by: actor, in: transaction)
        }
    }

    /// Marks a guardian's keys as destroyed and deletes every row that is theirs, with one leaf. What they said about
    /// the child stays without them where it still counts: `expired` and `passed`.
    /// - Returns nothing when there is no such guardian, or when a hold keeps them: then their access ends all the same.
    public func buryGuardian(
        _ guardian: Guardian.ID, reason: Destruction, by actor: Actor, in transaction: Transaction
    ) throws -> BuriedGuardian? {
        guard
            let row = try transaction.row(
                """
                SELECT g.contact_key_id, g.identity_key_id, c.service FROM guardian g
                JOIN end_user u ON u.end_user_id = g.end_user_id
                JOIN contract c ON c.contract_id = u.contract_id
                WHERE g.guardian_id = $1
                """, guardian)
        else { return nil }
        try endAccess(ofGuardian: guardian, in: transaction)
        guard let release = try releaseAll(of: guardian.person, in: transaction) else {
            try transaction.execute(
                """
                UPDATE consent SET state = 'expired', ended_at = $2
                WHERE guardian_id = $1 AND state NOT IN ('withdrawn', 'expired', 'passed')
                """, guardian, transaction.now)
            return nil
        }
        let keys: [PersonKey.ID] = [try row.id(0), try row.id(1)]
        for key in keys { _ = try entomb(key, as: reason, release, in: transaction) }
        let fields: [Field] = try transaction.rows(
            "SELECT field FROM sealed_value WHERE person_id = $1", guardian
        ).map { try $0.word(0) }
        // No subject: the pseudonym dies with the keys.
        try record(
            Processing(
                .destroy, .guardianConsent, service: try row.word(2), fields: FieldSet(fields), subject: nil,
                count: 1),
            access: Access(actor: actor, purpose: .delivery, ground: .serviceDelivery), in: transaction)
        try forget(release, in: transaction)
        return BuriedGuardian(keys: keys, fields: FieldSet(fields))
    }

    /// Destroys the paper of a guardian, for something that is done about their child and stands in the log already.
    /// What a hold keeps stays.
    /// - Returns whether it went.
    public func discardPaper(
        of guardian: Guardian.ID, logged: Logged, in transaction: Transaction
    ) throws -> Bool {
        guard logged.leaf.act == .destroy else { throw VaultError.notYours }
        try requirePaper(of: guardian, logged: logged, in: transaction)
        let release = try release([.identity], of: guardian.person, in: transaction)
        guard release.classes.contains(.identity) else { return false }
        return try transaction.execute(
            "DELETE FROM sealed_value WHERE person_id = $1 AND field = 'signed_consent'", guardian) == 1
    }

    /// What the law keeps of a child keeps no guardian.
    func forgetGuardians(of child: EndUser.ID, in transaction: Transaction) throws {
        for guardian in try guardians(of: child, in: transaction) {
            try endAccess(ofGuardian: guardian, in: transaction)
            guard let release = try releaseAll(of: guardian.person, in: transaction),
                let row = try transaction.row(
                    "SELECT contact_key_id, identity_key_id FROM guardian WHERE guardian_id = $1", guardian)
            else { continue }
            for key in [try row.id(0), try row.id(1)] as [PersonKey.ID] {
                _ = try entomb(key, as: .erasure, release, in: transaction)
            }
            try forget(release, in: transaction)
        }
    }

    /// A restored copy brought them back. A child's service that rested on what they said stops.
    func forgetGuardiansUnderTombstones(in transaction: Transaction) throws {
        let guardians: [Guardian.ID] = try transaction.rows(
            "SELECT g.guardian_id FROM guardian g JOIN tombstone t ON t.key_id = g.contact_key_id"
        ).map { try $0.id(0) }
        for guardian in guardians {
            try transaction.execute(
                """
                UPDATE end_user SET state = 'awaiting_guardian', consent_id = NULL, consent_state = NULL,
                    keep_until = COALESCE(keep_until, $2)
                WHERE state = 'active' AND consent_id IN (SELECT consent_id FROM consent WHERE guardian_id = $1)
                """, guardian, transaction.now + .days(30))
            try endAccess(ofGuardian: guardian, in: transaction)
            try forget(try release([], of: guardian.person, in: transaction), in: transaction)
        }
    }

    private func guardians(of child: EndUser.ID, in transaction: Transaction) throws -> [Guardian.ID] {
        try transaction.rows("SELECT guardian_id FROM guardian WHERE end_user_id = $1", child)
            .map { try $0.id(0) }
    }

    /// They find nothing at the door any more, and what they had open closes.
    private func endAccess(ofGuardian guardian: Guardian.ID, in transaction: Transaction) throws {
        for statement: SQL in [
            "DELETE FROM guardian_link WHERE guardian_id = $1",
            "DELETE FROM guardian_challenge_guardian WHERE guardian_id = $1",
            "DELETE FROM guardian_challenge WHERE link_guardian_id = $1",
            "DELETE FROM guardian_session_guardian WHERE guardian_id = $1",
            "DELETE FROM guardian_index WHERE guardian_id = $1",
        ] {
            try transaction.execute(statement, guardian)
        }
    }

    private func forget(_ release: Release, in transaction: Transaction) throws {
        for statement: SQL in [
            """
            DELETE FROM consent_paper WHERE consent_id IN (
                SELECT consent_id FROM consent WHERE guardian_id = $1)
            """,
            "DELETE FROM consent WHERE guardian_id = $1 AND state NOT IN ('expired', 'passed')",
            "UPDATE consent SET guardian_id = NULL WHERE guardian_id = $1",
            "DELETE FROM sealed_value WHERE guardian_id = $1",
            "DELETE FROM message WHERE person_id = $1",
            "DELETE FROM guardian WHERE guardian_id = $1",
        ] {
            try transaction.execute(statement, release.person)
        }
        try forgetRequests(release, in: transaction)
    }
}
