import Domain
import Testing

@Suite struct MessageEnvelopeTests {
    private func envelopes() throws -> [MessageEnvelope] {
        let number = try #require(MobileNumber(e164: "+31612345678"))
        let address = try #require(EmailAddress("v.voorbeeld@example.nl"))
        return [
            try #require(MessageEnvelope(address: .sms(number), words: .sms("Eén 🌷\n@x #1"))),
            try #require(
                MessageEnvelope(
                    address: .mail(address), words: .mail(MailContent(subject: "", text: "Dag", html: "<p>")))
            ),
            try #require(MessageEnvelope(address: nil, words: .sms("Dag"))),
            try #require(
                MessageEnvelope(
                    address: nil, words: .mail(MailContent(subject: "Dag", text: "", html: "<p>")))),
        ]
    }

    @Test func `what is put in comes out`() throws {
        for envelope in try envelopes() {
            let read = try #require(MessageEnvelope(bytes: envelope.bytes))
            #expect(read.address == envelope.address)
            #expect(read.words == envelope.words)
        }
    }

    @Test func `bytes that are cut or longer are refused`() throws {
        for envelope in try envelopes() {
            for count in 0..<envelope.bytes.count {
                #expect(MessageEnvelope(bytes: Array(envelope.bytes.prefix(count))) == nil)
            }
            #expect(MessageEnvelope(bytes: envelope.bytes + [0]) == nil)
        }
    }

    @Test func `random bytes are refused without a crash`() {
        var generator = SystemRandomNumberGenerator()
        for _ in 0..<20_000 {
            let count = Int.random(in: 0...40, using: &generator)
            var bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            if !bytes.isEmpty { bytes[0] = UInt8.random(in: 0...5, using: &generator) }
            _ = MessageEnvelope(bytes: bytes)
        }
    }

    @Test func `an envelope shows nothing of itself`() throws {
        for envelope in try envelopes() {
            var dumped = ""
            dump(envelope, to: &dumped)
            #expect(!"\(envelope) \(dumped)".contains("12345678"))
            #expect(!"\(envelope) \(dumped)".contains("voorbeeld"))
        }
    }
}

@Suite struct RetryScheduleTests {
    @Test func `the pause doubles up to an hour, and half of it is chance`() throws {
        let pauses = try (1...15).map { try #require(RetrySchedule.pause(afterAttempts: $0, chance: 0)) }
        #expect(pauses.prefix(4).map(\.milliseconds) == [2_500, 5_000, 10_000, 20_000])
        #expect(pauses.last == .minutes(30))
        let late = try #require(RetrySchedule.pause(afterAttempts: 15, chance: 0.999_999))
        #expect(late > .minutes(59) && late < .hours(1))
    }

    @Test func `after the last try there is none`() {
        #expect(RetrySchedule.pause(afterAttempts: 16, chance: 0) == nil)
        #expect(RetrySchedule.pause(afterAttempts: Int64.max, chance: 0) == nil)
    }
}
