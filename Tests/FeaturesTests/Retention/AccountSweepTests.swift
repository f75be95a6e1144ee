import Domain
import Features
import Foundation
import Storage
import TestKit
import Testing

@testable import Vault

/// P40: what goes of an account after its term, whatever happens halfway.
struct AccountSweepTests {
    private func closed(in world: World) async throws -> Account.ID {
        let contract = try await world.municipality()
        let admin = try await world.colleague(1, of: contract.customer)
        let leaver = try await world.colleague(2, of: contract.customer)
        try await world.services.accounts.close(leaver.worker.account, by: admin.worker)
        return leaver.worker.account
    }

    private func valuesLeft(of account: Account.ID, in world: World) async throws -> Int64? {
        try await world.data.read {
            try $0.row("SELECT COUNT(*) FROM sealed_value WHERE account_id = $1", account)?.int(0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `lost keys keep nobody past their term`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let account = try await closed(in: world)
            let keys = try await world.vault.keys(of: account)
            try await world.vault.keyStore.destroy([.identity, .contact].compactMap(keys.keyID))
            try await world.askQuestion(1)
            world.clock.advance(by: .days(367))
            let outcome = try await world.services.retention.run()
            #expect(outcome.accounts == 1 && outcome.contacts == 1)
            #expect(try await valuesLeft(of: account, in: world) == 0)
            #expect(try await world.services.retention.run().accounts == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a sweep that was stopped before the keys went comes back to them`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let account = try await closed(in: world)
            let keys = try await world.vault.keys(of: account)
            world.clock.advance(by: .days(367))
            _ = try await world.data.write { transaction in
                try world.vault.bury(
                    [.identity, .contact], of: keys, reason: .retention, service: .administration,
                    activity: .retention,
                    access: Access(
                        actor: .retention, purpose: .fraudAndLegalObligations, ground: .legalDuty),
                    in: transaction)
            }
            #expect(try await world.services.retention.run().accounts == 1)
            let ids = [KeyClass.identity, .contact].compactMap(keys.keyID)
            #expect(try await world.vault.remainingKeys(of: ids).isEmpty)
            let leaves = try await world.vault.leaves(of: keys.pseudonym, before: nil, limit: 50)
            #expect(leaves.filter { $0.act == .destroy }.count == 1)
            #expect(Set(try await world.witness.tombstones().map(\.key)).isSuperset(of: ids))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a witness that was away is told when it is back, and nobody waits for it`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let account = try await closed(in: world)
            let keys = try await world.vault.keys(of: account)
            let ids = [KeyClass.identity, .contact].compactMap(keys.keyID)
            try await world.askQuestion(1)
            world.clock.advance(by: .days(367))
            // Where the file should be stands a directory: the witness can neither read nor write it.
            let place = URL(fileURLWithPath: world.store.directory.path(of: "witness"))
                .appendingPathComponent("tombstones")
            try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
            await #expect(throws: (any Error).self) { try await world.services.retention.run() }
            #expect(try await valuesLeft(of: account, in: world) == 0)
            #expect(try await world.vault.remainingKeys(of: ids).isEmpty)
            #expect(try await world.count("sealed_value") == 2)
            try FileManager.default.removeItem(at: place)
            #expect(try await world.services.retention.run().accounts == 1)
            #expect(Set(try await world.witness.tombstones().map(\.key)).isSuperset(of: ids))
        }
    }
}
