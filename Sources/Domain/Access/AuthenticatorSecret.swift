/// What an authenticator app and we both know: 160 random bits (RFC 4226 section 4). It prints nothing.
public struct AuthenticatorSecret: Hashable, Sendable {
    public static let byteCount = 20

    public let bytes: Sensitive<[UInt8]>

    /// Refuses anything but 20 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = Sensitive(bytes)
    }

    /// For who cannot scan: 32 letters and digits in groups of four, as apps accept them typed.
    public var typed: Sensitive<String> {
        let characters = Array(base32)
        let groups = stride(from: 0, to: characters.count, by: 4).map {
            String(characters[$0..<min($0 + 4, characters.count)])
        }
        return Sensitive(groups.joined(separator: " "))
    }

    /// What the picture to scan holds (the Key URI Format that authenticator apps share).
    ///
    /// - `account`: what the app shows beside our name, such as the person's e-mail address.
    public func address(account: Sensitive<String>) -> Sensitive<String> {
        let label = PercentEncoding.text(Self.issuer) + ":" + PercentEncoding.text(account.reveal())
        return Sensitive(
            "otpauth://totp/\(label)?secret=\(base32)&issuer=\(PercentEncoding.text(Self.issuer))"
                + "&algorithm=SHA1&digits=6&period=30")
    }

    private static let issuer = "BuenO"
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".utf8)

    /// Base 32 of RFC 4648; 20 bytes are 32 characters without padding.
    private var base32: String {
        var result: [UInt8] = []
        var bits: UInt32 = 0
        var count: UInt32 = 0
        for byte in bytes.reveal() {
            bits = bits << 8 | UInt32(byte)
            count += 8
            while count >= 5 {
                count -= 5
                result.append(Self.alphabet[Int(bits >> count & 31)])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
