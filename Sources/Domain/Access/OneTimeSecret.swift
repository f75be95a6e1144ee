/// Six digits that prove a phone or a mailbox is in hand. Prints nothing.
public struct OneTimeSecret: Hashable, Sendable, CustomStringConvertible {
    private let digits: String

    public init(random generator: inout some RandomNumberGenerator) {
        let number = UInt32.random(in: 0..<1_000_000, using: &generator)
        digits = String(repeating: "0", count: 6 - String(number).count) + String(number)
    }

    /// Reads what was typed; spaces and dashes do not count. Nothing when it is not six digits.
    public init?(typed: String) {
        let kept = typed.utf8.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "-") }
        guard kept.count == 6, kept.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) })
        else {
            return nil
        }
        digits = String(decoding: kept, as: UTF8.self)
    }

    public func reveal() -> String { digits }

    public var description: String { "(one-time secret)" }
}
