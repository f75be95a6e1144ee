extension SQL {
    /// The same statement with `?1` for `$1`.
    ///
    /// SQLite reads `$2` as a name and numbers names in order of appearance: `$2, $1` would be bound swapped.
    /// Literals, quoted names and comments stay as they are.
    var numberedForSQLite: String {
        let dollar = UInt8(ascii: "$")
        var result: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.first {
            let skipped = Self.quotedLength(rest)
            if skipped > 0 {
                result += rest.prefix(skipped)
                rest = rest.dropFirst(skipped)
                continue
            }
            rest = rest.dropFirst()
            let isParameter = byte == dollar && (rest.first.map(Self.isDigit) ?? false)
            result.append(isParameter ? UInt8(ascii: "?") : byte)
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// How many bytes at the start are a literal, a quoted name or a comment.
    private static func quotedLength(_ text: Substring.UTF8View.SubSequence) -> Int {
        switch text.first {
        case UInt8(ascii: "'"), UInt8(ascii: "\""):
            // A doubled quote ends one literal and begins the next, which comes to the same.
            guard let quote = text.first, let end = text.dropFirst().firstIndex(of: quote) else {
                return text.count
            }
            return text.distance(from: text.startIndex, to: end) + 1
        case UInt8(ascii: "-") where text.starts(with: "--".utf8):
            return text.prefix { $0 != UInt8(ascii: "\n") }.count
        case UInt8(ascii: "/") where text.starts(with: "/*".utf8):
            var index = text.index(text.startIndex, offsetBy: 2)
            while index < text.endIndex, !text[index...].starts(with: "*/".utf8) {
                index = text.index(after: index)
            }
            let end = text.index(index, offsetBy: 2, limitedBy: text.endIndex) ?? text.endIndex
            return text.distance(from: text.startIndex, to: end)
        default:
            return 0
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
}
