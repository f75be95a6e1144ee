/// A cell of a CSV file that a spreadsheet shows as what it is, and never runs.
///
/// A spreadsheet takes a cell that starts with `=`, `+`, `-`, `@`, a tab or a line end for a formula, whatever quotes
/// stand around it; such a cell gets a single quote in front, which our own readers take off again.
public struct SafeCell: Sendable {
    /// As it is written, quotes and all.
    public let text: String

    public init(_ value: String) {
        let safe = Self.isFormula(value) ? "'" + value : value
        text = safe.unicodeScalars.contains(where: Self.needsQuotes)
            ? "\"" + safe.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            : safe
    }

    /// Cells as one line of a file, with its line end.
    public static func line(_ cells: [String]) -> String {
        cells.map { SafeCell($0).text }.joined(separator: ";") + "\r\n"
    }

    /// What makes a spreadsheet read the file as UTF-8.
    public static let byteOrderMark = "\u{FEFF}"

    /// Also behind blanks and quotes, which some programs take off first.
    private static func isFormula(_ value: String) -> Bool {
        guard let first = value.unicodeScalars.first else { return false }
        if "\t\r\n".unicodeScalars.contains(first) { return true }
        let start = value.unicodeScalars.first { !$0.properties.isWhitespace && $0 != "\"" && $0 != "'" }
        return start.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
    }

    private static func needsQuotes(_ scalar: Unicode.Scalar) -> Bool {
        scalar == ";" || scalar == "," || scalar == "\"" || scalar.properties.isWhitespace
    }
}
