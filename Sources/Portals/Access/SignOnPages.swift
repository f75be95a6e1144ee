import Domain

/// Which organisation somebody signs in at.
struct SignOnPage: Page {
    static let template = "work/organisation/ask"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let address: String
    let problem: String?

    init(address: String = "", refusal: Refusal? = nil, language: Language) {
        title = Words("Bij welke organisatie werkt u?", "At which organisation do you work?")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.address = address
        problem = refusal?.field == nil ? nil : refusal?.text(language)
    }
}

/// For the moment between our form and the organisation's own page.
struct SignOnDeparturePage: Page {
    static let template = "work/organisation/leave"
    let title: String
    let url: String
    let host: String

    init(url: String, host: String, language: Language) {
        title = Words("U gaat naar uw organisatie", "You are going to your organisation")(language)
        self.url = url
        self.host = host
    }
}

/// An invitation of an organisation whose people come by its own page alone.
struct InvitationSignOnPage: Page {
    static let template = "work/invitation/organisation"
    let title: String

    init(language: Language) {
        title = Words("Log in via uw organisatie", "Sign in through your organisation")(language)
    }
}
