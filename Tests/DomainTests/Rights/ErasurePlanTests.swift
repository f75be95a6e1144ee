import Domain
import Testing

@Suite struct ErasurePlanTests {
    private let now = Moment(milliseconds: 1_772_442_000_000)
    private let held = FieldSet([Field.mobileNumber, .emailAddress, .enrolmentCode])

    @Test func `without a duty everything goes`() {
        let plan = ErasurePlan(held: held, duties: [:], now: now)
        #expect(plan.isComplete)
        #expect(plan.goes == held)
        #expect(plan.shredded == KeyClass.allCases)
    }

    @Test func `a class under a duty stays, restricted until its day`() {
        let until = now + .days(3)
        let plan = ErasurePlan(held: held, duties: [.identity: until], now: now)
        #expect(!plan.isComplete)
        #expect(plan.keptUntil == until)
        #expect(plan.goes == FieldSet([Field.mobileNumber, .emailAddress]))
        #expect(plan.stays == FieldSet([Field.enrolmentCode]))
    }

    @Test func `a duty that has passed keeps nothing`() {
        let plan = ErasurePlan(held: held, duties: [.contact: now], now: now)
        #expect(plan.isComplete)
    }

    @Test func `a receipt's number reads back as people type it, and a wrong one does not`() throws {
        var generator = SystemRandomNumberGenerator()
        let number = ReceiptNumber(random: &generator)
        #expect(ReceiptNumber(typed: number.grouped.lowercased()) == number)
        let swapped = String(number.text.reversed())
        #expect(ReceiptNumber(typed: swapped) != number)
        #expect(ReceiptNumber(typed: "kort") == nil)
    }

    @Test(arguments: [
        ("012345", true), ("012 345", true), ("01234", false), ("0123456", false), ("01234a", false),
        ("", false),
    ])
    func `a one-time secret is six digits, however they are spaced`(typed: String, isRead: Bool) {
        #expect((OneTimeSecret(typed: typed) != nil) == isRead)
    }
}
