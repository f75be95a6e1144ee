/// The fields of a form or a query, decoded strictly: what a browser never sends is refused.
struct FormBody: Sendable {
    enum Refusal: Error { case malformed, tooManyFields }

    private static let fieldsMax = 50

    private var fields: [(name: String, value: String)] = []
    /// The content of the file that came with it.
    private(set) var file: [UInt8]?

    init() {}

    init(_ fields: [(name: String, value: String)], file: [UInt8]? = nil) {
        self.fields = fields
        self.file = file
    }

    /// Decodes `application/x-www-form-urlencoded`. Refuses a broken escape, invalid UTF-8, NUL and other
    /// control characters than tab and line ends, and more than fifty fields.
    init(urlencoded bytes: some Collection<UInt8>) throws(Refusal) {
        guard !bytes.isEmpty else { return }
        for pair in bytes.split(separator: UInt8(ascii: "&"), omittingEmptySubsequences: true) {
            guard fields.count < Self.fieldsMax else { throw .tooManyFields }
            let equals = pair.firstIndex(of: UInt8(ascii: "=")) ?? pair.endIndex
            let name = try Self.decoded(pair[..<equals])
            let value = equals == pair.endIndex ? "" : try Self.decoded(pair[pair.index(after: equals)...])
            fields.append((name, value))
        }
    }

    /// The first value of this name, or nothing.
    subscript(name: String) -> String? {
        fields.first { $0.name == name }?.value
    }

    /// As typed, without blanks around it; empty when the field is absent.
    func text(_ name: String) -> String {
        guard let value = self[name] else { return "" }
        let isBlank = { (character: Character) in character.isWhitespace }
        let head = value.drop(while: isBlank)
        guard let last = head.lastIndex(where: { !isBlank($0) }) else { return "" }
        return String(head[...last])
    }

    /// Only these names, in their order: what may be shown again after a refusal.
    func keeping(_ names: [String]) -> [(name: String, value: String)] {
        fields.filter { names.contains($0.name) }
    }

    private static func decoded(_ bytes: some Collection<UInt8>) throws(Refusal) -> String {
        var result = [UInt8]()
        result.reserveCapacity(bytes.count)
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"):
                result.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(hexValue),
                    let low = iterator.next().flatMap(hexValue)
                else { throw .malformed }
                result.append(high << 4 | low)
            default:
                result.append(byte)
            }
        }
        let isAllowed = { (byte: UInt8) in
            byte >= 0x20 && byte != 0x7F || byte == 9 || byte == 10 || byte == 13
        }
        guard result.allSatisfy(isAllowed), let text = String(validating: result, as: UTF8.self) else {
            throw .malformed
        }
        return text
    }

    private static func hexValue(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
