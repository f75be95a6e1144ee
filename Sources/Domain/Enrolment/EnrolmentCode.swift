/// A unique code as a person types it: 12 characters in three groups of four (P13).
///
/// Eleven characters of Crockford's base 32 carry 55 random bits; the twelfth is a check character that catches
/// every single wrong character and every swap of two. Any case, spaces and dashes are read; `O` is `0`, `I` and
/// `L` are `1`. It carries no identity and prints nothing.
public struct EnrolmentCode: Hashable, Sendable, CustomStringConvertible {
    public typealias ID = Identifier<EnrolmentCode>

    /// Twelve canonical characters.
    private let characters: [UInt8]

    /// A new code from eleven random values of five bits.
    public init(random generator: inout some RandomNumberGenerator) {
        let values = (0..<11).map { _ in UInt8.random(in: 0..<32, using: &generator) }
        let check = Base32.checkValue(values)
        characters = (values + [check]).map(Base32.character)
    }

    /// Reads what was typed, or says what is wrong with it.
    public init(typed: String) throws(CodeRefusal) {
        var values: [UInt8] = []
        for byte in typed.utf8 where !Self.isSeparator(byte) {
            guard let value = Base32.value(byte), values.count < 12 else { throw .malformed }
            values.append(value)
        }
        guard values.count == 12, Base32.checkValue(values.dropLast()) == values[11] else { throw .malformed }
        characters = values.map(Base32.character)
    }

    /// The canonical twelve characters, for hashing and for printing on a letter.
    public func reveal() -> String { String(decoding: characters, as: UTF8.self) }

    /// As on the letter: `7K4M 9QWX 3TRB`.
    public func revealGrouped() -> String {
        stride(from: 0, to: 12, by: 4)
            .map { String(decoding: characters[$0..<($0 + 4)], as: UTF8.self) }
            .joined(separator: " ")
    }

    /// The last group as somebody types it; nothing when it is no group of a code.
    public static func lastGroup(typed: String) -> Sensitive<String>? {
        let values = typed.utf8.filter { !isSeparator($0) }.map { Base32.value($0) }
        let known = values.compactMap(\.self)
        guard values.count == 4, known.count == 4 else { return nil }
        return Sensitive(String(decoding: known.map(Base32.character), as: UTF8.self))
    }

    /// The last group, by which a person recognises a code and with which nobody can use it.
    public var lastGroup: Sensitive<String> { Sensitive(String(decoding: characters[8...], as: UTF8.self)) }

    public var description: String { "(enrolment code)" }

    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "\t")
    }
}

/// Why a code is refused. No payload: a refusal says nothing about anybody.
public enum CodeRefusal: Error, Equatable, Sendable {
    case malformed, unknown, alreadyRedeemed, expired, revoked, contractEnded
}
