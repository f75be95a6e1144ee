/// Reads Swift just well enough to tell code from words.
enum CodeText {
    /// The lines with the insides of string literals taken out; comments stay.
    static func withoutWords(_ lines: [String]) -> [String] {
        var inText = false
        return lines.map { line in
            if line.contains("\"\"\"") {
                let opens = line.components(of: "\"\"\"") == 1
                if opens { inText.toggle() }
                return opens ? String(line.prefix { $0 != "\"" }) : line
            }
            return inText ? "" : withoutLiterals(line)
        }
    }

    private static func withoutLiterals(_ line: String) -> String {
        var result = ""
        var inLiteral = false
        var escaped = false
        for character in line {
            if inLiteral {
                if escaped {
                    escaped = false
                } else if character == "\\" {
                    escaped = true
                } else if character == "\"" {
                    inLiteral = false
                }
                if !inLiteral { result.append(character) }
            } else {
                if character == "\"" { inLiteral = true }
                result.append(character)
            }
        }
        return result
    }

    /// Whether the text stands in the line and is not the end of a longer name or a member.
    static func word(_ text: String, startsIn line: String) -> Bool {
        for start in line.indices where line[start...].hasPrefix(text) {
            guard start > line.startIndex else { return true }
            let before = line[line.index(before: start)]
            if !before.isLetter && !before.isNumber && before != "_" && before != "." { return true }
        }
        return false
    }

    /// `value!`, `call()!`, `list[0]!`, but not `a != b`, `!value` or a comment.
    static func hasForcedUnwrap(_ line: String) -> Bool {
        let characters = Array(line)
        for index in characters.indices.dropFirst() where characters[index] == "!" {
            if index >= 2, String(characters[..<index]).contains("//") { return false }
            let before = characters[index - 1]
            let next = index + 1 < characters.count ? characters[index + 1] : " "
            let follows =
                before.isLetter || before.isNumber || before == "_" || before == ")" || before == "]"
            if follows && next != "=" && !String(characters[..<index]).hasSuffix("try")
                && !String(characters[..<index]).hasSuffix(" as")
            {
                return true
            }
        }
        return false
    }
}

extension String {
    fileprivate func components(of separator: String) -> Int {
        var count = 0
        var rest = self[...]
        while let found = rest.firstRange(of: separator) {
            count += 1
            rest = rest[found.upperBound...]
        }
        return count
    }
}
