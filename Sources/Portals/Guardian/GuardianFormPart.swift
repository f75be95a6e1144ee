import Domain
import Features

/// The boxes in which a child says who their guardian is: part of two pages.
struct GuardianFormPart: Sendable {
    struct Choice: Sendable {
        let value: String
        let name: String
        let isChosen: Bool
    }

    static let names = ["oudermobiel", "oudermail", "maand", "jaar"]

    let texts: [FormField]
    let months: [Choice]
    let years: [Choice]
    let monthProblem: String?

    init(_ typed: TypedGuardian, problems: [Refusal], today: AmsterdamTime, language: Language) {
        texts = [
            FormField(
                "oudermobiel",
                Words("Mobiel nummer van uw ouder of verzorger", "Mobile number of your parent or carer"),
                hint: Words(
                    "Niet uw eigen nummer. Bijvoorbeeld 06 12345678",
                    "Not your own number. For example 06 12345678"),
                value: typed.mobileNumber, type: "tel", lengthMax: 30, isShort: true, problems: problems,
                language),
            FormField(
                "oudermail", Words("En/of hun e-mailadres", "And/or their e-mail address"),
                hint: Words("Een van de twee is genoeg.", "One of the two is enough."),
                value: typed.emailAddress, type: "email", lengthMax: 254, problems: problems, language),
        ]
        months = (1...12).map { month in
            Choice(
                value: String(month), name: AmsterdamTime.monthName(month, language),
                isChosen: typed.month == String(month))
        }
        years = (today.year...today.year + 16).map { year in
            Choice(value: String(year), name: String(year), isChosen: typed.year == String(year))
        }
        monthProblem = problems.first { $0.field == "maand" }?.text(language)
    }
}

/// What a child typed about a guardian, kept to show it again.
struct TypedGuardian: Sendable {
    var mobileNumber = ""
    var emailAddress = ""
    var month = ""
    var year = ""

    init() {}

    init(_ form: FormBody) {
        mobileNumber = form.text("oudermobiel")
        emailAddress = form.text("oudermail")
        month = form.text("maand")
        year = form.text("jaar")
    }

    init(_ named: NamedGuardian) {
        mobileNumber = named.mobileNumber?.display.reveal() ?? ""
        emailAddress = named.emailAddress?.canonical.reveal() ?? ""
        month = String(named.turnsSixteen.month)
        year = String(named.turnsSixteen.year)
    }

    var asFeature: GuardianForm {
        GuardianForm(mobileNumber: mobileNumber, emailAddress: emailAddress, month: month, year: year)
    }
}
