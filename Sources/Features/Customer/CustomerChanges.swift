public import Domain
import Storage
public import Vault

/// What was changed about a customer at once, by whom and when.
public struct CustomerChange: Sendable, Equatable {
    public struct Line: Sendable, Equatable {
        public let part: CustomerDetails.Part
        public let before: String?
        public let after: String?

        public init(part: CustomerDetails.Part, before: String?, after: String?) {
            self.part = part
            self.before = before
            self.after = after
        }
    }

    public let at: Moment
    public let by: Account.ID
    /// Whether somebody of the customer itself did it, and not BuenO.
    public let isOwn: Bool
    public let lines: [Line]

    public init(at: Moment, by: Account.ID, isOwn: Bool, lines: [Line]) {
        self.at = at
        self.by = by
        self.isOwn = isOwn
        self.lines = lines
    }
}

/// Changing what a customer is known by and where its invoices go, each time with a leaf and what it was before.
public struct CustomerChanges: Sendable {
    private let vault: Vault

    public init(vault: Vault) {
        self.vault = vault
    }

    /// BuenO changes any of it, as when it was registered.
    ///
    /// - `revision`: that of the file the form was opened on. Refuses when somebody saved another one meanwhile.
    public func change(
        _ customer: Customer.ID, _ form: CustomerDetailsForm, revision: Int64, by worker: Worker
    ) async throws {
        let details = try form.details { PersonalPattern.reachesSomebody($0) }
        try await save(customer, revision: revision, by: worker, in: [.fieldOperator]) { _ in details }
    }

    /// The customer's administrator changes where its invoices go. Its name and its numbers say with whom the
    /// agreement is: those BuenO changes.
    public func changeInvoice(_ form: CustomerDetailsForm, revision: Int64, by worker: Worker) async throws {
        guard let customer = worker.customer else { throw VaultError.notYours }
        let invoice = try form.invoice { PersonalPattern.reachesSomebody($0) }
        try await save(customer, revision: revision, by: worker, in: [.customerAdmin]) { before in
            var details = before
            details.invoice = invoice
            return details
        }
    }

    /// Newest first.
    public func list(of customer: Customer.ID) async throws -> [CustomerChange] {
        try await vault.data.read { try CustomerChangeQueries.all(of: customer, in: $0) }
    }

    private func save(
        _ customer: Customer.ID, revision: Int64, by worker: Worker, in roles: [Role],
        _ changed: @escaping @Sendable (CustomerDetails) -> CustomerDetails
    ) async throws {
        guard let actor = worker.actor(in: roles) else { throw VaultError.notYours }
        let access = Access(actor: actor, purpose: .invoicing, ground: .serviceDelivery)
        try await CustomerQueries.refusingTakenNumbers {
            try await vault.data.write { [vault] transaction in
                guard let before = try CustomerQueries.customer(customer, in: transaction)?.details else {
                    throw CustomerRefusal.unknownCustomer
                }
                let after = changed(before)
                let parts = after.parts(otherThan: before)
                // Who saves what stands there changes nothing, and there is nothing to tell.
                guard !parts.isEmpty else { return }
                guard try !CustomerChangeQueries.isTaken(after.numbers, besides: customer, in: transaction)
                else {
                    throw CustomerRefusal.registrationNumberTaken
                }
                guard try CustomerChangeQueries.save(after, of: customer, revision: revision, in: transaction)
                else {
                    throw CustomerRefusal.changedMeanwhile
                }
                let logged = try vault.record(
                    Processing(
                        .store, .customerDetails, service: .administration, fields: .none, subject: nil,
                        count: 1),
                    access: access, in: transaction)
                for part in parts {
                    try CustomerChangeQueries.insert(
                        .init(part: part, before: before[part], after: after[part]), of: customer,
                        revision: revision + 1, by: worker.account, leaf: logged.leaf.id, in: transaction)
                }
            }
        }
    }
}

/// The SQL of changes of customers.
enum CustomerChangeQueries {
    /// Whether another customer has one of the numbers.
    static func isTaken(
        _ numbers: RegistrationNumbers, besides customer: Customer.ID?, in transaction: Transaction
    ) throws -> Bool {
        try transaction.row(
            """
            SELECT 1 FROM customer c LEFT JOIN customer_detail d ON d.customer_id = c.customer_id
            WHERE c.customer_id <> $4
                AND (c.registration_number IN ($1, $2, $3) OR d.kvk_number = $2 OR d.oin = $3)
            """, numbers.main, numbers.kvk?.text, numbers.oin?.text, customer?.bytes ?? []) != nil
    }

    /// - Returns false when it is not at that revision any more.
    static func save(
        _ details: CustomerDetails, of customer: Customer.ID, revision: Int64, in transaction: Transaction
    ) throws -> Bool {
        let (numbers, invoice) = (details.numbers, details.invoice)
        let saved = try transaction.execute(
            """
            INSERT INTO customer_detail (customer_id, kvk_number, oin, vat_number, street, postcode, city,
                buyer_reference, revision)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)
            ON CONFLICT (customer_id) DO UPDATE SET kvk_number = excluded.kvk_number, oin = excluded.oin,
                vat_number = excluded.vat_number, street = excluded.street, postcode = excluded.postcode,
                city = excluded.city, buyer_reference = excluded.buyer_reference,
                revision = customer_detail.revision + 1
            WHERE customer_detail.revision = $9
            """, customer, numbers.kvk?.text, numbers.oin?.text, invoice?.vat?.text, invoice?.street,
            invoice?.postcode.text, invoice?.city, invoice?.buyerReference, revision)
        guard saved == 1 else { return false }
        return try transaction.execute(
            "UPDATE customer SET name = $2, kind = $3, registration_number = $4 WHERE customer_id = $1",
            customer, details.name, details.kind.rawValue, numbers.main) == 1
    }

    static func insert(
        _ line: CustomerChange.Line, of customer: Customer.ID, revision: Int64, by account: Account.ID,
        leaf: LogLeaf.ID, in transaction: Transaction
    ) throws {
        try transaction.execute(
            """
            INSERT INTO customer_change (customer_id, revision, part, value_before, value_after, changed_by,
                changed_at, leaf_id)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """, customer, revision, line.part.rawValue, line.before, line.after, account, transaction.now,
            leaf)
    }

    static func all(of customer: Customer.ID, in transaction: Transaction) throws -> [CustomerChange] {
        var changes: [(revision: Int64, change: CustomerChange)] = []
        let rows = try transaction.rows(
            """
            SELECT h.revision, h.part, h.value_before, h.value_after, h.changed_by, h.changed_at,
                CASE WHEN a.customer_id = h.customer_id THEN 1 ELSE 0 END
            FROM customer_change h JOIN account a ON a.account_id = h.changed_by
            WHERE h.customer_id = $1 ORDER BY h.revision DESC
            """, customer)
        for row in rows {
            let revision = try row.int(0)
            let line = CustomerChange.Line(
                part: try row.word(1), before: try row.optionalText(2), after: try row.optionalText(3))
            let lines = changes.last?.revision == revision ? changes.removeLast().change.lines : []
            changes.append(
                (
                    revision,
                    CustomerChange(
                        at: try row.moment(5), by: try row.id(4), isOwn: try row.int(6) == 1,
                        lines: (lines + [line]).sorted { $0.part.place < $1.part.place })
                ))
        }
        return changes.map(\.change)
    }
}

extension CustomerDetails.Part {
    /// Where it stands on the form.
    fileprivate var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
