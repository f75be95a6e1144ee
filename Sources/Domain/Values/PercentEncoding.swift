/// Text as a part of an address (RFC 3986): everything but letters, digits and `-._~` is written as `%XX`.
public enum PercentEncoding {
    private static let digits = Array("0123456789ABCDEF".utf8)

    public static func text(_ text: String) -> String {
        var result: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: result.append(byte)
            case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.append(byte)
            default:
                result.append(contentsOf: [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]])
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Names and values as a query or as the body of a form.
    public static func pairs(_ pairs: [(name: String, value: String)]) -> String {
        pairs.map { "\(text($0.name))=\(text($0.value))" }.joined(separator: "&")
    }
}
