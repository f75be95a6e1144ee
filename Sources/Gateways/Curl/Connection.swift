internal import CCurl
public import Domain

/// Whose certificates are trusted.
public struct Trust: Hashable, Sendable {
    /// A file of certificates (PEM) to trust instead of the system's. Nothing means the system's.
    public let certificateFile: String?

    public static let system = Trust(certificateFile: nil)

    public init(certificateFile: String?) {
        self.certificateFile = certificateFile
    }
}

/// How long the other side may take, connecting and in all. Past it the message is tried again later.
public struct Deadline: Hashable, Sendable {
    public let connectMilliseconds: Int
    public let totalMilliseconds: Int

    public static let standard = Deadline(connectMilliseconds: 10_000, totalMilliseconds: 30_000)

    public init(connectMilliseconds: Int, totalMilliseconds: Int) {
        self.connectMilliseconds = connectMilliseconds
        self.totalMilliseconds = totalMilliseconds
    }
}

/// A name and password of ours at a gateway. The password prints nothing.
public struct Credentials: Sendable {
    public let name: String
    public let password: Sensitive<String>

    public init(name: String, password: Sensitive<String>) {
        self.name = name
        self.password = password
    }
}

/// A setting that would send personal data unsafely, or cannot work. Refused at start, not at the first
/// message.
public enum GatewaySettingError: Error, Hashable {
    /// Without encryption only to this machine itself.
    case plainOutsideLoopback
    case hostMalformed
    case addressMalformed
    /// A control character in a name, password or sender.
    case valueMalformed
}

/// Checks on what an operator sets.
enum GatewaySetting {
    static func isLoopback(_ host: String) -> Bool {
        ["127.0.0.1", "localhost", "::1", "[::1]"].contains(host)
    }

    static func isHost(_ host: String) -> Bool {
        !host.isEmpty
            && host.utf8.allSatisfy {
                switch $0 {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"),
                    UInt8(ascii: ":"):
                    true
                default: false
                }
            }
    }

    static func checkPrintable(_ values: String?...) throws(GatewaySettingError) {
        for value in values.compactMap(\.self) where value.unicodeScalars.contains(where: isControl) {
            throw .valueMalformed
        }
    }

    /// The address of an HTTP gateway: HTTPS, or HTTP to this machine itself, and no password in it.
    static func checkURL(_ url: String) throws(GatewaySettingError) {
        guard let scheme = part(CURLUPART_SCHEME, of: url), let host = part(CURLUPART_HOST, of: url),
            ["http", "https"].contains(scheme)
        else { throw .addressMalformed }
        if scheme == "http", !isLoopback(host) { throw .plainOutsideLoopback }
    }

    /// An international domain as mail and DNS write it: `xn--...`. Nothing when it is no domain.
    static func asciiDomain(_ domain: String) -> String? {
        if domain.utf8.allSatisfy({ $0 < 0x80 }) { return domain }
        var buffer = [CChar](repeating: 0, count: 512)
        guard bueno_curl_ascii_host(domain, &buffer, buffer.count) == 0 else { return nil }
        let text = Self.text(buffer)
        return text.utf8.allSatisfy { $0 < 0x80 } ? text : nil
    }

    static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        default: false
        }
    }

    private static func part(_ part: CURLUPart, of url: String) -> String? {
        var buffer = [CChar](repeating: 0, count: 2_048)
        return bueno_curl_url_part(url, part, &buffer, buffer.count) == 0 ? text(buffer) : nil
    }

    private static func text(_ buffer: [CChar]) -> String {
        String(decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
