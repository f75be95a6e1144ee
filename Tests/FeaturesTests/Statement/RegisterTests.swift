import Domain
import Features
import TestKit
import Testing
import Vault

/// The register of processing activities, and how often data was used (P82).
struct RegisterTests {
    @Test(arguments: TestEngine.allCases)
    func `a customer's register has what it bought and its own logins, complete`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let register = try await world.services.registers.register(of: contract.customer)
            let ids = Set(register.entries.map(\.id))
            #expect(
                ids.isSuperset(of: ["enrolment", "sign_in", "message", "erasure", "account", "log_extract"]))
            #expect(!ids.contains("contact_request"))
            for entry in register.entries {
                #expect(!entry.controller.isEmpty && !entry.name.dutch.isEmpty && !entry.terms.isEmpty)
                #expect(entry.fields.isEmpty == (entry.origin == nil))
            }
            // Nothing was bought: only the logins of its own people.
            let nobody = try await world.services.registers.register(of: .random())
            #expect(nobody.entries.allSatisfy { $0.activity.services == [.administration] })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an extract counts, hides what is few, and leaves a line itself`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(1, of: contract.customer).worker
            let codes = try await world.codes(12, for: contract)
            for (number, code) in zip(1..., codes) { try await world.enrol(number, code: code) }
            let extract = try #require(try await world.services.registers.extract(for: noor))
            let enrolled = try #require(extract.lines.first { $0.activity == "enrolment" })
            #expect((enrolled.count ?? 0) >= 24)
            #expect(extract.lines.contains { $0.count == nil })
            #expect(extract.lines.allSatisfy { ($0.count ?? LogExtract.smallest) >= LogExtract.smallest })
            let again = try #require(try await world.services.registers.extract(for: noor))
            #expect(again.lines.contains { $0.activity == "log_extract" })
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one customer's extract has nothing of another's`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let (first, second) = (try await world.municipality(1), try await world.municipality(2))
            let saar = try await world.colleague(2, of: second.customer).worker
            for (number, code) in zip(1..., try await world.codes(12, for: first)) {
                try await world.enrol(number, code: code)
            }
            let extract = try #require(try await world.services.registers.extract(for: saar))
            #expect(!extract.lines.contains { $0.activity == "enrolment" || $0.activity == "message" })
            // The office has no register of its own people.
            let staff = try await world.staff(3, roles: [.fieldOperator]).worker
            #expect(try await world.services.registers.extract(for: staff) == nil)
        }
    }
}
