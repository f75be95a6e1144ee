public import Domain
import Storage

/// A hold as it is copied off the machine, so that a restore of older data still obeys it: random numbers, a day, and
/// nothing personal. Its words stay here.
public struct WitnessedHold: Hashable, Sendable {
    public let id: Hold.ID
    public let target: Hold.Target
    public let classes: Set<KeyClass>
    public let until: Moment
    /// Whether it was in force when it was copied; one that was lifted is copied again.
    public let isInForce: Bool

    public init(id: Hold.ID, target: Hold.Target, classes: Set<KeyClass>, until: Moment, isInForce: Bool) {
        self.id = id
        self.target = target
        self.classes = classes
        self.until = until
        self.isInForce = isInForce
    }
}

extension Vault {
    /// Every hold that was ever in force, for the copy off the machine.
    public func witnessedHolds() async throws -> [WitnessedHold] {
        try await data.read { transaction in
            try transaction.rows(
                """
                SELECT hold_id, person_id, customer_id, until, state FROM hold
                WHERE state IN ('in_force', 'renewal_asked', 'lift_asked', 'lifted') ORDER BY asked_at
                """
            ).compactMap { row in
                let (person, customer): (Person.ID?, Customer.ID?) = (
                    try row.optionalID(1), try row.optionalID(2)
                )
                guard let target = person.map(Hold.Target.person) ?? customer.map(Hold.Target.customer) else {
                    return nil
                }
                let id: Hold.ID = try row.id(0)
                let classes: [KeyClass] = try transaction.rows(
                    "SELECT class FROM hold_class WHERE hold_id = $1", id
                ).map { try $0.word(0) }
                return WitnessedHold(
                    id: id, target: target, classes: Set(classes), until: try row.moment(3),
                    isInForce: try row.text(4) != Hold.State.lifted.rawValue)
            }
        }
    }

    /// Puts holds in force again that the witness knows and these stores do not, or not until that day: what was held
    /// when the older copy was made anew must not go with the next sweep (P43). Before anything is destroyed.
    ///
    /// - `witnessed`: in the order in which they were copied; of one hold the last counts.
    /// - Returns how many were placed or prolonged.
    public func replayHolds(_ witnessed: [WitnessedHold]) async throws -> Int {
        let latest = Dictionary(witnessed.map { ($0.id, $0) }) { _, later in later }
        return try await data.write { transaction in
            try latest.values.count { try Self.place($0, in: transaction) }
        }
    }

    private static func place(_ hold: WitnessedHold, in transaction: Transaction) throws -> Bool {
        guard hold.isInForce, hold.until > transaction.now else { return false }
        if case .customer(let id) = hold.target,
            try transaction.row("SELECT 1 FROM customer WHERE customer_id = $1", id) == nil
        {
            return false
        }
        let (person, customer): (Person.ID?, Customer.ID?) =
            switch hold.target {
            case .person(let id): (id, nil)
            case .customer(let id): (nil, id)
            }
        let changed = try transaction.execute(
            """
            INSERT INTO hold (hold_id, person_id, customer_id, reason, note, state, asked_at, until, restored_at)
            VALUES ($1, $2, $3, $4, $5, 'in_force', $6, $7, $6)
            ON CONFLICT (hold_id) DO UPDATE SET state = 'in_force', until = excluded.until,
                restored_at = excluded.restored_at, pending_by = NULL, renewal_until = NULL
            WHERE hold.until <> excluded.until
                OR hold.state NOT IN ('in_force', 'renewal_asked', 'lift_asked')
            """, hold.id, person, customer, Hold.Reason.authorityOrder.rawValue, reasonUnknown,
            transaction.now, hold.until)
        for keyClass in hold.classes {
            try transaction.execute(
                "INSERT INTO hold_class (hold_id, class) VALUES ($1, $2) ON CONFLICT DO NOTHING", hold.id,
                keyClass.rawValue)
        }
        return changed == 1
    }
}
