import ArgumentParser
import Domain
import Features

struct CustomerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "customer", abstract: "The organisations that buy and pay, and their contracts.",
        subcommands: [Add.self, List.self, End.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Register an organisation with a contract for free calling.")
        @OptionGroup var common: CommonOptions
        @Option(help: "Its name.")
        var name: String
        @Option(help: "municipality, foundation or company.")
        var kind: String
        @Option(help: "Its KvK number (8 digits) or OIN (20).")
        var registration: String

        func run() async throws {
            guard Customer.Kind(rawValue: kind) != nil else {
                throw ValidationError("The kind is municipality, foundation or company.")
            }
            try await VerbRunner.run(AddCustomer(name: name, kind: kind, registration: registration), common)
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show customers, contracts and numbers of end users.")
        @OptionGroup var common: CommonOptions

        func run() async throws { try await VerbRunner.run(ListCustomers(), common) }
    }

    struct End: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "End a contract now.",
            discussion: "From then on the data of its end users is kept for at most one more year (P40).")
        @OptionGroup var common: CommonOptions
        @Option(help: "The contract, as 'bueno customer list' shows it.")
        var contract: String

        func run() async throws { try await VerbRunner.run(EndContract(contract: contract), common) }
    }
}

struct AddCustomer: Verb {
    static let name = "customer add"
    let name: String
    let kind: String
    let registration: String

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        let contract = try await installation.services.customers.register(
            name: name, kind: Customer.Kind(rawValue: kind) ?? .company, registrationNumber: registration,
            service: .freeCalling, starts: installation.clock.now())
        output.line("\(contract.id)")
        output.note("Registered. The number above is the contract: codes are issued under it.")
        return Exit.fine
    }
}

struct ListCustomers: Verb {
    static let name = "customer list"

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        let customers = try await installation.services.customers.list()
        if customers.isEmpty { output.note("There are no customers yet: see 'bueno customer add --help'.") }
        for customer in customers {
            let contract = customer.contract
            let state = contract.ended.map { "ended \($0.day)" } ?? "since \(contract.starts.day)"
            output.line(
                "\(contract.id)  \(customer.name) (\(customer.kind.rawValue)), \(contract.service.rawValue) \(state), "
                    + "\(customer.endUsers) end users")
        }
        return Exit.fine
    }
}

struct EndContract: Verb {
    static let name = "customer end"
    let contract: String

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        guard let contract = Contract.ID(contract) else { throw CustomerRefusal.unknownContract }
        try await installation.services.customers.end(contract)
        output.note("Ended. The data of its end users goes within a year.")
        return Exit.fine
    }
}
