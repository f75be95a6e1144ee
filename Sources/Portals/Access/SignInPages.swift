import Domain

/// How to sign in: by text message or by mail.
struct SignInPage: Page {
    static let template = "public/sign-in/choose"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    /// "U bent uitgelogd", after signing out.
    let notice: String?
    let mobileNumber: String
    let emailAddress: String
    let mobileProblem: String?
    let emailProblem: String?

    init(
        mobileNumber: String = "", emailAddress: String = "", refusal: Refusal? = nil, notice: Words? = nil,
        language: Language
    ) {
        title = Words("Log in zonder wachtwoord", "Sign in without a password")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.notice = notice?(language)
        self.mobileNumber = mobileNumber
        self.emailAddress = emailAddress
        mobileProblem = refusal?.field == "mobiel" ? refusal?.text(language) : nil
        emailProblem = refusal?.field == "email" ? refusal?.text(language) : nil
    }
}

/// The code from the text message. The same page whether or not anybody got one.
struct SignInSecretPage: Page {
    static let template = "public/sign-in/secret"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let term: String

    init(refusal: Refusal? = nil, term: CalendarTerm, language: Language) {
        self.term = term.text(in: language)
        title = Words("Welke code staat in de sms?", "Which code is in the text message?")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        problem = refusal?.field == nil ? nil : refusal?.text(language)
    }
}

/// Several people share this phone, or this mailbox: the other value tells whose data may be shown.
struct SignInOtherPage: Page {
    enum Asked: String, Sendable { case email, mobiel }

    static let template = "public/sign-in/other"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let asked: String
    let isEmail: Bool
    let typed: String

    init(_ asked: Asked, typed: String = "", refusal: Refusal? = nil, language: Language) {
        title =
            asked == .email
            ? Words("Wat is uw e-mailadres?", "What is your e-mail address?")(language)
            : Words("Wat is uw mobiele nummer?", "What is your mobile number?")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        problem = refusal?.field == nil ? nil : refusal?.text(language)
        self.asked = asked.rawValue
        isEmail = asked == .email
        self.typed = typed
    }
}

/// The same page whether or not anybody got a mail.
struct SignInMailedPage: Page {
    static let template = "public/sign-in/mailed"
    let title: String
    let term: String

    init(term: CalendarTerm, language: Language) {
        self.term = term.text(in: language)
        title = Words("Kijk in uw mail", "Look in your mail")(language)
    }
}

/// Behind the link in the mail. Opening it does nothing: mail scanners open links. Only the button signs in.
struct SignInLinkPage: Page {
    static let template = "public/sign-in/link"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    /// Nothing when the link has stopped working.
    let linkToken: String?

    init(linkToken: String?, refusal: Refusal? = nil, language: Language) {
        title = Words("Wilt u inloggen?", "Do you want to sign in?")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.linkToken = linkToken
    }
}

/// For the moment between "Snel weg" and another site. Its title gives nothing away.
struct LeavingPage: Page {
    static let template = "public/sign-in/leaving"
    let title: String
    let exitURL: String

    init(exitURL: String, language: Language) {
        title = Words("Een ogenblik", "One moment")(language)
        self.exitURL = exitURL
    }
}
