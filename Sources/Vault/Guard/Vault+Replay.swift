public import Domain
public import Storage

/// A destroyed key as it is copied off the machine: nothing personal.
public struct Tombstone: Hashable, Sendable {
    public let key: PersonKey.ID
    public let reason: String
    public let at: Moment

    public init(key: PersonKey.ID, reason: String, at: Moment) {
        self.key = key
        self.reason = reason
        self.at = at
    }
}

/// A destruction of which a restored copy knew nothing: what went, and when it went the first time.
public struct LostDestruction: Hashable, Sendable {
    public let at: Moment
    public let fields: FieldSet

    public init(at: Moment, fields: FieldSet) {
        self.at = at
        self.fields = fields
    }

    /// The contract went with the person: what a phone or SIM card alone needs tells which it was.
    var service: Service {
        fields.isDisjoint(with: FieldSet([Field.firstName, .lastName, .homeAddress, .birthDate]))
            ? .freeCalling : .mobile
    }
}

extension Vault {
    /// What came of carrying destructions out again.
    public struct ReplayedTombstones: Sendable {
        /// Keys that had come back and were destroyed anew.
        public let keys: Int
        /// Rows that had come back: each destruction has its leaf again.
        public let destructions: [LostDestruction]
    }

    /// Carries every known destruction out again, in both stores: after a restore an erased person must not come
    /// back, whichever store is older (P44). Safe to repeat.
    ///
    /// - `witnessed`: the tombstones that were copied off the machine.
    @discardableResult
    public func replayTombstones(witnessed: [Tombstone] = []) async throws -> ReplayedTombstones {
        let cameBack = try await data.write { [self] transaction in
            try bury(again: witnessed, in: transaction)
            return try Self.rowsUnderTombstones(in: transaction)
        }
        let pseudonyms = try await pseudonyms(of: cameBack.map(\.person))
        let keys: [PersonKey.ID] = try await data.write { [self] transaction in
            for (person, lost) in cameBack {
                try recordAgain(lost, of: pseudonyms[person], in: transaction)
            }
            try deleteWhatIsBuried(in: transaction)
            try transaction.execute(
                """
                UPDATE batch_download SET state = 'over', ended_at = $1
                WHERE state = 'open' AND key_id IN (SELECT key_id FROM tombstone)
                """, transaction.now)
            try forgetWhoIsErased(in: transaction)
            try forgetGuardiansUnderTombstones(in: transaction)
            return try transaction.rows("SELECT key_id FROM tombstone").map { try $0.id(0) }
        }
        let back = try await keyStore.remaining(of: keys)
        // The logs are emptied too; what an open reader still keeps goes with the next checkpoint.
        _ = try await shred(back)
        return ReplayedTombstones(keys: back.count, destructions: cameBack.map(\.lost))
    }

    /// The leaf of a destruction that was lost with the log, with its own moment. Who asked for it is not known any
    /// more; of whom something is kept, the log still leads to them.
    public func recordAgain(
        _ lost: LostDestruction, of subject: Pseudonym.ID? = nil, in transaction: Transaction
    ) throws {
        try record(
            Processing(
                .destroy, .retention, service: lost.service, fields: lost.fields, subject: subject, count: 1),
            access: Access(actor: .retention, purpose: .fraudAndLegalObligations, ground: .legalDuty),
            at: lost.at, in: transaction)
    }

    /// Whom a restored copy brought back, and what of theirs went when. Somebody of whom the law kept something for
    /// a while went in two steps.
    private static func rowsUnderTombstones(
        in transaction: Transaction
    ) throws -> [(person: EndUser.ID, lost: LostDestruction)] {
        let rows = try transaction.rows(
            "SELECT f.end_user_id, f.field, t.at FROM tombstone t JOIN sealed_field f ON f.key_id = t.key_id")
        var fields: [EndUser.ID: [Moment: FieldSet]] = [:]
        for row in rows {
            let field: Field = try row.word(1)
            fields[try row.id(0), default: [:]][try row.moment(2), default: .none].insert(FieldSet([field]))
        }
        return fields.flatMap { person, steps in
            steps.map { (person, LostDestruction(at: $0.key, fields: $0.value)) }
        }
    }

    /// A person whose keys are all destroyed is gone. Of whom one is left, the law kept something: they have no
    /// account any more, whatever the restored rows say (P43).
    private func forgetWhoIsErased(in transaction: Transaction) throws {
        let rows = try transaction.rows(
            """
            SELECT u.end_user_id, u.state, c.key_id, i.key_id FROM end_user u
            LEFT JOIN tombstone c ON c.key_id = u.contact_key_id
            LEFT JOIN tombstone i ON i.key_id = u.identity_key_id
            WHERE c.key_id IS NOT NULL OR i.key_id IS NOT NULL
            """)
        for row in rows {
            let (contact, identity) = (try row.optionalBlob(2), try row.optionalBlob(3))
            let person: EndUser.ID = try row.id(0)
            // A hold may keep the notes of who lost both.
            if contact != nil, identity != nil, try removePerson(person, in: transaction) { continue }
            if try row.text(1) != "erased" { try closePerson(person, in: transaction) }
        }
    }

    /// What the law keeps stays; the person has no account, no code and no session any more.
    public func closePerson(_ person: EndUser.ID, in transaction: Transaction) throws {
        try untie(person.person, in: transaction)
        try transaction.execute(
            """
            UPDATE end_user SET state = 'erased', code_id = NULL, consent_id = NULL, consent_state = NULL,
                age_check_at = NULL
            WHERE end_user_id = $1
            """, person)
        try forgetGuardians(of: person, in: transaction)
        try endAccess(of: person, in: transaction)
    }

    func endAccess(of person: EndUser.ID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM session_end_user WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM session WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM challenge_end_user WHERE end_user_id = $1", person)
        try endMobile(of: person, in: transaction)
        try transaction.execute(
            "UPDATE case_file SET closed_at = $2 WHERE end_user_id = $1 AND closed_at IS NULL", person,
            transaction.now)
    }
}

extension Vault {
    /// The destructions of these keys, for the copy off the machine.
    public func tombstones(of keys: [PersonKey.ID]) async throws -> [Tombstone] {
        try await data.read { transaction in
            try keys.compactMap { key in
                try transaction.row("SELECT reason, at FROM tombstone WHERE key_id = $1", key).map {
                    Tombstone(key: key, reason: try $0.text(0), at: try $0.moment(1))
                }
            }
        }
    }

    /// Persons with rows here whose keys are in no tombstone and not in the key store: their data is lost. After a
    /// restore of an older key store these are the enrolments since its copy was made.
    public func personsWithoutKeys() async throws -> [EndUser.ID] {
        var (found, last): ([EndUser.ID], [UInt8]) = ([], [])
        while true {
            let from = last
            let page = try await data.read { transaction in
                try transaction.rows(
                    """
                    SELECT u.end_user_id, u.contact_key_id, u.identity_key_id FROM end_user u
                    WHERE u.end_user_id > $1 ORDER BY u.end_user_id LIMIT 1000
                    """, from
                ).map { row in
                    let keys: [PersonKey.ID] = [try row.id(1), try row.id(2)]
                    let expected = try keys.filter { key in
                        try transaction.row("SELECT 1 FROM tombstone WHERE key_id = $1", key) == nil
                    }
                    return (person: try row.id(0) as EndUser.ID, keys: expected)
                }
            }
            guard let end = page.last else { return found }
            let remaining = Set(try await keyStore.remaining(of: page.flatMap(\.keys)))
            found += page.filter { !remaining.isSuperset(of: $0.keys) }.map(\.person)
            last = end.person.bytes
        }
    }
}
