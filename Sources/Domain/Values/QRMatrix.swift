/// A QR code as a square of dark and light modules, without the quiet zone that belongs around it.
public struct QRMatrix: Hashable, Sendable {
    /// Modules on one side: from 21 to 177, in steps of 4.
    public let size: Int
    /// One bit per module, 1 for dark: row by row without gaps, the highest bit of a byte first, zeros at the end.
    public let packed: [UInt8]

    /// Refuses a size that no QR code has.
    public init?(size: Int, isDark: (_ row: Int, _ column: Int) -> Bool) {
        guard Self.isSize(size) else { return nil }
        var bits = [UInt8](repeating: 0, count: Self.byteCount(size))
        for index in 0..<(size * size) where isDark(index / size, index % size) {
            bits[index / 8] |= 128 >> UInt8(index % 8)
        }
        self.size = size
        packed = bits
    }

    /// Reads packed bits. Refuses a size that no QR code has, and any other number of bytes than it needs.
    public init?(size: Int, packed: [UInt8]) {
        guard Self.isSize(size), packed.count == Self.byteCount(size) else { return nil }
        self.size = size
        self.packed = packed
    }

    /// Whether this module is dark. Everything outside the square is light, as the quiet zone is.
    public func isDark(row: Int, column: Int) -> Bool {
        guard (0..<size).contains(row), (0..<size).contains(column) else { return false }
        let index = row * size + column
        return packed[index / 8] & 128 >> UInt8(index % 8) != 0
    }

    private static func isSize(_ size: Int) -> Bool { (21...177).contains(size) && size % 4 == 1 }

    private static func byteCount(_ size: Int) -> Int { (size * size + 7) / 8 }
}

/// Makes QR codes. What a code says is decided elsewhere.
public protocol QRCodeWriting: Sendable {
    /// Nothing when the text does not fit in a QR code.
    func matrix(of text: String) -> QRMatrix?
}
