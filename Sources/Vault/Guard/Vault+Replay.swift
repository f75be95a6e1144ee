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

extension Vault {
    /// Carries every known destruction out again, in both stores: after a restore an erased person must not come
    /// back, whichever store is older (P44).
    ///
    /// - `witnessed`: the tombstones that were copied off the machine.
    /// - Returns how many keys had come back and were destroyed anew.
    @discardableResult
    public func replayTombstones(witnessed: [Tombstone] = []) async throws -> Int {
        let keys: [PersonKey.ID] = try await data.write { [self] transaction in
            for tombstone in witnessed {
                try transaction.execute(
                    "INSERT INTO tombstone (key_id, reason, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
                    tombstone.key, tombstone.reason, tombstone.at)
            }
            let keys: [PersonKey.ID] = try transaction.rows("SELECT key_id FROM tombstone").map { try $0.id(0) }
            for key in keys { try deleteWhatIsSealed(under: key, in: transaction) }
            try forgetPersonsWithoutIdentity(in: transaction)
            return keys
        }
        let back = try await keyStore.remaining(of: keys)
        try await keyStore.destroy(back)
        return back.count
    }

    /// A person whose identity key is destroyed is gone, unless the law keeps something of them.
    private func forgetPersonsWithoutIdentity(in transaction: Transaction) throws {
        let gone = try transaction.rows(
            """
            SELECT u.end_user_id FROM end_user u JOIN tombstone t ON t.key_id = u.identity_key_id
            WHERE NOT EXISTS (SELECT 1 FROM restriction r WHERE r.end_user_id = u.end_user_id)
            """)
        for row in gone { try removePerson(try row.id(0), in: transaction) }
    }

    /// Deletes the rows that name a person, after their sealed data. The code stays used.
    public func removePerson(_ person: EndUser.ID, in transaction: Transaction) throws {
        try transaction.execute("DELETE FROM session_end_user WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM session WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM challenge_end_user WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM message WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM blind_index WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM sealed_field WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM enrolment_attempt WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM restriction WHERE end_user_id = $1", person)
        try transaction.execute("DELETE FROM end_user WHERE end_user_id = $1", person)
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
}
