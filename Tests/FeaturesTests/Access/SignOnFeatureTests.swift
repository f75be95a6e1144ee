import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// People who come by their own organisation's provider: whose account it is, and what they may do.
struct SignOnFeatureTests {
    private static func with(
        _ engine: TestEngine, _ body: (World, ToldProvider, World.AtWork) async throws -> Void
    ) async throws {
        let told = ToldProvider()
        try await World.with(engine, identities: told) { world in
            let admin = try await world.colleague(1, of: try await world.municipality(1).customer)
            try await world.services.identityProviders.save(World.providerForm(), by: admin.worker)
            try await world.services.identityProviders.claimOwnDomain(by: admin.worker)
            try await body(world, told, admin)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who comes for the first time gets an account, with a role for a day`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { world, told, admin in
            told.say(.init("s-1", email: "noor@example.nl", name: "Noor  Voorbeeld"))
            let first = try await world.worker(try await world.signOn().session)
            #expect(first.roles == [.caseworker])
            #expect(first.customer == admin.worker.customer)
            let own = try await world.services.colleagues.own(for: first)
            #expect(own.fields.map { $0.value.reveal() }.sorted() == ["Noor Voorbeeld", "noor@example.nl"])
            #expect(own.fields.allSatisfy { $0.source == .identityProvider })
            #expect(own.grants.map(\.expires) == [world.clock.now() + .days(1)])
            // The same person again is the same account, also with another address.
            told.say(.init("s-1", email: "n.voorbeeld@example.nl"))
            #expect(try await world.worker(try await world.signOn().session).account == first.account)
            #expect(try await world.services.colleagues.list(for: admin.worker).count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `roles follow the provider at each sign-on, and are taken back`(engine: TestEngine) async throws {
        try await Self.with(engine) { world, told, admin in
            told.say(.init("s-1", email: "noor@example.nl", groups: ["beheerders", "consulenten"]))
            let session = try await world.signOn().session
            #expect(try await world.worker(session).roles == [.customerAdmin, .caseworker])
            told.say(.init("s-1", email: "noor@example.nl"))
            let later = try await world.signOn().session
            #expect(try await world.worker(later).roles == [.caseworker])
            #expect(try await world.worker(session).roles == [.caseworker])
            told.say(.init("s-1", email: "noor@example.nl", groups: ["ergens anders"]))
            await #expect(throws: SignOnRefusal.noRole) { _ = try await world.signOn() }
            #expect(try await world.services.workSessions.worker(later) == nil)
            let view = try await world.services.identityProviders.view(for: admin.worker)
            #expect(view?.trouble == .role)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `without a role no account is made, and no keys`(engine: TestEngine) async throws {
        try await Self.with(engine) { world, told, admin in
            let before = try await world.keys.read { try $0.row("SELECT COUNT(*) FROM pseudonym")?.int(0) }
            told.say(.init("s-1", email: "noor@example.nl", groups: []))
            await #expect(throws: SignOnRefusal.noRole) { _ = try await world.signOn() }
            told.say(.init("s-1", email: "noor@example.nl", name: nil))
            await #expect(throws: SignOnRefusal.identityIncomplete) { _ = try await world.signOn() }
            told.say(.init("s-1", email: nil))
            await #expect(throws: SignOnRefusal.identityIncomplete) { _ = try await world.signOn() }
            // Nobody vouches for an address elsewhere.
            told.say(.init("s-1", email: "noor@elsewhere.example.org", isVerified: false))
            await #expect(throws: SignOnRefusal.identityIncomplete) { _ = try await world.signOn() }
            let after = try await world.keys.read { try $0.row("SELECT COUNT(*) FROM pseudonym")?.int(0) }
            #expect(before == after)
            #expect(try await world.services.colleagues.list(for: admin.worker).count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who was invited is known by an address that the provider saw, and by no other`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { world, told, admin in
            let invited = try await world.services.accounts.invite(
                Invitee(name: "Bram", emailAddress: "bram@example.nl", roles: [.customerFinance]),
                to: admin.worker.side, by: admin.worker, language: .dutch)
            try await world.settle()
            told.say(.init("s-2", email: "bram@example.nl", isVerified: false))
            await #expect(throws: SignOnRefusal.addressTaken) { _ = try await world.signOn() }
            told.say(.init("s-2", email: "Bram@Example.nl"))
            let bram = try await world.worker(try await world.signOn().session)
            #expect(bram.account == invited)
            // What a colleague gave stays beside it.
            #expect(bram.roles == [.customerFinance, .caseworker])
            // The link of the invitation is of no use any more.
            let link = try #require(world.outside.lastLink())
            #expect(try await world.services.welcome.offer(link) == nil)
            // The address passes to somebody else: the account does not.
            told.say(.init("s-3", email: "bram@example.nl"))
            await #expect(throws: SignOnRefusal.addressTaken) { _ = try await world.signOn() }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `two customers with one provider do not cross`(engine: TestEngine) async throws {
        try await Self.with(engine) { world, told, admin in
            let other = try await world.municipality(2)
            // Their domain is another: written past the program, as nobody here has a second mailbox.
            let second = try await world.colleague(2, of: other.customer)
            try await world.services.identityProviders.save(World.providerForm(), by: second.worker)
            _ = try await world.data.write { transaction in
                try transaction.execute(
                    """
                    INSERT INTO identity_provider_domain (domain, provider_id, claimed_by, claimed_at)
                    SELECT 'other.example.nl', provider_id, changed_by, changed_at FROM identity_provider
                    WHERE customer_id = $1
                    """, other.customer)
            }
            told.say(.init("s-1", email: "noor@example.nl"))
            let here = try await world.worker(try await world.signOn().session)
            let there = try await world.worker(try await world.signOn(at: "other.example.nl").session)
            #expect(here.customer == admin.worker.customer)
            #expect(there.customer == other.customer)
            #expect(here.account != there.account)
            // An answer to the one is none to the other.
            let departure = try await world.services.signOns.begin(at: "example.nl", network: World.network)
            let thief = try await world.services.signOns.begin(at: "other.example.nl", network: World.network)
            await #expect(throws: SignOnRefusal.stateMismatch) {
                _ = try await world.comeBack(departure, on: thief.token)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a tie that was moved to another account opens nothing`(engine: TestEngine) async throws {
        try await Self.with(engine) { world, told, admin in
            told.say(.init("s-1", email: "noor@example.nl"))
            _ = try await world.signOn()
            _ = try await world.data.write { transaction in
                let tie = try transaction.row(
                    "SELECT sign_on_hash, sign_on_mac, sign_on_at FROM account WHERE sign_on_hash IS NOT NULL")
                try transaction.execute(
                    "UPDATE account SET sign_on_hash = $1 WHERE sign_on_hash IS NOT NULL", [0] as [UInt8])
                try transaction.execute(
                    "UPDATE account SET sign_on_hash = $1, sign_on_mac = $2, sign_on_at = $3 WHERE account_id = $4",
                    try tie?.blob(0), try tie?.blob(1), try tie?.int(2), admin.worker.account)
            }
            await #expect(throws: VaultError.damaged) { _ = try await world.signOn() }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an attempt is answered once, in its own browser and in its time`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { world, told, _ in
            told.say(.init("s-1", email: "noor@example.nl"))
            let signOns = world.services.signOns
            let used = try await signOns.begin(at: "example.nl", network: World.network)
            _ = try await world.comeBack(used)
            await #expect(throws: SignOnRefusal.expired) { _ = try await world.comeBack(used) }

            let victim = try await signOns.begin(at: "example.nl", network: World.network)
            let thief = try await signOns.begin(at: "example.nl", network: World.network)
            await #expect(throws: SignOnRefusal.stateMismatch) {
                _ = try await world.comeBack(victim, on: thief.token)
            }
            await #expect(throws: SignOnRefusal.expired) {
                _ = try await world.comeBack(victim, on: try Token.random())
            }
            let slow = try await signOns.begin(at: "example.nl", network: World.network)
            world.clock.advance(by: .minutes(10))
            await #expect(throws: SignOnRefusal.expired) { _ = try await world.comeBack(slow) }
            try await world.services.retention.run()
            let left = try await world.data.read { try $0.row("SELECT COUNT(*) FROM sign_on_attempt")?.int(0) }
            #expect(left == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who was shut out stays out until a colleague invites them again`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { world, told, admin in
            told.say(.init("s-1", email: "noor@example.nl"))
            let session = try await world.signOn().session
            let noor = try await world.worker(session)
            try await world.services.accounts.close(noor.account, by: admin.worker)
            #expect(try await world.services.workSessions.worker(session) == nil)
            await #expect(throws: SignOnRefusal.accessEnded) { _ = try await world.signOn() }
            try await world.services.accounts.invite(
                Invitee(name: "Noor", emailAddress: "noor@example.nl", roles: [.caseworker]),
                to: admin.worker.side, by: admin.worker, language: .dutch)
            let again = try await world.worker(try await world.signOn().session)
            #expect(again.account != noor.account)
            _ = try await world.signOn()
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `something heavy asks for a sign-on of just now, by the same person`(
        engine: TestEngine
    ) async throws {
        try await Self.with(engine) { world, told, _ in
            let yesterday = world.clock.now() - .days(1)
            told.say(.init("s-1", email: "noor@example.nl", authenticated: yesterday))
            let noor = try await world.worker(try await world.signOn().session)
            #expect(!noor.isProven(at: world.clock.now()))
            let proofs = try await world.services.signOns.proofs(of: noor)
            #expect(!proofs.app && proofs.organisation)
            func again() async throws -> SignedOn {
                let departure = try await world.services.signOns.beginAgain(
                    for: noor, next: "/klant/inloggen", network: World.network)
                #expect(departure.url.hasSuffix("&prompt=login&max_age=0"))
                return try await world.comeBack(departure)
            }
            await #expect(throws: SignOnRefusal.notProvenAgain) { _ = try await again() }
            told.say(.init("s-1", email: "noor@example.nl"))
            await #expect(throws: SignOnRefusal.notProvenAgain) { _ = try await again() }
            told.say(.init("s-9", email: "bram@example.nl", authenticated: world.clock.now()))
            await #expect(throws: SignOnRefusal.otherPerson) { _ = try await again() }
            told.say(.init("s-1", email: "noor@example.nl", authenticated: world.clock.now()))
            let proven = try await again()
            #expect(proven.next == "/klant/inloggen")
            #expect(try await world.worker(proven.session).isProven(at: world.clock.now()))
            // Who came instead got no account.
            told.say(.init("s-9", email: "bram@example.nl", groups: []))
            await #expect(throws: SignOnRefusal.noRole) { _ = try await world.signOn() }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `guessing at organisations is capped per network`(engine: TestEngine) async throws {
        try await Self.with(engine) { world, _, _ in
            for number in 0..<20 {
                await #expect(throws: SignOnRefusal.unknownOrganisation) {
                    _ = try await world.signOn(at: "guess\(number).example.org")
                }
            }
            await #expect(throws: SignOnRefusal.tooManyGuesses(minutes: 15)) {
                _ = try await world.signOn(at: "example.nl")
            }
            let elsewhere = NetworkKey(hash: [2])
            _ = try await world.services.signOns.begin(at: "example.nl", network: elsewhere)
        }
    }
}
