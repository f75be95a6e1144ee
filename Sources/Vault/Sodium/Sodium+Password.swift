import CSodium

extension Sodium {
    /// An Argon2id string with a salt of its own. Blocks for tens of milliseconds.
    static func passwordHash(_ password: [UInt8], cost: PasswordCost) throws -> String {
        try start()
        var result = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let characters = password.map { CChar(bitPattern: $0) }
        let status = crypto_pwhash_str_alg(
            &result, characters, UInt64(characters.count), UInt64(cost.passes), cost.memoryKibibytes * 1_024,
            crypto_pwhash_ALG_ARGON2ID13)
        guard status == 0 else { throw VaultError.cryptographyUnavailable }
        return String(decoding: result.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Compares in constant time. False for a string that is none. Blocks for tens of milliseconds.
    static func isPassword(_ password: [UInt8], of stored: String) throws -> Bool {
        try start()
        let characters = password.map { CChar(bitPattern: $0) }
        return crypto_pwhash_str_verify(stored, characters, UInt64(characters.count)) == 0
    }
}
