import Domain
import Storage
import Vault

/// Finds persons by a number or an address, through the blind index of each customer.
struct PersonFinder: Sendable {
    struct Found: Sendable {
        let person: EndUser.ID
        let customer: Customer.ID
        let service: Service
        let language: Language
        /// By which index entry: it may have changed by the time that something is sent.
        let digest: [UInt8]
    }

    let vault: Vault

    func find(_ field: Field, _ value: Sensitive<String>) async throws -> [Found] {
        try await vault.data.read { transaction in
            let customers: [Customer.ID] = try transaction.rows("SELECT customer_id FROM customer").map {
                try $0.id(0)
            }
            var found: [Found] = []
            for customer in customers {
                let digest = try vault.blindIndex(field, value: value, customer: customer)
                found += try transaction.rows(
                    """
                    SELECT u.end_user_id, u.customer_id, c.service, u.language
                    FROM blind_index b JOIN end_user u ON u.end_user_id = b.end_user_id
                    JOIN contract c ON c.contract_id = u.contract_id
                    WHERE b.digest = $1 AND b.field = $2 AND b.customer_id = $3 AND u.state <> 'erased'
                    ORDER BY u.enrolled_at DESC, u.end_user_id
                    """, digest, field.rawValue, customer
                ).map {
                    Found(
                        person: try $0.id(0), customer: try $0.id(1), service: try $0.word(2),
                        language: try $0.word(3), digest: digest)
                }
            }
            return found
        }
    }

    /// Whether this is still this person's: a number or address may be changed while a message is on its way.
    static func isCurrent(_ found: Found, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT 1 FROM blind_index WHERE digest = $1 AND end_user_id = $2", found.digest, found.person) != nil
    }

    func has(_ field: Field, _ person: EndUser.ID, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            "SELECT 1 FROM blind_index WHERE end_user_id = $1 AND field = $2", person, field.rawValue) != nil
    }

    /// Which of these persons gave this value.
    func persons(
        among persons: [EndUser.ID], with field: Field, _ value: Sensitive<String>,
        in transaction: Transaction
    ) throws -> [EndUser.ID] {
        try persons.filter { person in
            guard
                let row = try transaction.row(
                    "SELECT customer_id, digest FROM blind_index WHERE end_user_id = $1 AND field = $2",
                    person,
                    field.rawValue)
            else { return false }
            return try row.blob(1) == vault.blindIndex(field, value: value, customer: try row.id(0))
        }
    }
}
