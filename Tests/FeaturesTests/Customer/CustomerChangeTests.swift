import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// Changing what a customer is known by and where its invoices go.
struct CustomerChangeTests {
    private static func leaves(_ world: World) async throws -> [LogLeaf] {
        let bodies = try await world.data.read {
            try $0.rows("SELECT leaf_id, body FROM log_leaf ORDER BY leaf_id").map { try $0.blob(1) }
        }
        return bodies.compactMap { LogLeaf(bytes: $0) }.filter { $0.activity == .customerDetails }
    }

    @Test(arguments: TestEngine.allCases)
    func `a change keeps what was, who did it and when, with one leaf`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let operating = try await world.staff(1, roles: [.fieldOperator]).worker
            let (customers, changes) = (world.services.customers, world.services.customerChanges)
            let contract = try await customers.register(
                try customers.registration(CustomerTests.form()), service: .freeCalling)
            let noor = try await world.colleague(2, of: contract.customer).worker
            var form = CustomerTests.form().details
            (form.name, form.oin, form.street) = ("Gemeente Nieuw", "", "Plein 2")
            try await changes.change(contract.customer, form, revision: 0, by: operating)
            // The same again changes nothing, whatever it was opened on.
            try await changes.change(contract.customer, form, revision: 0, by: operating)
            var invoice = form
            (invoice.name, invoice.buyerReference) = ("Ander", "KPL-9")
            try await changes.changeInvoice(invoice, revision: 1, by: noor)

            let file = try #require(try await customers.file(contract.customer))
            #expect(file.customer.name == "Gemeente Nieuw" && file.numbers?.oin == nil && file.revision == 2)
            #expect(file.invoice?.street == "Plein 2" && file.invoice?.buyerReference == "KPL-9")
            let now = world.clock.now()
            #expect(
                try await changes.list(of: contract.customer) == [
                    CustomerChange(
                        at: now, by: noor.account, isOwn: true,
                        lines: [.init(part: .buyerReference, before: "KPL-4410", after: "KPL-9")]),
                    CustomerChange(
                        at: now, by: operating.account, isOwn: false,
                        lines: [
                            .init(part: .name, before: "Gemeente Proef 1", after: "Gemeente Nieuw"),
                            .init(part: .oin, before: CustomerTests.form().details.oin, after: nil),
                            .init(part: .street, before: "Dorpsstraat 1", after: "Plein 2"),
                        ]),
                ])
            let leaves = try await Self.leaves(world)
            #expect(Set(leaves.map(\.role)) == [.fieldOperator, .customerAdmin] && leaves.count == 2)
            #expect(leaves.allSatisfy { $0.subject == nil && $0.purpose == .invoicing && $0.act == .store })
            for promise in [Promise.alwaysAValidReason, .personalApartFromGeneral] {
                let proven = try await world.line(promise)
                #expect(proven.verdict == .proven, "\(promise.id) \(proven.rows)")
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what is refused changes nothing`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let operating = try await world.staff(1, roles: [.fieldOperator]).worker
            let helping = try await world.staff(2, roles: [.support]).worker
            let (customers, changes) = (world.services.customers, world.services.customerChanges)
            let first = try await customers.register(
                try customers.registration(CustomerTests.form()), service: .freeCalling
            ).customer
            _ = try await customers.register(
                try customers.registration(CustomerTests.form(2)), service: .freeCalling)
            let noor = try await world.colleague(3, of: first).worker
            let viewer = try await world.colleague(4, of: first, roles: [.customerFinance]).worker
            let right = CustomerTests.form().details
            let refused = {
                (refusal: CustomerRefusal, revision: Int64, change: (inout CustomerDetailsForm) -> Void) in
                var form = right
                change(&form)
                let wrong = form
                await #expect(throws: refusal) {
                    try await changes.change(first, wrong, revision: revision, by: operating)
                }
            }
            await refused(.registrationNumberTaken, 0) { $0.kvk = CustomerTests.form(2).details.kvk }
            await refused(.registrationNumberTaken, 0) { $0.oin = CustomerTests.form(2).details.oin }
            await refused(.changedMeanwhile, 1) { $0.city = "Assen" }
            await refused(.invalid([.buyerReferenceLooksPersonal]), 0) {
                $0.buyerReference = "noor@example.nl"
            }
            await #expect(throws: CustomerRefusal.unknownCustomer) {
                try await changes.change(.random(), right, revision: 0, by: operating)
            }
            var moved = right
            moved.city = "Assen"
            let other = moved
            for worker in [helping, noor] {
                await #expect(throws: VaultError.notYours) {
                    try await changes.change(first, other, revision: 0, by: worker)
                }
            }
            for worker in [viewer, operating] {
                await #expect(throws: VaultError.notYours) {
                    try await changes.changeInvoice(other, revision: 0, by: worker)
                }
            }
            #expect(try await changes.list(of: first).isEmpty)
            #expect(try await customers.file(first)?.revision == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of two who save on the same one, one is asked to look again`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let operating = try await world.staff(1, roles: [.fieldOperator]).worker
            let contract = try await world.municipality(1)
            let saved = await withTaskGroup(of: Bool.self) { group in
                for number in 1...8 {
                    group.addTask {
                        var form = CustomerTests.form(50).details
                        form.street = "Straat \(number)"
                        do {
                            try await world.services.customerChanges.change(
                                contract.customer, form, revision: 0, by: operating)
                            return true
                        } catch {
                            #expect(error as? CustomerRefusal == .changedMeanwhile)
                            return false
                        }
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(saved == 1)
            #expect(try await world.services.customerChanges.list(of: contract.customer).count == 1)
        }
    }
}
