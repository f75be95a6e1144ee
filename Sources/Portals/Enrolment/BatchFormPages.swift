import Domain
import Features

/// One code, or very many.
struct NewBatchPage: Page {
    struct Choice: Sendable {
        let id: String
        let value: String
        let name: String
        let isChosen: Bool
        let isWrong: Bool
    }

    static let template = "customer/codes/new"
    let title: String
    let heading: String
    let isError: Bool
    let errors: ErrorSummary?
    let isOne: Bool
    let mark: String?
    let count: String
    let countProblem: String?
    let lastDay: DayForm
    let reason: String
    let reasonLabel: String
    let reasonHint: String
    let reasonProblem: String?
    let hasContracts: Bool
    let contracts: [Choice]
    let contractProblem: String?

    init(
        form: FormBody, contracts: [Contract], statement: Statement, refusal: Refusal? = nil,
        mark: String? = nil, now: Moment, language: Language
    ) {
        isOne = mark != nil
        heading =
            isOne
            ? Words("Een code voor 1 persoon", "A code for 1 person")(language)
            : Words("Nieuwe codes", "New codes")(language)
        title = heading
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.mark = mark
        let problem = { (field: String) in refusal?.field == field ? refusal?.text(language) : nil }
        count = form.text("aantal")
        countProblem = problem("aantal")
        // Nobody typed a day yet: three months is what most letters say.
        let suggested = AmsterdamTime(CalendarTerm.months(3).end(from: now))
        lastDay = form["dag"] == nil ? DayForm(suggested) : DayForm(form, problem: problem("dag"))
        reason = form.text("naam")
        reasonLabel = Words("Naam, voor uzelf", "Name, for yourselves")(language)
        reasonHint = Words(
            "Zo vindt u deze codes terug. Bijvoorbeeld Energiehulp winter 2026. Zet er geen naam van een mens in.",
            "So that you find these codes again. For example Energy help winter 2026. Do not put a person's name in it."
        )(language)
        reasonProblem = problem("naam")
        hasContracts = contracts.count > 1
        contractProblem = problem("afspraak")
        let since = Words("%1, sinds %2", "%1, since %2")
        self.contracts = contracts.enumerated().map { index, contract in
            Choice(
                id: index == 0 ? "afspraak" : "afspraak-\(index + 1)", value: contract.id.description,
                name: since(
                    language, statement.service(contract.service)?.name.text(in: language) ?? "",
                    AmsterdamTime(contract.starts).date(language)),
                isChosen: form.text("afspraak") == contract.id.description,
                isWrong: refusal?.field == "afspraak")
        }
    }
}

/// What is asked before something in a batch changes.
struct BatchChangePage: Page {
    enum Change: Sendable {
        case revokeAll(open: Int)
        case revoke(letter: Int)
        case replace(letter: Int)
        case extend
    }

    static let template = "customer/codes/change"
    let title: String
    let heading: String
    let isError: Bool
    let errors: ErrorSummary?
    let backHref: String
    let backText: String
    let action: String
    let number: String?
    let text: String
    let lastDay: DayForm?
    let asksReason: Bool
    let reason: String
    let reasonLabel: String
    let reasonHint: String
    let reasonProblem: String?
    let button: String
    let buttonModifier: String

    init(
        _ change: Change, of batch: Batch, form: FormBody = FormBody(), refusal: Refusal? = nil,
        language: Language
    ) {
        let words = ChangeWords(change, batch, language)
        (heading, text, button, buttonModifier) = (
            words.heading, words.text, words.button, words.buttonModifier
        )
        title = words.heading
        backHref = BatchPath.batch(batch.id)
        backText = batch.reason
        action = "\(BatchPath.batch(batch.id))/\(words.verb)"
        number = words.letter.map(String.init)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        let problem = { (field: String) in refusal?.field == field ? refusal?.text(language) : nil }
        if case .extend = change {
            let later = AmsterdamTime(CalendarTerm.months(1).end(from: batch.expires - .milliseconds(1)))
            lastDay = form["dag"] == nil ? DayForm(later) : DayForm(form, problem: problem("dag"))
            asksReason = false
        } else {
            lastDay = nil
            asksReason = true
        }
        reason = form.text("naam")
        reasonLabel = Words("Waarom?", "Why?")(language)
        reasonHint = Words(
            "Bijvoorbeeld: kwijt, of verhuisd. Zet er geen naam van een mens in.",
            "For example: lost, or moved. Do not put a person's name in it.")(language)
        reasonProblem = problem("naam")
    }
}

private struct ChangeWords {
    let verb: String
    let letter: Int?
    let heading: String
    let text: String
    let button: String
    let buttonModifier: String

    init(_ change: BatchChangePage.Change, _ batch: Batch, _ language: Language) {
        switch change {
        case .revokeAll(let open):
            (verb, letter, buttonModifier) = ("intrekken", nil, "btn--neg")
            heading = Words("Alle codes intrekken?", "Revoke all codes?")(language)
            text = Words(
                "%1 codes die niemand gebruikte, werken dan niet meer. Dit kunt u niet terugdraaien. Wie al is aangemeld, merkt er niets van.",
                "%1 codes that nobody used then work no more. You cannot undo this. Who is enrolled already notices nothing."
            )(language, WrittenCount.text(open, language))
            button = Words("Trek alles in", "Revoke everything")(language)
        case .revoke(let number):
            (verb, letter, buttonModifier) = ("intrekken", number, "btn--neg")
            heading = Words("Brief %1 intrekken?", "Revoke letter %1?")(language, LetterNumber.text(number))
            text = Words(
                "De code op deze brief werkt dan niet meer. Dit kunt u niet terugdraaien.",
                "The code on this letter then works no more. You cannot undo this.")(language)
            button = Words("Trek de brief in", "Revoke the letter")(language)
        case .replace(let number):
            (verb, letter, buttonModifier) = ("vervangen", number, "")
            heading = Words("Brief %1 vervangen?", "Replace letter %1?")(language, LetterNumber.text(number))
            text = Words(
                "De oude code werkt dan niet meer. U krijgt een nieuwe brief, %1, met een nieuwe code.",
                "The old code then works no more. You get a new letter, %1, with a new code.")(
                    language, LetterNumber.text(batch.issued + 1))
            button = Words("Vervang de brief", "Replace the letter")(language)
        case .extend:
            (verb, letter, buttonModifier) = ("langer", nil, "")
            heading = Words("Langer geldig maken", "Let them work longer")(language)
            text = Words("Nu werken de codes tot en met %1.", "Now the codes work until %1.")(
                language, AmsterdamTime(batch.expires - .milliseconds(1)).date(language))
            button = Words("Maak langer geldig", "Let them work longer")(language)
        }
    }
}
