import Domain
import Features
import Storage
import TestKit
import Testing

struct MessageOfficeTests {
    @Test(arguments: TestEngine.allCases)
    func `what did not arrive is listed without anybody, and can be tried again`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            try await world.enrol(1, code: try await world.codes(1, for: contract)[0])
            _ = try await world.data.write {
                try $0.execute(
                    "UPDATE message SET state = 'failed', sent_at = NULL, failure = 'smtp_550' WHERE kind = 'welcome'"
                )
            }
            let office = world.services.messageOffice
            let letter = try #require(try await office.deadLetters(before: nil).first)
            #expect(letter.kind == .welcome && letter.canBeRetried)
            #expect(try await office.state().failed == 1)
            let before = world.outside.sent.count
            #expect(try await office.retry(letter.id))
            #expect(try await !office.retry(letter.id), "somebody else just did")
            try await world.settle()
            #expect(world.outside.sent.count == before + 1)
            #expect(try await office.state().failed == 0)
        }
    }

    @Test(arguments: TestEngine.allCases)
    func `a code that failed is not sent late`(engine: TestEngine) async throws {
        try await World.with(engine) { world in
            let contract = try await world.municipality(1)
            try await world.enrol(1, code: try await world.codes(1, for: contract)[0])
            _ = try await world.data.write {
                try $0.execute(
                    "UPDATE message SET state = 'failed', sent_at = NULL WHERE kind = 'enrolment_code'")
            }
            let letter = try #require(
                try await world.services.messageOffice.deadLetters(before: nil).first)
            #expect(!letter.canBeRetried)
            #expect(try await !world.services.messageOffice.retry(letter.id))
        }
    }
}
