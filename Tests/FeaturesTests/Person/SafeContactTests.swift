import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

@Suite struct SafeContactTests {
    @Test(arguments: TestEngine.allCases)
    func `with it on nothing goes out by itself, and what is kept can be read`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let here = try await world.newcomer()
            try await world.services.safeContacts.turn(on: true, for: here.signedIn)
            #expect(try await world.services.safeContacts.isOn(for: here.signedIn))
            let before = world.outside.sent.count
            try await world.change(.sms, to: 2, here)
            // Two codes that were asked for; no notice to the old number.
            let texts = world.outside.sent.dropFirst(before).map(\.words)
            #expect(texts.count == 2)
            #expect(texts.allSatisfy { !$0.contains("BuenO") && !$0.contains("nummer") })
            let listed = try await world.services.personMessages.list(for: here.signedIn)
            let notice = try #require(listed.first { $0.kind == .mobileNumberChanged })
            #expect(notice.state == .kept && notice.sent == nil && notice.gone != nil)
            let opened = try await world.services.personMessages.open(notice.id, for: here.signedIn)
            #expect(opened?.text.reveal().contains("is veranderd") == true)
            world.clock.advance(by: .days(31))
            try await world.services.messenger.sweep()
            #expect(
                try await world.services.personMessages.list(for: here.signedIn).contains { $0.id == notice.id }
                    == false)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a notice that still waits when it is turned on is not sent`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let code = try await world.codes(1, for: world.municipality())[0]
            let token = try await world.services.enrolments.begin(code: code.reveal(), network: World.network)
            try await world.services.enrolments.give(
                ContactForm(
                    mobileNumber: World.mobileNumber(1), emailAddress: World.emailAddress(1),
                    age: .sixteenOrOlder), on: token, language: .dutch, network: World.network)
            try await world.settle()
            guard
                case .active(let session) = try await world.services.enrolments.prove(
                    secret: try #require(world.outside.lastSecret()), on: token, device: .phone,
                    language: .dutch),
                let signedIn = try await world.services.sessions.signedIn(session)
            else { throw World.WorldFailure.notActive }
            try await world.services.safeContacts.turn(on: true, for: signedIn)
            let before = world.outside.sent.count
            try await world.settle()
            #expect(world.outside.sent.count == before, "the welcome went out")
            #expect(
                try await world.services.personMessages.list(for: signedIn).first { $0.kind == .welcome }?.state
                    == .kept)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the phone alone, or the mailbox alone, opens nothing`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let here = try await world.newcomer()
            try await world.services.safeContacts.turn(on: true, for: here.signedIn)
            let token = try await world.ask(1)
            let text = try #require(world.outside.words(to: .phone(1)).last)
            #expect(text.firstMatch(of: /^Uw code is [0-9]{6}$/) != nil, "\(text.count) characters")
            guard
                case .askEmail = try await world.services.signIns.prove(
                    secret: try #require(world.outside.lastSecret()), on: token, device: .phone)
            else {
                Issue.record("the phone alone signed in")
                return
            }
            await #expect(throws: SignInRefusal.doesNotMatch(triesLeft: 4)) {
                try await world.services.signIns.proveOther(World.emailAddress(2), on: token, device: .phone)
            }
            let session = try await world.services.signIns.proveOther(
                World.emailAddress(1), on: token, device: .phone)
            #expect(try await world.services.sessions.signedIn(session)?.person == here.signedIn.person)

            try await world.askToSignIn(with: .mail, person: 1)
            let link = try #require(world.outside.lastLink())
            guard case .askMobileNumber = try await world.services.signIns.confirmLink(link, device: .phone)
            else {
                Issue.record("the mailbox alone signed in")
                return
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `it is turned off again, and then messages go out as before`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let here = try await world.newcomer()
            try await world.services.safeContacts.turn(on: true, for: here.signedIn)
            try await world.services.safeContacts.turn(on: false, for: here.signedIn)
            _ = try await world.signInAgain(1)
            #expect(world.outside.words(to: .phone(1)).last?.contains("BuenO") == true)
            let page = try await world.services.sightings.page(of: here.signedIn, onlyPeople: false, before: nil)
            #expect(page.sightings.filter { $0.activity == .safeContact }.count == 2)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `who has no address cannot turn it on, because they could not sign in any more`(engine: TestEngine)
        async throws
    {
        try await World.with(engine) { world in
            let here = try await world.newcomer()
            _ = try await world.data.write { transaction in
                try transaction.execute("DELETE FROM sealed_field WHERE field = 'email_address'")
            }
            await #expect(throws: SafeContacts.Refusal.needsBoth) {
                try await world.services.safeContacts.turn(on: true, for: here.signedIn)
            }
            #expect(try await world.services.safeContacts.isOn(for: here.signedIn) == false)
        }
    }
}

/// The outbox with every kind, for who is read along with and who is not.
@Suite struct SafeOutboxTests {
    @Test(arguments: TestEngine.allCases, MessageKind.allCases)
    func `no kind passes by the rule`(engine: TestEngine, kind: MessageKind) async throws {
        for isSafe in [false, true] {
            try await World.with(engine) { world in
                let here = try await world.newcomer()
                if isSafe { try await world.services.safeContacts.turn(on: true, for: here.signedIn) }
                guard let site = PublicSite(url: "https://bueno.example.nl"),
                    let number = MobileNumber(e164: "+31612340001"),
                    let address = EmailAddress(World.emailAddress(1)), let topic = kind.sample
                else { throw World.WorldFailure.badSite }
                let outbox = try Outbox(
                    vault: world.vault, statement: world.services.statements.current, site: site,
                    wakeUp: WakeUp())
                let keys = try await world.vault.keys(of: here.signedIn.person)
                let recipient: MessageAddress = kind.channels.contains(.sms) ? .sms(number) : .mail(address)
                let id = try await world.data.write { transaction in
                    try outbox.queue(
                        topic, to: recipient, language: .dutch, keys: keys, customer: nil,
                        service: .freeCalling, in: transaction)
                }
                let before = world.outside.sent.count
                try await world.settle()
                let state = try await world.data.read { transaction in
                    try transaction.row("SELECT state FROM message WHERE message_id = $1", id)?.text(0)
                }
                let isKept = isSafe && !kind.isSecret
                #expect(state == (isKept ? "kept" : "sent"), "safe: \(isSafe)")
                #expect(world.outside.sent.count == before + (isKept ? 0 : 1), "safe: \(isSafe)")
            }
        }
    }
}
