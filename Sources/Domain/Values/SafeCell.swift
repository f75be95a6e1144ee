/// A text as one cell of a CSV file that a spreadsheet opens.
public enum SafeCell {
    /// Quoted, and with an apostrophe in front of what a spreadsheet would take for a formula: nothing that somebody
    /// typed is ever carried out on the computer of who opens the file.
    public static func text(_ text: String) -> String {
        let quoted = text.unicodeScalars.reduce(into: "") { result, scalar in
            if scalar == "\"" { result.unicodeScalars.append(scalar) }
            result.unicodeScalars.append(scalar)
        }
        return "\"\(isFormula(text) ? "'" : "")\(quoted)\""
    }

    private static func isFormula(_ text: String) -> Bool {
        // Blanks in front do not stop a spreadsheet.
        guard let first = text.unicodeScalars.first else { return false }
        if first == "\t" || first == "\r" || first == "\n" { return true }
        let head = text.unicodeScalars.first { !$0.properties.isWhitespace }
        return head.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
    }
}
