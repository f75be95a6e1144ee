/// The long passwords that lists of leaked ones put first, with what Dutch people and our own name add.
///
/// Compared without case, spaces and the marks that people put at the end.
enum CommonPasswords {
    static func contains(_ folded: String) -> Bool {
        let kept = folded.filter { $0.isLetter || $0.isNumber }
        return list.contains(kept) || repeatsShortPart(kept)
    }

    /// `abcabcabcabc`, `1212121212121`: a part of at most four characters again and again.
    private static func repeatsShortPart(_ text: String) -> Bool {
        let characters = Array(text)
        return (1...4).contains { length in
            characters.count > length * 2
                && characters.indices.allSatisfy { characters[$0] == characters[$0 % length] }
        }
    }

    private static let list: Set<String> = [
        "01234567890", "0123456789012", "012345678910", "098765432109", "111122223333", "112233445566",
        "123456789012", "1234567890123", "12345678901234", "1234567890qwerty", "12345678910",
        "1234567891011", "123456789101112", "123456789abc", "123456789qwerty", "123456qwerty",
        "12345qwertyui", "123qweasdzxc", "147258369147", "159357258456", "1q2w3e4r5t6y",
        "1q2w3e4r5t6y7u", "1q2w3e4r5t6y7u8i", "1qaz2wsx3edc", "1qaz2wsx3edc4rfv", "741852963741",
        "789456123000", "987654321000", "987654321098", "aanmelden1234", "abcd12345678", "abcdefg12345",
        "abcdefgh1234", "abcdefghijkl", "abcdefghijklm", "abcdefghijklmn", "abcdefghijklmnop",
        "adminadmin123", "administrator", "administrator1", "administrator123", "asdfghjkl123",
        "asdfghjklqwerty", "basketball123", "buenobueno12", "buenotelecom", "buenotelecom1",
        "buenotelecom123", "changeme1234", "changemenow1", "correcthorsebatterystaple", "dragondragon1",
        "footballfootball", "geheim123456", "geheimgeheim", "geheimwachtwoord", "gemeente1234",
        "gemeente2024", "gemeente2025", "gemeente2026", "groningen123", "groningen1234", "hallohallo12",
        "helloworld12", "helloworld123", "ikhouvanjou1", "ikhouvanjou12", "ikhouvanjou123",
        "iloveyou1234", "iloveyou12345", "iloveyou123456", "iloveyouforever", "iloveyousomuch",
        "inloggen1234", "letmein12345", "letmein123456", "letmeinletmein", "letmeinplease",
        "liverpool123", "manchesterunited", "masterpassword", "medewerker123", "michaeljordan",
        "mijnwachtwoord", "mijnwachtwoord1", "mynoob123456", "nederland123", "nederland1234",
        "onderwijs123", "p4ssw0rd1234", "passw0rd1234", "passw0rd12345", "password1234",
        "password12345", "password123456", "password1234567", "password12345678", "password123456789",
        "passwordpassword", "qazwsxedc123", "qazwsxedcrfv", "qazwsxedcrfvtgb", "qwerasdfzxcv",
        "qwert1234567", "qwerty123456", "qwerty1234567", "qwerty12345678", "qwerty123456789",
        "qwerty1234567890", "qwertyqwerty", "qwertyuiop1", "qwertyuiop12", "qwertyuiop123",
        "qwertyuiop1234", "qwertyuiop12345", "qwertyuiopasdf", "qwertyuiopasdfghjkl",
        "qwertyuiopasdfghjklzxcvbnm", "schoolschool", "secretsecret", "sinterklaas1", "sinterklaas12",
        "spongebob123", "sunshine1234", "superman1234", "supersecret1", "testtest1234",
        "thisismypassword", "trustno1trustno1", "unbelievable", "voetbal12345", "wachtwoord",
        "wachtwoord1", "wachtwoord12", "wachtwoord123", "wachtwoord1234", "wachtwoord12345",
        "wachtwoordwachtwoord", "welkom010101", "welkom01welkom01", "welkom123456", "welkom1234567",
        "welkom12345678", "welkomwelkom", "whatever1234", "winter202425", "zaq12wsxcde3",
        "zaq1zaq1zaq1", "zomer2024zomer", "zxcvbnm12345", "zxcvbnmasdfghjkl", "zxcvbnmzxcvbnm",
    ]
}
