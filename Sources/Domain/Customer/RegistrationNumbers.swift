/// The number of an organisation in the trade register: 8 digits. There is no check digit in it.
public struct KvKNumber: Hashable, Sendable {
    public let text: String

    /// Spaces and dots, as people write them, are dropped.
    public init?(_ typed: String) {
        let digits = typed.digitsOnly
        guard let digits, digits.utf8.count == 8 else { return nil }
        text = digits
    }
}

/// The number under which public bodies know each other: 20 digits, of which the first eight say whose register it
/// comes from, as `0000000` and a digit.
public struct OIN: Hashable, Sendable {
    public let text: String

    public init?(_ typed: String) {
        let digits = typed.digitsOnly
        guard let digits, digits.utf8.count == 20, digits.hasPrefix("0000000"), !digits.hasPrefix("00000000")
        else { return nil }
        text = digits
    }
}

/// A Dutch number for value added tax: `NL`, nine digits, `B`, two digits.
///
/// Of an organisation the nine digits pass the eleven test. Of one person's firm the tax office has given, since
/// 2020, a number without the personal one in it: that passes the test of 97 over the whole.
public struct VATNumber: Hashable, Sendable {
    public let text: String

    public init?(_ typed: String) {
        let text = typed.uppercased().filter { !$0.isWhitespace && $0 != "." && $0 != "-" }
        let bytes = Array(text.utf8)
        guard bytes.count == 14, bytes.starts(with: "NL".utf8), bytes[11] == UInt8(ascii: "B"),
            (bytes[2..<11] + bytes[12...]).allSatisfy(\.isDigit), bytes[12...] != Array("00".utf8)[...]
        else { return nil }
        guard Self.passesEleven(Array(bytes[2..<11])) || Self.passesNinetySeven(bytes) else { return nil }
        self.text = text
    }

    /// Each digit by its weight from nine down to two; the rest by eleven is the last digit.
    static func passesEleven(_ digits: [UInt8]) -> Bool {
        let values = digits.map { Int($0 - UInt8(ascii: "0")) }
        let sum = zip(values, (2...9).reversed()).reduce(0) { $0 + $1.0 * $1.1 }
        return values.count == 9 && values.contains { $0 > 0 } && sum % 11 == values[8]
    }

    /// Letters count from ten; the whole, as one number, leaves one by 97.
    static func passesNinetySeven(_ bytes: [UInt8]) -> Bool {
        let rest = bytes.reduce(0) { rest, byte in
            let value = byte.isDigit ? Int(byte - UInt8(ascii: "0")) : Int(byte - UInt8(ascii: "A")) + 10
            return (rest * (value > 9 ? 100 : 10) + value) % 97
        }
        return rest == 1
    }
}

extension String {
    /// The digits of a number that may be written with spaces, dots or dashes; nothing when there is anything else.
    var digitsOnly: String? {
        let kept = filter { !$0.isWhitespace && $0 != "." && $0 != "-" }
        return kept.utf8.allSatisfy(\.isDigit) ? kept : nil
    }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
}
