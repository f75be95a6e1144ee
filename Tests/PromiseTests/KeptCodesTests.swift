import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// P13: what is kept of codes that were just made.
struct KeptCodesTests {
    @Test(arguments: TestEngine.allCases)
    func `codes that are kept for more than a day are seen`(engine: TestEngine) async throws {
        try await expectBrokenCodes(engine, says: "kept for more than a day") { world, _ in
            // Nobody swept.
            world.clock.advance(by: .hours(26))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a day that was moved is seen`(engine: TestEngine) async throws {
        try await expectBrokenCodes(engine, says: "to be kept too long") { world, _ in
            try await world.run("UPDATE batch_download SET expires_at = expires_at + 3600000")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `codes in the clear are seen`(engine: TestEngine) async throws {
        try await expectBrokenCodes(engine, says: "not sealed") { world, _ in
            try await world.run(
                "UPDATE batch_download_part SET sealed = $1", [.blob(Array("7K4M9QWX3TRB7K4M9QWX3TRB".utf8))])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `codes that stay after they were saved are seen`(engine: TestEngine) async throws {
        try await expectBrokenCodes(engine, says: "kept after they were saved") { world, _ in
            try await world.run(
                "UPDATE batch_download SET state = 'confirmed', ended_at = created_at")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a key that stays after its codes were saved is seen`(engine: TestEngine) async throws {
        try await expectBrokenCodes(engine, says: "kept after its codes were saved") { world, _ in
            try await world.run(
                "INSERT INTO download_key (key_id, generation, wrapped, created_at) VALUES ($1, 1, $2, 1)",
                [PersonKey.ID.random().sqlValue, .blob([1, 2, 3])], in: world.keys)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `names for letters that no customer sealed are seen`(engine: TestEngine) async throws {
        try await expectBrokenCodes(engine, says: "not sealed by the customer") { world, batch in
            try await world.run(
                """
                INSERT INTO batch_labels (batch_id, customer_id, sealed, changed_at)
                SELECT batch_id, customer_id, 'mevrouw Voorbeeld', created_at FROM code_batch WHERE batch_id = $1
                """, [batch.sqlValue])
        }
    }

    private func expectBrokenCodes(
        _ engine: TestEngine, says: String, sourceLocation: SourceLocation = #_sourceLocation,
        by damage: (World, CodeBatch.ID) async throws -> Void
    ) async throws {
        try await TrueWorld.with(engine) { truth in
            let world = truth.world
            let worker = try await world.colleague(1, of: truth.contract.customer, roles: [.caseworker])
                .worker
            let batch = try await world.services.batchOrders.place(
                BatchOrder(
                    count: 3, lastDay: CalendarDay(of: world.clock.now() + .days(30)), reason: "Energiehulp"),
                by: worker)
            let before = try await world.line(.onlyTheCustomerKnowsWhoHasACode)
            #expect(before.verdict == .proven, "\(before.rows)", sourceLocation: sourceLocation)
            try await damage(world, batch)
            let after = try await world.line(.onlyTheCustomerKnowsWhoHasACode)
            #expect(after.verdict == .broken, sourceLocation: sourceLocation)
            #expect(
                after.rows.contains { $0.contains(says) }, "\(after.rows)", sourceLocation: sourceLocation)
        }
    }
}
