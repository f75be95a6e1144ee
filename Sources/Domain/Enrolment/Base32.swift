/// Crockford's base 32 and a check value over the field of 32 elements.
///
/// The check is a sum of each value times a distinct power of a generator, in GF(2^5) with x^5 + x^2 + 1. Distinct
/// non-zero weights make it catch every single error and every transposition, which a sum modulo 32 does not.
enum Base32 {
    private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

    static func character(_ value: UInt8) -> UInt8 { alphabet[Int(value & 31)] }

    static func value(_ character: UInt8) -> UInt8? {
        let upper = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character) ? character - 32 : character
        switch upper {
        case UInt8(ascii: "O"): return 0
        case UInt8(ascii: "I"), UInt8(ascii: "L"): return 1
        default: return alphabet.firstIndex(of: upper).map(UInt8.init)
        }
    }

    static func checkValue(_ values: some Collection<UInt8>) -> UInt8 {
        var sum: UInt8 = 0
        var weight: UInt8 = 2
        for value in values {
            sum ^= product(value, weight)
            weight = product(weight, 2)
        }
        return sum
    }

    private static func product(_ left: UInt8, _ right: UInt8) -> UInt8 {
        var (left, right, result) = (left, right, UInt8(0))
        while right > 0 {
            if right & 1 == 1 { result ^= left }
            left <<= 1
            if left & 32 != 0 { left ^= 0b100101 }
            right >>= 1
        }
        return result
    }
}
