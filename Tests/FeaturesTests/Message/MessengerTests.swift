import Domain
import Features
import Storage
import TestKit
import Testing
import Vault

@Suite struct MessengerTests {
    private struct Undone: Error {}

    @Test(arguments: TestEngine.allCases)
    func `a message is queued with its reason or not at all`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            let (outbox, keys, customer) = (fixture.outbox, fixture.keys, fixture.customer)
            guard let address = EmailAddress("v.voorbeeld@example.nl") else {
                throw FixtureError.addressRefused
            }
            await #expect(throws: Undone.self) {
                try await fixture.vault.data.write { transaction in
                    try outbox.queue(
                        .welcome, to: .mail(address), language: .dutch, keys: keys, customer: customer,
                        service: .freeCalling,
                        in: transaction)
                    throw Undone()
                }
            }
            #expect(try await fixture.messenger.deliverNext() == false)
            #expect(fixture.outside.received.isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a delivered message leaves one send leaf and stays for its person`(engine: TestEngine) async throws
    {
        try await MessageFixture.with(engine) { fixture in
            let id = try await fixture.queue()
            try await fixture.drain()
            #expect(fixture.outside.received == [id])
            #expect(
                try await fixture.stored(id)
                    == .init(state: "sent", attempts: 1, failure: nil, isSealed: true))
            let leaves = try await fixture.leaves(.send)
            #expect(leaves.count == 1)
            #expect(leaves.first?.role == .messenger && leaves.first?.fields == FieldSet([.emailAddress]))
            #expect(leaves.first?.activity == .message && leaves.first?.basis == .contract)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `the words of a code are gone as soon as it is sent`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            let id = try await fixture.queue(.signInCode(try fixture.code))
            try await fixture.drain()
            #expect(fixture.outside.texts.first?.hasSuffix("\n@bueno.example.nl #123456") == true)
            #expect(
                try await fixture.stored(id)
                    == .init(state: "sent", attempts: 1, failure: nil, isSealed: false))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a failure that may pass is tried again later under the same id`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            fixture.outside.answer(.temporaryFailure(code: "smtp_451"), .temporaryFailure(code: "curl_28"))
            let id = try await fixture.queue()
            try await fixture.drain()
            #expect(
                try await fixture.stored(id)
                    == .init(state: "queued", attempts: 1, failure: "smtp_451", isSealed: true))
            fixture.clock.advance(by: .seconds(2))
            #expect(try await fixture.messenger.deliverNext() == false)
            for _ in 1...2 {
                fixture.clock.advance(by: .seconds(20))
                try await fixture.drain()
            }
            #expect(fixture.outside.received == [id, id, id])
            #expect(
                try await fixture.stored(id)
                    == .init(state: "sent", attempts: 3, failure: nil, isSealed: true))
            // Every try may have left this machine, so every try stands in the log.
            #expect(try await fixture.leaves(.send).count == 3)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a failure that stays ends as a dead letter at once`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            fixture.outside.answer(.permanentFailure(code: "smtp_550"))
            let id = try await fixture.queue()
            try await fixture.drain()
            fixture.clock.advance(by: .days(2))
            try await fixture.drain()
            #expect(fixture.outside.received == [id])
            #expect(
                try await fixture.stored(id)
                    == .init(state: "failed", attempts: 1, failure: "smtp_550", isSealed: true))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a message that keeps failing is given up after its last try`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            fixture.outside.answerAlways(.temporaryFailure(code: "curl_7"))
            let id = try await fixture.queue()
            for _ in 1...40 {
                try await fixture.drain()
                fixture.clock.advance(by: .hours(1))
            }
            #expect(fixture.outside.received.count == 16)
            #expect(
                try await fixture.stored(id)
                    == .init(state: "failed", attempts: 16, failure: "curl_7", isSealed: true))
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a code that no longer works is not sent late`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            let id = try await fixture.queue(.enrolmentCode(try fixture.code))
            fixture.clock.advance(by: .minutes(10))
            try await fixture.drain()
            #expect(fixture.outside.received.isEmpty)
            #expect(
                try await fixture.stored(id)
                    == .init(state: "failed", attempts: 0, failure: "too_late", isSealed: false))
            #expect(try await fixture.leaves(.send).isEmpty)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a worker that stood still settles nothing after another took over`(engine: TestEngine) async throws
    {
        try await MessageFixture.with(engine) { fixture in
            let gate = Gate()
            fixture.outside.hold(at: gate)
            let id = try await fixture.queue()
            async let stopped = fixture.messenger.deliverNext()
            await gate.someoneWaits()
            // Its lease still runs: nobody else may take it.
            #expect(try await fixture.messenger.deliverNext() == false)
            fixture.clock.advance(by: .minutes(4))
            fixture.outside.answer(.permanentFailure(code: "smtp_550"))
            try await fixture.drain()
            await gate.open()
            _ = try await stopped
            #expect(fixture.outside.received == [id, id])
            #expect(
                fixture.events.all == [
                    .failed(id, .welcome, code: "smtp_550"), .leaseLost(id, .welcome),
                ])
            #expect(try await fixture.stored(id)?.state == "failed")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `four workers deliver two hundred messages once each, at the ring of the bell`(
        engine: TestEngine
    ) async throws {
        try await MessageFixture.with(engine) { fixture in
            let messenger = fixture.messenger
            let running = Task {
                await messenger.run(workers: 4, poll: .seconds(3_600), sweep: .seconds(3_600))
            }
            var ids = Set<Message.ID>()
            for _ in 1...200 { ids.insert(try await fixture.queue()) }
            fixture.outbox.wake()
            let end = ContinuousClock.now + .seconds(30)
            while fixture.events.sent.count < 200, ContinuousClock.now < end {
                try await Task.sleep(for: .milliseconds(10))
            }
            running.cancel()
            await running.value
            // Compared here and not in the expectation: two hundred ids say nothing to a reader.
            let (received, sent) = (fixture.outside.received, fixture.events.sent)
            let isEachReceivedOnce = received.count == 200 && Set(received) == ids
            let isEachSettledOnce = fixture.events.all.count == 200 && Set(sent) == ids
            #expect(isEachReceivedOnce, "received \(received.count)")
            #expect(isEachSettledOnce, "settled \(sent.count)")
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a message is gone when its term has passed and not before`(engine: TestEngine) async throws {
        try await MessageFixture.with(engine) { fixture in
            let id = try await fixture.queue()
            try await fixture.drain()
            fixture.clock.advance(by: .days(29))
            #expect(try await fixture.messenger.sweep() == 0)
            fixture.clock.advance(by: .days(2))
            #expect(try await fixture.messenger.sweep() == 1)
            #expect(try await fixture.stored(id) == nil)
            let leaves = try await fixture.leaves(.destroy)
            #expect(leaves.count == 1 && leaves.first?.role == .retention)
        }
    }
}
