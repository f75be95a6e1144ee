import Domain
import Storage
import Vault

/// The SQL of customers and their contracts.
enum CustomerQueries {
    struct Known: Sendable {
        let customer: Customer
        let numbers: RegistrationNumbers?
        let invoice: InvoiceDetails?
        let since: Moment
        /// How often it was changed: a form is saved only on what it was opened on.
        let revision: Int64

        var details: CustomerDetails? {
            numbers.map {
                CustomerDetails(name: customer.name, kind: customer.kind, numbers: $0, invoice: invoice)
            }
        }
    }

    /// Somebody else may take a number between our look and our row: then the store itself refuses.
    static func refusingTakenNumbers(_ change: () async throws -> Void) async throws {
        do {
            try await change()
        } catch StorageError.constraint("unique") {
            throw CustomerRefusal.registrationNumberTaken
        }
    }

    static func insert(
        _ id: Customer.ID, _ registration: Registration, by account: Account.ID?, in transaction: Transaction
    ) throws {
        let details = registration.details
        let (numbers, invoice) = (details.numbers, details.invoice)
        guard try !CustomerChangeQueries.isTaken(numbers, besides: nil, in: transaction) else {
            throw CustomerRefusal.registrationNumberTaken
        }
        try transaction.execute(
            """
            INSERT INTO customer (customer_id, name, kind, registration_number, created_at)
            VALUES ($1, $2, $3, $4, $5)
            """, id, details.name, details.kind.rawValue, numbers.main, transaction.now)
        try transaction.execute(
            """
            INSERT INTO customer_detail (customer_id, kvk_number, oin, vat_number, street, postcode, city,
                buyer_reference, registered_by)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            """, id, numbers.kvk?.text, numbers.oin?.text, invoice?.vat?.text, invoice?.street,
            invoice?.postcode.text, invoice?.city, invoice?.buyerReference, account)
    }

    /// With the row that its people are told by, when its end is known already.
    static func insert(_ contract: Contract, by account: Account.ID?, in transaction: Transaction) throws {
        try transaction.execute(
            """
            INSERT INTO contract (contract_id, customer_id, service, starts_at, ended_at, created_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            """, contract.id, contract.customer, contract.service.rawValue, contract.starts, contract.ended,
            transaction.now)
        if let ends = contract.ended {
            try EndingQueries.insert(contract.id, ends: ends, by: account, in: transaction)
        }
    }

    static func overlaps(_ contract: Contract, in transaction: Transaction) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 FROM contract WHERE customer_id = $1 AND service = $2
            AND starts_at < $4 AND COALESCE(ended_at, $5) > $3
            """, contract.customer, contract.service.rawValue, contract.starts,
            contract.ended?.milliseconds ?? Int64.max, Int64.max) != nil
    }

    static func customer(_ id: Customer.ID, in transaction: Transaction) throws -> Known? {
        try transaction.row(
            """
            SELECT c.name, c.kind, c.registration_number, c.created_at, d.kvk_number, d.oin, d.vat_number, d.street,
                d.postcode, d.city, d.buyer_reference, COALESCE(d.revision, 0)
            FROM customer c LEFT JOIN customer_detail d ON d.customer_id = c.customer_id WHERE c.customer_id = $1
            """, id
        ).map { row in
            let kvk = try row.optionalText(4).flatMap { KvKNumber($0) }
            let oin = try row.optionalText(5).flatMap { OIN($0) }
            let main = try row.text(2)
            return Known(
                customer: Customer(id: id, name: try row.text(0), kind: try row.word(1)),
                numbers: RegistrationNumbers(kvk: kvk, oin: oin)
                    ?? RegistrationNumbers(main),
                invoice: try invoice(row), since: try row.moment(3), revision: try row.int(11))
        }
    }

    private static func invoice(_ row: Row) throws -> InvoiceDetails? {
        guard let street = try row.optionalText(7),
            let postcode = try row.optionalText(8).flatMap(Postcode.init),
            let city = try row.optionalText(9), let reference = try row.optionalText(10)
        else { return nil }
        return InvoiceDetails(
            vat: try row.optionalText(6).flatMap { VATNumber($0) }, street: street, postcode: postcode,
            city: city, buyerReference: reference)
    }

    static func contract(_ id: Contract.ID, in transaction: Transaction) throws -> Contract? {
        try transaction.row(
            "SELECT contract_id, customer_id, service, starts_at, ended_at FROM contract WHERE contract_id = $1",
            id
        ).map { try contract($0) }
    }

    private static func contract(_ row: Row) throws -> Contract {
        Contract(
            id: try row.id(0), customer: try row.id(1), service: try row.word(2), starts: try row.moment(3),
            ended: try row.optionalMoment(4))
    }

    static func agreements(of customer: Customer.ID, in transaction: Transaction) throws -> [AgreementState] {
        try transaction.rows(
            """
            SELECT k.contract_id, k.customer_id, k.service, k.starts_at, k.ended_at,
                (SELECT COUNT(*) FROM end_user u WHERE u.contract_id = k.contract_id AND u.state <> 'erased')
            FROM contract k WHERE k.customer_id = $1 ORDER BY k.starts_at DESC, k.contract_id
            """, customer
        ).map { row in
            let contract = try contract(row)
            return AgreementState(
                contract: contract, endUsers: Int(try row.int(5)),
                ending: try EndingQueries.progress(of: contract.id, in: transaction))
        }
    }

    static func summaries(in transaction: Transaction) throws -> [CustomerSummary] {
        try transaction.rows(
            """
            SELECT k.contract_id, k.customer_id, k.service, k.starts_at, k.ended_at, c.name, c.kind,
                (SELECT COUNT(*) FROM end_user u WHERE u.contract_id = k.contract_id)
            FROM customer c JOIN contract k ON k.customer_id = c.customer_id ORDER BY c.name, k.starts_at
            """
        ).map { row in
            CustomerSummary(
                id: try row.id(1), name: try row.text(5), kind: try row.word(6), contract: try contract(row),
                endUsers: Int(try row.int(7)))
        }
    }
}
