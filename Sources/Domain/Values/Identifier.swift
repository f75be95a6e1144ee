/// A typed 128-bit random identifier: `Identifier<EndUser>` cannot be passed where a customer's is asked.
///
/// Identifiers are made by the application, never by a database, so both engines store the same 16 bytes.
public struct Identifier<Subject>: Hashable, Sendable, Comparable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    private init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A new identifier from the system's cryptographic source of randomness.
    public static func random() -> Self {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// A new identifier from a given source, for simulations that must repeat.
    public static func random(using generator: inout some RandomNumberGenerator) -> Self {
        Self(high: generator.next(), low: generator.next())
    }

    /// Refuses anything that is not exactly 16 bytes.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        self.init(high: Self.word(bytes.prefix(8)), low: Self.word(bytes.dropFirst(8)))
    }

    private static func word(_ part: some Sequence<UInt8>) -> UInt64 {
        part.reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Refuses anything that is not 32 hexadecimal digits.
    public init?(_ text: some StringProtocol) {
        guard let bytes = Hex.bytes(text), let value = Self(bytes: bytes) else { return nil }
        self = value
    }

    /// The 16 bytes as they are stored.
    public var bytes: [UInt8] {
        var result = [UInt8]()
        result.reserveCapacity(16)
        for word in [high, low] {
            for shift in stride(from: UInt64(56), through: 0, by: -8) {
                result.append(UInt8(truncatingIfNeeded: word >> shift))
            }
        }
        return result
    }

    public var description: String { Hex.text(bytes) }

    public static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
