/// The few places where a migration's text differs per engine: the column types, and strict tables.
enum SQLDialect {
    /// BIGINT becomes INTEGER, so that a primary key is the row id; tables are STRICT, so that types hold.
    static func sqlite(_ statement: String) -> String {
        let text = replacingWords(in: statement, ["BIGINT": "INTEGER"])
        return text.hasPrefix("CREATE TABLE") ? text + " STRICT" : text
    }

    static func postgresql(_ statement: String) -> String {
        replacingWords(in: statement, ["BLOB": "BYTEA", "REAL": "DOUBLE PRECISION"])
    }

    /// The type as a migration writes it, from the name that the engine gives.
    static func type(named name: String) -> String {
        switch name.uppercased() {
        case "INTEGER", "BIGINT": "BIGINT"
        case "BYTEA", "BLOB": "BLOB"
        case "DOUBLE PRECISION", "REAL": "REAL"
        default: name.uppercased()
        }
    }

    /// Replaces whole words outside string literals and quoted names.
    private static func replacingWords(in text: String, _ replacements: [String: String]) -> String {
        var result = ""
        var word = ""
        var quote: Character?
        func endWord() {
            result += replacements[word] ?? word
            word = ""
        }
        for character in text {
            if quote == nil, character.isLetter || character.isNumber || character == "_" {
                word.append(character)
                continue
            }
            endWord()
            result.append(character)
            if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
            }
        }
        endWord()
        return result
    }
}
