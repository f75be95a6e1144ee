import ArgumentParser
import Domain
import Features

/// The first of an organisation: afterwards colleagues invite each other in the portal.
struct InviteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "invite",
        abstract: "Invite the first colleague of a customer, or of BuenO's own office, by mail.",
        discussion: """
            With --customer: an administrator of that customer. Without it: somebody of BuenO's office, who signs the \
            code of conduct and secrecy before anything opens.
            """)

    @OptionGroup var common: CommonOptions
    @Option(help: "Their name.")
    var name: String
    @Option(help: "Their e-mail address at work.")
    var email: String
    @Option(
        help: "A contract of the customer, as 'bueno customer list' shows it. Leave out for BuenO itself.")
    var contract: String?
    @Option(help: "For BuenO itself: support, operator or privacy_officer.")
    var role = "operator"

    func run() async throws {
        try await VerbRunner.run(Invite(name: name, email: email, contract: contract, role: role), common)
    }
}

struct Invite: Verb {
    static let name = "invite"
    let name: String
    let email: String
    let contract: String?
    let role: String

    func run(on installation: Installation, output: any Output) async throws -> Int32 {
        let (side, role) = try await place(installation)
        try await installation.services.accounts.invite(
            Invitee(name: name, emailAddress: email, roles: [role]), to: side, by: nil, language: .dutch)
        output.note("Invited. The link in the mail works for 7 days.")
        return Exit.fine
    }

    private func place(_ installation: Installation) async throws -> (Account.Side, Role) {
        guard let contract else {
            guard let role = Role(rawValue: role), role.side == .staff else {
                throw AccountRefusal.roleNotOfThisSide
            }
            return (.staff, role)
        }
        guard let id = Contract.ID(contract),
            let customer = try await installation.services.customers.list().first(where: {
                $0.contract.id == id
            })
        else { throw CustomerRefusal.unknownContract }
        return (.customer(customer.id), .customerAdmin)
    }
}
