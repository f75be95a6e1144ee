import Domain
import Features

/// One form for everything that is asked in words: an objection, a complaint, a correction, or anything of who works
/// with us.
struct RightsAskPage: Page {
    struct Choice: Sendable {
        let id: String
        let value: String
        let text: String
        let detail: String?
        let isChosen: Bool
    }

    struct Link: Sendable {
        let href: String
        let text: String
    }

    /// What is asked on it.
    enum Form: Sendable {
        case complaint(about: String?)
        case objection
        case correction([Field], links: [(href: String, words: Words)])
        case work
    }

    struct Typed: Sendable {
        var choice = ""
        var value = ""
        var words = ""
    }

    static let template = "mine/rights/ask"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let backHref: String
    let backText: String
    let action: String
    let lede: String
    let line: String?
    let links: [Link]
    let hasChoices: Bool
    let legend: String
    let choices: [Choice]
    let choiceProblem: String?
    let asksValue: Bool
    let value: String
    let valueProblem: String?
    let asksWords: Bool
    let label: String
    let hint: String
    let words: String
    let wordsProblem: String?
    let button: String

    init(
        _ form: Form, typed: Typed = Typed(), refusal: Refusal? = nil, statement: Statement,
        language: Language
    ) {
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        let problem = { (field: String) in refusal?.field == field ? refusal?.text(language) : nil }
        choiceProblem = problem("soort")
        wordsProblem = problem("woorden")
        valueProblem = problem("waarde")
        (value, words) = (typed.value, typed.words)
        let isWork = if case .work = form { true } else { false }
        backHref = isWork ? "/werk/gegevens" : PrivacyPage.path
        backText =
            isWork ? Words("Mijn gegevens", "My data")(language) : Words("Privacy", "Privacy")(language)
        hint = Words(
            "Zet er geen gegevens van anderen in.", "Put in no details of others.")(language)
        var (options, links): ([(String, String, String?)], [Link]) = ([], [])
        var (line, asksValue, asksWords): (String?, Bool, Bool) = (nil, false, true)
        switch form {
        case .complaint(let about):
            line = about
            title = Words("Een klacht doen", "Complain")(language)
            action = "\(PrivacyPage.path)/klacht"
            lede = Words(
                "Schrijf op wat er niet klopt. Wij zoeken het uit. U krijgt binnen 1 maand antwoord.",
                "Write down what is not right. We look into it. You get an answer within 1 month.")(language)
            legend = ""
            label = Words("Wat klopt er niet?", "What is not right?")(language)
            button = Words("Verstuur de klacht", "Send the complaint")(language)
        case .objection:
            title = Words("Bezwaar maken", "Object")(language)
            action = "\(PrivacyPage.path)/bezwaar"
            lede = Words(
                "Wat u kiest, stopt meteen. Daarna wegen wij uw reden af. U krijgt binnen 1 maand antwoord.",
                "What you choose stops at once. After that we weigh your reason. You get an answer within 1 month."
            )(
                language)
            legend = Words("Waartegen maakt u bezwaar?", "What do you object to?")(language)
            options = Objection.purposes.map {
                ($0.rawValue, $0.objectionWords(language), $0.objectionDetail(language))
            }
            label = Words("Waarom?", "Why?")(language)
            button = Words("Maak bezwaar", "Object")(language)
        case .correction(let fields, let doors):
            title = Words("Iets verbeteren", "Correct something")(language)
            action = "\(PrivacyPage.path)/verbeteren"
            lede = Words(
                "Uw nummer en e-mailadres verandert u zelf. De rest kijken wij na.",
                "You change your number and e-mail address yourself. The rest we look at.")(language)
            links = doors.map { Link(href: $0.href, text: $0.words(language)) }
            legend = Words("Wat klopt er niet?", "What is not right?")(language)
            options = fields.map {
                ($0.rawValue, statement.vocabulary.words($0).name.text(in: language), nil)
            }
            asksValue = !fields.isEmpty
            asksWords = !fields.isEmpty
            label = Words("Waarom? Dit hoeft niet.", "Why? You need not say.")(language)
            button = Words("Vraag het aan", "Ask for it")(language)
        case .work:
            title = Words("Iets vragen over uw gegevens", "Ask something about your data")(language)
            action = "/werk/gegevens/verzoek"
            lede = Words("U krijgt binnen 1 maand antwoord.", "You get an answer within 1 month.")(language)
            legend = Words("Wat wilt u?", "What do you want?")(language)
            options = RightsRequest.Kind.inWords.map { ($0.rawValue, $0.choice(language), nil) }
            asksValue = true
            label = Words("Wat bedoelt u?", "What do you mean?")(language)
            button = Words("Verstuur", "Send")(language)
        }
        (self.line, self.links, self.asksValue, self.asksWords) = (line, links, asksValue, asksWords)
        hasChoices = !options.isEmpty
        choices = options.enumerated().map { index, option in
            Choice(
                id: index == 0 ? "soort" : "soort-\(index + 1)", value: option.0, text: option.1,
                detail: option.2, isChosen: option.0 == typed.choice)
        }
    }
}

extension RightsRequest.Kind {
    /// What somebody with a login asks in words: the rest they do themselves.
    static let inWords: [RightsRequest.Kind] = [
        .rectification, .erasure, .restriction, .objection, .complaint,
    ]
}

/// One request, for who asked it.
struct OwnRequestPage: Page {
    static let template = "mine/rights/show"
    let title: String
    let notice: String?
    let backHref: String
    let backText: String
    let id: String
    let number: String
    let about: String
    let state: String
    let tagModifier: String
    let received: String
    let due: String?
    let ended: String?
    let words: [String]
    let value: String?
    let delay: [String]
    let refusal: String?
    let hasAnswer: Bool
    let answer: [String]
    let isDecided: Bool
    let withdrawAction: String?
    /// What standing still it would end.
    let isObjection: Bool

    init(
        _ opened: OpenedRequest, isWork: Bool = false, notice: Words? = nil, statement: Statement,
        language: Language
    ) {
        let (summary, request) = (opened.summary, opened.summary.request)
        title = RequestWords.about(summary, statement, language)
        self.notice = notice?(language)
        backHref = isWork ? "/werk/gegevens" : PrivacyPage.path
        backText =
            isWork ? Words("Mijn gegevens", "My data")(language) : Words("Privacy", "Privacy")(language)
        id = request.id.description
        number = request.number
        about = title
        let standing = RequestStanding(request.state)
        (state, tagModifier) = (standing.words(language), standing.tagModifier)
        received = RequestWords.date(request.received, language)
        due = request.state.isOpen ? RequestWords.date(request.due, language) : nil
        ended = request.ended.map { RequestWords.date($0, language) }
        words = Self.paragraphs(opened.words)
        value = opened.value?.reveal()
        delay = Self.paragraphs(opened.delay)
        refusal = summary.refusal?.yours(language)
        answer = Self.paragraphs(opened.answer)
        hasAnswer = !answer.isEmpty || refusal != nil
        isDecided = request.state.isDecided
        withdrawAction =
            request.state.isOpen
            ? (isWork ? "/werk/gegevens/verzoeken/intrekken" : "\(PrivacyPage.requests)/intrekken") : nil
        isObjection = request.kind == .objection
    }

    static func paragraphs(_ text: Sensitive<String>?) -> [String] {
        (text?.reveal() ?? "").split(whereSeparator: \.isNewline).map(String.init)
    }
}
