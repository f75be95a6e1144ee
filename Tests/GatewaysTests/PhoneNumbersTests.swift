import Domain
import PhoneNumbers
import Testing

@Suite struct PhoneNumbersTests {
    @Test(arguments: [
        "06 12345678", "0612345678", "+31612345678", "+31 6 1234 5678", "0031612345678", "06-12 34 56 78",
        "+31 (0)6 12345678", "\u{202A}+31 6 12345678\u{202C}", "٠٦١٢٣٤٥٦٧٨", "(06) 123.456.78",
    ])
    func `however it is typed, one number has one spelling`(text: String) {
        #expect(PhoneNumbers().mobileNumber(text)?.e164.reveal() == "+31612345678")
    }

    @Test(arguments: [
        ("050 3123456", PhoneNumbers.Refusal.notMobile), ("0800 1234", .notMobile),
        ("06 1234567", .unreadable),
        ("06 123456789", .unreadable), ("", .unreadable), ("112", .unreadable), ("06-CALLMENOW", .unreadable),
        ("0612345678;ext=3", .unreadable), ("0612345678\n0687654321", .unreadable), ("+", .unreadable),
        ("+999 123456", .unreadable), (String(repeating: "1", count: 5_000), .unreadable),
    ])
    func `what is no mobile number is refused`(text: String, expected: PhoneNumbers.Refusal) {
        #expect(throws: expected) { try PhoneNumbers().read(text) }
    }

    @Test(arguments: [
        ("050 3123456", "+31503123456"), ("06 12345678", "+31612345678"), ("0800 1234", "+318001234"),
        ("+32 2 555 12 12", "+3225551212"),
    ])
    func `where any number will do, a landline is read too`(text: String, e164: String) {
        #expect(PhoneNumbers().phoneNumber(text)?.e164.reveal() == e164)
    }

    @Test(arguments: ["", "112", "06 1234567", "050 12", "06-CALLMENOW", "0503123456;ext=3"])
    func `what is no number at all is refused anywhere`(text: String) {
        #expect(PhoneNumbers().phoneNumber(text) == nil)
    }

    @Test func `a foreign mobile number keeps its country`() {
        let number = PhoneNumbers().mobileNumber("+32 470 12 34 56")
        #expect(number?.display.reveal() == "+32470123456")
        #expect(number?.masked == "+32 ••••••56")
    }

    @Test func `a number shows itself only on purpose`() throws {
        let number = try #require(PhoneNumbers().mobileNumber("0612345678"))
        #expect(number.display.reveal() == "06 12345678")
        #expect(number.masked == "06 ••••••78")
        var dumped = ""
        dump(number, to: &dumped)
        #expect(!"\(number) \(String(reflecting: number)) \(dumped)".contains("345678"))
    }

    @Test func `many threads read numbers at once`() async {
        let reader = PhoneNumbers()
        let right = await withTaskGroup { group in
            for _ in 1...200 { group.addTask { reader.mobileNumber("0612345678") != nil } }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(right == 200)
    }
}
