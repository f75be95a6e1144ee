/// An address of an identity provider: HTTPS, or HTTP to this machine itself, for tests.
///
/// Guaranteed: printable ASCII that every parser of addresses reads alike; no user name, no fragment, no backslash.
public struct ProviderAddress: Hashable, Sendable, CustomStringConvertible {
    public let text: String
    public let isLoopback: Bool
    /// Without one: an issuer has no query.
    public let hasQuery: Bool

    public init?(_ text: String) {
        guard text.utf8.count <= 2_048, text.utf8.allSatisfy(Self.isAllowed) else { return nil }
        let isEncrypted = text.hasPrefix("https://")
        guard isEncrypted || text.hasPrefix("http://") else { return nil }
        let rest = text.dropFirst(isEncrypted ? 8 : 7)
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard let host = Self.host(of: authority) else { return nil }
        self.text = text
        isLoopback = ["127.0.0.1", "localhost", "[::1]"].contains(host)
        hasQuery = rest.contains("?")
        guard isEncrypted || isLoopback else { return nil }
    }

    public var description: String { text }

    /// The name of the machine, to show where a browser goes.
    public var host: String {
        let rest = text.drop { $0 != ":" }.dropFirst(3)
        return String(rest.prefix { $0 != "/" && $0 != "?" })
    }

    /// What RFC 3986 lets stand in an address, less the `#` of a fragment.
    private static func isAllowed(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "-._~:/?[]@!$&'()*+,;=%".utf8.contains(byte)
        }
    }

    /// The host of `host`, `host:443` or `[::1]:443`.
    private static func host(of authority: Substring) -> Substring? {
        let host: Substring
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[...end]
            guard host.utf8.dropFirst().dropLast().allSatisfy({ isHexadecimal($0) || $0 == 0x3A }) else {
                return nil
            }
        } else {
            host = authority.prefix { $0 != ":" }
            guard host.utf8.allSatisfy({ isLetterOrDigit($0) || $0 == 0x2E || $0 == 0x2D }) else {
                return nil
            }
        }
        let port = authority[host.endIndex...]
        guard !host.isEmpty, port.isEmpty || isPort(port) else { return nil }
        return host
    }

    private static func isPort(_ text: Substring) -> Bool {
        let digits = text.dropFirst()
        return text.hasPrefix(":") && (1...5).contains(digits.utf8.count)
            && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
            && UInt16(digits).map { $0 > 0 } == true
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: false
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        default: false
        }
    }
}
