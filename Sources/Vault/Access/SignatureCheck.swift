public import Domain

/// Checks the signatures of identity providers, by OpenSSL.
public struct SignatureCheck: SignatureChecking {
    public init() {}

    public func isValid(
        _ signature: [UInt8], of message: [UInt8], by key: JSONWebKey, _ algorithm: SignatureAlgorithm
    ) -> Bool {
        guard key.serves(algorithm) else { return false }
        return switch (algorithm, key.material) {
        case (.rs256, .rsa(let modulus, let exponent)):
            OpenSSL.isValidRS256(signature, of: message, modulus: modulus, exponent: exponent)
        case (.ps256, .rsa(let modulus, let exponent)):
            OpenSSL.isValidPS256(signature, of: message, modulus: modulus, exponent: exponent)
        case (.es256, .p256(let x, let y)):
            OpenSSL.isValidES256(signature, of: message, x: x, y: y)
        default: false
        }
    }
}
