import Domain
import Features

/// Who decides about a child's service, as the child sees it.
struct OwnGuardianPage: Page {
    struct Named: Sendable {
        let masked: String
        /// The address beside a number.
        let also: String?
        let answer: String
        let isYes: Bool
        /// Where it is corrected.
        let href: String?
        /// Why it no longer is.
        let note: String?
        let helps: Bool
    }

    static let template = "mine/guardian/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let guardians: [Named]
    let disagreement: String?
    let canName: Bool
    let question: String
    let texts: [FormField]
    let asksMonth: Bool
    let months: [GuardianFormPart.Choice]
    let years: [GuardianFormPart.Choice]
    let monthProblem: String?
    let requirements: [EnrolmentContactPage.Requirement]

    init(
        _ list: [OwnGuardian], typed: TypedGuardian = TypedGuardian(), problems: [Refusal] = [],
        asked: [FormVersion.Line], asksMonth: Bool, notice: Words? = nil, today: AmsterdamTime,
        language: Language
    ) {
        title = Words("Uw ouder of verzorger", "Your parent or carer")(language)
        isError = !problems.isEmpty
        errors = ErrorSummary(problems, language)
        self.notice = notice?(language)
        guardians = list.map { Self.named($0, language) }
        disagreement =
            MinorService(list.map(\.answer)) == .stopped
            ? Words(
                "U kunt nu niet bellen. Dat kan weer als iedereen hierboven ja zegt.",
                "You cannot call now. You can again when everybody above says yes.")(language) : nil
        canName = list.count(where: \.answer.isOpen) < Guardian.perChildMax
        question =
            list.isEmpty
            ? Words("Wie is uw ouder of verzorger?", "Who is your parent or carer?")(language)
            : Words("Nog een ouder of verzorger?", "Another parent or carer?")(language)
        let form = GuardianFormPart(typed, problems: problems, today: today, language: language)
        texts = form.texts
        self.asksMonth = asksMonth
        months = form.months
        years = form.years
        monthProblem = form.monthProblem
        requirements = asked.map { EnrolmentContactPage.Requirement($0, language) }
    }

    static let notices = [
        "gevraagd": Words("Wij hebben het gevraagd.", "We have asked them."),
        "verbeterd": Words(
            "Verbeterd. Wij hebben het opnieuw gevraagd, en wissen wat u eerst gaf. De oude link werkt niet meer.",
            "Corrected. We have asked anew, and erase what you gave first. The old link no longer works."),
        "opnieuw": Words(
            "Verbeterd. Wij hebben het opnieuw gevraagd. De oude link werkt niet meer.",
            "Corrected. We have asked anew. The old link no longer works."),
        "kan-niet": Words(
            "Dit kunt u nu niet verbeteren. Hieronder staat hoe het ermee staat.",
            "You cannot correct this now. Below is how it stands."),
    ]

    private static func named(_ guardian: OwnGuardian, _ language: Language) -> Named {
        var (href, note, helps): (String?, Words?, Bool) = (nil, nil, false)
        switch guardian.corrections {
        case .success: href = "\(OwnGuardianController.path)/\(guardian.id)"
        case .failure(.answered): break
        case .failure(.paperCame):
            note = Words(
                "Er kwam een getekend formulier binnen. BuenO kijkt daar eerst naar.",
                "A signed form came in. BuenO looks at that first.")
        case .failure(.noneLeft):
            note = Words(
                "U hebt dit 3 keer verbeterd. Vaker kan niet.",
                "You have corrected this 3 times. That is as often as you can.")
            helps = true
        }
        return Named(
            masked: guardian.masked.first ?? "", also: guardian.masked.dropFirst().first,
            answer: words(guardian.answer)(language), isYes: guardian.answer == .given, href: href,
            note: note?(language), helps: helps)
    }

    private static func words(_ answer: Consent.State) -> Words {
        switch answer {
        case .asked: Words("Nog geen antwoord", "No answer yet")
        case .given: Words("Zei ja", "Said yes")
        case .refused: Words("Zei nee", "Said no")
        case .withdrawn: Words("Trok het ja in", "Took the yes back")
        case .expired, .passed: Words("Beslist niet meer", "No longer decides")
        }
    }
}

/// Where a child says anew whom to ask.
struct GuardianCorrectionPage: Page {
    static let template = "mine/guardian/correct"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let action: String
    let back: String
    let given: [String]
    let texts: [FormField]
    /// The month is known, and not asked again.
    let asksMonth = false
    let months: [GuardianFormPart.Choice]
    let years: [GuardianFormPart.Choice]
    let monthProblem: String?
    let left: String
    let requirements: [EnrolmentContactPage.Requirement]

    init(
        _ wrong: OwnGuardian, left: Int, typed: TypedGuardian = TypedGuardian(), problems: [Refusal] = [],
        asked: [FormVersion.Line], today: AmsterdamTime, language: Language
    ) {
        title = Words("Verbeter het nummer of e-mailadres", "Correct the number or e-mail address")(language)
        isError = !problems.isEmpty
        errors = ErrorSummary(problems, language)
        back = OwnGuardianController.path
        action = "\(back)/\(wrong.id)"
        given = wrong.masked
        let form = GuardianFormPart(typed, problems: problems, today: today, language: language)
        texts = form.texts
        months = form.months
        years = form.years
        monthProblem = form.monthProblem
        self.left = CountedWords(
            one: Words("U kunt dit nog %1 keer verbeteren.", "You can correct this %1 more time."),
            many: Words("U kunt dit nog %1 keer verbeteren.", "You can correct this %1 more times."))(
                left, language)
        requirements = asked.map { EnrolmentContactPage.Requirement($0, language) }
    }
}
