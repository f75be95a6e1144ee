public import Domain

extension Token {
    public static func random() throws -> Token {
        guard let token = Token(bytes: Sodium.randomBytes(32)) else {
            throw VaultError.cryptographyUnavailable
        }
        return token
    }

    /// What the store keeps. A random 256-bit value needs no key and no slow hash.
    public var hash: [UInt8] { Sodium.sha256(Array("bueno token".utf8) + bytes.reveal()) }

    /// Seals bytes so that only who holds this token can open them: not we, from the store alone.
    public func seal(_ plaintext: [UInt8], context: String) throws -> [UInt8] {
        try withKey { try Sodium.seal(plaintext, associated: Array(context.utf8), key: $0) }
    }

    public func open(_ sealed: [UInt8], context: String) throws -> Sensitive<[UInt8]> {
        Sensitive(try withKey { try Sodium.open(sealed, associated: Array(context.utf8), key: $0) })
    }

    private func withKey<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        let key = try bytes.reveal().withUnsafeBytes {
            try Sodium.keyedHash(Array("bueno token box".utf8), key: $0)
        }
        return try key.withUnsafeBytes(body)
    }
}
