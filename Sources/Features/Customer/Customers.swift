public import Domain
import Storage
public import Vault

/// A customer with the state of one contract, for a list.
public struct CustomerSummary: Sendable {
    public let id: Customer.ID
    public let name: String
    public let kind: Customer.Kind
    public let contract: Contract
    public let endUsers: Int
}

/// Everything about one customer that is not about a person.
public struct CustomerFile: Sendable {
    public let customer: Customer
    public let numbers: RegistrationNumbers?
    public let invoice: InvoiceDetails?
    public let since: Moment
    /// How often it was changed.
    public let revision: Int64
    /// Newest first.
    public let contracts: [AgreementState]
    /// How many can sign in for it, or were asked to.
    public let colleagues: Int
    public let hasAdministrator: Bool
}

/// A contract, with its people and how far the telling of its end came.
public struct AgreementState: Sendable {
    public let contract: Contract
    public let endUsers: Int
    public let ending: EndingProgress?
}

/// The organisations that buy and pay, and their contracts (P01).
public struct Customers: Sendable {
    private let vault: Vault
    private let endings: WakeUp

    /// - `endings`: rung when an agreement ends, so that its people are told at once.
    public init(vault: Vault, endings: WakeUp) {
        self.vault = vault
        self.endings = endings
    }

    /// Judges a typed form, and names all that is wrong at once.
    public func registration(_ form: CustomerForm) throws -> Registration {
        try form.registration {
            PersonalPattern.reachesSomebody($0)
        }
    }

    /// Registers an organisation with a contract for one service, in one transaction.
    public func register(
        _ registration: Registration, service: Service, by worker: Worker? = nil
    ) async throws -> Contract {
        let contract = Contract(
            id: .random(), customer: .random(), service: service, starts: registration.period.starts,
            ended: registration.period.ends)
        try await CustomerQueries.refusingTakenNumbers {
            try await vault.data.write { transaction in
                try CustomerQueries.insert(
                    contract.customer, registration, by: worker?.account, in: transaction)
                try CustomerQueries.insert(contract, by: worker?.account, in: transaction)
            }
        }
        return contract
    }

    /// The same without what an invoice needs: from the command line, and for invented customers.
    public func register(
        name: String, kind: Customer.Kind, registrationNumber: String, service: Service, starts: Moment
    ) async throws -> Contract {
        guard let numbers = RegistrationNumbers(registrationNumber) else {
            throw CustomerRefusal.invalid([.numberMissing])
        }
        let name = name.split(separator: " ").joined(separator: " ")
        guard !name.isEmpty else { throw CustomerRefusal.invalid([.nameMissing]) }
        return try await register(
            Registration(
                details: CustomerDetails(name: name, kind: kind, numbers: numbers, invoice: nil),
                period: ContractPeriod(starts: starts, ends: nil)), service: service)
    }

    /// A new agreement of a customer that is known already.
    ///
    /// - Refuses one for the same service in the same time.
    public func start(
        _ service: Service, for customer: Customer.ID, _ period: ContractPeriod, by worker: Worker
    ) async throws -> Contract {
        let contract = Contract(
            id: .random(), customer: customer, service: service, starts: period.starts, ended: period.ends)
        try await vault.data.write { transaction in
            guard try CustomerQueries.customer(customer, in: transaction) != nil else {
                throw CustomerRefusal.unknownCustomer
            }
            guard try !CustomerQueries.overlaps(contract, in: transaction) else {
                throw CustomerRefusal.contractOverlaps
            }
            try CustomerQueries.insert(contract, by: worker.account, in: transaction)
        }
        return contract
    }

    /// Ends an agreement: from then on the term of its end users' data runs (P40), and they and the customer are told.
    ///
    /// - Refuses a worker who did not prove themselves just now.
    public func end(_ contract: Contract.ID, by worker: Worker? = nil) async throws {
        try await vault.data.write { transaction in
            guard worker?.isProven(at: transaction.now) ?? true else { throw CustomerRefusal.proofNeeded }
            guard try EndingQueries.end(contract, by: worker?.account, in: transaction) else {
                throw CustomerRefusal.contractEnded
            }
        }
        endings.ring()
    }

    public func list() async throws -> [CustomerSummary] {
        try await vault.data.read { try CustomerQueries.summaries(in: $0) }
    }

    /// Nothing when there is no such customer.
    public func file(_ id: Customer.ID) async throws -> CustomerFile? {
        try await vault.data.read { [vault] transaction in
            guard let known = try CustomerQueries.customer(id, in: transaction) else { return nil }
            let accounts = try AccountQueries.accounts(of: .customer(id), in: transaction)
                .filter { $0.state != .closed }
            let administrators = try Administrators.all(of: id, vault: vault, in: transaction)
            return CustomerFile(
                customer: known.customer, numbers: known.numbers, invoice: known.invoice, since: known.since,
                revision: known.revision,
                contracts: try CustomerQueries.agreements(of: id, in: transaction),
                colleagues: accounts.count,
                hasAdministrator: !administrators.isEmpty)
        }
    }
}
