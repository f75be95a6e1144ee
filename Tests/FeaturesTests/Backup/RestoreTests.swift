import Domain
import Features
import LogVerifier
import Storage
import TestKit
import Testing
import Vault

/// P44, I8: whichever store is older after a restore, the erased stay erased and nobody else is lost.
@Suite struct RestoreTests {
    /// Which copy each store is restored from.
    enum Order: CaseIterable {
        case oldDataNewKeys, newDataOldKeys, bothOld, bothNew

        var isDataOld: Bool { self == .oldDataNewKeys || self == .bothOld }
        var areKeysOld: Bool { self == .newDataOldKeys || self == .bothOld }
    }

    @Test(arguments: TestEngine.allCases, Order.allCases)
    func `a restore brings nobody back who was erased and loses nobody else`(
        engine: TestEngine, order: Order
    ) async throws {
        try await History.with(engine) { history in
            let restored = try await history.restored(order)
            let comesBack = order == .bothOld
            // Without the gate the copies would have opened who is erased: that is what this test can fail on.
            #expect(try await restored.opens(history.erased.signedIn) == comesBack)

            let quarantine = restored.services.quarantine
            // An older copy of the data is noticed also when nobody says that it was put back.
            #expect(try await quarantine.isNeeded() == order.isDataOld)
            let leaves = try await restored.count("log_leaf")

            if order == .newDataOldKeys {
                // Nobody is lost while a better copy may turn up.
                await #expect(throws: QuarantineRefusal.keysAreOlder(persons: 2)) {
                    try await quarantine.release()
                }
                for later in history.later { #expect(try await restored.rows(of: later) > 0) }
            }
            let outcome = try await quarantine.release(renewingLetters: order == .newDataOldKeys)

            #expect(try await !quarantine.isNeeded())
            #expect(outcome.letters == RenewedLetters(renewed: order == .newDataOldKeys ? 2 : 0))
            #expect((outcome.lostLeaves > 0) == order.isDataOld)
            // With newer data the refusal above had destroyed them again already.
            #expect((outcome.destroyed > 0) == (order == .bothOld))
            #expect(outcome.receipts == (order.isDataOld ? 3 : 0))
            #expect(outcome.locks.placed == (order.isDataOld ? 1 : 0) && outcome.locks.lost == 0)
            // Three destructions and a lock: the leaves of them were lost with the older log. Or two persons who went.
            let written: Int64 = order.isDataOld ? 4 : order == .newDataOldKeys ? 2 : 0
            #expect(try await restored.count("log_leaf") == leaves + written)
            try await restored.expectGone(history.erased.signedIn, token: history.erased.token)
            for neighbour in history.neighbours {
                #expect(try await restored.services.personFiles.file(of: neighbour).lines.count == 3)
            }
            let later = history.later[0]
            switch order {
            case .bothNew: #expect(try await restored.opens(later))
            // Nothing of them is in both copies. The letter they still have lets them in again.
            case .oldDataNewKeys, .bothOld, .newDataOldKeys:
                #expect(try await restored.rows(of: later) == 0)
                let again = try await restored.person(6, code: history.lettersOfLater[0])
                #expect(try await restored.opens(again))
            }
            try await restored.services.logKeeper.run()
            #expect(try await restored.services.logKeeper.verify().findings == [])
            // Released twice comes to the same.
            let again = try await quarantine.release()
            #expect(again.destroyed == 0 && again.lostLeaves == 0)
            #expect(again.locks.placed == 0 && again.receipts == 0)
            // Whoever holds a receipt can still check it, and every receipt and every gap has its leaf.
            try await restored.services.shredder.run()
            let prover = Prover(
                vault: restored.vault, keys: restored.keys, statements: restored.services.statements,
                premises: Premises(witness: restored.witness))
            let proven: [Promise] = [
                .alwaysAValidReason, .restrictedForLegalDutyAlone, .destroyedMeansDestroyed,
            ]
            for line in try await prover.prove(proven).lines {
                #expect(line.verdict == .proven, "\(line.promise): \(line.rows)")
            }
            for receipt in history.receipts {
                let state = try #require(try await restored.services.erasures.receipt(receipt.grouped))
                #expect(state.completed != nil)
            }
            await restored.store.remove()
        }
    }

    @Test(arguments: TestEngine.allCases, Order.allCases)
    func `of whom the law keeps something, the rest stays gone and what is kept stays locked`(
        engine: TestEngine, order: Order
    ) async throws {
        try await History.with(engine) { history in
            let restored = try await history.restored(order)
            _ = try await restored.services.quarantine.release(renewingLetters: true)
            for kept in [history.keptBefore, history.keptAfter] {
                #expect(try await restored.services.sessions.signedIn(kept.token) == nil)
                await #expect(throws: VaultError.restricted) {
                    try await restored.vault.read(
                        [.enrolmentCode], of: kept.signedIn.person, activity: .ownInspection,
                        access: Access(actor: .system, purpose: .delivery, ground: .serviceDelivery))
                }
                let opened = try await restored.vault.read(
                    [.enrolmentCode, .mobileNumber, .emailAddress], of: kept.signedIn.person,
                    activity: .legalRestriction,
                    access: Access(
                        actor: .system, purpose: .fraudAndLegalObligations, ground: .legalDuty))
                #expect(Set(opened.keys) == [.enrolmentCode])
                #expect(try await restored.vault.keys(of: kept.signedIn.person).keyID(.contact) == nil)
            }
            // The day until which it is kept came along: then the rest goes by itself.
            restored.clock.advance(by: .days(91))
            try await restored.services.retention.run()
            try await restored.services.shredder.run()
            for kept in [history.keptBefore, history.keptAfter] {
                await #expect(throws: VaultError.noSuchPerson) {
                    try await restored.vault.keys(of: kept.signedIn.person)
                }
                #expect(try await restored.rows(of: kept.signedIn) == 0)
            }
            await restored.store.remove()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `without the witness an erased person would have come back`(engine: TestEngine) async throws {
        try await History.with(engine) { history in
            let restored = try await history.restored(.bothOld)
            _ = try await Quarantine(
                vault: restored.vault, statements: restored.services.statements, witness: nil
            ).release()
            #expect(try await restored.opens(history.erased.signedIn))
            await restored.store.remove()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `whose keys were lost with an older copy still goes after the term`(engine: TestEngine) async throws
    {
        try await History.with(engine) { history in
            let restored = try await history.restored(.newDataOldKeys)
            await #expect(throws: QuarantineRefusal.self) { try await restored.services.quarantine.release() }
            _ = try await restored.data.write { try $0.execute("UPDATE contract SET ended_at = $1", $0.now) }
            restored.clock.advance(by: .days(367))
            #expect(try await restored.services.retention.run().persons == 6)
            try await restored.services.shredder.run()
            #expect(try await restored.count("end_user") == 0)
            #expect(try await restored.vault.personsWithoutKeys() == [])
            await restored.store.remove()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a letter that has ended is not renewed, nor one whose person the law keeps`(engine: TestEngine)
        async throws
    {
        try await History.with(engine) { history in
            let restored = try await history.restored(.newDataOldKeys)
            try await restored.restrict(history.later[0].person, until: restored.clock.now() + .days(9))
            _ = try await restored.data.write { transaction in
                try transaction.execute(
                    """
                    UPDATE enrolment_code SET expires_at = $1
                    WHERE code_id = (SELECT code_id FROM end_user WHERE end_user_id = $2)
                    """, transaction.now, history.later[1].person)
            }
            let outcome = try await restored.services.quarantine.release(renewingLetters: true)
            #expect(outcome.letters == RenewedLetters(lapsed: 1, locked: 1))
            #expect(try await restored.rows(of: history.later[0]) > 0)
            #expect(try await restored.rows(of: history.later[1]) == 0)
            await restored.store.remove()
        }
    }

    @Test func `an erasure whose duty in law has passed takes the person away altogether`() async throws {
        try await World.with(.sqlite) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            let person = try await world.person(1, code: code)
            try await world.restrict(person.person, until: world.clock.now() - .days(1))
            try await world.erase(person)
            #expect(try await world.count("end_user") == 0)
            #expect(try await world.count("restriction") == 0)
        }
    }
}

/// Two backups with enrolments and erasures between them.
private struct History {
    struct Member {
        let signedIn: SignedIn
        let token: Token
    }

    let world: World
    let neighbours: [SignedIn]
    let erased: Member
    /// Something of theirs was restricted before the first backup, and after it.
    let keptBefore: Member
    let keptAfter: Member
    let receipts: [ReceiptNumber]
    /// Enrolled between the backups.
    let later: [SignedIn]
    /// What was in their envelopes, made before the first backup.
    let lettersOfLater: [EnrolmentCode]
    private let old: StoreCopy
    private let new: StoreCopy

    static func with(_ engine: TestEngine, _ body: (History) async throws -> Void) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality()
            let first = try await Crowd.enrol(1...5, for: contract, in: world).members
            try await world.restrict(first[3].signedIn.person, until: world.clock.now() + .days(90))
            let lettersOfLater = try await world.codes(2, for: contract)
            try await world.services.logKeeper.run()
            let old = try await StoreCopy.take(of: world)

            world.clock.advance(by: .hours(1))
            let later = try await Crowd.enrol([6, 7], codes: lettersOfLater, in: world).members
            try await world.restrict(first[4].signedIn.person, until: world.clock.now() + .days(90))
            let receipts = try await Crowd(world: world, members: Array(first[2...])).erase()
            try await world.services.logKeeper.run()
            let new = try await StoreCopy.take(of: world)

            let members = first.map { Member(signedIn: $0.signedIn, token: $0.token) }
            let history = History(
                world: world, neighbours: first[...1].map(\.signedIn), erased: members[2],
                keptBefore: members[3],
                keptAfter: members[4], receipts: receipts, later: later.map(\.signedIn),
                lettersOfLater: lettersOfLater, old: old, new: new)
            try await body(history)
        }
    }

    func restored(_ order: RestoreTests.Order) async throws -> World {
        try await StoreCopy.restored(data: order.isDataOld ? old : new, keys: order.areKeysOld ? old : new)
    }
}

extension World {
    func restrict(_ person: EndUser.ID, until: Moment) async throws {
        _ = try await data.write {
            try $0.execute(
                """
                INSERT INTO restriction (end_user_id, class, reason, placed_at, until)
                VALUES ($1, 'identity', 'proef', $2, $3)
                """, person, $0.now, until)
        }
    }

    func opens(_ signedIn: SignedIn) async throws -> Bool {
        let file = try? await services.personFiles.file(of: signedIn)
        return file?.lines.count == 3
    }

    fileprivate func rows(of person: SignedIn) async throws -> Int64 {
        var sum: Int64 = 0
        let tables = ["end_user", "session", "session_end_user", "sealed_field", "blind_index"]
        for (table, column) in tables.map({ ($0, "end_user_id") }) + [("message", "person_id")] {
            let sql = SQL(stringLiteral: "SELECT COUNT(*) FROM \(table) WHERE \(column) = $1")
            sum += try await data.read { try $0.row(sql, person.person)?.int(0) ?? 0 }
        }
        return sum
    }

    fileprivate func expectGone(_ erased: SignedIn, token: Token) async throws {
        await #expect(throws: VaultError.noSuchPerson) { try await vault.keys(of: erased.person) }
        #expect(try await rows(of: erased) == 0)
        #expect(try await services.sessions.signedIn(token) == nil)
        let left = try await keys.read {
            try $0.row(
                """
                SELECT (SELECT COUNT(*) FROM person_key WHERE person_id = $1)
                    + (SELECT COUNT(*) FROM pseudonym WHERE person_id = $1)
                """, erased.person)?.int(0)
        }
        #expect(left == 0)
    }
}
