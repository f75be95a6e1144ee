import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// Who has a login for their work: how they come, what they may do, how they go.
struct WorkAccessTests {
    @Test(arguments: TestEngine.allCases)
    func `an invitation makes an account with a password and a second factor`(engine: TestEngine) async throws
    {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(1, of: contract.customer)
            #expect(noor.worker.roles == [.customerAdmin])
            #expect(noor.worker.customer == contract.customer)
            #expect(noor.worker.unsigned.isEmpty)
            #expect(noor.recoveryCodes.count == 8)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an invitation works once, and not after its term`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            _ = try await world.colleague(1, of: contract.customer)
            let used = try #require(world.outside.lastLink())
            #expect(try await world.services.welcome.offer(used) == nil)
            try await world.services.accounts.invite(
                Invitee(name: "Bram", emailAddress: "bram@example.nl", roles: [.caseworker]),
                to: .customer(contract.customer), by: nil, language: .dutch)
            try await world.settle()
            let late = try #require(world.outside.lastLink())
            world.clock.advance(by: .days(8))
            #expect(try await world.services.welcome.offer(late) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a password alone signs nobody in`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(1, of: contract.customer)
            world.clock.advance(by: .minutes(2))
            let challenge = try await world.services.workSignIns.start(
                emailAddress: noor.emailAddress, password: Sensitive(World.password), network: World.network)
            #expect(try await world.services.workSessions.worker(challenge) == nil)
            await #expect(throws: WorkSignInRefusal.wrongCode(triesLeft: 4)) {
                _ = try await world.services.workSignIns.prove(
                    code: "000000", on: challenge, network: World.network, device: .computer)
            }
            let session = try await world.services.workSignIns.prove(
                code: try world.appCode(noor.secret), on: challenge, network: World.network, device: .computer
            )
            #expect(try await world.worker(session).account == noor.worker.account)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a code of the app works once`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(1, of: contract.customer)
            world.clock.advance(by: .minutes(2))
            let code = try world.appCode(noor.secret)
            let signIns = world.services.workSignIns
            let first = try await signIns.start(
                emailAddress: noor.emailAddress, password: Sensitive(World.password), network: World.network)
            let second = try await signIns.start(
                emailAddress: noor.emailAddress, password: Sensitive(World.password), network: World.network)
            _ = try await signIns.prove(code: code, on: first, network: World.network, device: .computer)
            await #expect(throws: WorkSignInRefusal.wrongCode(triesLeft: 4)) {
                _ = try await signIns.prove(
                    code: code, on: second, network: World.network, device: .computer)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a recovery code stands in for the phone, once`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(1, of: contract.customer)
            let code = noor.recoveryCodes[0].reveal()
            let signIns = world.services.workSignIns
            for isFirst in [true, false] {
                let challenge = try await signIns.start(
                    emailAddress: noor.emailAddress, password: Sensitive(World.password),
                    network: World.network)
                if isFirst {
                    _ = try await signIns.prove(
                        code: code, on: challenge, network: World.network, device: .phone)
                } else {
                    await #expect(throws: WorkSignInRefusal.wrongCode(triesLeft: 4)) {
                        _ = try await signIns.prove(
                            code: code, on: challenge, network: World.network, device: .phone)
                    }
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an unknown address is answered as a wrong password is`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let noor = try await world.colleague(1, of: contract.customer)
            for (address, password) in [
                ("nobody@example.nl", World.password), (noor.emailAddress, "acht gele fietsen"),
                ("no address", World.password),
            ] {
                await #expect(throws: WorkSignInRefusal.wrongPassword) {
                    _ = try await world.services.workSignIns.start(
                        emailAddress: address, password: Sensitive(password), network: World.network)
                }
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a role written by SQL opens nothing`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let viewer = try await world.colleague(1, of: contract.customer, roles: [.customerViewer])
            _ = try await world.data.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO role_grant (grant_id, account_id, role, starts_at, expires_at, mac)
                    SELECT $1, account_id, 'customer_admin', starts_at, expires_at, mac FROM role_grant
                    WHERE account_id = $2
                    """, RoleGrant.ID.random(), viewer.worker.account)
            }
            #expect(try await world.worker(viewer.session).roles == [.customerViewer])
            // And a term that was moved, or a revocation that was taken away.
            _ = try await world.data.write { transaction in
                try transaction.execute(
                    "UPDATE role_grant SET expires_at = expires_at + 1 WHERE account_id = $1",
                    viewer.worker.account)
            }
            #expect(try await world.worker(viewer.session).roles.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a role ends on its day, and at once when it is taken back`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let admin = try await world.colleague(1, of: contract.customer)
            let other = try await world.colleague(2, of: contract.customer, roles: [.caseworker])
            try await world.services.accounts.revoke(.caseworker, of: other.worker.account, by: admin.worker)
            #expect(try await world.worker(other.session).roles.isEmpty)
            try await world.services.accounts.grant(
                .customerFinance, to: other.worker.account, by: admin.worker)
            #expect(try await world.worker(other.session).roles == [.customerFinance])
            let grants = try await world.services.colleagues.list(for: admin.worker)
                .first { $0.id == other.worker.account }?.grants
            let expires = try #require(grants?.first?.expires)
            #expect(expires == CalendarTerm.years(1).end(from: world.clock.now()))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `nobody changes their own access, or another organisation's`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let (here, there) = (try await world.municipality(1), try await world.municipality(2))
            let admin = try await world.colleague(1, of: here.customer)
            let stranger = try await world.colleague(2, of: there.customer)
            let accounts = world.services.accounts
            await #expect(throws: AccountRefusal.notToYourself) {
                try await accounts.grant(.customerFinance, to: admin.worker.account, by: admin.worker)
            }
            await #expect(throws: AccountRefusal.unknownAccount) {
                try await accounts.grant(.customerFinance, to: stranger.worker.account, by: admin.worker)
            }
            await #expect(throws: AccountRefusal.unknownAccount) {
                try await accounts.close(stranger.worker.account, by: admin.worker)
            }
            await #expect(throws: AccountRefusal.roleNotOfThisSide) {
                try await accounts.invite(
                    Invitee(name: "X", emailAddress: "x@example.nl", roles: [.privacyOfficer]),
                    to: .customer(here.customer), by: admin.worker, language: .dutch)
            }
            #expect(try await world.services.colleagues.list(for: admin.worker).count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the same address has a login at two organisations, and not twice at one`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let (here, there) = (try await world.municipality(1), try await world.municipality(2))
            _ = try await world.colleague(1, of: here.customer)
            _ = try await world.colleague(1, of: there.customer)
            await #expect(throws: AccountRefusal.addressTaken) {
                try await world.services.accounts.invite(
                    Invitee(name: "X", emailAddress: World.workAddress(1).uppercased(), roles: [.caseworker]),
                    to: .customer(here.customer), by: nil, language: .dutch)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who leaves is out at once, and their name goes after a year`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let admin = try await world.colleague(1, of: contract.customer)
            let other = try await world.colleague(2, of: contract.customer)
            try await world.services.accounts.close(other.worker.account, by: admin.worker)
            #expect(try await world.services.workSessions.worker(other.session) == nil)
            await #expect(throws: WorkSignInRefusal.wrongPassword) {
                _ = try await world.services.workSignIns.start(
                    emailAddress: other.emailAddress, password: Sensitive(World.password),
                    network: World.network)
            }
            world.clock.advance(by: .days(364))
            try await world.services.retention.run()
            #expect(try await name(of: other, for: admin, in: world) != nil)
            world.clock.advance(by: .days(2))
            try await world.services.retention.run()
            #expect(try await name(of: other, for: admin, in: world) == nil)
        }
    }

    private func name(
        of other: World.AtWork, for admin: World.AtWork, in world: World
    ) async throws -> Sensitive<String>? {
        try await world.services.colleagues.list(for: admin.worker)
            .first { $0.id == other.worker.account }?.name
    }

    @Test(arguments: TestEngine.allCases)
    func `half an hour of doing nothing ends a session for work, and so does the day`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let idle = try await world.colleague(1, of: contract.customer)
            let busy = try await world.colleague(2, of: contract.customer)
            for _ in 0..<35 {
                world.clock.advance(by: .minutes(20))
                _ = try await world.worker(busy.session)
            }
            #expect(try await world.services.workSessions.worker(idle.session) == nil)
            world.clock.advance(by: .minutes(25))
            #expect(try await world.services.workSessions.worker(busy.session) == nil)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `staff sign first; a new text asks again`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let fenna = try await world.staff(1, roles: [.support], signs: false)
            #expect(fenna.worker.unsigned.map(\.duty) == Duty.allCases)
            try await world.services.duties.sign(by: fenna.worker)
            #expect(try await world.worker(fenna.session).unsigned.isEmpty)
            _ = try await world.data.write {
                try $0.execute("UPDATE duty_signature SET version = 0 WHERE duty = 'secrecy'")
            }
            #expect(try await world.worker(fenna.session).unsigned.map(\.duty) == [.secrecy])
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `name and address are sealed, and each look at them stands in the log`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            let admin = try await world.colleague(1, of: contract.customer)
            let other = try await world.colleague(2, of: contract.customer)
            let before = try await world.vault.leaves(of: other.worker.pseudonym, before: nil, limit: 100)
            _ = try await world.services.colleagues.list(for: admin.worker)
            let after = try await world.vault.leaves(of: other.worker.pseudonym, before: nil, limit: 100)
            #expect(after.count == before.count + 1)
            #expect(after.contains { $0.role == .customerAdmin && $0.act == .read })
            let sealed = try await world.data.read { transaction in
                try transaction.rows("SELECT sealed FROM sealed_value").map { try $0.blob(0) }
            }
            for bytes in sealed {
                #expect(!String(decoding: bytes, as: UTF8.self).contains("Collega"))
            }
        }
    }
}
