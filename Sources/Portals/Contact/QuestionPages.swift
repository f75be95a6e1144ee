import Domain
import Features

/// The questions that wait: when they came and when they go, and no word of them.
struct QuestionsPage: Page {
    struct Row: Sendable {
        /// Nothing for who opens none.
        let href: String?
        let received: String
        let waits: String
        let left: String
    }

    static let template = "staff/questions/list"
    let title: String
    let notice: String?
    let heading: String
    let base: String
    let isEmpty: Bool
    let opens: Bool
    let count: String
    let answeredCount: String
    let rows: [Row]

    init(
        _ inbox: ContactInbox, base: String, opens: Bool, notice: Words?, now: Moment, language: Language
    ) {
        title = Words("Vragen", "Questions")(language)
        self.notice = notice?(language)
        heading =
            inbox.openCount == 0
            ? Words("Er wacht geen vraag", "No question is waiting")(language)
            : CountedWords(
                one: Words("%1 vraag wacht op antwoord", "%1 question is waiting for an answer"),
                many: Words("%1 vragen wachten op antwoord", "%1 questions are waiting for an answer"))(
                    inbox.openCount, language)
        self.base = base
        self.opens = opens
        isEmpty = inbox.openCount == 0
        count = QuestionWords.shown(inbox.open.count, of: inbox.openCount, language)
        answeredCount = String(inbox.answeredCount)
        rows = inbox.open.map { question in
            Row(
                href: opens ? "\(base)/\(question.id)" : nil,
                received: QuestionWords.moment(question.received, language),
                waits: WaitingDays.since(question.received, now: now, language),
                left: WaitingDays.until(question.goes, now: now, language))
        }
    }
}

/// What was answered and is not gone yet, without its content.
struct AnsweredQuestionsPage: Page {
    struct Row: Sendable {
        /// Where the answer did not arrive, for who can still call.
        let href: String?
        let answered: String
        let way: String
        let tagModifier: String
        let left: String
    }

    static let template = "staff/questions/answered"
    let title: String
    let base: String
    let isEmpty: Bool
    let count: String
    let rows: [Row]

    init(_ inbox: ContactInbox, base: String, opens: Bool, now: Moment, language: Language) {
        title = Words("Beantwoorde vragen", "Answered questions")(language)
        self.base = base
        isEmpty = inbox.answeredCount == 0
        count = QuestionWords.shown(inbox.answered.count, of: inbox.answeredCount, language)
        rows = inbox.answered.map { question in
            let (way, tagModifier) = QuestionWords.way(question.answer)
            let failed = if case .mailFailed = question.answer { true } else { false }
            return Row(
                href: opens && failed ? "\(base)/\(question.id)" : nil,
                answered: question.answered.map { QuestionWords.moment($0, language) } ?? "",
                way: way(language), tagModifier: tagModifier,
                left: WaitingDays.until(question.goes, now: now, language))
        }
    }
}

/// One question, and the box for the answer.
struct QuestionPage: Page {
    static let template = "staff/questions/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let base: String
    let id: String
    let received: String
    let waits: String
    let left: String
    let name: String
    let phoneNumber: String?
    let phoneHref: String?
    let emailAddress: String?
    let languageName: String
    let questionLanguage: String
    let paragraphs: [String]
    let isOpen: Bool
    let canMail: Bool
    let answer: String
    let answerProblem: String?

    init(
        _ question: OpenedQuestion, base: String, answer: String, refusal: Refusal?, now: Moment,
        language: Language
    ) {
        received = QuestionWords.moment(question.received, language)
        title = Words("Vraag van %1", "Question of %1")(language, received)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.base = base
        id = question.id.description
        waits = WaitingDays.since(question.received, now: now, language)
        left = WaitingDays.until(question.goes, now: now, language)
        name = question.name.reveal()
        phoneNumber = question.phoneNumber?.reveal()
        phoneHref = phoneNumber.map { "tel:\($0.filter { $0.isNumber || $0 == "+" })" }
        emailAddress = question.emailAddress?.reveal()
        languageName =
            question.language == .dutch
            ? Words("Nederlands", "Dutch")(language) : Words("Engels", "English")(language)
        questionLanguage = question.language.rawValue
        paragraphs = question.question.reveal().split(whereSeparator: \.isNewline).map(String.init)
        isOpen = question.state == .open
        canMail = question.state == .open && question.emailAddress != nil
        self.answer = answer
        answerProblem = refusal?.field == "antwoord" ? refusal?.text(language) : nil
    }
}

enum QuestionWords {
    /// "3 november 2026, 14.10 uur".
    static func moment(_ moment: Moment, _ language: Language) -> String {
        let time = AmsterdamTime(moment)
        return "\(time.date(language)), \(time.clock(language))"
    }

    static func shown(_ shown: Int, of all: Int, _ language: Language) -> String {
        if shown == all {
            return CountedWords(
                one: Words("%1 vraag", "%1 question"), many: Words("%1 vragen", "%1 questions"))(
                    all, language)
        }
        return Words("De eerste %1 van %2 vragen", "The first %1 of %2 questions")(
            language, String(shown), String(all))
    }

    static func way(_ answer: ListedQuestion.Answer?) -> (Words, String) {
        switch answer {
        case .byPhone, nil: (Words("Gebeld", "Called"), "tag--ok")
        case .mailWaiting: (Words("Mail onderweg", "Mail on its way"), "tag--warn")
        case .mailSent: (Words("Gemaild", "Mailed"), "tag--ok")
        case .mailFailed: (Words("Mail kwam niet aan", "Mail did not arrive"), "tag--error")
        }
    }
}
