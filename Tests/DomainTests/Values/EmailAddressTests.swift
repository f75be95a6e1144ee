import Domain
import Testing

@Suite struct EmailAddressTests {
    @Test(arguments: [
        ("v.voorbeeld@example.nl", "v.voorbeeld@example.nl"),
        (" V.Voorbeeld@Example.NL ", "v.voorbeeld@example.nl"),
        ("a+b@sub.example.nl", "a+b@sub.example.nl"), ("a@één.example.nl", "a@één.example.nl"),
        ("o'neil@example.nl", "o'neil@example.nl"), ("1@1.example.nl", "1@1.example.nl"),
    ])
    func `one address has one spelling`(typed: String, canonical: String) {
        #expect(EmailAddress(typed)?.canonical.reveal() == canonical)
    }

    @Test(arguments: [
        "", "@", "a@", "@example.nl", "a@example", "a@@example.nl", "a b@example.nl", "a@exam ple.nl",
        "a@example.nl\r\nBcc: b@example.nl", "a\n@example.nl", "a@example.nl,b@example.nl", "<a@example.nl>",
        "\"a\"@example.nl", ".a@example.nl", "a.@example.nl", "a..b@example.nl", "a@-example.nl",
        "a@example-.nl",
        "a@example..nl", "a@.nl", "a@127.0.0.1", "a@[127.0.0.1]", "é@example.nl", "a@exa\u{200B}mple.nl",
        "a@example\u{2024}nl", "a@example.nl\0", "a%00@exa%mple.nl",
        String(repeating: "a", count: 65) + "@example.nl",
        "a@" + String(repeating: "a", count: 64) + ".nl",
        "a@" + String(repeating: "a.", count: 130) + "nl",
    ])
    func `what is no address is refused`(typed: String) {
        #expect(EmailAddress(typed) == nil)
    }

    @Test func `an address shows itself only on purpose`() throws {
        let address = try #require(EmailAddress("v.voorbeeld@example.nl"))
        #expect(address.masked == "v•••@example.nl")
        var dumped = ""
        dump(address, to: &dumped)
        #expect(!"\(address) \(String(reflecting: address)) \(dumped)".contains("voorbeeld"))
    }
}
