public import Domain
import Storage
public import Vault

/// Why a customer or contract is not made.
public enum CustomerRefusal: Error, Equatable, Sendable {
    case nameMissing
    /// A KvK number has 8 digits, an OIN 20.
    case registrationNumberInvalid
    case registrationNumberTaken
    case unknownCustomer
    case unknownContract
    case contractEnded
}

/// A customer with the state of its contract, for a list.
public struct CustomerSummary: Sendable {
    public let id: Customer.ID
    public let name: String
    public let kind: Customer.Kind
    public let contract: Contract
    public let endUsers: Int
}

/// The organisations that buy and pay, and their contracts (P01).
public struct Customers: Sendable {
    private let vault: Vault

    public init(vault: Vault) {
        self.vault = vault
    }

    /// Registers an organisation with a contract for one service, in one transaction.
    public func register(
        name: String, kind: Customer.Kind, registrationNumber: String, service: Service, starts: Moment
    ) async throws -> Contract {
        let name = name.split(separator: " ").joined(separator: " ")
        guard !name.isEmpty else { throw CustomerRefusal.nameMissing }
        guard [8, 20].contains(registrationNumber.utf8.count),
            registrationNumber.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else { throw CustomerRefusal.registrationNumberInvalid }
        let contract = Contract(
            id: .random(), customer: .random(), service: service, starts: starts, ended: nil)
        let added = try await vault.data.write { transaction in
            let inserted = try transaction.execute(
                """
                INSERT INTO customer (customer_id, name, kind, registration_number, created_at)
                VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
                """, contract.customer, name, kind.rawValue, registrationNumber, transaction.now)
            guard inserted == 1 else { return false }
            try transaction.execute(
                """
                INSERT INTO contract (contract_id, customer_id, service, starts_at, created_at)
                VALUES ($1, $2, $3, $4, $5)
                """, contract.id, contract.customer, service.rawValue, starts, transaction.now)
            return true
        }
        guard added else { throw CustomerRefusal.registrationNumberTaken }
        return contract
    }

    /// Ends an agreement: from then on the term of its end users' data runs (P40).
    public func end(_ contract: Contract.ID) async throws {
        let ended = try await vault.data.write { transaction in
            try transaction.execute(
                "UPDATE contract SET ended_at = $2 WHERE contract_id = $1 AND ended_at IS NULL AND starts_at < $2",
                contract, transaction.now)
        }
        guard ended == 1 else { throw CustomerRefusal.contractEnded }
    }

    public func list() async throws -> [CustomerSummary] {
        try await vault.data.read { transaction in
            try transaction.rows(
                """
                SELECT c.customer_id, c.name, c.kind, k.contract_id, k.service, k.starts_at, k.ended_at,
                    (SELECT COUNT(*) FROM end_user u WHERE u.contract_id = k.contract_id)
                FROM customer c JOIN contract k ON k.customer_id = c.customer_id ORDER BY c.name, k.starts_at
                """
            ).map { row in
                CustomerSummary(
                    id: try row.id(0), name: try row.text(1), kind: try row.word(2),
                    contract: Contract(
                        id: try row.id(3), customer: try row.id(0), service: try row.word(4),
                        starts: try row.moment(5), ended: try row.optionalMoment(6)),
                    endUsers: Int(try row.int(7)))
            }
        }
    }
}
