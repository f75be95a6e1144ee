import Domain

/// The same words in every language of the portals, side by side. The one way texts are written: here in
/// code, and as `[[Nederlands|English]]` in templates. A text without its translation cannot be written.
struct Words: Sendable {
    private let dutch: String
    private let english: String

    init(_ dutch: String, _ english: String) {
        self.dutch = dutch
        self.english = english
    }

    func callAsFunction(_ language: Language) -> String {
        switch language {
        case .dutch: dutch
        case .english: english
        }
    }

    /// The words with `%1`, `%2`... replaced by what is given, in any order the language needs.
    func callAsFunction(_ language: Language, _ parts: String...) -> String {
        var result = ""
        var rest = self(language)[...]
        while let sign = rest.firstIndex(of: "%") {
            result += rest[..<sign]
            rest = rest[rest.index(after: sign)...]
            if let digit = rest.first?.wholeNumberValue, parts.indices.contains(digit - 1) {
                result += parts[digit - 1]
                rest = rest.dropFirst()
            } else {
                result += "%"
            }
        }
        return result + rest
    }
}

/// A count with its noun: "1 telefoon", "3 telefoons".
struct CountedWords: Sendable {
    private let one: Words
    private let many: Words

    init(one: Words, many: Words) {
        self.one = one
        self.many = many
    }

    func callAsFunction(_ count: Int, _ language: Language) -> String {
        (count == 1 ? one : many)(language, WrittenCount.text(count, language))
    }
}

extension Sequence<String> {
    /// "a, b en c" or "a, b and c".
    func listed(_ language: Language) -> String {
        let items = Array(self)
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        let and = Words(" en ", " and ")(language)
        return items.dropLast().joined(separator: ", ") + and + last
    }
}

extension String {
    /// "de klant" at the head of a sentence.
    var capitalisedFirst: String {
        guard let first else { return self }
        return first.uppercased() + dropFirst()
    }
}
