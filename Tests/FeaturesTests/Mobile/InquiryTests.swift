import Domain
import Features
import TestKit
import Testing

/// A customer asks yes or no about a letter of its own.
struct InquiryTests {
    @Test(arguments: TestEngine.allCases)
    func `an inquiry answers yes or no, and the person reads that it was asked`(
        engine: TestEngine
    ) async throws {
        try await World.with(engine) { world in
            let contract = try await world.mobileMunicipality()
            let noor = try await world.colleague(1, of: contract.customer, roles: [.caseworker]).worker
            let person = try await world.applicant(1, code: try await world.codes(1, for: contract)[0])
            let inquiries = world.services.inquiries
            let batch = try #require(try await inquiries.batches(for: noor).first?.id)
            #expect(try await inquiries.answer(.letterInUse, letter: "0001", of: batch, by: noor) == true)
            #expect(try await inquiries.answer(.stillConfirmed, letter: "1", of: batch, by: noor) == false)
            try await world.answerNext(.yes, by: noor)
            #expect(try await inquiries.answer(.stillConfirmed, letter: "1", of: batch, by: noor) == true)
            await #expect(throws: MobileRefusal.letterInvalid) {
                try await inquiries.answer(.letterInUse, letter: "2", of: batch, by: noor)
            }
            let other = try await world.mobileMunicipality(2)
            let saar = try await world.colleague(2, of: other.customer, roles: [.caseworker]).worker
            await #expect(throws: MobileRefusal.unknownBatch) {
                try await inquiries.answer(.letterInUse, letter: "1", of: batch, by: saar)
            }
            let seen = try await world.services.sightings.page(
                of: person, onlyPeople: true, before: nil)
            let asked = seen.sightings.filter { $0.activity == .customerInquiry }
            #expect(asked.count == 3)
            #expect(asked.allSatisfy { $0.purpose == .customerInquiries && $0.fields.isEmpty })
        }
    }
}
