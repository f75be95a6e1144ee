import Domain
import Testing

@Suite struct PasswordRuleTests {
    private func check(_ password: String, of address: String = "v.voorbeeld@example.nl") throws {
        try PasswordRule.check(Sensitive(password), of: try #require(EmailAddress(address)))
    }

    @Test(arguments: [
        "een rustige zin", "Kielerbocht drie", "x7!Kq2#mZp9$", "ééééééééééé1", "пароль на двенадцать",
        "🌷🌷🌷🌷🌷🌷🌷🌷🌷🌷🌷🌲", String(repeating: "ab cd ", count: 32) + "een zin!",
    ])
    func `a long password of any kind is taken`(password: String) throws {
        try check(password)
    }

    @Test(arguments: [
        ("", PasswordRefusal.tooShort), ("elf tekens!", .tooShort),
        ("e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", .tooShort),
        (String(repeating: "ab cd ", count: 33) + "!!!", .tooLong),
        (String(repeating: "🌷", count: 51), .tooLong),
        ("aaaaaaaaaaaa", .oneCharacterRepeated), ("aAaAaAaAaAaA", .oneCharacterRepeated),
        ("            ", .oneCharacterRepeated), ("e\u{301}éééééééééééé", .oneCharacterRepeated),
        ("123456789012", .common), ("Wachtwoord123!", .common), ("wacht-woord-1", .common),
        ("Welkom 123456", .common), ("PASSWORDPASSWORD", .common), ("qwerty@123456", .common),
        ("abcabcabcabc", .common), ("12 12 12 12 12", .common), ("welkomwelkom", .common),
        ("ik ben v.voorbeeld", .containsOwnAddress), ("V.VOORBEELD-2026", .containsOwnAddress),
    ])
    func `a weak password is refused by its reason`(password: String, expected: PasswordRefusal) {
        #expect(throws: expected) { try check(password) }
    }

    @Test func `a name of three letters may stand in a sentence`() throws {
        try check("mijn jas is rood", of: "jas@example.nl")
    }

    @Test func `a password of exactly twelve characters and one of exactly 200 bytes are taken`() throws {
        try check("twaalf teken")
        try check(String(repeating: "ab", count: 98) + "zxyw")
    }
}
