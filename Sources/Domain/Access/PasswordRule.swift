/// Why a new password is not taken. Each is told to the person in words.
public enum PasswordRefusal: Error, CaseIterable, Equatable, Sendable {
    case tooShort
    case tooLong
    case oneCharacterRepeated
    /// One of the long passwords that everybody chooses, and that a guesser tries first.
    case common
    case containsOwnAddress
}

/// Which passwords staff and customers' users may choose: long ones, with no demands on kinds of characters.
///
/// It asks nobody: a password leaves this machine for no list of leaked ones.
public enum PasswordRule {
    public static let charactersMin = 12
    /// Of UTF-8, as typed: a sentence of 200 bytes is strong, and more is only work.
    public static let bytesMax = 200
    /// A shorter name in front of the `@` stands in too many honest sentences.
    private static let localPartMin = 4

    /// Characters are counted as people count them: a letter with its accent is one, however it was typed.
    public static func check(_ typed: Sensitive<String>, of address: EmailAddress) throws(PasswordRefusal) {
        let password = typed.reveal()
        guard password.utf8.count <= bytesMax else { throw .tooLong }
        guard password.count >= charactersMin else { throw .tooShort }
        let folded = password.lowercased()
        guard Set(folded).count > 1 else { throw .oneCharacterRepeated }
        guard !CommonPasswords.contains(folded) else { throw .common }
        let localPart = address.canonical.reveal().prefix { $0 != "@" }
        if localPart.count >= localPartMin, folded.contains(localPart) { throw .containsOwnAddress }
    }
}
