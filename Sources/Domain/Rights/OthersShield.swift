/// Covers what could lead to somebody else in words that are handed to the person they are about: numbers and addresses
/// that are not their own. A name in a sentence no program can tell from a word; staff write none (decision 25).
public enum OthersShield {
    public static let cover = "▇▇▇"

    public static func covered(_ text: Sensitive<String>, sparing own: Set<String>) -> Sensitive<String> {
        Sensitive(covered(text.reveal(), sparing: own))
    }

    public static func covered(_ text: String, sparing own: Set<String>) -> String {
        let spared = Set(own.map(digits).filter { $0.count >= 8 })
        var (result, run) = ("", "")
        func endRun() {
            result += isOthersNumber(run, sparing: spared) ? covering(run) : run
            run = ""
        }
        // An address is one word with an at sign; a number is a run of digits with what people put between them.
        for word in words(of: text) {
            if word.contains("@") {
                endRun()
                result += own.contains(trimmed(word)) ? word : covering(word)
            } else if isPartOfNumber(word) {
                run += word
            } else {
                endRun()
                result += word
            }
        }
        endRun()
        return result
    }

    private static func isOthersNumber(_ run: String, sparing own: Set<String>) -> Bool {
        let digits = digits(run)
        guard digits.count >= 8 else { return false }
        // 0612345678 and +31612345678 are one number: the last eight digits tell.
        return !own.contains { $0.suffix(8) == digits.suffix(8) }
    }

    /// Keeps the white space around what is covered.
    private static func covering(_ text: String) -> String {
        let head = text.prefix { $0.isWhitespace }
        let tail = String(text.reversed().prefix { $0.isWhitespace }.reversed())
        return "\(head)\(cover)\(tail)"
    }

    private static func digits(_ text: String) -> String { String(text.filter(\.isNumber)) }

    private static func trimmed(_ word: String) -> String {
        let isEdge = { (character: Character) in character.isWhitespace || ",.;:()<>".contains(character) }
        let head = word.drop(while: isEdge)
        return String(head.reversed().drop(while: isEdge).reversed()).lowercased()
    }

    private static func isPartOfNumber(_ word: String) -> Bool {
        word.allSatisfy { $0.isNumber || $0.isWhitespace || "+-()/.,:;".contains($0) }
    }

    /// Words with the white space behind them, so that putting them together gives the text back.
    private static func words(of text: String) -> [String] {
        var (result, word, isInSpace) = ([String](), "", false)
        for character in text {
            if isInSpace, !character.isWhitespace {
                result.append(word)
                word = ""
            }
            isInSpace = character.isWhitespace
            word.append(character)
        }
        return word.isEmpty ? result : result + [word]
    }
}
