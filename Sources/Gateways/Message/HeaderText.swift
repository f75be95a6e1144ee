/// Words in a mail header (RFC 2047): as they are when they are plain, in encoded words when they are not.
///
/// Guaranteed: no line longer than 76 characters, no character cut in half, and no line break or other
/// control character that came with the words, so a header cannot be injected.
enum HeaderText {
    /// `prefix` characters of the first line are taken by the name of the header.
    static func encoded(_ text: String, after prefix: Int) -> String {
        var words = ""
        words.unicodeScalars.append(contentsOf: text.unicodeScalars.filter { !GatewaySetting.isControl($0) })
        guard isEncodingNeeded(words, room: 76 - prefix) else { return words }
        return chunks(words, firstRoom: 76 - prefix).map { "=?UTF-8?B?\(Base64.text($0))?=" }
            .joined(separator: "\r\n ")
    }

    /// Plain are letters, digits and a few marks: everything else could mean something to a mail program.
    private static func isEncodingNeeded(_ text: String, room: Int) -> Bool {
        text.utf8.count > room || text.isEmpty || text.first == " " || text.last == " "
            || !text.utf8.allSatisfy {
                switch $0 {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
                default: " -'!".utf8.contains($0)
                }
            }
    }

    /// Pieces of whole characters whose encoded word fits its line: four characters for three bytes, twelve
    /// around them.
    private static func chunks(_ text: String, firstRoom: Int) -> [[UInt8]] {
        var result: [[UInt8]] = []
        var current: [UInt8] = []
        var room = max(12, (firstRoom - 12) / 4 * 3)
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if current.count + bytes.count > room {
                result.append(current)
                current = []
                room = (75 - 12) / 4 * 3
            }
            current.append(contentsOf: bytes)
        }
        result.append(current)
        return result
    }
}

/// Base64 (RFC 4648) without line breaks.
enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    static func text(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let piece = bytes[start..<min(start + 3, bytes.count)]
            let word = piece.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - piece.count))
            for index in 0..<4 {
                let digit = digits[Int(word >> UInt32(18 - 6 * index) & 63)]
                result.append(index <= piece.count ? digit : UInt8(ascii: "="))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// Quoted-printable (RFC 2045): readable for a person, safe for every mail server.
enum QuotedPrintable {
    private static let digits = Array("0123456789ABCDEF".utf8)

    /// The lines of `text`, each at most 76 characters, without their line ends.
    static func lines(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).flatMap {
            encoded(Array($0.utf8))
        }
    }

    private static func encoded(_ line: [UInt8]) -> [String] {
        var result: [String] = []
        var current: [UInt8] = []
        for (index, byte) in line.enumerated() {
            let token = token(byte, isLast: index == line.count - 1)
            if current.count + token.count > 75 {
                current.append(UInt8(ascii: "="))
                result.append(String(decoding: current, as: UTF8.self))
                current = []
            }
            current.append(contentsOf: token)
        }
        result.append(String(decoding: current, as: UTF8.self))
        return result
    }

    private static func token(_ byte: UInt8, isLast: Bool) -> [UInt8] {
        switch byte {
        case 0x20 where !isLast: [byte]
        case 0x21...0x7E where byte != UInt8(ascii: "="): [byte]
        default: [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
        }
    }
}
