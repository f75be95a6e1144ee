/// A secret of 256 random bits that a browser holds; the store keeps only its hash. It prints nothing.
public struct Token: Hashable, Sendable, CustomStringConvertible {
    public let bytes: Sensitive<[UInt8]>

    /// Refuses anything but 32 bytes.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = Sensitive(bytes)
    }

    /// Refuses anything that is not 64 hexadecimal digits.
    public init?(text: some StringProtocol) {
        guard let bytes = Hex.bytes(text) else { return nil }
        self.init(bytes: bytes)
    }

    /// For the cookie or the link, and nowhere else.
    public func reveal() -> String { Hex.text(bytes.reveal()) }

    public var description: String { "(token)" }
}
