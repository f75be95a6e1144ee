public import Domain
import Storage
public import Vault

/// Whom to reach at a customer, and about what (P02).
public struct ContactPoints: Sendable {
    private let vault: Vault

    public init(vault: Vault) {
        self.vault = vault
    }

    /// Opens nobody's name: who works there reads those from the list of colleagues.
    public func list(of customer: Customer.ID) async throws -> [ContactPoint] {
        try await vault.data.read { transaction in
            try transaction.rows(
                """
                SELECT point_id, purpose, channel, place, account_id, created_at FROM contact_point
                WHERE customer_id = $1 ORDER BY purpose, created_at, point_id
                """, customer
            ).compactMap(Self.point)
        }
    }

    private static func point(_ row: Row) throws -> ContactPoint? {
        let place: ContactPoint.Place? =
            if let account: Account.ID = try row.optionalID(4) {
                .personal(account)
            } else if let text = try row.optionalText(3) {
                .general(try row.word(2), text)
            } else {
                nil
            }
        return try place.map {
            ContactPoint(id: try row.id(0), purpose: try row.word(1), place: $0, since: try row.moment(5))
        }
    }

    /// Keeps a mailbox or a number of the organisation, in the clear. What looks like a person's is refused.
    public func add(general typed: String, for purpose: ContactPoint.Purpose, by worker: Worker) async throws
    {
        guard let customer = worker.customer else { throw ContactPointRefusal.unknown }
        guard case .general(let channel, let place) = try ContactPoint.general(typed) else { return }
        let added = try await vault.data.write { transaction in
            try transaction.execute(
                """
                INSERT INTO contact_point (point_id, customer_id, purpose, class, channel, place, created_by,
                    created_at)
                VALUES ($1, $2, $3, 'general', $4, $5, $6, $7) ON CONFLICT DO NOTHING
                """, ContactPoint.ID.random(), customer, purpose.rawValue, channel.rawValue, place,
                worker.account, transaction.now)
        }
        guard added == 1 else { throw ContactPointRefusal.alreadyThere }
    }

    /// Refers to a colleague. Name and address stay where they are: in the vault.
    public func add(
        colleague: Account.ID, for purpose: ContactPoint.Purpose, by worker: Worker
    ) async throws {
        guard let customer = worker.customer else { throw ContactPointRefusal.unknown }
        let added = try await vault.data.write { transaction in
            // Another organisation's colleague does not exist here.
            guard let row = try AccountQueries.account(colleague, in: transaction), row.side == worker.side,
                row.state != .closed
            else { throw ContactPointRefusal.unknownColleague }
            return try transaction.execute(
                """
                INSERT INTO contact_point (point_id, customer_id, purpose, class, account_id, created_by, created_at)
                VALUES ($1, $2, $3, 'personal', $4, $5, $6) ON CONFLICT DO NOTHING
                """, ContactPoint.ID.random(), customer, purpose.rawValue, colleague, worker.account,
                transaction.now)
        }
        guard added == 1 else { throw ContactPointRefusal.alreadyThere }
    }

    public func remove(_ id: ContactPoint.ID, by worker: Worker) async throws {
        guard let customer = worker.customer else { throw ContactPointRefusal.unknown }
        let removed = try await vault.data.write { transaction in
            try transaction.execute(
                "DELETE FROM contact_point WHERE point_id = $1 AND customer_id = $2", id, customer)
        }
        guard removed == 1 else { throw ContactPointRefusal.unknown }
    }
}
