import Domain
import Features

/// Where a guardian comes in with their number.
struct GuardianDoorPage: Page {
    static let template = "public/guardian/door"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let typed: String
    let problem: String?

    init(typed: String = "", refusal: Refusal? = nil, notice: Words? = nil, language: Language) {
        title = Words("Voor ouders en verzorgers", "For parents and carers")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.notice = notice?(language)
        self.typed = typed
        problem = refusal?.field == "mobiel" ? refusal?.text(language) : nil
    }
}

/// The page behind the link in a message: a button, and nothing that says whom it is about.
struct GuardianLinkPage: Page {
    static let template = "public/guardian/link"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    /// Nothing when the link is over.
    let linkToken: String?
    let hasNumber: Bool
    let typed: String
    let problem: String?

    init(
        token: String?, hasNumber: Bool, typed: String = "", refusal: Refusal? = nil, language: Language
    ) {
        title =
            token == nil
            ? Words("Deze link werkt niet meer", "This link no longer works")(language)
            : Words("Een kind vraagt uw toestemming", "A child asks for your consent")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        linkToken = token
        self.hasNumber = hasNumber
        self.typed = typed
        problem = refusal?.field == "mobiel" ? refusal?.text(language) : nil
    }
}

/// The code on the guardian's phone. The same page whether or not anybody got one.
struct GuardianCodePage: Page {
    static let template = "public/guardian/code"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let term: String

    init(refusal: Refusal? = nil, term: CalendarTerm, language: Language) {
        title = Words("Welke code staat in de sms?", "Which code is in the text message?")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        problem = refusal?.field == "sms" ? refusal?.text(language) : nil
        self.term = term.text(in: language)
    }
}
