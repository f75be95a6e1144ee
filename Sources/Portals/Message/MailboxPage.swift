import Domain
import Foundation

/// The caught messages of a demonstration.
struct MailboxPage: Page {
    /// One message that stayed inside.
    struct Caught: Sendable {
        let channel: Message.Channel
        let recipient: String
        let subject: String?
        let text: String
    }

    struct Paragraph: Sendable {
        let text: String
        /// A link in it, which in this demonstration can be followed.
        let href: String?
    }

    struct Item: Sendable {
        let subject: String
        let meta: String
        let paragraphs: [Paragraph]
    }

    /// What the authenticator app of an invented colleague shows now.
    struct AppCode: Sendable {
        let who: String
        let code: String
    }

    static let template = "public/mailbox/list"
    let title: String
    let hasCodes: Bool
    let codes: [AppCode]
    let messages: [Item]

    /// - Parameter site: only links to our own site are made into links.
    init(
        caught: [Caught], codes: [(who: String, code: String)], site: PublicURL, language: Language
    ) {
        title = Words("Postvak van de demonstratie", "Mailbox of the demonstration")(language)
        self.codes = codes.map { AppCode(who: $0.who, code: $0.code) }
        hasCodes = !codes.isEmpty
        messages = caught.map { message in
            let kind = message.channel == .sms ? Words("Sms", "Text message") : Words("E-mail", "E-mail")
            return Item(
                subject: message.subject ?? kind(language),
                meta: Words("%1 aan %2", "%1 to %2")(language, kind(language), message.recipient),
                paragraphs: message.text.split(separator: "\n").map { Self.paragraph($0, site: site) })
        }
    }

    private static func paragraph(_ line: Substring, site: PublicURL) -> Paragraph {
        guard let start = line.range(of: site.text + "/")?.lowerBound else {
            return Paragraph(text: String(line), href: nil)
        }
        let link = line[start...].prefix { $0 != " " }
        return Paragraph(text: String(line[..<start]), href: String(link.dropFirst(site.text.count)))
    }
}
