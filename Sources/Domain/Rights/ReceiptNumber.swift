/// The number of an erasure's receipt: 16 characters in groups of four, random, and about nobody.
public struct ReceiptNumber: Hashable, Sendable {
    public let text: String

    public init(random generator: inout some RandomNumberGenerator) {
        let values = (0..<15).map { _ in UInt8.random(in: 0..<32, using: &generator) }
        text = String(decoding: (values + [Base32.checkValue(values)]).map(Base32.character), as: UTF8.self)
    }

    /// Reads what was typed; nothing when it cannot be a receipt's number.
    public init?(typed: String) {
        let kept = typed.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
        let values = kept.compactMap(Base32.value)
        guard values.count == 16, kept.count == 16, Base32.checkValue(values.dropLast()) == values[15] else {
            return nil
        }
        text = String(decoding: values.map(Base32.character), as: UTF8.self)
    }

    public var grouped: String {
        stride(from: 0, to: 16, by: 4).map { start in
            String(text.dropFirst(start).prefix(4))
        }.joined(separator: " ")
    }
}
