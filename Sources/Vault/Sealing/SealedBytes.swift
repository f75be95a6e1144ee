/// A format byte, then nonce and ciphertext. The byte leaves room for another algorithm.
enum SealedBytes {
    /// XChaCha20-Poly1305 with a random nonce.
    static let format: UInt8 = 1

    static func seal(_ plaintext: [UInt8], associated: [UInt8], key: LockedKey) throws -> [UInt8] {
        [format] + (try key.withBytes { try Sodium.seal(plaintext, associated: associated, key: $0) })
    }

    static func open(_ sealed: [UInt8], associated: [UInt8], key: LockedKey) throws -> [UInt8] {
        guard sealed.first == format else { throw VaultError.damaged }
        return try key.withBytes { try Sodium.open(sealed.dropFirst(), associated: associated, key: $0) }
    }
}
