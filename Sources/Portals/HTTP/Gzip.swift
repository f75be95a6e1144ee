/// A gzip writer for our own few assets, at start: matches by hash chains, the fixed code of RFC 1951.
///
/// Pages are never compressed: they hold a form token beside text that a stranger may choose.
enum Gzip {
    private static let windowBytes = 32_768
    private static let matchLengthMax = 258
    private static let chainLengthMax = 256

    static func compressed(_ input: [UInt8]) -> [UInt8] {
        var bits = BitWriter()
        bits.write(0b011, count: 3)
        var chains: [UInt32: [Int]] = [:]
        var position = 0
        while position < input.count {
            let match = longestMatch(in: input, at: position, chains: chains)
            if let match, match.length >= 4 {
                bits.writeLength(match.length)
                bits.writeDistance(match.distance)
            } else {
                bits.writeLiteral(Int(input[position]))
            }
            let step = match.map { $0.length >= 4 ? $0.length : 1 } ?? 1
            for index in position..<position + step {
                if let key = key(input, index) { chains[key, default: []].append(index) }
            }
            position += step
        }
        bits.writeLiteral(256)
        let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]
        return header + bits.finished() + littleEndian(checksum(input)) + littleEndian(UInt32(input.count))
    }

    private static func key(_ input: [UInt8], _ index: Int) -> UInt32? {
        guard index + 3 < input.count else { return nil }
        let high = UInt32(input[index]) << 24 | UInt32(input[index + 1]) << 16
        return high | UInt32(input[index + 2]) << 8 | UInt32(input[index + 3])
    }

    private static func longestMatch(
        in input: [UInt8], at position: Int, chains: [UInt32: [Int]]
    ) -> (length: Int, distance: Int)? {
        guard let key = key(input, position), let chain = chains[key] else { return nil }
        var best: (length: Int, distance: Int)?
        let lengthMax = min(matchLengthMax, input.count - position)
        for candidate in chain.suffix(chainLengthMax).reversed() {
            guard position - candidate <= windowBytes else { break }
            var length = 0
            while length < lengthMax, input[candidate + length] == input[position + length] { length += 1 }
            if length > best?.length ?? 0 { best = (length, position - candidate) }
        }
        return best
    }

    private static func littleEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    static func checksum(_ input: [UInt8]) -> UInt32 {
        var result: UInt32 = 0xFFFF_FFFF
        for byte in input {
            result ^= UInt32(byte)
            for _ in 0..<8 { result = result >> 1 ^ (result & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~result
    }
}

/// Bits, lowest first, as RFC 1951 wants them; Huffman codes go in highest bit first.
private struct BitWriter {
    private var bytes: [UInt8] = []
    private var pending: UInt64 = 0
    private var pendingCount = 0

    mutating func write(_ value: Int, count: Int) {
        pending |= UInt64(value) << UInt64(pendingCount)
        pendingCount += count
        while pendingCount >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingCount -= 8
        }
    }

    mutating func writeLiteral(_ symbol: Int) {
        switch symbol {
        case 0...143: writeCode(0x30 + symbol, count: 8)
        case 144...255: writeCode(0x190 + symbol - 144, count: 9)
        case 256...279: writeCode(symbol - 256, count: 7)
        default: writeCode(0xC0 + symbol - 280, count: 8)
        }
    }

    mutating func writeLength(_ length: Int) {
        if length == 258 { return writeLiteral(285) }
        // Lengths 3-10 have a symbol each; from there four symbols share each number of extra bits.
        let offset = length - 3
        guard offset >= 8 else { return writeLiteral(257 + offset) }
        let extraBits = Int.bitWidth - offset.leadingZeroBitCount - 3
        writeLiteral(257 + extraBits * 4 + (offset >> extraBits))
        write(offset & (1 << extraBits - 1), count: extraBits)
    }

    mutating func writeDistance(_ distance: Int) {
        let offset = distance - 1
        guard offset >= 4 else { return writeCode(offset, count: 5) }
        let extraBits = Int.bitWidth - offset.leadingZeroBitCount - 2
        writeCode(extraBits * 2 + (offset >> extraBits), count: 5)
        write(offset & (1 << extraBits - 1), count: extraBits)
    }

    mutating func finished() -> [UInt8] {
        if pendingCount > 0 { write(0, count: 8 - pendingCount) }
        return bytes
    }

    private mutating func writeCode(_ code: Int, count: Int) {
        var reversed = 0
        for bit in 0..<count where code & (1 << bit) != 0 { reversed |= 1 << (count - 1 - bit) }
        write(reversed, count: count)
    }
}
