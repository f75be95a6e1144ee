import Domain
import Features

/// The holds, those that can still change first.
struct HoldsPage: Page {
    struct Row: Sendable {
        let href: String
        let number: String
        let whose: String
        let state: String
        let tagModifier: String
        let reason: String
        let until: String
    }

    static let template = "staff/holds/list"
    let title: String
    let backHref: String
    let newHref: String
    let isEmpty: Bool
    let rows: [Row]

    init(_ holds: [HoldLine], now: Moment, language: Language) {
        title = Words("Bewaaropdrachten", "Holds")(language)
        backHref = RetentionController.base
        newHref = HoldsController.new
        isEmpty = holds.isEmpty
        rows = holds.map { line in
            let (state, tag) = HoldWords.state(line.hold, at: now)
            return Row(
                href: "\(HoldsController.base)/\(line.id)", number: line.number,
                whose: HoldWords.whose(line.whose, language), state: state(language), tagModifier: tag,
                reason: HoldWords.reason(line.hold.reason)(language),
                until: HoldWords.lastDay(line.hold.until, language))
        }
    }
}

/// One hold: what it keeps and why, what waits for whom, and who did what.
struct HoldPage: Page {
    struct Event: Sendable {
        let at: String
        let who: String
        let what: String
    }

    static let template = "staff/holds/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let backHref: String
    let action: String
    let state: String
    let tagModifier: String
    let whose: String
    let persons: String
    let reason: String
    let note: String
    let until: String
    let classes: [String]
    let question: String?
    /// Somebody else asked for what waits: this reader decides.
    let canDecide: Bool
    let canWithdraw: Bool
    let canChange: Bool
    let renewal: FormField
    let events: [Event]

    init(
        _ file: HoldFile, you: Account.ID, notice: Words? = nil, typed: String = "", refusal: Refusal? = nil,
        now: Moment, language: Language
    ) {
        let (line, hold) = (file.line, file.line.hold)
        title = Words("Bewaaropdracht %1", "Hold %1")(language, line.number)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.notice = notice?(language)
        backHref = HoldsController.base
        action = "\(HoldsController.base)/\(line.id)"
        let (words, tag) = HoldWords.state(hold, at: now)
        (state, tagModifier) = (words(language), tag)
        whose = HoldWords.whose(line.whose, language)
        persons = CountedWords(
            one: Words("%1 mens", "%1 person"), many: Words("%1 mensen", "%1 people"))(line.persons, language)
        reason = HoldWords.reason(hold.reason)(language)
        note = line.note
        until = HoldWords.lastDay(hold.until, language)
        classes = HoldForm.offered.filter(hold.classes.contains).map { HoldWords.keyClass($0)(language) }
        let isOpen = !hold.isOver(at: now)
        let isYours = hold.pendingBy == you
        question = isOpen ? Self.question(hold, isYours: isYours, language) : nil
        canDecide = isOpen && hold.pendingBy != nil && !isYours
        canWithdraw = isOpen && isYours
        canChange = isOpen && hold.state == .inForce
        renewal = FormField(
            "tot", Words("Nieuwe laatste dag", "New last day"),
            hint: Words("Hoogstens 1 jaar vooruit.", "At most 1 year ahead."), value: typed, type: "date",
            lengthMax: 10, isShort: true, problems: refusal.map { [$0] } ?? [], language)
        events = file.steps.map { step in
            let at = AmsterdamTime(step.at)
            return Event(
                at: "\(at.date(language)), \(at.clock(language))",
                who: step.isYours
                    ? Words("U", "You")(language)
                    : Words("Collega %1", "Colleague %1")(language, step.number),
                what: HoldWords.step(step.step)(
                    language, step.until.map { HoldWords.lastDay($0, language) } ?? ""))
        }
    }

    private static func question(_ hold: Hold, isYours: Bool, _ language: Language) -> String? {
        let what: Words
        switch hold.state {
        case .asked:
            what = Words(
                "Zonder akkoord van een tweede bewaart deze opdracht niets.",
                "Without the approval of a second person this hold keeps nothing.")
        case .renewalAsked:
            let day = hold.renewal.map { HoldWords.lastDay($0, language) } ?? ""
            what = Words("Gevraagd: verlengen tot en met \(day).", "Asked: renew it until \(day).")
        case .liftAsked:
            what = Words(
                "Gevraagd: nu stoppen. Wat dan over zijn datum is, gaat meteen weg.",
                "Asked: end it now. What is past its date then goes at once.")
        default: return nil
        }
        let who =
            isYours
            ? Words("Het wacht op een collega.", "It waits for a colleague.")
            : Words("Het wacht op u of een andere collega.", "It waits for you or another colleague.")
        return "\(what(language)) \(who(language))"
    }
}

/// Asking for a hold: whose, what, why and until when.
struct HoldFormPage: Page {
    struct Option: Sendable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    static let template = "staff/holds/new"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let backHref: String
    let action: String
    let subject: String
    let hasSubject: Bool
    let subjectText: String
    let whoseProblem: String?
    let whose: [FormChoice]
    let customers: [Option]
    let letter: [FormField]
    let classProblem: String?
    let classes: [FormChoice]
    let reasonProblem: String?
    let reasons: [FormChoice]
    let fields: [FormField]

    init(_ form: HoldForm, customers: [CustomerSummary], problems: [Refusal], language: Language) {
        title = Words("Vraag een bewaaropdracht", "Ask for a hold")(language)
        isError = !problems.isEmpty
        errors = ErrorSummary(problems, language)
        let problem = { (field: String) in problems.first { $0.field == field }?.text(language) }
        backHref = HoldsController.base
        action = HoldsController.new
        subject = form.subject
        hasSubject = !form.subject.isEmpty
        subjectText = Self.subject(form.subject, customers, language)
        whoseProblem = problem("wie")
        whose = FormChoice.all(
            "wie",
            [
                ("klant", Words("Iedereen van een klant", "Everyone of a customer")),
                ("brief", Words("De persoon met een brief", "The person with a letter")),
            ], chosen: form.whose, problems: problems, language)
        self.customers = customers.map { customer in
            Option(
                value: customer.id.description, text: customer.name,
                isChosen: customer.id.description == form.customer)
        }
        letter = [
            FormField(
                "partij", Words("Partij", "Batch"),
                hint: Words(
                    "32 tekens, zoals bij de codes van de klant.",
                    "32 characters, as with the customer's codes."),
                value: form.batch, lengthMax: 32, problems: problems, language),
            FormField(
                "brief", Words("Briefnummer", "Letter number"), value: form.letter, lengthMax: 9,
                isShort: true, problems: problems, language),
        ]
        classProblem = problem("soort-contact")
        classes = HoldForm.offered.map { keyClass in
            FormChoice(
                id: "soort-\(keyClass.rawValue)", name: "soort-\(keyClass.rawValue)", value: "ja",
                text: HoldWords.keyClass(keyClass)(language), isChosen: form.classes.contains(keyClass),
                isWrong: problems.contains { $0.field == "soort-contact" }, problemID: "soort-contact-fout")
        }
        reasonProblem = problem("reden")
        reasons = FormChoice.all(
            "reden", Hold.Reason.allCases.map { ($0.rawValue, HoldWords.reason($0)) }, chosen: form.reason,
            problems: problems, language)
        fields = [
            FormField(
                "toelichting", Words("Leg uit in een zin", "Explain in a sentence"),
                hint: Words(
                    "Bijvoorbeeld het kenmerk van het bevel. Zonder naam, nummer of e-mailadres: deze zin is niet versleuteld.",
                    "For example the reference of the order. Without a name, number or e-mail address: this sentence is not encrypted."
                ), value: form.note, lengthMax: Holds.noteCharactersMax, problems: problems, language),
            FormField(
                "tot", Words("Laatste dag", "Last day"),
                hint: Words(
                    "Hoogstens 1 jaar vooruit. Verlengen kan, weer met zijn tweeën.",
                    "At most 1 year ahead. It can be renewed, again by two."), value: form.until,
                type: "date",
                lengthMax: 10, isShort: true, problems: problems, language),
        ]
    }

    private static func subject(
        _ subject: String, _ customers: [CustomerSummary], _ language: Language
    ) -> String {
        switch subject.split(separator: "-").first {
        case "zaak": Words("De persoon van deze zaak", "The person of this case")(language)
        case "vraag": Words("Wie deze vraag stelde", "Who asked this question")(language)
        case "medewerker": Words("Deze medewerker", "This colleague")(language)
        case "klant":
            Words("Iedereen van %1", "Everyone of %1")(
                language, customers.first { subject.hasSuffix($0.id.description) }?.name ?? "-")
        default: ""
        }
    }
}
