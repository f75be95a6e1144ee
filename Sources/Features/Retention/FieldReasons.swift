import Domain
import Storage
import Vault

/// Why a field is kept where more than one service or purpose needs it. A slice that begins to need a field says so in
/// the transaction in which it does, and says when its term makes an end.
enum FieldReasons {
    static func begin(
        _ fields: FieldSet, of person: EndUser.ID, for service: Service, _ purpose: Purpose,
        in transaction: Transaction
    ) throws {
        for field in fields.fields {
            try transaction.execute(
                """
                INSERT INTO field_reason (end_user_id, field, service, purpose, since) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (end_user_id, field, service, purpose) DO UPDATE SET ends_at = NULL
                """, person, field.rawValue, service.rawValue, purpose.rawValue, transaction.now)
        }
    }

    /// - `ends`: the end of the statement's term, from the event that ended the need.
    static func end(
        of person: EndUser.ID, for service: Service, _ purpose: Purpose, at ends: Moment,
        in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            UPDATE field_reason SET ends_at = $4
            WHERE end_user_id = $1 AND service = $2 AND purpose = $3 AND ends_at IS NULL
            """, person, service.rawValue, purpose.rawValue, ends)
    }

    static func all(of person: EndUser.ID, in transaction: Transaction) throws -> [Field: [FieldReason]] {
        var reasons: [Field: [FieldReason]] = [:]
        for row in try transaction.rows(
            "SELECT field, service, purpose, ends_at FROM field_reason WHERE end_user_id = $1", person)
        {
            reasons[try row.word(0), default: []].append(
                FieldReason(
                    service: try row.word(1), purpose: try row.word(2), ends: try row.optionalMoment(3)))
        }
        return reasons
    }

    /// Which of somebody's fields have lost their last reason.
    static func unreasoned(of person: EndUser.ID, in transaction: Transaction) throws -> Set<Field> {
        let past = try all(of: person, in: transaction).filter { _, reasons in
            reasons.lastEnd.map { $0 <= transaction.now } ?? false
        }
        return Set(past.keys)
    }
}

/// Fields that lost their last reason, of persons who stay (P40).
struct FieldSweep: Sendable {
    let vault: Vault
    let shredder: Shredder
    private static let page = 200
    private static let access = Access(
        actor: .retention, purpose: .fraudAndLegalObligations, ground: .legalDuty)

    /// - Returns how many persons lost a field.
    func run() async throws -> Int {
        var (total, last): (Int, [UInt8]) = (0, [])
        while true {
            let from = last
            let page = try await vault.data.read { transaction in
                try DestructionLedger.refuseWhileStopped(in: transaction)
                let persons: [EndUser.ID] = try transaction.rows(
                    """
                    SELECT DISTINCT r.end_user_id FROM field_reason r
                    JOIN end_user u ON u.end_user_id = r.end_user_id
                    WHERE r.ends_at <= $1 AND r.end_user_id > $2 AND u.state <> 'erased'
                    ORDER BY r.end_user_id LIMIT $3
                    """, transaction.now, from, Self.page
                ).map { try $0.id(0) }
                return try persons.map { ($0, try FieldReasons.unreasoned(of: $0, in: transaction)) }
            }
            guard let end = page.last?.0 else { break }
            for (person, fields) in page where !fields.isEmpty {
                do {
                    if try await destroy(fields, of: person) { total += 1 }
                } catch VaultError.noSuchPerson {
                    // Their keys were lost with an older copy: nothing of theirs opens, and their own term takes them.
                    continue
                }
            }
            last = end.bytes
        }
        // The job knows which keys died, also when this comes no further: no witness stays untold.
        if total > 0 { try await shredder.run() }
        return total
    }

    private func destroy(_ fields: Set<Field>, of person: EndUser.ID) async throws -> Bool {
        var died = 0
        let service = try await vault.data.read { try vault.serviceBought(for: person, in: $0) }
        for keyClass in KeyClass.allCases {
            let own = fields.filter { $0.keyClass == keyClass }
            if own.isEmpty { continue }
            let key = try await vault.destroyFields(
                own, of: person, service: service, access: Self.access
            ) { transaction in
                guard try FieldReasons.unreasoned(of: person, in: transaction).isSuperset(of: own) else {
                    return false
                }
                for field in own {
                    try transaction.execute(
                        "DELETE FROM field_reason WHERE end_user_id = $1 AND field = $2", person,
                        field.rawValue)
                }
                try DestructionLedger.add(.endUserData, destroyed: 1, in: transaction)
                try leaveToTheShredder(own, of: person, in: transaction)
                return true
            }
            if key != nil { died += 1 }
        }
        return died > 0
    }

    /// The old key is shredded as after every erasure; nobody has the number of this receipt.
    private func leaveToTheShredder(
        _ fields: Set<Field>, of person: EndUser.ID, in transaction: Transaction
    ) throws {
        guard let keyClass = fields.first?.keyClass,
            let row = try transaction.row(
                "SELECT contact_key_id, identity_key_id FROM end_user WHERE end_user_id = $1", person)
        else { return }
        var generator = SystemRandomNumberGenerator()
        let receipt = ReceiptNumber(random: &generator)
        try ErasureQueries.insert(
            .random(), receiptHash: try vault.receiptHash(receipt.text), reason: .retention,
            plan: ErasurePlan(held: FieldSet(fields), duties: [:], now: transaction.now),
            keys: [try row.id(keyClass == .contact ? 0 : 1)], in: transaction)
    }
}
