import Domain
import Features

/// What somebody asks at a desk or by phone, written down from the case in which they were found.
struct DeskRegisterPage: Page {
    struct Choice: Sendable {
        let id: String
        let value: String
        let text: String
        let isChosen: Bool
    }

    static let template = "staff/rights/new"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let backHref: String
    let action: String
    let id: String
    let kinds: [Choice]
    let kindProblem: String?
    let isDesk: Bool
    let words: String
    let wordsProblem: String?

    init(
        _ file: CaseFile.ID, kind: String = "", isDesk: Bool = false, words: String = "",
        refusal: Refusal? = nil, language: Language
    ) {
        title = Words("Een verzoek vastleggen", "Register a request")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        backHref = "\(CasesController.base)/\(file)"
        action = RightsDeskController.register
        id = file.description
        kinds = RightsRequest.Kind.allCases.enumerated().map { index, one in
            Choice(
                id: index == 0 ? "soort" : "soort-\(index + 1)", value: one.rawValue,
                text: one.choice(language), isChosen: one.rawValue == kind)
        }
        kindProblem = refusal?.field == "soort" ? refusal?.text(language) : nil
        self.isDesk = isDesk
        self.words = words
        wordsProblem = refusal?.field == "woorden" ? refusal?.text(language) : nil
    }
}

/// Which recipients must still hear of what (P63), per recipient; nobody can be found with it.
struct RecipientNoticesPage: Page {
    struct Row: Sendable {
        let act: String
        let fields: String
        let since: String
        let messages: [String]
    }

    struct Recipient: Sendable {
        let id: String
        let name: String
        let count: String
        let rows: [Row]
    }

    static let template = "staff/rights/recipients"
    let title: String
    let notice: String?
    let base: String
    let action: String
    let until: String
    let isEmpty: Bool
    let recipients: [Recipient]

    init(
        _ notices: [OpenNotice], notice: Words? = nil, statement: Statement, now: Moment, language: Language
    ) {
        title = Words("Ontvangers laten weten", "Telling recipients")(language)
        self.notice = notice?(language)
        base = RightsDeskController.base
        action = RightsDeskController.recipients
        until = String(now.milliseconds)
        isEmpty = notices.isEmpty
        let grouped = Dictionary(grouping: notices, by: \.recipient)
        let counted = CountedWords(
            one: Words("%1 melding", "%1 notice"), many: Words("%1 meldingen", "%1 notices"))
        recipients = grouped.keys.sorted().map { id in
            let mine = grouped[id] ?? []
            return Recipient(
                id: id, name: statement.recipients.first { $0.id == id }?.name.text(in: language) ?? id,
                count: counted(mine.count, language),
                rows: mine.map { notice in
                    Row(
                        act: Self.words(notice.act)(language),
                        fields: notice.fields.fields.map {
                            statement.vocabulary.staffWords($0, language)
                        }.listed(language), since: RequestWords.date(notice.made, language),
                        messages: notice.messages.map { Self.grouped($0.description) })
                })
        }
    }

    /// In groups of eight, so that a narrow screen can break it.
    private static func grouped(_ digits: String) -> String {
        stride(from: 0, to: digits.count, by: 8).map { String(digits.dropFirst($0).prefix(8)) }
            .joined(separator: " ")
    }

    private static func words(_ act: RecipientAct) -> Words {
        switch act {
        case .rectification: Words("Verbeterd", "Corrected")
        case .erasure: Words("Gewist", "Erased")
        case .restriction: Words("Beperkt of vrijgegeven", "Restricted or released")
        }
    }
}
