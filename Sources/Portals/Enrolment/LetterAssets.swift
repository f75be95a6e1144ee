/// The files that work on letters in the customer's own browser, each in the order in which they build on each other.
enum LetterAssets {
    /// Merges names with codes and prints.
    static let maker = [
        "letters.css", "elements.js", "csv.js", "qr.js", "columns.js", "matching.js", "codes.js",
        "letter-words.js",
        "sheets.js", "printing.js", "preview.js", "maker-words.js", "outcome.js", "maker.js",
    ]
    /// Seals and opens the customer's own words for each letter number.
    static let labels = [
        "letters.css", "elements.js", "csv.js", "columns.js", "label-words.js", "sealing.js", "labels.js",
    ]
    /// Turns a client number into a mark that says nothing to us.
    static let duplicates = ["letters.css", "elements.js", "label-words.js", "sealing.js", "duplicates.js"]

    static let all = Set(maker + labels + duplicates).sorted()
}
