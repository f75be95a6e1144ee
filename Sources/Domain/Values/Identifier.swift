/// A typed 128-bit random identifier: `Identifier<EndUser>` cannot be passed where a customer's is asked.
///
/// Identifiers are made by the application, never by a database, so both engines store the same 16 bytes.
public struct Identifier<Subject>: Hashable, Sendable, Comparable, CustomStringConvertible {
    private let high: UInt64
    private let low: UInt64

    fileprivate init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A new identifier from the system's cryptographic source of randomness.
    public static func random() -> Self {
        var generator = SystemRandomNumberGenerator()
        return random(using: &generator)
    }

    /// A new identifier that sorts by its moment, for rows that are many and stand in the order of time: they reach
    /// the same few pages of an index instead of all of them. The other 80 bits are random.
    public static func random(at moment: Moment) -> Self {
        let random = Self.random()
        return Self(
            high: UInt64(bitPattern: moment.milliseconds) << 16 | random.high & 0xFFFF, low: random.low)
    }

    /// A new identifier from a given source, for simulations that must repeat.
    public static func random(using generator: inout some RandomNumberGenerator) -> Self {
        Self(high: generator.next(), low: generator.next())
    }

    /// Refuses anything that is not exactly 16 bytes.
    public init?(bytes: some Collection<UInt8>) {
        self.init(bytes: Array(bytes))
    }

    /// As rows give them. Two loads: identifiers are read more often than anything else.
    public init?(bytes: [UInt8]) {
        guard bytes.count == 16 else { return nil }
        self = bytes.withUnsafeBytes { bytes in
            Self(
                high: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
                low: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }

    /// Refuses anything that is not 32 hexadecimal digits.
    public init?(_ text: some StringProtocol) {
        guard let bytes = Hex.bytes(text), let value = Self(bytes: bytes) else { return nil }
        self = value
    }

    /// The 16 bytes as they are stored.
    public var bytes: [UInt8] {
        withUnsafeBytes(of: (high.bigEndian, low.bigEndian)) { Array($0) }
    }

    public var description: String { Hex.text(bytes) }

    /// The same number under another type: see `Person`, the one place that may do so.
    func retyped<Other>() -> Identifier<Other> {
        Identifier<Other>(high: high, low: low)
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.high, left.low) < (right.high, right.low)
    }
}
