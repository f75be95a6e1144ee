import Domain
import Features
import TestKit

/// Customers and what they agreed.
extension Town {
    func newCustomer() async throws {
        guard contracts.count < 5 else { throw Absent() }
        try await welcomeCustomer(dice.isLucky(50) ? .mobile : .freeCalling)
    }

    /// A customer takes another service too.
    func moreService() async throws {
        let known = try pick(contracts)
        let service: Service = known.service == .mobile ? .freeCalling : .mobile
        contracts.append(
            try await services.customers.start(
                service, for: known.customer, ContractPeriod(starts: now, ends: nil),
                by: try await staff(.fieldOperator)))
    }

    /// Its people are told, and go a year later. One of each service stays.
    func endAgreement() async throws -> Bool {
        let contract = try pick(contracts)
        guard contracts.count(where: { $0.service == contract.service }) > 1 else { return false }
        let worker = try await proven(try await staff(.fieldOperator))
        try await services.customers.end(contract.id, by: worker)
        contracts.removeAll { $0.id == contract.id }
        return true
    }

    func tie() async throws {
        let contract = try pick(contracts)
        let worker = try await worker(of: contract.customer, [.caseworker, .customerAdmin])
        let people = residents.filter { $0.contract.customer == contract.customer }
        let colleagues = employees.filter { $0.customer == contract.customer }
        let holder: AssociationHolder =
            if dice.isLucky(50), let person = dice.pick(people) {
                .letter(batch: person.batch, number: person.letter)
            } else {
                .colleague(try pick(colleagues).atWork.worker.account)
            }
        try await services.associations.tie(
            AssociationDraft(
                label: "Toestel \(dice.roll(1...99))",
                number: dice.isLucky(50) ? "0299 1\(dice.roll(10_000...99_999))" : "", holder: holder),
            by: worker)
    }

    func untie() async throws -> Bool {
        let contract = try pick(contracts)
        let worker = try await worker(of: contract.customer, [.caseworker, .customerAdmin])
        let lines = try await services.associations.list(for: worker).filter { $0.ended == nil }
        guard let line = dice.pick(lines) else { return false }
        try await services.associations.untie(line.id, by: worker)
        return true
    }

    func tellRecipients() async throws {
        let worker = try await staff(.fieldOperator)
        for recipient in services.statements.current.recipients {
            _ = try await services.recipientLedger.told(recipient.id, until: now, by: worker)
        }
    }

    /// Custom work is explained, accepted, and only then begun.
    func explainCustomWork() async throws {
        let customer = try pick(contracts).customer
        let office = try await staff(.fieldOperator)
        let annex = try await services.annexes.compose(
            DataSheetDraft(
                title: "Tolktelefoon \(day)", about: "Wij verbinden mensen met een tolk.",
                fields: [.mobileNumber], purposes: [.delivery], terms: [.endUserData]), for: customer,
            by: office)
        try await services.annexes.send(annex, by: office)
        guard let sheet = try await services.annexes.file(annex)?.newest else { throw Absent() }
        try await services.annexes.accept(
            annex, version: sheet.version, hash: sheet.hash,
            by: try await worker(of: customer, [.customerAdmin]))
        try await services.annexes.activate(annex, by: office)
    }

    /// The next messages do not arrive: some are tried again later, some never.
    func failPost() {
        world.outside.fail(
            dice.isLucky(60)
                ? .temporaryFailure(code: "invented") : .permanentFailure(code: "invented"),
            next: dice.roll(1...4))
    }
}
