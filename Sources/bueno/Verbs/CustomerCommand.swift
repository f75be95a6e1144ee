import ArgumentParser
import Domain
import Features

struct CustomerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "customer", abstract: "The organisations that buy and pay, and their contracts.",
        subcommands: [Add.self, List.self, End.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Register an organisation with a contract for free calling.",
            discussion: """
                Name, kind and a number are enough to begin. With --street everything that an invoice needs is asked, \
                and with --admin-email its first administrator is invited.
                """)
        @OptionGroup var common: CommonOptions
        @Option(help: "Its name.")
        var name: String
        @Option(help: "municipality, foundation or company.")
        var kind: String
        @Option(help: "What it buys first: free_calling or mobile.")
        var service = "free_calling"
        @Option(help: "Its KvK number (8 digits) or OIN (20).")
        var registration: String
        @Option(help: "The other of both, when it has two.")
        var secondRegistration = ""
        @Option(help: "Its VAT number.")
        var vat = ""
        @Option(help: "Where its invoices go: street and number.")
        var street = ""
        @Option(help: "Where its invoices go.")
        var postcode = ""
        @Option(help: "Where its invoices go.")
        var city = ""
        @Option(help: "What it knows our invoices by.")
        var buyerReference = ""
        @Option(help: "The name of its first administrator.")
        var adminName = ""
        @Option(help: "The address that the first administrator is invited at.")
        var adminEmail = ""

        func run() async throws {
            guard Customer.Kind(rawValue: kind) != nil else {
                throw ValidationError("The kind is municipality, foundation or company.")
            }
            let numbers = [registration, secondRegistration]
            let form = AddCustomer.Form(
                kvk: numbers.first { $0.count == 8 } ?? "", oin: numbers.first { $0.count == 20 } ?? "",
                vat: vat,
                street: street, postcode: postcode, city: city, buyerReference: buyerReference,
                administratorName: adminName, administratorAddress: adminEmail)
            let isWhole = !street.isEmpty || !adminEmail.isEmpty
            try await VerbRunner.run(
                AddCustomer(
                    name: name, kind: kind, registration: registration, service: service,
                    form: isWhole ? form : nil), common)
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
    let service: String
    /// The rest of the form as the portal asks it; nothing for a customer without invoices yet.
    let form: Form?

    struct Form: Codable, Sendable {
        let kvk, oin, vat, street, postcode, city, buyerReference, administratorName,
            administratorAddress: String
    }

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        let contract = try await register(installation)
        output.line("\(contract.id)")
        output.note("Registered. The number above is the contract: codes are issued under it.")
        return Exit.fine
    }
}

extension AddCustomer {
    private func bought() throws -> Service {
        guard let service = Service(rawValue: service), Service.enrolledByCode.contains(service) else {
            throw CustomerRefusal.unknownContract
        }
        return service
    }

    private func register(_ installation: Installation) async throws -> Contract {
        let services = installation.services
        guard let form else {
            return try await services.customers.register(
                name: name, kind: Customer.Kind(rawValue: kind) ?? .company, registrationNumber: registration,
                service: try bought(), starts: installation.clock.now())
        }
        let registration = try services.customers.registration(
            CustomerForm(
                details: CustomerDetailsForm(
                    name: name, kind: kind, kvk: form.kvk, oin: form.oin, vat: form.vat, street: form.street,
                    postcode: form.postcode, city: form.city, buyerReference: form.buyerReference),
                dates: ContractDates(starts: CalendarDay(of: installation.clock.now()).description, ends: ""),
                administratorName: form.administratorName, administratorAddress: form.administratorAddress))
        let contract = try await services.customers.register(registration, service: try bought())
        try await services.accounts.invite(
            Invitee(
                name: form.administratorName, emailAddress: form.administratorAddress, roles: [.customerAdmin]
            ),
            to: .customer(contract.customer), by: nil, language: .dutch)
        return contract
    }
}

struct ListCustomers: Verb {
    static let name = "customer list"

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        let customers = try await installation.services.customers.list()
        let now = installation.clock.now()
        if customers.isEmpty { output.note("There are no customers yet: see 'bueno customer add --help'.") }
        for customer in customers {
            let contract = customer.contract
            let ended = contract.ended.map { "\($0 <= now ? "ended" : "ends") \($0.day)" }
            let state = ended ?? "since \(contract.starts.day)"
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
        output.note("Ended. The customer and its end users are told; their data goes within a year.")
        return Exit.fine
    }
}
