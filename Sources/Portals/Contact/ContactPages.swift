import Domain
import Features

/// What was typed in the contact form, kept to show it again.
struct TypedContactForm: Sendable {
    static let names = ["naam", "telefoon", "email", "vraag"]

    var name = ""
    var phoneNumber = ""
    var emailAddress = ""
    var question = ""

    init() {}

    init(_ form: FormBody) {
        name = form.text("naam")
        phoneNumber = form.text("telefoon")
        emailAddress = form.text("email")
        question = form.text("vraag")
    }

    var asFeature: TypedQuestion {
        TypedQuestion(
            name: name, phoneNumber: phoneNumber, emailAddress: emailAddress, question: question)
    }
}

/// How we are reached, and the form to ask us something.
struct ContactPage: Page {
    /// P21: beside a field whether giving it is required, why it is asked, and what happens otherwise.
    struct Asked: Sendable {
        let required: String
        let why: String
        let whenMissing: String
    }

    /// The field that people do not see.
    static let trap = "website"
    /// The sealed moment of opening.
    static let opened = "geopend"

    static let template = "public/contact/show"
    let title = "Contact"
    let isError: Bool
    let errors: ErrorSummary?
    let phone: String?
    let phoneHref: String?
    let privacyContact: String
    let privacyHref: String
    let organisation: String
    let street: String
    let town: String
    let trapName = Self.trap
    let openedName = Self.opened
    let openedMoment: String
    let name: String
    let phoneNumber: String
    let emailAddress: String
    let question: String
    let nameProblem: String?
    let phoneProblem: String?
    let emailProblem: String?
    let questionProblem: String?
    let nameAsked: Asked?
    let phoneAsked: Asked?
    let emailAsked: Asked?
    let questionAsked: Asked?

    init(
        controller: Controller, typed: TypedContactForm, problems: [Refusal],
        form: FormVersion, opened: String, language: Language
    ) {
        isError = !problems.isEmpty
        errors =
            problems.isEmpty
            ? nil
            : ErrorSummary(problems.map { .init(text: $0.text(language), href: $0.field.map { "#\($0)" }) })
        (phone, phoneHref) = (Reach(controller).phone, Reach(controller).phoneHref)
        privacyContact = controller.privacyContact
        privacyHref = "mailto:\(controller.privacyContact)"
        organisation = controller.name
        street = controller.address
        town = "\(controller.postcode) \(controller.city)"
        openedMoment = opened
        name = typed.name
        phoneNumber = typed.phoneNumber
        emailAddress = typed.emailAddress
        question = typed.question
        func problem(_ field: String) -> String? { problems.first { $0.field == field }?.text(language) }
        nameProblem = problem("naam")
        phoneProblem = problem("telefoon")
        emailProblem = problem("email")
        questionProblem = problem("vraag")
        let required = Words("Verplicht.", "Required.")
        let optional = Words("Mag u weglaten.", "You may leave this out.")
        func asked(_ field: Field) -> Asked? {
            form.lines.first { $0.field == field }.map {
                Asked(
                    required: ($0.isRequired ? required : optional)(language), why: $0.why,
                    whenMissing: $0.whenMissing)
            }
        }
        nameAsked = asked(.fullName)
        phoneAsked = asked(.mobileNumber)
        emailAsked = asked(.emailAddress)
        questionAsked = asked(.question)
    }
}

/// After sending: what happens next, and when all of it goes.
struct QuestionSentPage: Page {
    static let template = "public/contact/sent"
    let title: String
    let answered: String
    let unanswered: String

    init(answered: CalendarTerm, unanswered: CalendarTerm, language: Language) {
        title = Words("Uw vraag is verstuurd", "Your question was sent")(language)
        self.answered = answered.text(in: language)
        self.unanswered = unanswered.text(in: language)
    }
}
