import Domain

/// The messages we sent this person.
struct MessagesPage: Page {
    struct Line: Sendable {
        /// Nothing when its words are a code or are gone: then there is nothing to open.
        let reference: String?
        let subject: String
        let at: Moment
        let channel: Words
        let state: Words?
    }

    struct Row: Sendable {
        let href: String?
        let text: String
        let detail: String
        let tag: String?
    }

    static let template = "mine/messages/list"
    let title: String
    let summary: String
    let isEmpty: Bool
    let rows: [Row]
    let keeping: String
    let olderHref: String?

    init(
        lines: [Line], olderHref: String?, statement: Statement, today: AmsterdamTime, language: Language
    ) {
        title = Words("Berichten", "Messages")(language)
        summary = Words(
            "Dit stuurden wij u, per sms of e-mail.", "This is what we sent you, by text message or e-mail.")(
                language)
        isEmpty = lines.isEmpty
        rows = lines.map { line in
            let time = AmsterdamTime(line.at)
            let when = "\(time.recently(language, today: today)), \(time.clock(language))"
            return Row(
                href: line.reference.map { "/mijn/berichten/\($0)" }, text: line.subject,
                detail: "\(line.channel(language)), \(when)", tag: line.state?(language))
        }
        let term = statement.rule(for: .message)?.term.text(in: language) ?? ""
        keeping = Words(
            "Tot %1 na het versturen. Daarna wissen wij ze.", "Until %1 after sending. Then we erase them.")(
                language, term)
        self.olderHref = olderHref
    }
}

/// One message as it was sent.
struct MessagePage: Page {
    static let template = "mine/messages/show"
    let title: String
    let subject: String
    /// The language it was written in, which may not be the page's.
    let textCode: String
    let meta: String
    let paragraphs: [String]

    init(
        subject: String, textLanguage: Language, channel: String, at: Moment, paragraphs: [String],
        today: AmsterdamTime, language: Language
    ) {
        title = subject
        self.subject = subject
        textCode = textLanguage.rawValue
        let time = AmsterdamTime(at)
        meta = "\(channel), \(time.recently(language, today: today)), \(time.clock(language))"
        self.paragraphs = paragraphs
    }
}
