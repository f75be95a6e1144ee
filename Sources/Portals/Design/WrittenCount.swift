import Domain

/// Numbers as people write them: `1.288` or `1,288`.
enum WrittenCount {
    static func text(_ count: Int, _ language: Language) -> String {
        let digits = String(abs(count))
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { result += Words(".", ",")(language) }
            result.append(digit)
        }
        return (count < 0 ? "-" : "") + result
    }
}

extension Int {
    /// "05", as in dates and times.
    var twoDigits: String { self < 10 ? "0\(self)" : String(self) }
}

extension SmallCells.Cell {
    /// A count, "geen", or that it is hidden.
    func text(_ language: Language) -> String {
        switch self {
        case .shown(0): Words("geen", "none")(language)
        case .shown(let count): WrittenCount.text(count, language)
        case .hidden: Words("verborgen", "hidden")(language)
        }
    }
}
