import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// What an administrator sets about where their people sign in.
struct ProviderSettingTests {
    @Test(arguments: TestEngine.allCases)
    func `the secret is sealed, and shown to nobody`(engine: TestEngine) async throws {
        try await World.with(engine, identities: ToldProvider()) { world in
            let admin = try await world.colleague(1, of: try await world.municipality(1).customer)
            let providers = world.services.identityProviders
            try await providers.save(World.providerForm(), by: admin.worker)
            let view = try #require(try await providers.view(for: admin.worker))
            var dumped = ""
            dump(view, to: &dumped)
            #expect(view.isOn && !dumped.contains(World.providerSecret))
            let sealed = try await world.data.read {
                try $0.row("SELECT secret FROM identity_provider")?.blob(0) ?? []
            }
            #expect(!sealed.isEmpty)
            #expect(!String(decoding: sealed, as: UTF8.self).contains(World.providerSecret))
        }
    }

    @Test(
        arguments: TestEngine.allCases,
        [
            "UPDATE identity_provider SET issuer = 'https://thief.example.nl'",
            "UPDATE identity_provider SET client_id = 'thief'",
            "UPDATE identity_provider_rule SET role = 'customer_admin'",
            "UPDATE identity_provider_rule SET value = 'iedereen'",
            "DELETE FROM identity_provider_rule WHERE role = 'caseworker'",
        ] as [String])
    func `a setting that was changed past the program opens nothing`(
        engine: TestEngine, change: String
    ) async throws {
        let told = ToldProvider()
        try await World.with(engine, identities: told) { world in
            let admin = try await world.colleague(1, of: try await world.municipality(1).customer)
            let form = World.providerForm(rules: [
                .init(claim: "groups", value: "consulenten", role: "caseworker")
            ])
            try await world.services.identityProviders.save(form, by: admin.worker)
            try await world.services.identityProviders.claimOwnDomain(by: admin.worker)
            told.say(.init("s-1", email: "nieuw@example.nl"))
            _ = try await world.signOn()
            _ = try await world.data.write { try $0.execute(SQL(stringLiteral: change)) }
            await #expect(throws: VaultError.damaged) { _ = try await world.signOn() }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a domain is one customer's, and its own administrator's`(engine: TestEngine) async throws {
        try await World.with(engine, identities: ToldProvider()) { world in
            let first = try await world.colleague(1, of: try await world.municipality(1).customer)
            let second = try await world.colleague(2, of: try await world.municipality(2).customer)
            let providers = world.services.identityProviders
            await #expect(throws: ProviderRefusal.notSet) {
                try await providers.claimOwnDomain(by: first.worker)
            }
            for admin in [first, second] {
                try await providers.save(World.providerForm(), by: admin.worker)
            }
            try await providers.claimOwnDomain(by: first.worker)
            try await providers.claimOwnDomain(by: first.worker)
            await #expect(throws: ProviderRefusal.domainTaken) {
                try await providers.claimOwnDomain(by: second.worker)
            }
            // The other's domain is not theirs to give up.
            let domain = try #require(MailDomain(typed: "example.nl"))
            try await providers.release(domain, by: second.worker)
            #expect(try await providers.view(for: first.worker)?.domains == ["example.nl"])
            try await providers.release(domain, by: first.worker)
            try await providers.claimOwnDomain(by: second.worker)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a change asks for a proof of just now`(engine: TestEngine) async throws {
        try await World.with(engine, identities: ToldProvider()) { world in
            let admin = try await world.colleague(1, of: try await world.municipality(1).customer)
            let providers = world.services.identityProviders
            try await providers.save(World.providerForm(), by: admin.worker)
            world.clock.advance(by: .minutes(11))
            let late = try await world.worker(admin.session)
            let form = World.providerForm()
            await #expect(throws: ProviderRefusal.proofNeeded) { try await providers.save(form, by: late) }
            await #expect(throws: ProviderRefusal.proofNeeded) {
                _ = try await providers.tryOut(form, by: late)
            }
            await #expect(throws: ProviderRefusal.proofNeeded) {
                try await providers.claimOwnDomain(by: late)
            }
            await #expect(throws: ProviderRefusal.proofNeeded) {
                try await providers.setRequired(true, by: late)
            }
            await #expect(throws: ProviderRefusal.proofNeeded) { try await providers.switchOff(by: late) }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `once an organisation demands it, passwords of its people no longer work`(
        engine: TestEngine
    ) async throws {
        let told = ToldProvider()
        try await World.with(engine, identities: told) { world in
            let admin = try await world.colleague(1, of: try await world.municipality(1).customer)
            let bystander = try await world.colleague(3, of: try await world.municipality(2).customer)
            let providers = world.services.identityProviders
            try await providers.save(World.providerForm(), by: admin.worker)
            try await providers.claimOwnDomain(by: admin.worker)
            // Nobody can lock everybody out by a setting that was never seen to work.
            await #expect(throws: ProviderRefusal.signOnFirst) {
                try await providers.setRequired(true, by: admin.worker)
            }
            let bram = try await world.colleague(
                2, of: try #require(admin.worker.customer), roles: [.caseworker])
            told.say(
                .init(
                    "s-1", email: admin.emailAddress, groups: ["beheerders"], authenticated: world.clock.now()
                ))
            let signedOn = try await world.worker(try await world.signOn().session)
            #expect(signedOn.account == admin.worker.account)
            try await providers.setRequired(true, by: signedOn)

            #expect(try await world.services.workSessions.worker(bram.session) == nil)
            for person in [admin, bram] {
                await #expect(throws: WorkSignInRefusal.wrongPassword) {
                    _ = try await world.services.workSignIns.start(
                        emailAddress: person.emailAddress, password: Sensitive(World.password),
                        network: World.network)
                }
            }
            _ = try await world.services.workSignIns.start(
                emailAddress: bystander.emailAddress, password: Sensitive(World.password),
                network: World.network)
            // A rule for an administrator must stay.
            await #expect(throws: ProviderRefusal.invalid([.administratorMissing])) {
                try await providers.save(
                    World.providerForm(rules: [.init(claim: "groups", value: "x", role: "caseworker")]),
                    by: signedOn)
            }
            try await providers.setRequired(false, by: signedOn)
            _ = try await world.services.workSignIns.start(
                emailAddress: bram.emailAddress, password: Sensitive(World.password), network: World.network)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an invitation leads to the organisation's page once that is demanded`(
        engine: TestEngine
    ) async throws {
        let told = ToldProvider()
        try await World.with(engine, identities: told) { world in
            let admin = try await world.colleague(1, of: try await world.municipality(1).customer)
            let providers = world.services.identityProviders
            try await providers.save(World.providerForm(), by: admin.worker)
            try await providers.claimOwnDomain(by: admin.worker)
            told.say(
                .init(
                    "s-1", email: admin.emailAddress, groups: ["beheerders"], authenticated: world.clock.now()
                ))
            let signedOn = try await world.worker(try await world.signOn().session)
            try await providers.setRequired(true, by: signedOn)
            try await world.services.accounts.invite(
                Invitee(name: "Bram", emailAddress: "bram@example.nl", roles: [.caseworker]),
                to: signedOn.side, by: signedOn, language: .dutch)
            try await world.settle()
            let link = try #require(world.outside.lastLink())
            await #expect(throws: AccountRefusal.signOnOnly) {
                _ = try await world.services.welcome.offer(link)
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `switched off, nobody signs on and what it gave is gone`(engine: TestEngine) async throws {
        let told = ToldProvider()
        try await World.with(engine, identities: told) { world in
            let admin = try await world.colleague(1, of: try await world.municipality(1).customer)
            let providers = world.services.identityProviders
            try await providers.save(World.providerForm(), by: admin.worker)
            try await providers.claimOwnDomain(by: admin.worker)
            told.say(
                .init(
                    "s-2", email: "nieuw@example.nl", groups: ["beheerders"], authenticated: world.clock.now()
                ))
            let newcomer = try await world.signOn()
            // Who has no password would lock themselves out.
            let worker = try await world.worker(newcomer.session)
            await #expect(throws: ProviderRefusal.lastWayIn) { try await providers.switchOff(by: worker) }
            let underway = try await world.services.signOns.begin(at: "example.nl", network: World.network)
            try await providers.switchOff(by: admin.worker)
            #expect(try await world.worker(newcomer.session).roles.isEmpty)
            await #expect(throws: SignOnRefusal.expired) { _ = try await world.comeBack(underway) }
            // As a domain that nobody ever had.
            for typed in ["iemand@example.nl", "unknown.example.org"] {
                await #expect(throws: SignOnRefusal.unknownOrganisation) {
                    _ = try await world.signOn(at: typed)
                }
            }
        }
    }
}
