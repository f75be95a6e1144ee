import Domain
import Features

/// Who waits for an answer, longest first, and what was answered and can still be taken back.
struct ApplicationsPage: Page {
    struct Waiting: Sendable {
        let href: String
        let letter: String
        let batch: String
        let since: String
        let until: String
        let isAgain: Bool
    }

    struct Answered: Sendable {
        let action: String
        let letter: String
        let batch: String
        let answer: String
        let processed: String
    }

    static let template = "customer/applications/list"
    let title: String
    let heading: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let isEmpty: Bool
    let waiting: [Waiting]
    let more: String?
    let hasAnswered: Bool
    let answered: [Answered]

    init(
        waiting: [WaitingApplication], count: Int, answered: [AnsweredApplication], notice: Words?,
        refusal: Refusal?, today: AmsterdamTime, language: Language
    ) {
        title = Words("Aanvragen", "Applications")(language)
        heading =
            count == 0
            ? Words("Er wacht niemand op antwoord", "Nobody is waiting for an answer")(language)
            : CountedWords(
                one: Words("%1 persoon wacht op antwoord", "%1 person is waiting for an answer"),
                many: Words("%1 mensen wachten op antwoord", "%1 people are waiting for an answer"))(
                    count, language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.notice = notice?(language)
        isEmpty = waiting.isEmpty
        self.waiting = waiting.map { line in
            Waiting(
                href: "\(ApplicationsController.base)/\(line.id)",
                letter: LetterWords.letter(line.letterNumber, language), batch: line.batch,
                since: Words("Gevraagd op %1", "Asked on %1")(
                    language, AmsterdamTime(line.asked).date(language)),
                until: Words("antwoord voor %1", "answer before %1")(
                    language, AmsterdamTime(line.answerBy).date(language)), isAgain: line.isAgain)
        }
        more =
            count > waiting.count
            ? Words("En nog %1 meer.", "And %1 more.")(
                language, WrittenCount.text(count - waiting.count, language)) : nil
        hasAnswered = !answered.isEmpty
        self.answered = answered.map { line in
            Answered(
                action: "\(ApplicationsController.base)/\(line.id)/terug",
                letter: LetterWords.letter(line.letterNumber, language), batch: line.batch,
                answer: line.answer.toCustomer(language),
                processed: Words("Telt vanaf %1, %2", "Counts from %1, %2")(
                    language, AmsterdamTime(line.processAt).recently(language, today: today),
                    AmsterdamTime(line.processAt).clock(language)))
        }
    }
}

/// One person about whom the customer answers: the number of the letter, a name and a year.
struct ApplicationPage: Page {
    struct Choice: Sendable {
        let id: String
        let value: String
        let text: String
        let isChosen: Bool
        let isFirst: Bool
    }

    static let template = "customer/applications/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let action: String
    let skipHref: String
    let count: String
    let letter: String
    let batch: String
    let isAgain: Bool
    let name: String
    let birthYear: String
    let since: String
    let until: String
    let yes: [Choice]
    let no: [Choice]
    let questions: [Choice]
    /// What was answered just before, to take back at once.
    let lastText: String?
    let lastAction: String

    init(
        _ open: OpenApplication, last: AnsweredApplication?, chosen: String = "", refusal: Refusal?,
        today: AmsterdamTime, language: Language
    ) {
        letter = LetterWords.letter(open.waiting.letterNumber, language)
        title = Words("%1: komt deze persoon in aanmerking?", "%1: does this person qualify?")(
            language, letter)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        problem = refusal?.field == "antwoord" ? refusal?.text(language) : nil
        action = "\(ApplicationsController.base)/\(open.waiting.id)"
        skipHref = "\(ApplicationsController.base)/volgende?na=\(open.waiting.id)"
        count = CountedWords(
            one: Words("Alleen deze wacht nog", "Only this one is waiting"),
            many: Words("%1 wachten op antwoord", "%1 are waiting for an answer"))(open.count, language)
        batch = open.waiting.batch
        isAgain = open.waiting.isAgain
        name = "\(open.firstName.reveal()) \(open.lastName.reveal())"
        birthYear = open.birthYear.reveal()
        since = AmsterdamTime(open.waiting.asked).date(language)
        until = AmsterdamTime(open.waiting.answerBy).date(language)
        let choices = EligibilityAnswer.all.enumerated().map { index, answer in
            (
                answer.verdict,
                Choice(
                    id: index == 0 ? "antwoord" : "antwoord-\(index + 1)", value: answer.formValue,
                    text: answer.choice(language), isChosen: answer.formValue == chosen, isFirst: index == 0)
            )
        }
        yes = choices.filter { $0.0 == .yes }.map(\.1)
        no = choices.filter { $0.0 == .no }.map(\.1)
        questions = choices.filter { $0.0 == .question }.map(\.1)
        lastText = last.map {
            "\(LetterWords.letter($0.letterNumber, language)): \($0.answer.toCustomer(language))"
        }
        lastAction = last.map { "\(ApplicationsController.base)/\($0.id)/terug" } ?? ""
    }
}

/// A letter by its number, as it is printed on it.
enum LetterWords {
    static func letter(_ number: Int, _ language: Language) -> String {
        let digits = String(number)
        let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
        return Words("Brief %1", "Letter %1")(language, padded)
    }
}

extension EligibilityAnswer {
    var formValue: String { detail ?? verdict.rawValue }

    /// As it is offered, under its heading.
    func choice(_ language: Language) -> String {
        switch self {
        case .yes: Words("Ja, deze persoon komt in aanmerking", "Yes, this person qualifies")(language)
        case .no(.notOurs):
            Words(
                "Woont niet (meer) hier, of is geen leerling of klant",
                "Lives elsewhere, or is no pupil or client")(
                    language)
        case .no(.notInGroup): Words("Hoort niet bij de groep", "Is not in the group")(language)
        case .no(.otherPerson):
            Words("De brief was voor iemand anders", "The letter was for somebody else")(
                language)
        case .no(.hasOne): Words("Heeft er al een via ons", "Has one through us already")(language)
        case .question(.name): Words("Klopt de naam?", "Is the name right?")(language)
        case .question(.birthYear): Words("Klopt het geboortejaar?", "Is the year of birth right?")(language)
        case .question(.contact): Words("Vraag om contact op te nemen", "Ask them to contact us")(language)
        }
    }

    /// As it stands afterwards.
    func toCustomer(_ language: Language) -> String {
        switch self {
        case .yes: Words("Ja", "Yes")(language)
        case .no: Words("Nee: %1", "No: %1")(language, choice(language))
        case .question: Words("Vraag: %1", "Question: %1")(language, choice(language))
        }
    }
}
