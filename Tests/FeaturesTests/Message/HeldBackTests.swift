import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

/// Safe contact that is turned on while a notice is on its way, or after it did not arrive.
struct HeldBackTests {
    @Test(arguments: TestEngine.allCases)
    func `a notice that did not arrive is not tried again for who chose safe contact`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let here = try await Self.newcomer(in: world)
            try await Self.fail(.welcome, in: world)
            // The choice alone, as a row: the office must hold by itself.
            try await Self.choose(here, in: world)
            let office = world.services.messageOffice
            let letter = try #require(try await office.deadLetters(before: nil).first)
            #expect(!letter.canBeRetried)
            #expect(try await !office.retry(letter.id))
            let before = world.outside.sent.count
            try await world.settle()
            #expect(world.outside.sent.count == before)
        }
    }

    @Test(arguments: TestEngine.allCases, ["failed", "leased"])
    func `turning it on takes in what failed and what is on its way`(
        engine: TestEngine, state: String
    ) async throws {
        try await World.with(engine) { world in
            let here = try await Self.newcomer(in: world)
            if state == "failed" {
                try await Self.fail(.welcome, in: world)
            } else {
                // A worker that stopped half way: its lease would end, and another would send.
                try await Self.queueAgain(.welcome, as: "leased", in: world)
            }
            try await world.services.safeContacts.turn(on: true, for: here)
            world.clock.advance(by: .minutes(10))
            let before = world.outside.sent.count
            try await world.settle()
            #expect(world.outside.sent.count == before)
            let listed = try await world.services.personMessages.list(for: here)
            #expect(listed.first { $0.kind == .welcome }?.state == .kept)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a notice that fails for now stays, once its reader chose safe contact`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let here = try await Self.newcomer(in: world)
            try await Self.queueAgain(.welcome, as: "queued", in: world)
            let (outside, gate) = (OutsideWorld(), Gate())
            outside.answerAlways(.temporaryFailure(code: "smtp_451"))
            outside.hold(at: gate)
            let messenger = try Messenger(
                vault: world.vault, statement: world.services.statements.current, mail: outside, sms: outside,
                wakeUp: WakeUp())
            async let delivered = messenger.deliverNext()
            await gate.someoneWaits()
            try await Self.choose(here, in: world)
            await gate.open()
            _ = try await delivered
            let message = try #require(
                try await world.services.personMessages.list(for: here).first { $0.kind == .welcome })
            #expect(message.state == .kept)
            let term = try world.services.statements.current.term(of: .message)
            #expect(message.gone == term.end(from: world.clock.now()))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `what went out while it was turned on says that it was sent`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let here = try await Self.newcomer(in: world)
            try await Self.queueAgain(.welcome, as: "queued", in: world)
            let (outside, gate) = (OutsideWorld(), Gate())
            outside.hold(at: gate)
            let messenger = try Messenger(
                vault: world.vault, statement: world.services.statements.current, mail: outside, sms: outside,
                wakeUp: WakeUp())
            async let delivered = messenger.deliverNext()
            await gate.someoneWaits()
            try await world.services.safeContacts.turn(on: true, for: here)
            await gate.open()
            _ = try await delivered
            let listed = try await world.services.personMessages.list(for: here)
            #expect(listed.first { $0.kind == .welcome }?.state == .sent)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a notice that slipped into the outbox is kept by who would send it, and a code goes`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let here = try await Self.newcomer(in: world)
            try await Self.choose(here, in: world)
            try await Self.queueAgain(.welcome, as: "queued", in: world)
            let before = world.outside.sent.count
            try await world.settle()
            #expect(world.outside.sent.count == before)
            let listed = try await world.services.personMessages.list(for: here)
            #expect(listed.first { $0.kind == .welcome }?.state == .kept)
            try await world.services.erasures.askProof(for: here, by: .sms)
            try await world.settle()
            #expect(world.outside.sent.count == before + 1)
        }
    }

    private static func newcomer(in world: World) async throws -> SignedIn {
        try await world.person(1, code: world.codes(1, for: world.municipality())[0])
    }

    private static func choose(_ here: SignedIn, in world: World) async throws {
        _ = try await world.data.write { transaction in
            try transaction.execute(
                "UPDATE end_user SET safe_contact = 1 WHERE end_user_id = $1", here.person.person)
        }
    }

    private static func fail(_ kind: MessageKind, in world: World) async throws {
        _ = try await world.data.write { transaction in
            try transaction.execute(
                "UPDATE message SET state = 'failed', sent_at = NULL, failure = 'smtp_550' WHERE kind = $1",
                kind.rawValue)
        }
    }

    private static func queueAgain(_ kind: MessageKind, as state: String, in world: World) async throws {
        _ = try await world.data.write { transaction in
            try transaction.execute(
                """
                UPDATE message SET state = $2, sent_at = NULL, due_at = $3, expires_at = $4, lease = $5
                WHERE kind = $1
                """, kind.rawValue, state, transaction.now, transaction.now + .days(2),
                state == "leased" ? Identifier<World>.random() : nil)
        }
    }
}
