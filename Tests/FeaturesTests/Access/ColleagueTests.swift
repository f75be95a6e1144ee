import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// What colleagues may see and do of each other, and an organisation that always keeps an administrator.
struct ColleagueTests {
    @Test(arguments: TestEngine.allCases)
    func `who looks at one colleague looks at nobody else`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let admin = try await world.colleague(1, of: contract.customer)
            let shown = try await world.colleague(2, of: contract.customer)
            let other = try await world.colleague(3, of: contract.customer)
            let before = try await world.vault.leaves(of: other.worker.pseudonym, before: nil, limit: 100)
            let colleague = try await world.services.colleagues.colleague(
                shown.worker.account, for: admin.worker)
            #expect(colleague?.name?.reveal() == "Collega 2")
            let after = try await world.vault.leaves(of: other.worker.pseudonym, before: nil, limit: 100)
            #expect(after == before)
            let stranger = try await world.colleague(4, of: try await world.municipality(2).customer)
            #expect(
                try await world.services.colleagues.colleague(stranger.worker.account, for: admin.worker)
                    == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `another organisation's colleague is not opened to be refused`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let (here, there) = (try await world.municipality(1), try await world.municipality(2))
            let admin = try await world.colleague(1, of: here.customer)
            let stranger = try await world.colleague(2, of: there.customer)
            let before = try await world.vault.leaves(of: stranger.worker.pseudonym, before: nil, limit: 100)
            await #expect(throws: AccountRefusal.unknownAccount) {
                try await world.services.accounts.inviteAgain(stranger.worker.account, by: admin.worker)
            }
            let after = try await world.vault.leaves(of: stranger.worker.pseudonym, before: nil, limit: 100)
            #expect(after == before)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two administrators cannot both be taken away, by closing or by the role`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let accounts = world.services.accounts
            for byClosing in [true, false] {
                let contract = try await world.municipality(byClosing ? 1 : 2)
                let noor = try await world.colleague(byClosing ? 1 : 3, of: contract.customer)
                let bram = try await world.colleague(byClosing ? 2 : 4, of: contract.customer)
                let finance = try await world.colleague(
                    byClosing ? 5 : 6, of: contract.customer, roles: [.customerFinance])
                try await accounts.close(bram.worker.account, by: noor.worker)
                // Bram pressed the button at the same moment.
                await #expect(throws: AccountRefusal.lastAdministrator) {
                    if byClosing {
                        try await accounts.close(noor.worker.account, by: bram.worker)
                    } else {
                        try await accounts.revoke(.customerAdmin, of: noor.worker.account, by: bram.worker)
                    }
                }
                #expect(try await world.worker(noor.session).roles == [.customerAdmin])
                try await accounts.close(finance.worker.account, by: bram.worker)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `of two administrators who close each other at once, one stays`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(1, of: contract.customer).worker
            let bram = try await world.colleague(2, of: contract.customer).worker
            let accounts = world.services.accounts
            async let first: Void = accounts.close(bram.account, by: noor)
            async let second: Void = accounts.close(noor.account, by: bram)
            var refusals: [any Error] = []
            do { try await first } catch { refusals.append(error) }
            do { try await second } catch { refusals.append(error) }
            #expect(refusals.compactMap { $0 as? AccountRefusal } == [.lastAdministrator])
        }
    }
}
