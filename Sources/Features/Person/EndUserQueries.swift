import Domain
import Storage
import Vault

/// The SQL of whose people are who.
enum EndUserQueries {
    /// Which customer this person is with, and for which service. Of somebody erased there is still such a row, for as
    /// long as the law keeps anything of them.
    static func bought(
        for person: EndUser.ID, evenErased: Bool = false, in transaction: Transaction
    ) throws -> (customer: Customer.ID, service: Service)? {
        let row = try transaction.row(
            """
            SELECT u.customer_id, c.service, u.state FROM end_user u JOIN contract c ON c.contract_id = u.contract_id
            WHERE u.end_user_id = $1
            """, person)
        guard let row, try evenErased || row.text(2) != "erased" else { return nil }
        return (try row.id(0), try row.word(1))
    }
}
