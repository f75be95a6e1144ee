import Domain
import Features
import LogVerifier
import Storage
import TestKit
import Testing
import Vault

@Suite struct SequencerTests {
    @Test(arguments: TestEngine.allCases)
    func `two sequencers beside forty writers number each leaf once and the log verifies`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let access = Access(actor: .fieldOperator, purpose: .delivery, ground: .serviceDelivery)
            let vault = world.vault
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<40 {
                    group.addTask {
                        for _ in 0..<10 {
                            _ = try await vault.data.write { transaction in
                                try vault.record(
                                    Processing(
                                        .store, .codeIssue, service: .freeCalling, fields: .none, subject: nil
                                    ),
                                    access: access, in: transaction)
                            }
                        }
                    }
                }
                for _ in 0..<2 {
                    group.addTask {
                        for _ in 0..<10 { try await Sequencer(vault: vault).run() }
                    }
                }
                try await group.waitForAll()
            }
            try await world.services.logKeeper.run()
            let report = try await world.services.logKeeper.verify()
            #expect(report.isSound, "\(report.findings)")
            #expect(report.leaves == 400)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `everything the sequencer wrote can be rebuilt from the leaves`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            try await world.fillLog(to: 9)
            let before = try await Sequencer(vault: world.vault).run()
            try await world.data.write { transaction in
                try transaction.execute("UPDATE log_leaf SET seq = NULL")
                try transaction.execute("DELETE FROM log_node")
                try transaction.execute("DELETE FROM log_checkpoint")
                try transaction.execute("UPDATE log_head SET size = 0")
            }
            #expect(try await Sequencer(vault: world.vault).run() == before)
        }
    }
}
