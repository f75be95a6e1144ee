import Domain
import Storage
import Vault

/// P82: customers see their register. Every line of the log that is a customer's against the register that this
/// customer is shown.
struct CustomerRegisterProof: Proof {
    let rule =
        "A customer's register is made of the same list of activities that the policy enforces, for the services it bought."
    let check = """
        Every leaf about a customer's end users and colleagues, and every leaf of what its people did, must resolve to \
        an entry of that customer's own register, in the version of the statement that the leaf names.
        """
    private(set) var tally = Tally()
    private var registers: [Key: ProcessingRegister] = [:]
    var needsPersons: Bool { true }
    var needsLog: Bool { true }
    private static let page = 500

    private struct Key: Hashable {
        let customer: Customer.ID
        let version: Int64
    }

    mutating func begin(_ scene: Scene) async throws {
        let made = Registers(vault: scene.vault, statements: scene.statements)
        let customers: [Customer.ID] = try await scene.data.read { transaction in
            try transaction.rows("SELECT customer_id FROM customer").map { try $0.id(0) }
        }
        for customer in customers {
            for (version, statement) in scene.versions {
                registers[Key(customer: customer, version: version)] = try await made.register(
                    of: customer, statement: statement)
            }
        }
    }

    mutating func examine(_ person: Dossier) {
        guard let customer = person.customer else { return }
        for leaf in person.leaves { examine(leaf, of: customer) }
    }

    mutating func examine(_ row: LeafRow) {
        guard let leaf = row.leaf, case .customer(let customer) = leaf.organisation else { return }
        examine(leaf, of: customer)
    }

    private mutating func examine(_ leaf: LogLeaf, of customer: Customer.ID) {
        tally.examine()
        let register = registers[Key(customer: customer, version: leaf.statementVersion)]
        if register?.entry(for: leaf) == nil {
            tally.find("customer \(customer): leaf \(leaf.id) is not in its register")
        }
    }

    /// Its colleagues are no end users: their leaves are found by their own pseudonyms.
    mutating func conclude(_ scene: Scene) async throws {
        var last: [UInt8] = []
        while true {
            let position = last
            let page = try await scene.data.read { transaction in
                try transaction.rows(
                    """
                    SELECT account_id, customer_id FROM account
                    WHERE customer_id IS NOT NULL AND account_id > $1 ORDER BY account_id LIMIT $2
                    """, position, Self.page
                ).map { (account: try $0.id(0, of: Account.self), customer: try $0.id(1, of: Customer.self)) }
            }
            guard let end = page.last else { return }
            let pseudonyms = try await scene.vault.pseudonyms(of: page.map(\.account))
            for (account, customer) in page {
                guard let pseudonym = pseudonyms[account] else { continue }
                for leaf in try await scene.vault.leaves(of: pseudonym, before: nil, limit: 1_000) {
                    examine(leaf, of: customer)
                }
            }
            last = end.account.bytes
        }
    }
}
