public import Domain
import Storage

/// What the law orders to keep, as it is copied off the machine: a random key's number, a day, and nothing personal.
/// The words of the order stay here.
public struct KeyLock: Hashable, Sendable {
    public let key: PersonKey.ID
    public let until: Moment
    /// Whether the person was erased: what the lock keeps is all that is left of them.
    public let isClosed: Bool

    public init(key: PersonKey.ID, until: Moment, isClosed: Bool) {
        self.key = key
        self.until = until
        self.isClosed = isClosed
    }
}

extension Vault {
    /// Every lock there is, for the copy off the machine.
    public func locks() async throws -> [KeyLock] {
        let rows = try await data.read { transaction in
            try transaction.rows(
                """
                SELECT r.end_user_id, r.class, r.until, u.state FROM restriction r
                JOIN end_user u ON u.end_user_id = r.end_user_id
                """
            ).map { row in
                (
                    person: try row.id(0, of: Person.self), keyClass: try row.word(1, of: KeyClass.self),
                    until: try row.moment(2), isClosed: try row.text(3) == EndUser.State.erased.rawValue
                )
            }
        }
        let keys = try await keyStore.classes(of: rows.map(\.person))
        return rows.compactMap { row in
            keys[row.person]?[row.keyClass].map {
                KeyLock(key: $0, until: row.until, isClosed: row.isClosed)
            }
        }
    }

    /// What became of locks that were put on again.
    public struct ReplayedLocks: Sendable, Equatable {
        public fileprivate(set) var placed = 0
        /// Their person is not in these copies, so what the law ordered to keep is lost.
        public fileprivate(set) var lost = 0
    }

    /// Puts on again what the witness knows and these stores do not: after a restore of older data an order to keep
    /// something, and the day until which, must not be lost (P43). After `replayTombstones`; safe to repeat.
    ///
    /// - `witnessed`: in the order in which they were copied; of one key the last counts.
    public func replayLocks(_ witnessed: [KeyLock]) async throws -> ReplayedLocks {
        let latest = Dictionary(witnessed.map { ($0.key, $0) }) { _, later in later }
        let locks = try await data.read { transaction in
            try latest.values.filter { lock in
                // One that is over matters only where it is all that is left: then the rest goes with the next sweep.
                guard lock.isClosed || lock.until > transaction.now else { return false }
                return try transaction.row("SELECT 1 FROM tombstone WHERE key_id = $1", lock.key) == nil
            }
        }
        let holders = try await keyStore.holders(of: locks.map(\.key))
        let pseudonyms = try await pseudonyms(of: holders.values.map(\.person))
        return try await data.write { [self] transaction in
            var outcome = ReplayedLocks()
            for lock in locks {
                guard let holder = holders[lock.key],
                    try place(lock, on: holder, of: pseudonyms[holder.person], &outcome, in: transaction)
                else {
                    outcome.lost += 1
                    continue
                }
            }
            return outcome
        }
    }

    /// - Returns false when the data does not know the person.
    private func place(
        _ lock: KeyLock, on holder: KeyStore.Holder, of pseudonym: Pseudonym.ID?,
        _ outcome: inout ReplayedLocks, in transaction: Transaction
    ) throws -> Bool {
        guard
            let state = try transaction.row(
                "SELECT state FROM end_user WHERE end_user_id = $1", holder.person)?.text(0)
        else { return false }
        if lock.isClosed, state != EndUser.State.erased.rawValue {
            try closePerson(EndUser.ID(person: holder.person), in: transaction)
        }
        let changed = try transaction.execute(
            """
            INSERT INTO restriction (end_user_id, class, reason, placed_at, until) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (end_user_id, class) DO UPDATE SET until = excluded.until
            WHERE restriction.until <> excluded.until
            """, holder.person, holder.keyClass.rawValue, Self.reasonUnknown, transaction.now, lock.until)
        if changed == 0 { return true }
        let fields: [Field] = try transaction.rows(
            "SELECT field FROM sealed_field WHERE end_user_id = $1 AND class = $2", holder.person,
            holder.keyClass.rawValue
        ).map { try $0.word(0) }
        try record(
            Processing(
                .store, .legalRestriction,
                service: try serviceBought(for: EndUser.ID(person: holder.person), in: transaction),
                fields: FieldSet(fields),
                subject: pseudonym),
            access: Access(
                actor: .system, purpose: .fraudAndLegalObligations, ground: .legalDuty),
            in: transaction)
        outcome.placed += 1
        return true
    }

    /// The witness keeps no words, so that it keeps nothing personal.
    static let reasonUnknown = "placed again after a restore: see the order"
}
