import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// Whom BuenO reaches at a customer (P02).
struct ContactPointTests {
    @Test(arguments: TestEngine.allCases)
    func `a general one stands in the clear, a personal one is a reference`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(1, of: contract.customer).worker
            let points = world.services.contactPoints
            try await points.add(general: "Facturen@Example.nl", for: .invoice, by: noor)
            try await points.add(general: "050 123 45 67", for: .technical, by: noor)
            try await points.add(colleague: noor.account, for: .privacy, by: noor)
            let places = try await points.list(of: contract.customer).map(\.place)
            #expect(
                Set(places) == [
                    .general(.mail, "facturen@example.nl"), .general(.phone, "0501234567"),
                    .personal(noor.account),
                ])
            #expect(try await world.line(.personalApartFromGeneral).verdict != .broken)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a personal one in the clear, one twice, and nobody's are refused`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let (contract, other) = (try await world.municipality(1), try await world.municipality(2))
            let noor = try await world.colleague(1, of: contract.customer).worker
            let saar = try await world.colleague(2, of: other.customer).worker
            let points = world.services.contactPoints
            await #expect(throws: ContactPointRefusal.mailboxIsPersonal) {
                try await points.add(general: "noor@example.nl", for: .invoice, by: noor)
            }
            try await points.add(general: "info@example.nl", for: .invoice, by: noor)
            await #expect(throws: ContactPointRefusal.alreadyThere) {
                try await points.add(general: "INFO@example.nl", for: .invoice, by: noor)
            }
            // Another organisation's colleague does not exist here, and neither does its contact point.
            await #expect(throws: ContactPointRefusal.unknownColleague) {
                try await points.add(colleague: saar.account, for: .privacy, by: noor)
            }
            let point = try #require(try await points.list(of: contract.customer).first)
            await #expect(throws: ContactPointRefusal.unknown) { try await points.remove(point.id, by: saar) }
            #expect(try await points.list(of: other.customer).isEmpty)
            try await points.remove(point.id, by: noor)
            #expect(try await points.list(of: contract.customer).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who leaves is no longer whom to reach`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(1, of: contract.customer).worker
            let bram = try await world.colleague(2, of: contract.customer, roles: [.caseworker]).worker
            try await world.services.contactPoints.add(colleague: bram.account, for: .fraud, by: noor)
            try await world.services.accounts.close(bram.account, by: noor)
            #expect(try await world.services.contactPoints.list(of: contract.customer).isEmpty)
        }
    }
}

extension World {
    /// What the prover says of one promise now.
    func line(_ promise: Promise) async throws -> ProofReport.Line {
        let prover = Prover(
            vault: vault, keys: keys, statements: services.statements, premises: Premises(witness: witness))
        return try #require(try await prover.prove([promise]).line(promise))
    }
}
