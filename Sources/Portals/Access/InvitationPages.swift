import Domain
import Features

/// Behind the link of an invitation: a password and a second factor, on one page.
struct InvitationPage: Page {
    /// What is asked of a colleague, with why (P21).
    struct Fact: Sendable {
        let name: String
        let why: String
        let whenMissing: String
    }

    static let template = "work/invitation/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let organisation: String
    let sealedSecret: String
    let typedSecret: String
    let picture: String
    let pictureBox: String
    let password: String
    let passwordProblem: String?
    let codeProblem: String?
    let facts: [Fact]

    init(
        _ offer: InvitationOffer, picture: QRPicture, password: String = "", refusal: Refusal? = nil,
        statement: Statement, language: Language
    ) {
        title = Words("Stel uw toegang in", "Set up your access")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        organisation = offer.customerName ?? "BuenO"
        sealedSecret = offer.sealedSecret.reveal()
        typedSecret = offer.secret.typed.reveal()
        self.picture = picture.path
        pictureBox = picture.viewBox
        // A password that was refused is chosen anew; one that was good stays while the code is typed again.
        self.password = refusal?.field == "cijfers" ? password : ""
        passwordProblem = refusal?.field == "wachtwoord" ? refusal?.text(language) : nil
        codeProblem = refusal?.field == "cijfers" ? refusal?.text(language) : nil
        let kind: PersonKind = offer.customerName == nil ? .staffMember : .customerUser
        // What may be tied to them later is not asked here.
        let asked = (statement.service(.administration)?.fields ?? []).filter {
            $0.person == kind && $0.isRequired
        }
        facts = asked.map { field in
            Fact(
                name: statement.vocabulary.words(field.field).name.text(in: language),
                why: field.why.text(in: language), whenMissing: field.whenMissing.text(in: language))
        }
    }
}

/// Set up, with codes for when the phone is gone: shown this once.
struct InvitationDonePage: Page {
    static let template = "work/invitation/done"
    let title: String
    let codes: [String]
    let home: String

    init(codes: [Sensitive<String>], home: String, language: Language) {
        title = Words("Bewaar deze codes", "Keep these codes")(language)
        self.codes = codes.map { $0.reveal() }
        self.home = home
    }
}

/// An invitation that was used, or is too old.
struct InvitationOverPage: Page {
    static let template = "work/invitation/over"
    let title: String
    let isError = true

    init(language: Language) {
        title = Words("Deze uitnodiging werkt niet meer", "This invitation no longer works")(language)
    }
}
