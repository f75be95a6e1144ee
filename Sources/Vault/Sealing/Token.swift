public import Domain

/// A secret of 256 random bits that a browser holds; the store keeps only its hash.
public struct Token: Hashable, Sendable, CustomStringConvertible {
    private let bytes: [UInt8]

    public static func random() -> Token { Token(bytes: Sodium.randomBytes(32)) }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Refuses anything that is not 64 hexadecimal digits.
    public init?(text: String) {
        guard text.utf8.count == 64, let bytes = Hex.bytes(text) else { return nil }
        self.bytes = bytes
    }

    /// For the cookie or the link, and nowhere else.
    public func reveal() -> String { Hex.text(bytes) }

    /// What the store keeps. A random 256-bit value needs no key and no slow hash.
    public var hash: [UInt8] { Sodium.sha256(Array("bueno token".utf8) + bytes) }

    public var description: String { "(token)" }

    /// Seals bytes so that only who holds this token can open them: not we, from the store alone.
    public func seal(_ plaintext: [UInt8], context: String) throws -> [UInt8] {
        try withKey { try Sodium.seal(plaintext, associated: Array(context.utf8), key: $0) }
    }

    public func open(_ sealed: [UInt8], context: String) throws -> Sensitive<[UInt8]> {
        Sensitive(try withKey { try Sodium.open(sealed, associated: Array(context.utf8), key: $0) })
    }

    private func withKey<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        let key = try bytes.withUnsafeBytes { try Sodium.keyedHash(Array("bueno token box".utf8), key: $0) }
        return try key.withUnsafeBytes(body)
    }
}
