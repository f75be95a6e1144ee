/// Lets somebody in once without their second factor: fifty random bits, as `7K4M9 QWX3T`. It prints nothing.
public struct RecoveryCode: Hashable, Sendable {
    public let text: Sensitive<String>

    private static let length = 10

    public init(random generator: inout some RandomNumberGenerator) {
        let values = (0..<Self.length).map { _ in UInt8.random(in: 0..<32, using: &generator) }
        text = Sensitive(String(decoding: values.map(Base32.character), as: UTF8.self))
    }

    /// Reads what was typed: any case, spaces and dashes do not count. Nothing when it cannot be one.
    public init?(typed: String) {
        let kept = typed.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
        let values = kept.compactMap(Base32.value)
        guard values.count == Self.length, kept.count == Self.length else { return nil }
        text = Sensitive(String(decoding: values.map(Base32.character), as: UTF8.self))
    }

    /// In two groups, to be written down.
    public var grouped: Sensitive<String> {
        let shown = text.reveal()
        return Sensitive("\(shown.prefix(5)) \(shown.suffix(5))")
    }
}
