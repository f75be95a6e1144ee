import Domain
import Features
import HTTPTypes

/// How a refusal is put to a person: a status, words in their language, the field it is about, and where to go.
///
/// The one table from the refusals of the slices to the outside world. What is not in it is a plain failure
/// that tells an outsider nothing.
struct Refusal: Sendable {
    struct Link: Sendable {
        let words: Words
        let href: String
    }

    let status: HTTPResponse.Status
    let words: Words
    var field: String?
    var link: Link?
    /// True when the letters on the letter may have been misread.
    var isMistyped = false

    init(
        _ dutch: String, _ english: String, field: String? = nil,
        status: HTTPResponse.Status = .unprocessableContent
    ) {
        self.status = status
        words = Words(dutch, english)
        self.field = field
    }

    /// The whole sentence, with numbers filled in.
    func text(_ language: Language) -> String { words(language) }

    static func tooOften(minutes: Int, field: String? = nil) -> Refusal {
        Refusal(
            "U hebt te vaak geprobeerd. Wacht \(minutes) minuten.",
            "You have tried too often. Wait \(minutes) minutes.", field: field, status: .tooManyRequests)
    }

    static func wrongSecret(_ triesLeft: Int, field: String) -> Refusal {
        triesLeft == 1
            ? Refusal(
                "Deze code klopt niet. Kijk in de sms. U mag nog 1 keer proberen.",
                "This code is not right. Look at the message. You may try 1 more time.", field: field)
            : Refusal(
                "Deze code klopt niet. Kijk in de sms. U mag nog \(triesLeft) keer proberen.",
                "This code is not right. Look at the message. You may try \(triesLeft) more times.",
                field: field)
    }
}

extension Refusal {
    init(_ refusal: CodeRefusal) {
        switch refusal {
        case .malformed, .unknown:
            self.init(
                "Deze code klopt niet. Kijk op uw brief.", "This code is not right. Look at your letter.",
                field: "code")
            isMistyped = true
        case .alreadyRedeemed:
            self.init(
                "Deze code is al gebruikt. Bent u dat zelf?",
                "This code has already been used. Was that you?",
                field: "code")
            link = Link(words: Words("Log dan in", "Then sign in"), href: "/inloggen")
        case .expired, .revoked, .contractEnded:
            self.init(
                "Deze code werkt niet meer. Vraag uw gemeente om een nieuwe.",
                "This code no longer works. Ask your municipality for a new one.", field: "code")
        }
    }

    init(_ refusal: EnrolmentRefusal) {
        switch refusal {
        case .code(let code): self.init(code)
        case .attemptExpired:
            self.init(
                "U was te lang weg. Typ uw code opnieuw.", "You were away too long. Type your code again.",
                field: "code")
        case .invalid(let problems):
            self =
                problems.first.map { Refusal($0) }
                ?? Refusal("Er klopt iets niet.", "Something is not right.")
        case .unconfirmed(let fields):
            self =
                fields.first.map { Refusal.unconfirmed($0) }
                ?? Refusal("Er klopt iets niet.", "Something is not right.")
        case .changedMeanwhile:
            self.init(
                "U veranderde iets op een ander scherm. Kijk alles nog een keer na.",
                "You changed something on another screen. Look everything over once more.")
        case .wrongSecret(let left): self = .wrongSecret(left, field: "sms")
        case .noTriesLeft:
            self.init(
                "U hebt te vaak een verkeerde code getypt. Vraag een nieuwe sms.",
                "You typed a wrong code too often. Ask for a new message.", field: "sms")
        case .noSendsLeft:
            self.init(
                "Wij stuurden al een paar keer een sms. Wacht een uur en begin dan opnieuw.",
                "We have already sent a few messages. Wait an hour and then start again.",
                status: .tooManyRequests)
        case .tooManyGuesses(let minutes): self = .tooOften(minutes: minutes, field: "code")
        }
    }

    init(_ problem: FormProblem) {
        switch problem {
        case .mobileNumberMissing, .mobileNumberInvalid:
            self.init(
                "Vul een mobiel nummer in. Bijvoorbeeld 06 12345678.",
                "Fill in a mobile number. For example 06 12345678.", field: "mobiel")
        case .emailMissing, .emailInvalid:
            self.init(
                "Vul een e-mailadres in. Bijvoorbeeld naam@example.nl.",
                "Fill in an e-mail address. For example name@example.nl.", field: "email")
        case .firstNameInvalid:
            self.init("Vul uw voornaam in.", "Fill in your first name.", field: "voornaam")
        case .lastNameInvalid:
            self.init("Vul uw achternaam in.", "Fill in your last name.", field: "achternaam")
        case .postcodeInvalid:
            self.init(
                "Vul uw postcode in: 4 cijfers en 2 letters. Bijvoorbeeld 9711 AB.",
                "Fill in your postcode: 4 digits and 2 letters. For example 9711 AB.", field: "postcode")
        case .houseNumberInvalid:
            self.init(
                "Vul uw huisnummer in. Bijvoorbeeld 12 B.", "Fill in your house number. For example 12 B.",
                field: "huisnummer")
        case .streetInvalid: self.init("Vul uw straat in.", "Fill in your street.", field: "straat")
        case .cityInvalid: self.init("Vul uw woonplaats in.", "Fill in your town.", field: "plaats")
        case .birthDateInvalid:
            self.init(
                "Vul de dag, de maand en het jaar in waarop u geboren bent. Bijvoorbeeld 9 3 1987.",
                "Fill in the day, month and year you were born. For example 9 3 1987.", field: "dag")
        case .ageMissing:
            self.init("Kies hoe oud u bent.", "Choose how old you are.", field: "leeftijd")
        }
    }

    /// - Parameter secretField: the field on this page in which the code is typed.
    init(_ refusal: SignInRefusal, secretField: String = "sms") {
        switch refusal {
        case .mobileNumberInvalid: self.init(FormProblem.mobileNumberInvalid)
        case .emailInvalid: self.init(FormProblem.emailInvalid)
        case .expired:
            self.init(
                "Deze code werkt niet meer. Vraag een nieuwe.",
                "This code no longer works. Ask for a new one.",
                field: secretField)
        case .wrongSecret(let left): self = .wrongSecret(left, field: secretField)
        case .noTriesLeft:
            self.init(
                "U hebt te vaak een verkeerde code getypt. Vraag een nieuwe.",
                "You typed a wrong code too often. Ask for a new one.", field: secretField)
        case .doesNotMatch(let left):
            self.init(
                "Dit hoort niet bij elkaar. U mag nog \(left) keer proberen.",
                "These do not belong together. You may try \(left) more times.", field: secretField)
        case .tooManyRequests(let minutes): self = .tooOften(minutes: minutes)
        case .busy:
            self.init(
                "Het lukt nu niet. Dat ligt aan ons. Probeer het over een minuut weer.",
                "It does not work right now. That is our fault. Try again in a minute.",
                status: .serviceUnavailable)
        }
    }
}

extension Answer {
    /// A page that shows a refusal, with the refusal's status; all is well when there is none.
    static func page(_ page: some Page, refusal: Refusal?) -> Answer {
        .page(page, status: refusal?.status ?? .ok)
    }
}

extension Refusal {
    init(_ refusal: WorkSignInRefusal) {
        switch refusal {
        case .wrongPassword:
            self.init(
                "E-mailadres en wachtwoord horen niet bij elkaar.",
                "E-mail address and password do not belong together.", field: "wachtwoord")
        case .wrongCode:
            self.init(
                "Deze code klopt niet. Wacht tot de app een nieuwe code laat zien.",
                "This code is not right. Wait until the app shows a new code.", field: "cijfers")
        case .expired:
            self.init(
                "U was te lang weg. Log opnieuw in.", "You were away too long. Sign in again.",
                status: .gone)
        case .tooManyGuesses(let minutes): self = .tooOften(minutes: minutes)
        case .busy:
            self.init(
                "Het is nu te druk. Probeer het over een minuut weer.",
                "It is too busy right now. Try again in a minute.", status: .serviceUnavailable)
        }
    }

    init(_ refusal: AccountRefusal) {
        switch refusal {
        case .nameMissing: self.init("Vul een naam in.", "Fill in a name.", field: "naam")
        case .emailInvalid: self.init(FormProblem.emailInvalid)
        case .addressTaken:
            self.init(
                "Iemand van uw organisatie heeft al toegang met dit e-mailadres.",
                "Somebody of your organisation has access with this e-mail address already.", field: "email")
        case .roleMissing: self.init("Kies minstens 1 rol.", "Choose at least 1 role.", field: "rol")
        case .roleNotOfThisSide:
            self.init("Deze rol bestaat hier niet.", "There is no such role here.", field: "rol")
        case .notToYourself:
            self.init(
                "Uw eigen toegang verandert een collega.", "A colleague changes your own access.",
                status: .forbidden)
        case .lastAdministrator:
            self.init(
                "Er moet iemand overblijven die medewerkers beheert.",
                "Somebody who manages access must remain.")
        case .administratorThere:
            self.init(
                "Er is al een beheerder. Die nodigt collega's uit.",
                "There is an administrator already, who invites colleagues.", status: .conflict)
        case .unknownAccount:
            self.init("Deze collega is er niet.", "There is no such colleague.", status: .notFound)
        case .alreadyClosed:
            self.init("Deze collega heeft geen toegang meer.", "This colleague has no access any more.")
        case .invitationOver:
            self.init(
                "Deze uitnodiging werkt niet meer.", "This invitation no longer works.", status: .gone)
        case .password(let reason): self.init(reason)
        case .wrongCode:
            self.init(
                "Deze code klopt niet. Typ de 6 cijfers die nu in de app staan.",
                "This code is not right. Type the 6 digits that are in the app now.", field: "cijfers")
        case .signOnOnly:
            self.init(
                "Uw organisatie laat u via de eigen inlogpagina binnen.",
                "Your organisation lets you in by its own sign-in page.")
        }
    }

    init(_ refusal: PasswordRefusal) {
        switch refusal {
        case .tooShort:
            self.init(
                "Maak het wachtwoord langer: minstens \(PasswordRule.charactersMin) tekens.",
                "Make the password longer: at least \(PasswordRule.charactersMin) characters.",
                field: "wachtwoord")
        case .tooLong:
            self.init("Maak het wachtwoord korter.", "Make the password shorter.", field: "wachtwoord")
        case .oneCharacterRepeated, .common:
            self.init(
                "Dit wachtwoord is te makkelijk te raden. Kies een ander.",
                "This password is too easy to guess. Choose another.", field: "wachtwoord")
        case .containsOwnAddress:
            self.init(
                "Gebruik uw e-mailadres niet in uw wachtwoord.",
                "Do not use your e-mail address in your password.", field: "wachtwoord")
        }
    }
}
