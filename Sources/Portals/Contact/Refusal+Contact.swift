import Domain
import Features
import HTTPTypes

extension Refusal {
    /// Everything that is wrong, each at its own field.
    static func all(of refusal: ContactRefusal) -> [Refusal] {
        if case .invalid(let problems) = refusal { return problems.map { Refusal($0) } }
        return [Refusal(refusal)]
    }

    init(_ refusal: ContactRefusal) {
        switch refusal {
        case .invalid(let problems):
            self =
                problems.first.map { Refusal($0) }
                ?? Refusal("Er klopt iets niet.", "Something is not right.")
        case .notThisMoment:
            self.init(
                "Wij kregen uw vraag nog niet. Kijk hem even na en druk dan nog een keer op de knop.",
                "We do not have your question yet. Look it over and then press the button once more.")
        case .tooMany(let minutes):
            self.init(
                "Er komen nu veel vragen binnen vanaf uw netwerk. Wacht \(minutes) minuten, of bel of mail ons.",
                "Many questions are coming from your network now. Wait \(minutes) minutes, or call or mail us.",
                status: .tooManyRequests)
        case .alreadyAnswered:
            self.init(
                "Deze vraag is al beantwoord, of niet meer te beantwoorden.",
                "This question was answered already, or can no longer be answered.", status: .conflict)
        case .noEmailAddress:
            self.init(
                "Er is geen e-mailadres. Bel met het antwoord.", "There is no e-mail address. Call instead.",
                field: "antwoord")
        case .answerMissing:
            self.init("Schrijf een antwoord.", "Write an answer.", field: "antwoord")
        case .answerTooLong(let characters):
            let over = characters - ContactRequests.answerCharactersMax
            self.init(
                "Maak uw antwoord \(over) tekens korter.", "Make your answer \(over) characters shorter.",
                field: "antwoord")
        }
    }

    init(_ problem: ContactProblem) {
        switch problem {
        case .nameMissing:
            self.init(
                "Vul een naam in. Uw voornaam is genoeg.", "Fill in a name. Your first name is enough.",
                field: "naam")
        case .nameTooLong:
            self.init("Maak de naam korter.", "Make the name shorter.", field: "naam")
        case .phoneNumberInvalid:
            self.init(
                "Dit telefoonnummer klopt niet. Bijvoorbeeld 06 12345678 of 050 1234567.",
                "This phone number is not right. For example 06 12345678 or 050 1234567.", field: "telefoon")
        case .emailInvalid:
            self.init(
                "Dit e-mailadres klopt niet. Bijvoorbeeld naam@example.nl.",
                "This e-mail address is not right. For example name@example.nl.", field: "email")
        case .noWayBack:
            self.init(
                "Vul een telefoonnummer of een e-mailadres in. Anders kunnen wij niet antwoorden.",
                "Fill in a phone number or an e-mail address. Otherwise we cannot answer.", field: "telefoon")
        case .questionMissing:
            self.init("Schrijf uw vraag op.", "Write your question.", field: "vraag")
        case .questionTooLong(let characters):
            let over = characters - TypedQuestion.questionCharactersMax
            self.init(
                over > 0 ? "Maak uw vraag \(over) tekens korter." : "Maak uw vraag korter.",
                over > 0 ? "Make your question \(over) characters shorter." : "Make your question shorter.",
                field: "vraag")
        }
    }
}
