import Domain
import Features

/// The form that a guardian prints and signs.
struct ConsentFormPage: Page {
    static let template = "public/guardian/form"
    let title: String
    let heading: String
    let points: [String]
    let data: [String]
    let terms: [String]
    let blanks: [String]
    let version: String

    init(_ consent: ConsentVersion, language: Language) {
        heading = consent.title
        title = consent.title
        points = consent.points
        data = consent.data
        terms = consent.terms
        blanks = [
            Words("Nummer op de brief van het kind", "Number on the child's letter"),
            Words(
                "Mobiel nummer van het kind (alleen als u dit per post stuurt of bij BuenO afgeeft)",
                "Mobile number of the child (only if you send this by post or hand it in at BuenO)"),
            Words("Naam van het kind", "Name of the child"),
            Words("Uw naam", "Your name"),
            Words("U bent ouder, verzorger of vertegenwoordiger", "You are parent, carer or representative"),
            Words("Datum", "Date"),
            Words("Handtekening", "Signature"),
        ].map { $0(language) }
        version = consent.id
    }
}

/// Where a guardian sends the paper that they signed.
struct PaperPage: Page {
    static let template = "public/guardian/paper"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let heading: String
    let back: String
    let action: String
    let version: String
    let formHref: String
    let isSent: Bool
    let received: String?
    let problem: String?
    let requirements: [EnrolmentContactPage.Requirement]

    init(
        _ request: PaperRequest, consent: ConsentVersion, asked: [FormVersion.Line], link: String,
        isSent: Bool = false, refusal: Refusal? = nil, language: Language
    ) {
        heading = Words("Ja zeggen op papier", "Saying yes on paper")(language)
        title = heading
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        back = "/toestemming/\(link)"
        action = "/toestemming/\(link)/papier"
        version = consent.id
        formHref = PaperController.form(request.service)
        self.isSent = isSent
        received = request.received.map {
            Words("Uw formulier kwam op %1 binnen.", "Your form came in on %1.")(
                language, AmsterdamTime($0).date(language))
        }
        problem = refusal?.field == "formulier" ? refusal?.text(language) : nil
        requirements = asked.map { EnrolmentContactPage.Requirement($0, language) }
    }
}

/// A customer's letters that wait for a guardian.
struct WaitingConsentsPage: Page {
    struct Line: Sendable {
        let href: String
        let letter: String
        let batch: String
        let service: String
        let since: String
        let until: String
        let hasPaper: Bool
    }

    static let template = "customer/consents/list"
    let title: String
    let heading: String
    let notice: String?
    let isEmpty: Bool
    let waiting: [Line]

    init(_ waiting: [WaitingConsent], notice: Words?, statement: Statement, language: Language) {
        title = Words("Wacht op een ouder", "Waits for a parent")(language)
        heading =
            waiting.isEmpty
            ? Words("Niemand wacht op een ouder", "Nobody waits for a parent")(language)
            : CountedWords(
                one: Words("%1 brief wacht op een ouder", "%1 letter waits for a parent"),
                many: Words("%1 brieven wachten op een ouder", "%1 letters wait for a parent"))(
                    waiting.count, language)
        self.notice = notice?(language)
        isEmpty = waiting.isEmpty
        self.waiting = waiting.map { PaperWords.line($0, statement, language) }
    }
}

/// Where a customer sends a paper that a guardian gave them.
struct WaitingConsentPage: Page {
    static let template = "customer/consents/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let base: String
    let heading: String
    let batch: String
    let service: String
    let since: String
    let until: String
    let hasPaper: Bool
    let action: String
    let version: String
    let formHref: String
    let problem: String?

    init(
        _ waiting: WaitingConsent, consent: ConsentVersion, refusal: Refusal? = nil, statement: Statement,
        language: Language
    ) {
        let line = PaperWords.line(waiting, statement, language)
        heading = Words("Toestemming op papier voor %1", "Consent on paper for %1")(
            language, line.letter.lowercasedFirst)
        title = heading
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        base = PaperController.customers
        batch = line.batch
        service = line.service
        since = line.since
        until = line.until
        hasPaper = waiting.hasPaper
        action = line.href
        version = consent.id
        formHref = PaperController.form(waiting.service)
        problem = refusal?.field == "formulier" ? refusal?.text(language) : nil
    }
}

/// Papers in the office, without a name of anybody.
struct PapersPage: Page {
    struct Line: Sendable {
        let href: String
        let customer: String
        let service: String
        let file: String
        let received: String
        let until: String
    }

    static let template = "staff/papers/list"
    let title: String
    let heading: String
    let notice: String?
    let isEmpty: Bool
    let papers: [Line]

    init(_ papers: [ReceivedPaper], notice: Words?, statement: Statement, language: Language) {
        title = Words("Toestemming op papier", "Consent on paper")(language)
        heading = title
        self.notice = notice?(language)
        isEmpty = papers.isEmpty
        self.papers = papers.map { PaperWords.line($0, statement, language) }
    }
}

/// One paper, and what somebody of BuenO decides about it.
struct PaperDeskPage: Page {
    static let template = "staff/papers/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let base: String
    let action: String
    let customer: String
    let service: String
    let received: String
    let broughtBy: String
    let until: String
    let file: String
    let isInHand: Bool
    /// Whoever sent it in looks, and lets a colleague say yes.
    let isOwn: Bool
    /// Which paper this page is about: one that comes in its place is another.
    let seen: String
    let choices: [FormChoice]
    let problem: String?

    static let answers: [(value: String, text: Words)] = [
        (
            "goed",
            Words(
                "Ja: getekend door wie over dit kind beslist", "Yes: signed by who decides about this child")
        ),
        (SignedDocument.Flaw.unreadable.rawValue, Words("Nee: niet te lezen", "No: it cannot be read")),
        (SignedDocument.Flaw.unsigned.rawValue, Words("Nee: geen handtekening", "No: no signature")),
        (
            SignedDocument.Flaw.otherMatter.rawValue,
            Words("Nee: een ander kind of een andere dienst", "No: another child or another service")
        ),
    ]

    init(
        _ paper: ReceivedPaper, isInHand: Bool, isOwn: Bool = false, chosen: String = "",
        refusal: Refusal? = nil,
        statement: Statement, language: Language
    ) {
        let line = PaperWords.line(paper, statement, language)
        title = Words("Toestemming op papier", "Consent on paper")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        base = PaperController.office
        action = line.href
        customer = line.customer
        service = line.service
        received = line.received
        until = line.until
        file = line.file
        broughtBy = PaperWords.bringer(paper.broughtBy)(language)
        self.isInHand = isInHand
        self.isOwn = isOwn
        seen = String(paper.received.milliseconds)
        choices = FormChoice.all(
            "oordeel", isOwn ? Array(Self.answers.dropFirst()) : Self.answers, chosen: chosen,
            problems: [refusal].compactMap(\.self), language)
        problem = refusal?.field == "oordeel" ? refusal?.text(language) : nil
    }
}

enum PaperWords {
    static func bringer(_ bringer: SignedDocument.Bringer) -> Words {
        switch bringer {
        case .guardian: Words("Via de link van de ouder of verzorger", "By the link of the parent or carer")
        case .customer: Words("Via de gemeente of school", "By the municipality or school")
        case .staff: Words("Per post of bij BuenO afgegeven", "By post or handed in at BuenO")
        }
    }

    static func line(
        _ waiting: WaitingConsent, _ statement: Statement, _ language: Language
    ) -> WaitingConsentsPage.Line {
        WaitingConsentsPage.Line(
            href: "\(PaperController.customers)/\(waiting.id)",
            letter: LetterWords.letter(waiting.letterNumber, language), batch: waiting.batch,
            service: name(waiting.service, statement, language),
            since: Words("Gevraagd op %1", "Asked on %1")(
                language, AmsterdamTime(waiting.asked).date(language)),
            until: until(waiting.until, language), hasPaper: waiting.hasPaper)
    }

    static func line(
        _ paper: ReceivedPaper, _ statement: Statement, _ language: Language
    ) -> PapersPage.Line {
        PapersPage.Line(
            href: "\(PaperController.office)/\(paper.id)", customer: paper.customerName,
            service: name(paper.service, statement, language),
            file: "\(paper.kind.rawValue.uppercased()), \(max(1, paper.size / 1_024)) kB",
            received: AmsterdamTime(paper.received).date(language), until: until(paper.until, language))
    }

    private static func name(
        _ service: Service, _ statement: Statement, _ language: Language
    ) -> String {
        statement.service(service)?.name.text(in: language) ?? ""
    }

    private static func until(_ moment: Moment?, _ language: Language) -> String {
        moment.map {
            Words("zonder ja alles weg op %1", "without a yes everything goes on %1")(
                language, AmsterdamTime($0).date(language))
        } ?? ""
    }
}
