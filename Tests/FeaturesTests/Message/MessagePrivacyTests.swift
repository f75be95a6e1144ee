import Domain
import Storage
import TestKit
import Testing
import Vault

@testable import Features

@Suite struct MessagePrivacyTests {
    @Test(arguments: TestEngine.allCases)
    func `an erased person's messages are gone and nothing is sent`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            let id = try await fixture.queue()
            let (vault, keys) = (fixture.vault, fixture.keys)
            let buried = try await vault.data.write { transaction in
                try vault.bury(
                    [.contact, .identity], of: keys, reason: .erasure, service: .freeCalling,
                    activity: .erasure,
                    access: Access(
                        actor: Actor(role: .endUser, organisation: .none, pseudonym: keys.pseudonym),
                        purpose: .fraudAndLegalObligations, ground: .ownData), in: transaction)
            }
            _ = try await vault.shred(buried)
            try await fixture.drain()
            #expect(try await fixture.stored(id) == nil)
            #expect(fixture.outside.received.isEmpty)
            // Keys that somebody still holds in memory queue nothing any more.
            await #expect(throws: VaultError.noSuchPerson) { try await fixture.queue() }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a message that came back with an old copy is not opened`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            let id = try await fixture.queue()
            let key = fixture.keys.keyID(.contact)
            _ = try await fixture.vault.data.write { transaction in
                try transaction.execute(
                    "INSERT INTO tombstone (key_id, reason, at) VALUES ($1, 'erasure', $2)", key,
                    transaction.now)
            }
            try await fixture.drain()
            #expect(fixture.outside.received.isEmpty)
            #expect(
                try await fixture.stored(id)
                    == .init(state: "failed", attempts: 0, failure: "no_key", isSealed: false))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `recipient and words are sealed in the store`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            _ = try await fixture.queue()
            _ = try await fixture.queue(.signInCode(try fixture.code))
            let sealed = try await fixture.vault.data.read { transaction in
                try transaction.rows("SELECT sealed FROM message").map { try $0.blob(0) }
            }
            #expect(sealed.count == 2)
            for bytes in sealed {
                let text = String(decoding: bytes, as: UTF8.self)
                #expect(!["voorbeeld", "612345678", "123456", "BuenO"].contains { text.contains($0) })
            }
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a message altered in the store is given up unopened`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            let (first, second) = (try await fixture.queue(), try await fixture.queue())
            _ = try await fixture.vault.data.write { transaction in
                try transaction.execute(
                    """
                    UPDATE message SET sealed = (SELECT sealed FROM message WHERE message_id = $1)
                    WHERE message_id = $2
                    """, first, second)
            }
            try await fixture.drain()
            #expect(fixture.outside.received == [first])
            #expect(try await fixture.stored(second)?.failure == "damaged")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a person reads a message again, and the log says so`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            let messages = PersonMessages(vault: fixture.vault)
            let person = EndUser.ID(person: fixture.keys.person)
            let id = try await fixture.queue()
            try await fixture.drain()
            let list = try await messages.list(of: person)
            #expect(list.map(\.id) == [id] && list.first?.isReadable == true && list.first?.sent != nil)
            #expect(try await fixture.leaves(.read).isEmpty)
            let opened = try await messages.open(id, of: person, access: fixture.own)
            #expect(opened?.title == "Welkom bij BuenO")
            #expect(opened?.text.reveal().contains("U bent aangemeld bij BuenO.") == true)
            #expect(try await fixture.leaves(.read).count == 1)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `no page shows a code, and nobody opens another's message`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            let messages = PersonMessages(vault: fixture.vault)
            let code = try await fixture.queue(.signInCode(try fixture.code))
            let person = EndUser.ID(person: fixture.keys.person)
            #expect(try await messages.list(of: person).map(\.isReadable) == [false])
            #expect(try await messages.open(code, of: person, access: fixture.own) == nil)

            let welcome = try await fixture.queue()
            let other = try await fixture.vault.makeKeys(for: EndUser.ID.random())
            let access = Access(
                actor: Actor(role: .endUser, organisation: .none, pseudonym: other.pseudonym),
                purpose: .communication, ground: .ownData)
            #expect(
                try await messages.open(welcome, of: EndUser.ID(person: other.person), access: access) == nil)
            await #expect(throws: VaultError.notYours) {
                try await messages.open(welcome, of: person, access: access)
            }
            #expect(try await fixture.leaves(.read).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a mailbox that reads along exists in a demonstration only`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            #expect(DemonstrationMailbox(vault: fixture.vault) == nil)
        }
        try await MessageFixture.with(engine, demonstration: true) { fixture in
            let mailbox = try #require(DemonstrationMailbox(vault: fixture.vault))
            let messenger = try Messenger(
                vault: fixture.vault, statement: fixture.statement, mail: mailbox, sms: mailbox,
                wakeUp: fixture.wakeUp)
            try await fixture.queue(.signInCode(try fixture.code))
            while try await messenger.deliverNext() {}
            let item = try #require(mailbox.latest().first)
            #expect(item.recipient.reveal() == "06 12345678" && item.text.reveal().hasSuffix("#123456"))
        }
    }

    @Test func `a message kind goes only the ways it is meant for`() async throws {
        try await MessageFixture.with(.sqlite) { fixture in
            guard let address = EmailAddress("v.voorbeeld@example.nl") else {
                throw FixtureError.addressRefused
            }
            let (outbox, keys, customer, code) = (
                fixture.outbox, fixture.keys, fixture.customer, try fixture.code
            )
            await #expect(throws: Outbox.Refusal.wrongChannel(.signInCode, .mail)) {
                _ = try await fixture.vault.data.write { transaction in
                    try outbox.queue(
                        .signInCode(code), to: .mail(address), language: .dutch, keys: keys,
                        customer: customer, service: .freeCalling,
                        in: transaction)
                }
            }
        }
    }
}
