import Testing

@testable import Features

struct PersonalPatternTests {
    @Test(arguments: [
        ("v.voorbeeld@example.nl", PersonalPattern.emailAddress),
        ("mail naar <persoon1@sub.example.nl>.", .emailAddress),
        ("06 12345678", .phoneNumber), ("06-12345678", .phoneNumber),
        ("bel 0612345678 of mail", .phoneNumber),
        ("06 12 34 56 78", .phoneNumber), ("+31 6 12345678", .phoneNumber), ("+31612345678", .phoneNumber),
        ("0031612345678", .phoneNumber), ("050 1234567", .phoneNumber), ("+49 151 23456789", .phoneNumber),
        ("from 192.0.2.7", .internetAddress), ("192.0.2.7:443", .internetAddress),
        ("[2001:db8::17]", .internetAddress), ("2001:db8:0:1:2:3:4:5", .internetAddress),
        ("fe80::1%eth0", .internetAddress),
    ])
    func `a shape that leads to a person is found`(text: String, pattern: PersonalPattern) {
        #expect(PersonalPattern.found(in: text.utf8) == [pattern])
    }

    @Test(arguments: [
        "", "info@example.nl", "privacy@example.nl", "@", "a@b", "a@.nl", "code 7K4M 9QWX 3TRB", "10000001",
        "00000001234567890000", "2026-11-24 02:39:53.123", "06-12-2026 10:15", "12:30:45", "1.2.3", "3.40.1",
        "300.1.2.3", "127.0.0.1:8080", "::1", "a8f00612345678b", "1772442000000", "std::move", "x::y",
        "enrolment.redeemed code_id=0612345678abcdef",
    ])
    func `what leads to nobody is not found`(text: String) {
        #expect(PersonalPattern.found(in: text.utf8).isEmpty)
    }
}
