import Domain
import Storage
import TestKit
import Testing
import Vault

@testable import Features

/// P31: what leaves goes through one door, to somebody with an agreement.
@Suite struct TransferDoorTests {
    @Test(arguments: TestEngine.allCases)
    func `without an agreement a message waits, and goes once there is one`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            let processors = Processors(vault: fixture.vault)
            try await processors.record(Processor.Declaration.invented.filter { $0.channel == .sms })
            let message = try await fixture.queue()
            while try await fixture.messenger.deliverNext() {}
            #expect(try await fixture.failure(of: message) == "no_processor")
            #expect(try await fixture.vault.leaves(of: fixture.keys.pseudonym, before: nil, limit: 9) == [])

            try await processors.record(Processor.Declaration.invented)
            fixture.clock.advance(by: .hours(1))
            while try await fixture.messenger.deliverNext() {}
            #expect(try await fixture.failure(of: message) == nil)
            let leaves = try await fixture.vault.leaves(of: fixture.keys.pseudonym, before: nil, limit: 9)
            #expect(leaves.map(\.act) == [.send])
            let transfers = try await fixture.transfers()
            #expect(transfers == leaves.map(\.id.bytes))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `an agreement of tomorrow carries nothing today`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            let processors = Processors(vault: fixture.vault)
            let tomorrow = CalendarDay(of: fixture.clock.now() + .days(1))
            try await processors.record([
                Processor.Declaration(channel: .mail, name: "Morgen B.V.", agreement: "1", agreedOn: tomorrow)
            ])
            let message = try await fixture.queue()
            while try await fixture.messenger.deliverNext() {}
            #expect(try await fixture.failure(of: message) == "no_processor")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `another company ends the one before, and the same one does not`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let processors = world.services.processors
            try await processors.record(Processor.Declaration.invented)
            #expect(try await processors.list().count == 2)
            world.clock.advance(by: .days(1))
            let other = Processor.Declaration(
                channel: .mail, name: "Andere B.V.", agreement: "2",
                agreedOn: CalendarDay(of: world.clock.now()))
            try await processors.record([Processor.Declaration.invented[0], other])
            let list = try await processors.list().map(\.processor)
            #expect(list.count == 3)
            #expect(list.filter { $0.ended == nil }.map(\.declaration.name).sorted().first == "Andere B.V.")
            #expect(list.last?.ended == world.clock.now())
        }
    }
}

extension MessageFixture {
    fileprivate func failure(of message: Message.ID) async throws -> String? {
        try await vault.data.read {
            try $0.row("SELECT failure FROM message WHERE message_id = $1", message)?.optionalText(0)
        }
    }

    fileprivate func transfers() async throws -> [[UInt8]] {
        try await vault.data.read { try $0.rows("SELECT leaf_id FROM transfer").map { try $0.blob(0) } }
    }
}
