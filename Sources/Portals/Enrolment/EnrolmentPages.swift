import Domain

/// Step 1: the code from the letter.
struct EnrolmentCodePage: Page {
    static let template = "public/enrolment/code"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let code: String
    let problem: String?
    let next: String?
    let nextHref: String?
    /// The hint about letters that look like digits.
    let isMistyped: Bool

    init(code: String = "", refusal: Refusal? = nil, language: Language) {
        title = Words("Wat is uw code? Stap 1 van 3", "What is your code? Step 1 of 3")(language)
        isError = refusal != nil
        problem = refusal?.text(language)
        errors = ErrorSummary(refusal, language)
        next = refusal?.link?.words(language)
        nextHref = refusal?.link?.href
        self.code = code
        isMistyped = refusal?.isMistyped ?? false
    }
}

/// Step 2: number, address and age.
struct EnrolmentContactPage: Page {
    /// One field as the stored form says it.
    struct Asked: Sendable {
        let name: String
        let isRequired: Bool
        let why: String
        let whenMissing: String
    }

    /// P21: whether giving it is required, why, and what happens otherwise.
    struct Requirement: Sendable {
        let name: String
        let required: String
        let why: String
        let whenMissing: String
    }

    static let template = "public/enrolment/contact"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let customerName: String
    let mobileNumber: String
    let emailAddress: String
    let isSixteen: Bool
    let isYounger: Bool
    let mobileProblem: String?
    let emailProblem: String?
    let ageProblem: String?
    let requirements: [Requirement]
    /// For a phone or SIM card: two screens more, and the date of birth tells the age.
    let isMobile: Bool
    /// On somebody else's computer: it must not remember what is typed, and the address may be left out.
    let isHelped: Bool

    init(
        customerName: String, typed: TypedContact, problems: [Refusal], asked: [Asked],
        isMobile: Bool = false, isHelped: Bool = false, language: Language
    ) {
        self.isMobile = isMobile
        self.isHelped = isHelped
        title =
            isMobile
            ? Words("Hoe bereiken wij u? Stap 3 van 5", "How do we reach you? Step 3 of 5")(language)
            : Words("Hoe bereiken wij u? Stap 2 van 3", "How do we reach you? Step 2 of 3")(language)
        isError = !problems.isEmpty
        errors =
            problems.isEmpty
            ? nil
            : ErrorSummary(problems.map { .init(text: $0.text(language), href: $0.field.map { "#\($0)" }) })
        self.customerName = customerName
        mobileNumber = typed.mobileNumber
        emailAddress = typed.emailAddress
        isSixteen = typed.age == TypedContact.sixteen
        isYounger = typed.age == TypedContact.younger
        func problem(_ field: String) -> String? { problems.first { $0.field == field }?.text(language) }
        mobileProblem = problem("mobiel")
        emailProblem = problem("email")
        ageProblem = problem("leeftijd")
        requirements = Self.requirements(asked, language)
    }

    static func requirements(_ asked: [Asked], _ language: Language) -> [Requirement] {
        let required = Words("Verplicht.", "Required.")
        let optional = Words("Mag u weglaten.", "You may leave this out.")
        return asked.map { line in
            Requirement(
                name: line.name, required: (line.isRequired ? required : optional)(language), why: line.why,
                whenMissing: line.whenMissing)
        }
    }
}

/// What a person typed in step 2, kept to show it again.
struct TypedContact: Sendable {
    static let sixteen = "16"
    static let younger = "jonger"

    var mobileNumber = ""
    var emailAddress = ""
    var age = ""
}

/// Step 3: the code from the text message.
struct EnrolmentSecretPage: Page {
    static let template = "public/enrolment/secret"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let maskedMobile: String
    let isResent: Bool
    /// How long the code works.
    let term: String
    let isMobile: Bool

    init(
        maskedMobile: String, refusal: Refusal? = nil, isResent: Bool = false, term: CalendarTerm,
        isMobile: Bool = false, language: Language
    ) {
        self.isMobile = isMobile
        title =
            isMobile
            ? Words(
                "Welke code staat in de sms? Stap 4 van 5", "Which code is in the message? Step 4 of 5")(
                    language)
            : Words(
                "Welke code staat in de sms? Stap 3 van 3", "Which code is in the message? Step 3 of 3")(
                    language)
        isError = refusal != nil
        problem = refusal?.field == "sms" ? refusal?.text(language) : nil
        errors = ErrorSummary(refusal, language)
        self.maskedMobile = maskedMobile
        self.isResent = isResent
        self.term = term.text(in: language)
    }
}

/// Under 16: kept safely until a guardian says yes, and no dead end (P18).
struct AwaitingGuardianPage: Page {
    static let template = "public/enrolment/waiting"
    let title: String
    let heading: String
    let lede: String
    let until: String
    /// Where a guardian comes in by themselves.
    let door: String
    let correct: String

    /// - `isStopped`: there was a yes, and a guardian had the service stopped.
    /// - `isSignedIn`: the child, with a code to their phone.
    init(
        until: Moment, door: String, isStopped: Bool = false, isSignedIn: Bool = false, language: Language
    ) {
        heading =
            isStopped
            ? Words("Uw ouder of verzorger liet dit stoppen", "Your parent or carer had this stopped")(
                language)
            : Words("Een ouder moet dit eerst goed vinden", "A parent must agree first")(language)
        title = heading
        lede =
            isStopped
            ? Words(
                "Daarom staat alles nu stil. Bij gratis bellen gaat het verder als iedereen die over u beslist weer ja zegt.",
                "So everything stands still now. Free calling goes on when everybody who decides for you says yes again."
            )(language)
            : Words(
                "U bent jonger dan 16. Wij hebben uw ouder of verzorger gevraagd of het mag. Tot dan wacht uw aanmelding.",
                "You are younger than 16. We have asked your parent or carer whether you may. Until then your enrolment waits."
            )(language)
        self.until = AmsterdamTime(until).date(language)
        self.door = door
        correct =
            isSignedIn
            ? Words("Verbeter het", "Correct it")(language)
            : Words("Log in en verbeter het", "Sign in and correct it")(language)
    }
}
