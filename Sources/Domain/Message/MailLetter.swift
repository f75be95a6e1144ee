/// A mail line by line, from which its plain text and its HTML are both made, so that they say the same.
///
/// The HTML has no picture, no style sheet from elsewhere and nothing that tells us whether it was opened.
struct MailLetter {
    enum Line {
        case text(Wording)
        case code(String)
        case link(Wording, address: String)

        static func say(_ dutch: String, _ english: String) -> Line {
            .text(Wording(dutch: dutch, english: english))
        }
    }

    private static let greeting = Line.say("Dag,", "Hello,")

    let subject: String
    let lines: [Line]

    /// P03: every mail names the controller, where it is, and whom to ask about privacy.
    func content(in language: Language, from controller: Controller) -> MailContent {
        let question = Wording(
            dutch: "Vraag over uw privacy? \(controller.privacyContact)",
            english: "A question about your privacy? \(controller.privacyContact)"
        ).text(in: language)
        return content(in: language, footer: [controller.line, question])
    }

    /// Without a word of who sends it, for who is read along with.
    func anonymousContent(in language: Language) -> MailContent { content(in: language, footer: []) }

    private func content(in language: Language, footer: [String]) -> MailContent {
        MailContent(
            subject: subject, text: text(footer: footer, language: language),
            html: html(footer: footer, language: language))
    }

    private func text(footer: [String], language: Language) -> String {
        let body = ([Self.greeting] + lines).map { $0.text(in: language) }.joined(separator: "\n\n")
        return footer.isEmpty ? body + "\n" : "\(body)\n\n-- \n\(footer.joined(separator: "\n"))\n"
    }

    private func html(footer: [String], language: Language) -> String {
        let body = ([Self.greeting] + lines).map { $0.html(in: language) }.joined(separator: "\n")
        let small = footer.map(HTMLText.escaped).joined(separator: "<br>\n")
        return """
            <!doctype html>
            <html lang="\(language.rawValue)">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width">\
            <title>\(HTMLText.escaped(subject))</title></head>
            <body style="margin:0;padding:24px;font:18px/1.5 sans-serif;color:#1b1f23;background:#ffffff">
            \(body)
            <p style="margin:32px 0 0;font-size:16px;color:#4a5560">\(small)</p>
            </body>
            </html>

            """
    }
}

extension MailLetter.Line {
    fileprivate func text(in language: Language) -> String {
        switch self {
        case .text(let words): words.text(in: language)
        case .code(let code): code
        case .link(let words, let address): "\(words.text(in: language)):\n\(address)"
        }
    }

    fileprivate func html(in language: Language) -> String {
        switch self {
        case .text(let words):
            "<p style=\"margin:0 0 16px\">\(HTMLText.escaped(words.text(in: language)))</p>"
        case .code(let code):
            "<p style=\"margin:0 0 16px;font-size:30px;letter-spacing:.1em\" dir=\"ltr\">"
                + "\(HTMLText.escaped(code))</p>"
        case .link(let words, let address):
            "<p style=\"margin:0 0 16px\"><a href=\"\(HTMLText.escaped(address))\" "
                + "style=\"color:#00587c\">\(HTMLText.escaped(words.text(in: language)))</a></p>"
        }
    }
}

/// Text as HTML shows it.
enum HTMLText {
    static func escaped(_ text: String) -> String {
        var result = ""
        for character in text.unicodeScalars {
            switch character {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
