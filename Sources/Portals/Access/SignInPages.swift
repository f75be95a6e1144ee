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
        mobileNumber: String = "", emailAddress: String = "", problem: FieldProblem? = nil, notice: Words? = nil,
        language: Language
    ) {
        title = Words("Log in zonder wachtwoord", "Sign in without a password")(language)
        isError = problem != nil
        errors = problem.map {
            ErrorSummary([.init(text: $0.words(language), href: $0.field.map { "#\($0)" })])
        }
        self.notice = notice?(language)
        self.mobileNumber = mobileNumber
        self.emailAddress = emailAddress
        mobileProblem = problem.flatMap { $0.field == "mobiel" ? $0.words(language) : nil }
        emailProblem = problem.flatMap { $0.field == "email" ? $0.words(language) : nil }
    }
}

/// The code from the text message. The same page whether or not anybody got one.
struct SignInSecretPage: Page {
    static let template = "public/sign-in/secret"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?

    init(problem: Words? = nil, language: Language) {
        title = Words("Welke code staat in de sms?", "Which code is in the text message?")(language)
        isError = problem != nil
        self.problem = problem?(language)
        errors = self.problem.map { ErrorSummary([.init(text: $0, href: "#sms")]) }
    }
}

/// Several people share this phone: the address tells whose data may be shown.
struct SignInEmailPage: Page {
    static let template = "public/sign-in/email"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let emailAddress: String

    init(emailAddress: String = "", problem: Words? = nil, language: Language) {
        title = Words("Wat is uw e-mailadres?", "What is your e-mail address?")(language)
        isError = problem != nil
        self.problem = problem?(language)
        errors = self.problem.map { ErrorSummary([.init(text: $0, href: "#email")]) }
        self.emailAddress = emailAddress
    }
}

/// The same page whether or not anybody got a mail.
struct SignInMailedPage: Page {
    static let template = "public/sign-in/mailed"
    let title: String

    init(language: Language) {
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

    init(linkToken: String?, problem: Words? = nil, language: Language) {
        title = Words("Wilt u inloggen?", "Do you want to sign in?")(language)
        isError = problem != nil
        errors = problem.map { ErrorSummary([.init(text: $0(language), href: nil)]) }
        self.linkToken = linkToken
    }
}
