import Domain
import Storage
import Vault

/// Everyone that the key store knows, in pages: the second source about who exists.
struct KeyHolders: AsyncSequence, AsyncIteratorProtocol {
    struct Holder: Sendable {
        let person: Person.ID
        let pseudonym: Pseudonym.ID
        let made: Moment
    }

    private let keys: Database
    private var last: [UInt8] = []
    private static let page = 1_000

    init(keys: Database) {
        self.keys = keys
    }

    func makeAsyncIterator() -> KeyHolders { self }

    mutating func next() async throws -> [Holder]? {
        let last = last
        let page = try await keys.read { transaction in
            try transaction.rows(
                """
                SELECT pseudonym, person_id, created_at FROM pseudonym
                WHERE pseudonym > $1 ORDER BY pseudonym LIMIT $2
                """, last, Self.page
            ).map { Holder(person: try $0.id(1), pseudonym: try $0.id(0), made: try $0.moment(2)) }
        }
        self.last = page.last?.pseudonym.bytes ?? last
        return page.isEmpty ? nil : page
    }
}

extension Sequence<KeyHolders.Holder> {
    /// Those whom no row of the data store knows: no end user, attempt, account, contact request or guardian.
    func withoutRow(in transaction: Transaction) throws -> [KeyHolders.Holder] {
        let places: [SQL] = [
            "SELECT 1 FROM end_user WHERE end_user_id = $1",
            "SELECT 1 FROM enrolment_attempt WHERE end_user_id = $1",
            "SELECT 1 FROM account WHERE account_id = $1",
            "SELECT 1 FROM contact_request WHERE request_id = $1",
            "SELECT 1 FROM guardian WHERE guardian_id = $1",
        ]
        return try filter { holder in
            try places.allSatisfy { try transaction.row($0, holder.person) == nil }
        }
    }
}
