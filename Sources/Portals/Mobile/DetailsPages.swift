import Domain
import Features

/// Who applies for a phone or SIM card: name, address and date of birth (P14).
struct DetailsPage: Page {
    /// One box, with what a browser may fill in by itself.
    struct Box: Sendable {
        let id: String
        let label: String
        let hint: String?
        let value: String
        let lengthMax: String
        let autocomplete: String
        let isShort: Bool
        let problem: String?
        let describedBy: String?
    }

    static let template = "public/enrolment/details"
    /// What may be shown again after the form had expired.
    static let fields = [
        "voornaam", "achternaam", "postcode", "huisnummer", "straat", "plaats", "dag", "maand", "jaar",
    ]
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let customerName: String
    let names: [Box]
    let places: [Box]
    let birth: DayForm
    let requirements: [EnrolmentContactPage.Requirement]
    let isHelped: Bool

    init(
        customerName: String, typed: FormBody, problems: [Refusal], asked: [EnrolmentContactPage.Asked],
        isHelped: Bool = false, language: Language
    ) {
        title = Words("Wie bent u? Stap 2 van 5", "Who are you? Step 2 of 5")(language)
        isError = !problems.isEmpty
        errors = ErrorSummary(problems, language)
        self.customerName = customerName
        self.isHelped = isHelped
        let box = { (id: String, label: Words, hint: Words?, kind: String, max: Int, isShort: Bool) -> Box in
            let problem = problems.first { $0.field == id }?.text(language)
            let described = [hint == nil ? nil : "\(id)-hint", problem == nil ? nil : "\(id)-fout"]
                .compactMap(\.self)
            return Box(
                id: id, label: label(language), hint: hint?(language), value: typed.text(id),
                lengthMax: String(max), autocomplete: isHelped ? "off" : kind, isShort: isShort,
                problem: problem, describedBy: described.isEmpty ? nil : described.joined(separator: " "))
        }
        names = [
            box("voornaam", Words("Voornaam", "First name"), nil, "given-name", 60, false),
            box(
                "achternaam", Words("Achternaam", "Last name"),
                Words("Met tussenvoegsel, zoals De Vries", "All of it, such as De Vries"), "family-name", 80,
                false),
        ]
        places = [
            box(
                "postcode", Words("Postcode", "Postcode"),
                Words("Bijvoorbeeld 9711 AB", "For example 9711 AB"),
                "postal-code", 8, true),
            box(
                "huisnummer", Words("Huisnummer", "House number"),
                Words("Met letter of toevoeging, zoals 12 B", "With a letter or addition, such as 12 B"),
                "off", 12, true),
            box("straat", Words("Straat", "Street"), nil, "off", 80, false),
            box("plaats", Words("Plaats", "Town"), nil, "address-level2", 60, false),
        ]
        birth = DayForm(typed, problem: problems.first { $0.field == "dag" }?.text(language))
        requirements = EnrolmentContactPage.requirements(asked, language)
    }
}

extension FormBody {
    /// As the form has it, for who comes back to correct something.
    init(_ details: DetailsForm.Details) {
        let (address, birth) = (details.address, details.birthDate.parts)
        self.init([
            ("voornaam", details.firstName.reveal()), ("achternaam", details.lastName.reveal()),
            ("postcode", address.postcode.reveal()), ("huisnummer", address.number.reveal()),
            ("straat", address.street.reveal()), ("plaats", address.city.reveal()), ("dag", birth.day),
            ("maand", birth.month), ("jaar", birth.year),
        ])
    }
}

extension DetailsForm {
    init(_ form: FormBody) {
        self.init(
            firstName: form.text("voornaam"), lastName: form.text("achternaam"),
            postcode: form.text("postcode"), houseNumber: form.text("huisnummer"),
            street: form.text("straat"), city: form.text("plaats"), day: form.text("dag"),
            month: form.text("maand"), year: form.text("jaar"))
    }
}

/// "Klopt dit?": every field is said to be right before it counts (P16).
struct CheckPage: Page {
    struct Line: Sendable {
        let id: String
        let name: String
        let value: String
        /// Where it is changed; nothing for what came with the letter.
        let changeHref: String?
        let isConfirmed: Bool
        let problem: String?
    }

    static let template = "public/enrolment/check"
    static let fields = ["versie"] + Field.allCases.map(\.formName)
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let customerName: String
    let shown: String
    let lines: [Line]

    /// - `confirmed`: what was ticked before, when one was forgotten.
    init(
        _ check: EnrolmentCheck, confirmed: Set<Field> = [], problems: [Refusal] = [],
        vocabulary: StatementVocabulary, language: Language
    ) {
        title = Words("Klopt dit? Stap 5 van 5", "Is this right? Step 5 of 5")(language)
        isError = !problems.isEmpty
        errors = ErrorSummary(problems, language)
        customerName = check.customerName
        shown = check.shown
        lines = check.fields.map { field in
            Line(
                id: field.formName, name: vocabulary.words(field).name.text(in: language),
                value: Self.value(field, check, language), changeHref: Self.changeHref(field),
                isConfirmed: confirmed.contains(field),
                problem: problems.first { $0.field == field.formName }?.text(language))
        }
    }

    private static func value(_ field: Field, _ check: EnrolmentCheck, _ language: Language) -> String {
        switch field {
        case .firstName: check.details.firstName.reveal()
        case .lastName: check.details.lastName.reveal()
        case .homeAddress: check.details.address.reveal()
        case .birthDate: check.details.birthDate.revealWritten(in: language)
        case .mobileNumber: check.mobileNumber.display.reveal()
        case .emailAddress: check.emailAddress?.canonical.reveal() ?? ""
        case .enrolmentCode:
            Words("eindigt op %1", "ends in %1")(language, check.lastGroup.reveal())
        case .fullName, .question, .workNumber, .turnsSixteen: ""
        }
    }

    private static func changeHref(_ field: Field) -> String? {
        switch field {
        case .firstName, .lastName, .homeAddress, .birthDate: DetailsController.path
        case .mobileNumber, .emailAddress: "/aanmelden/gegevens"
        default: nil
        }
    }
}

extension Field {
    /// Its box on "Klopt dit?".
    var formName: String {
        switch self {
        case .firstName: "klopt-voornaam"
        case .lastName: "klopt-achternaam"
        case .homeAddress: "klopt-adres"
        case .birthDate: "klopt-geboortedatum"
        case .mobileNumber: "klopt-mobiel"
        case .emailAddress: "klopt-email"
        case .enrolmentCode: "klopt-code"
        case .fullName: "klopt-naam"
        case .question: "klopt-vraag"
        case .workNumber: "klopt-werk"
        case .turnsSixteen: "klopt-zestien"
        }
    }
}
