import CSodium

/// The few primitives of libsodium that the vault uses, with lengths checked and no nonce as a parameter.
enum Sodium {
    static let keyLength = 32
    static let nonceLength = 24
    static let tagLength = 16

    /// Initialises the library once; every entry point of the vault passes here first.
    static func start() throws {
        guard sodium_init() >= 0 else { throw VaultError.cryptographyUnavailable }
    }

    static func randomBytes(_ count: Int) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: count)
        randombytes_buf(&result, count)
        return result
    }

    /// XChaCha20-Poly1305 with a fresh random nonce in front.
    static func seal(_ plaintext: [UInt8], associated: [UInt8], key: UnsafeRawBufferPointer) throws -> [UInt8]
    {
        guard key.count == keyLength, let keyBytes = key.bindMemory(to: UInt8.self).baseAddress else {
            throw VaultError.badKey
        }
        var result = randomBytes(nonceLength)
        result.append(contentsOf: repeatElement(0, count: plaintext.count + tagLength))
        var written: UInt64 = 0
        let status = result.withUnsafeMutableBufferPointer { buffer -> Int32 in
            guard let base = buffer.baseAddress else { return -1 }
            return crypto_aead_xchacha20poly1305_ietf_encrypt(
                base + nonceLength, &written, plaintext, UInt64(plaintext.count), associated,
                UInt64(associated.count), nil, base, keyBytes)
        }
        guard status == 0 else { throw VaultError.cryptographyUnavailable }
        return result
    }

    static func open(
        _ sealed: some Collection<UInt8>, associated: [UInt8], key: UnsafeRawBufferPointer
    ) throws -> [UInt8] {
        let sealed = Array(sealed)
        guard key.count == keyLength, let keyBytes = key.bindMemory(to: UInt8.self).baseAddress else {
            throw VaultError.badKey
        }
        guard sealed.count >= nonceLength + tagLength else { throw VaultError.damaged }
        var result = [UInt8](repeating: 0, count: sealed.count - nonceLength - tagLength)
        var written: UInt64 = 0
        let status = sealed.withUnsafeBufferPointer { buffer -> Int32 in
            guard let base = buffer.baseAddress else { return -1 }
            return crypto_aead_xchacha20poly1305_ietf_decrypt(
                &result, &written, nil, base + nonceLength, UInt64(sealed.count - nonceLength), associated,
                UInt64(associated.count), base, keyBytes)
        }
        guard status == 0 else { throw VaultError.damaged }
        return result
    }

    /// Keyed BLAKE2b: blind indexes, codes, one-time secrets.
    static func keyedHash(_ message: [UInt8], key: UnsafeRawBufferPointer, length: Int = 32) throws -> [UInt8]
    {
        var result = [UInt8](repeating: 0, count: length)
        let status = crypto_generichash(
            &result, length, message, UInt64(message.count),
            key.bindMemory(to: UInt8.self).baseAddress, key.count)
        guard status == 0 else { throw VaultError.cryptographyUnavailable }
        return result
    }

    static func sha256(_ message: [UInt8]) -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256(&result, message, UInt64(message.count))
        return result
    }

    static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        left.count == right.count && sodium_memcmp(left, right, left.count) == 0
    }

    /// An Ed25519 key pair from a 32-byte seed.
    static func signingPair(seed: UnsafeRawBufferPointer) throws -> (publicKey: [UInt8], secretKey: [UInt8]) {
        var publicKey = [UInt8](repeating: 0, count: 32)
        var secretKey = [UInt8](repeating: 0, count: 64)
        guard seed.count == 32, let seedBytes = seed.bindMemory(to: UInt8.self).baseAddress,
            crypto_sign_seed_keypair(&publicKey, &secretKey, seedBytes) == 0
        else { throw VaultError.badKey }
        return (publicKey, secretKey)
    }

    static func sign(_ message: [UInt8], secretKey: [UInt8]) throws -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: 64)
        guard crypto_sign_detached(&signature, nil, message, UInt64(message.count), secretKey) == 0 else {
            throw VaultError.badKey
        }
        return signature
    }
}
