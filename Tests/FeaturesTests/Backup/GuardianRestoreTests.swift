import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// P18, P44: guardians have keys of their own. Whichever store is older, who went stays away and who was there opens.
@Suite struct GuardianRestoreTests {
    private struct History {
        /// Of child 1, from before the first copy until now.
        let there: Guardian.ID
        /// Of child 2, whom a no erased with their guardian after the first copy.
        let refused: Guardian.ID
        /// Of child 3, mistyped and corrected after the first copy.
        let mistyped: Guardian.ID
        let old: StoreCopy
        let new: StoreCopy
    }

    private func history(_ world: World) async throws -> History {
        let codes = try await world.codes(3, for: world.municipality())
        let (_, there) = try await world.minor(1, code: codes[0])
        let (session, refused) = try await world.minor(2, code: codes[1])
        try await world.enrol(3, code: codes[2], age: .underSixteen)
        let child = try await world.signIn(3)
        let own = world.services.ownGuardians
        let mistyped = try #require(try await own.list(for: child)?.first?.id)
        try await world.services.logKeeper.run()
        let old = try await StoreCopy.take(of: world)

        world.clock.advance(by: .hours(1))
        let again = try await world.guardianAtDoor(World.guardianNumber(2))
        _ = session
        try await world.services.consents.withdraw(refused, in: again)
        _ = try await world.services.consents.refuse(refused, in: again)
        _ = try await own.correct(
            mistyped, World.guardianForm(9), for: try await world.signIn(3), language: .dutch)
        try await world.settle()
        try await world.services.shredder.run()
        try await world.services.logKeeper.run()
        return History(
            there: there, refused: refused, mistyped: mistyped, old: old,
            new: try await StoreCopy.take(of: world))
    }

    private func opens(_ guardian: Guardian.ID, in world: World) async throws -> Bool {
        let holder = ValueHolder.guardian(guardian, .freeCalling)
        let opened = try await world.vault.read(
            [.mobileNumber], of: [holder],
            access: Access(actor: .system, purpose: .delivery, ground: .serviceDelivery))
        return opened[holder]?[.mobileNumber] != nil
    }

    @Test(arguments: TestEngine.allCases, RestoreTests.Order.allCases)
    func `a guardian who went stays away and one who was there comes in`(
        engine: TestEngine, order: RestoreTests.Order
    ) async throws {
        try await World.with(engine) { world in
            let history = try await history(world)
            let restored = try await StoreCopy.restored(
                data: order.isDataOld ? history.old : history.new,
                keys: order.areKeysOld ? history.old : history.new)
            let gone = [history.refused, history.mistyped]
            // Before the gate: that is what this test can fail on.
            for guardian in gone {
                #expect(try await opens(guardian, in: restored) == (order == .bothOld))
            }
            _ = try await restored.services.quarantine.release(renewingLetters: true)
            try await restored.services.shredder.run()
            for guardian in gone {
                #expect(try await !opens(guardian, in: restored))
                await #expect(throws: VaultError.noSuchPerson) {
                    _ = try await restored.vault.keys(of: guardian)
                }
                for table in ["guardian", "guardian_index", "sealed_value", "guardian_link"] {
                    let column = table == "sealed_value" ? "person_id" : "guardian_id"
                    let sql = SQL(stringLiteral: "SELECT COUNT(*) FROM \(table) WHERE \(column) = $1")
                    let left = try await restored.data.read { try $0.row(sql, guardian)?.int(0) }
                    #expect(left == 0, "\(table)")
                }
                let keys = try await restored.keys.read {
                    try $0.row("SELECT COUNT(*) FROM person_key WHERE person_id = $1", guardian)?.int(0)
                }
                #expect(keys == 0)
            }
            // Nobody comes in by a number that went.
            let sent = restored.outside.sent.count
            for number in [2, 3] {
                _ = try await restored.services.guardianDoor.askCode(
                    mobileNumber: World.guardianNumber(number), network: World.network)
                try await restored.settle()
            }
            #expect(restored.outside.sent.count == sent)
            let session = try await restored.guardianAtDoor(World.guardianNumber(1))
            let child = try #require(try await restored.services.consents.children(in: session)?.first)
            #expect(child.guardian == history.there && child.answer == .given)
            #expect(child.own.map(\.field) == [.mobileNumber])
            #expect(try await restored.signIn(1).state == .active)
            // A child whose guardian is in no copy, or opens for nobody, says anew whom to ask.
            try await restored.keepHouse()
            let third = try await restored.signIn(3)
            let own = restored.services.ownGuardians
            if let left = try await own.list(for: third)?.first {
                _ = try await own.correct(
                    left.id, World.guardianForm(12), for: third, language: .dutch)
            } else {
                try await own.name(World.guardianForm(12), for: third, language: .dutch)
            }
            restored.clock.advance(by: .days(8))
            try await restored.keepHouse()
            await restored.store.remove()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `one whose keys were lost is reminded of nothing and stops nobody`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let history = try await history(world)
            let restored = try await StoreCopy.restored(data: history.new, keys: history.old)
            _ = try await restored.services.quarantine.release(renewingLetters: true)
            restored.clock.advance(by: .days(8))
            #expect(try await restored.services.minorSweep.run().reminded == 0)
            await restored.store.remove()
        }
    }
}
