internal import COpenSSL

/// The few primitives that libsodium lacks, with lengths checked.
enum OpenSSL {
    static func hmacSHA1(_ message: [UInt8], key: [UInt8]) throws -> [UInt8] {
        var result = [UInt8](repeating: 0, count: 20)
        guard bueno_hmac_sha1(key, key.count, message, message.count, &result) == 1 else {
            throw VaultError.cryptographyUnavailable
        }
        return result
    }

    static func isValidRS256(
        _ signature: [UInt8], of message: [UInt8], modulus: [UInt8], exponent: [UInt8]
    ) -> Bool {
        bueno_verify_rs256(
            modulus, modulus.count, exponent, exponent.count, message, message.count, signature,
            signature.count) == 1
    }

    static func isValidPS256(
        _ signature: [UInt8], of message: [UInt8], modulus: [UInt8], exponent: [UInt8]
    ) -> Bool {
        bueno_verify_ps256(
            modulus, modulus.count, exponent, exponent.count, message, message.count, signature,
            signature.count) == 1
    }

    /// The signature is r and s, as tokens carry it.
    static func isValidES256(_ signature: [UInt8], of message: [UInt8], x: [UInt8], y: [UInt8]) -> Bool {
        guard signature.count == 64, x.count == 32, y.count == 32 else { return false }
        return bueno_verify_es256(x, y, message, message.count, signature) == 1
    }
}
