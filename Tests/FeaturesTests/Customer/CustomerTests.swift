import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// How an organisation becomes a customer, and what it agrees.
struct CustomerTests {
    static func form(_ number: Int = 1) -> CustomerForm {
        CustomerForm(
            details: CustomerDetailsForm(
                name: "Gemeente Proef \(number)", kind: "municipality", kvk: String(20_000_000 + number),
                oin: "0000000100\(1_000_000_000 + number)", vat: "NL123456782B01", street: "Dorpsstraat 1",
                postcode: "9723 JA", city: "Groningen", buyerReference: "KPL-4410"),
            dates: ContractDates(starts: "2020-01-01", ends: ""), administratorName: "Noor Voorbeeld",
            administratorAddress: "noor@example.nl")
    }

    @Test(arguments: TestEngine.allCases)
    func `a registered customer has all that was typed, and a contract`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let operating = try await world.staff(1, roles: [.fieldOperator]).worker
            let customers = world.services.customers
            let registration = try customers.registration(Self.form())
            let contract = try await customers.register(registration, service: .freeCalling, by: operating)
            let file = try #require(try await customers.file(contract.customer))
            #expect(file.customer.name == "Gemeente Proef 1")
            #expect(
                file.numbers == registration.details.numbers && file.invoice == registration.details.invoice)
            #expect(file.contracts.map(\.contract.id) == [contract.id])
            #expect(file.contracts[0].ending == nil && !file.hasAdministrator && file.colleagues == 0)
            #expect(try await customers.file(.random()) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `either number makes a customer the same one`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let customers = world.services.customers
            _ = try await customers.register(try customers.registration(Self.form()), service: .freeCalling)
            var (sameKvK, sameOIN) = (Self.form(2), Self.form(2))
            sameKvK.details.kvk = Self.form().details.kvk
            sameOIN.details.oin = Self.form().details.oin
            for form in [sameKvK, sameOIN] {
                await #expect(throws: CustomerRefusal.registrationNumberTaken) {
                    _ = try await customers.register(
                        try customers.registration(form), service: .freeCalling)
                }
            }
            #expect(try await customers.list().count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of many who register one organisation at once, one does`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let customers = world.services.customers
            let refusals = try await withThrowingTaskGroup(of: CustomerRefusal?.self) { group in
                for number in 1...8 {
                    var form = Self.form(number)
                    form.details.oin = Self.form().details.oin
                    let registration = try customers.registration(form)
                    group.addTask {
                        do {
                            _ = try await customers.register(registration, service: .freeCalling)
                            return nil
                        } catch let refusal as CustomerRefusal {
                            return refusal
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(refusals.count { $0 == nil } == 1)
            #expect(refusals.count { $0 == .registrationNumberTaken } == 7)
            #expect(try await customers.list().count == 1)
        }
    }

    @Test(arguments: ["v.voorbeeld@example.nl", "bel 06 12345678"])
    func `a personal address or number is refused as a reference`(typed: String) async throws {
        try await World.with(.sqlite) { world in
            var form = Self.form()
            form.details.buyerReference = typed
            let wrong = form
            #expect(throws: CustomerRefusal.invalid([.buyerReferenceLooksPersonal])) {
                try world.services.customers.registration(wrong)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a second agreement for the same service begins only after the first`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let operating = try await world.staff(1, roles: [.fieldOperator]).worker
            let customers = world.services.customers
            let first = try await world.municipality(1)
            let now = world.clock.now()
            let again = ContractPeriod(starts: now, ends: nil)
            await #expect(throws: CustomerRefusal.contractOverlaps) {
                _ = try await customers.start(.freeCalling, for: first.customer, again, by: operating)
            }
            await #expect(throws: CustomerRefusal.unknownCustomer) {
                _ = try await customers.start(.freeCalling, for: .random(), again, by: operating)
            }
            try await customers.end(first.id, by: operating)
            let second = try await customers.start(.freeCalling, for: first.customer, again, by: operating)
            #expect(
                try await customers.file(first.customer)?.contracts.map(\.contract.id) == [
                    second.id, first.id,
                ])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `BuenO invites an administrator only where there is none`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let operating = try await world.staff(1, roles: [.fieldOperator]).worker
            let helping = try await world.staff(2, roles: [.support]).worker
            let contract = try await world.municipality(1)
            let invite = { (number: Int, customer: Customer.ID, worker: Worker) in
                try await world.services.accounts.inviteAdministrator(
                    name: "V. Voorbeeld", emailAddress: World.workAddress(number), of: customer, by: worker,
                    language: .dutch)
            }
            await #expect(throws: CustomerRefusal.unknownCustomer) {
                try await invite(3, .random(), operating)
            }
            await #expect(throws: VaultError.notYours) { try await invite(3, contract.customer, helping) }
            try await invite(3, contract.customer, operating)
            await #expect(throws: AccountRefusal.administratorThere) {
                try await invite(4, contract.customer, operating)
            }
            #expect(try await world.services.customers.file(contract.customer)?.colleagues == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an agreement that has not begun is not ended, and one that ended not again`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let customers = world.services.customers
            let contract = try await world.municipality(1)
            let operating = try await world.staff(1, roles: [.fieldOperator]).worker
            world.clock.advance(by: .minutes(11))
            await #expect(throws: CustomerRefusal.proofNeeded) {
                try await customers.end(contract.id, by: operating)
            }
            try await customers.end(contract.id)
            await #expect(throws: CustomerRefusal.contractEnded) { try await customers.end(contract.id) }
            await #expect(throws: CustomerRefusal.contractEnded) { try await customers.end(.random()) }
            let registration = try customers.registration(Self.form())
            let later = Registration(
                details: registration.details,
                period: ContractPeriod(starts: world.clock.now() + .days(3), ends: nil))
            let waiting = try await customers.register(later, service: .freeCalling)
            await #expect(throws: CustomerRefusal.contractEnded) { try await customers.end(waiting.id) }
        }
    }
}
