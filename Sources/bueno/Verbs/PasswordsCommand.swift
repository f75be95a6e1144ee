import ArgumentParser
import Domain
import Features

/// The way out for a customer whose own sign-in page lets nobody in any more.
struct PasswordsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "passwords",
        abstract:
            "Allow the passwords of a customer's people again, when their own sign-in page lets nobody in.",
        discussion: """
            Nothing else changes. Who never had a password needs an invitation; 'bueno invite' makes a new administrator.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "A contract of the customer, as 'bueno customer list' shows it.")
    var contract: String

    func run() async throws {
        try await VerbRunner.run(AllowPasswords(contract: contract), common)
    }
}

struct AllowPasswords: Verb {
    static let name = "passwords"
    let contract: String

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        let services = installation.services
        guard let id = Contract.ID(contract),
            let customer = try await services.customers.list().first(where: { $0.contract.id == id })
        else { throw CustomerRefusal.unknownContract }
        let wasRequired = try await services.identityProviders.allowPasswords(of: customer.id)
        output.note(
            wasRequired
                ? "Passwords of this customer's people work again." : "They worked already: nothing changed.")
        return Exit.fine
    }
}
