import Domain
import Features
import HTTPTypes

extension Refusal {
    /// Everything that is wrong, each at its own field.
    static func all(of refusal: GuardianRefusal) -> [Refusal] {
        if case .invalid(let problems) = refusal { return problems.map { Refusal($0) } }
        return [Refusal(refusal)]
    }

    /// - Parameter numberField: the box on this page in which a number is typed.
    init(_ refusal: GuardianRefusal, numberField: String = "oudermobiel") {
        switch refusal {
        case .invalid(let problems):
            self =
                problems.first.map { Refusal($0, numberField: numberField) }
                ?? Refusal("Er klopt iets niet.", "Something is not right.")
        case .tooManyGuardians:
            self.init(
                "U hebt al 2 ouders of verzorgers opgegeven. Meer kan niet.",
                "You have named 2 parents or carers already. There can be no more.", status: .conflict)
        case .correction(.answered):
            self.init(
                "Uw ouder of verzorger was al binnen. Dan klopt het nummer of adres.",
                "Your parent or carer came in already. Then the number or address is right.",
                status: .conflict)
        case .correction(.paperCame):
            self.init(
                "Er kwam een getekend formulier binnen. BuenO kijkt daar eerst naar.",
                "A signed form came in. BuenO looks at that first.", status: .conflict)
        case .correction(.noneLeft):
            self.init(
                "U hebt dit 3 keer verbeterd. Vaker kan niet.",
                "You have corrected this 3 times. That is as often as you can.", status: .conflict)
        case .notAMinor:
            self.init(
                "U beslist zelf. U hoeft niemand op te geven.",
                "You decide yourself. You need not name anybody.",
                status: .conflict)
        case .expired:
            self.init(
                "Dit werkt niet meer. Vraag een nieuwe code.", "This no longer works. Ask for a new code.",
                field: "sms", status: .gone)
        case .wrongSecret(let left): self = .wrongSecret(left, field: "sms")
        case .noTriesLeft:
            self.init(
                "U hebt te vaak een verkeerde code getypt. Vraag een nieuwe.",
                "You typed a wrong code too often. Ask for a new one.", field: "sms")
        case .tooManyRequests(let minutes): self = .tooOften(minutes: minutes)
        case .busy:
            self.init(
                "Het lukt nu niet. Dat ligt aan ons. Probeer het over een minuut weer.",
                "It does not work right now. That is our fault. Try again in a minute.",
                status: .serviceUnavailable)
        case .consent(.alreadySaid):
            self.init("Dat zei u al.", "You said so already.", status: .conflict)
        case .consent(.nothingGiven):
            self.init(
                "Er is geen ja om in te trekken.", "There is no yes to take back.", status: .conflict)
        case .consent(.answered), .consent(.over):
            self.init(
                "U beslist hier niet meer over.", "You no longer decide about this.", status: .conflict)
        case .paper(let refusal): self.init(refusal)
        case .tooManyPapers:
            self.init(
                "Er kwamen al 10 formulieren via deze link. Meer kan niet. Wat wij hebben, blijft staan. Ja zeggen kan ook met een code op uw telefoon, of geef het formulier aan de gemeente of school.",
                "10 forms came by this link already. There can be no more. What we have stays. You can also say yes with a code on your phone, or give the form to the municipality or school.",
                field: "formulier", status: .tooManyRequests)
        case .ownPaper:
            self.init(
                "U stuurde dit formulier zelf in. Een collega beslist of het een ja is.",
                "You sent this form in yourself. A colleague decides whether it is a yes.",
                field: "oordeel", status: .forbidden)
        case .otherPaper:
            self.init(
                "Er kwam een nieuw formulier in de plaats van wat u zag. Kijk opnieuw.",
                "A new form came in the place of what you saw. Look again.", status: .conflict)
        case .locked:
            self.init(
                "Uw gegevens staan op slot van de wet. U kunt nu niemand opgeven.",
                "The law has your data locked. You cannot name anybody now.", status: .conflict)
        case .held:
            self.init(
                "Dit mag nu niet gewist worden: er loopt een zaak. Vraag het aan de functionaris gegevensbescherming.",
                "This may not be erased now: a matter is in hand. Ask the data protection officer.",
                status: .conflict)
        case .otherWords:
            self.init(
                "De tekst is veranderd sinds u hem las. Lees hem nog een keer.",
                "The words changed since you read them. Read them once more.", status: .conflict)
        }
    }

    init(_ refusal: SignedDocument.Refusal) {
        let field = "formulier"
        switch refusal {
        case .missing:
            self.init(
                "Kies de foto of het bestand van het formulier.",
                "Choose the photo or file of the form.", field: field)
        case .tooLarge: self = .paperTooLarge
        case .otherKind:
            self.init(
                "Dit is geen PDF en geen foto (JPEG of PNG). Maak een foto van het formulier.",
                "This is no PDF and no photo (JPEG or PNG). Take a photo of the form.", field: field,
                status: .unsupportedMediaType)
        case .damaged:
            self.init(
                "Dit bestand is niet heel. Maak een nieuwe foto of scan.",
                "This file is not whole. Take a new photo or scan.", field: field)
        }
    }

    static let paperTooLarge = Refusal(
        "Dit bestand is te groot. Het mag 10 MB zijn.", "This file is too large. It may be 10 MB.",
        field: "formulier", status: .contentTooLarge)

    init(_ problem: GuardianProblem, numberField: String = "oudermobiel") {
        switch problem {
        case .nobodyNamed:
            self.init(
                "Vul een mobiel nummer of een e-mailadres van uw ouder of verzorger in.",
                "Fill in a mobile number or an e-mail address of your parent or carer.", field: numberField)
        case .mobileNumberInvalid:
            self.init(
                "Vul een mobiel nummer in. Bijvoorbeeld 06 12345678.",
                "Fill in a mobile number. For example 06 12345678.", field: numberField)
        case .emailInvalid:
            self.init(
                "Dit e-mailadres klopt niet. Bijvoorbeeld naam@example.nl.",
                "This e-mail address is not right. For example name@example.nl.", field: "oudermail")
        case .ownNumber:
            self.init(
                "Dit is het nummer van het kind. Vul het nummer van de ouder of verzorger in.",
                "This is the child's number. Fill in the number of the parent or carer.", field: numberField)
        case .ownAddress:
            self.init(
                "Dit is uw eigen e-mailadres. Vul dat van uw ouder of verzorger in.",
                "This is your own e-mail address. Fill in that of your parent or carer.", field: "oudermail")
        case .unchanged:
            self.init(
                "Dit gaf u al. Vul in wat er anders moet zijn.",
                "You gave this already. Fill in what must be different.", field: numberField)
        case .monthMissing:
            self.init(
                "Kies de maand en het jaar waarin u 16 wordt.",
                "Choose the month and year in which you turn 16.",
                field: "maand")
        case .alreadySixteen:
            self.init(
                "Dan bent u al 16. Ga een stap terug en kies dat u 16 jaar of ouder bent.",
                "Then you are 16 already. Go back one step and choose that you are 16 or older.",
                field: "maand")
        }
    }
}
