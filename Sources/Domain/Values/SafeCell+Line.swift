extension SafeCell {
    /// What makes a spreadsheet read the file as UTF-8.
    public static let byteOrderMark = "\u{FEFF}"

    /// Cells as one line of a file, with its line end: codes, numbers and days as they are, all else as `text` writes it.
    public static func line(_ cells: [String]) -> String {
        cells.map { isPlain($0) ? $0 : text($0) }.joined(separator: ";") + "\r\n"
    }

    /// Begins like a word or base 64, so that no program takes it for a formula, and needs no quotes.
    private static func isPlain(_ cell: String) -> Bool {
        guard let first = cell.utf8.first else { return true }
        return (isWord(first) || first == UInt8(ascii: "/"))
            && cell.utf8.allSatisfy { isWord($0) || "-_./+=".utf8.contains($0) }
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
