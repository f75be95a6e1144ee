/// What there is to say about a phone or SIM card, before it is words.
public enum MobileNews: Hashable, Sendable {
    /// The customer was asked.
    case asked
    case confirmed(until: Moment)
    case refused(EligibilityAnswer.Reason, gone: Moment)
    case question(EligibilityAnswer.Question, answerBy: Moment)
    /// Nobody confirmed yet: when it ends if that stays so.
    case endsSoon(by: Moment)
    case ended(MobileService.Ending, gone: Moment)
    /// To administrators: how many people wait for a new confirmation, and when the first of them stops.
    case confirmationDue(people: Int, by: Moment)
    /// To administrators: for how many people nobody confirmed.
    case confirmationLapsed(people: Int)

    public var kind: MessageKind {
        switch self {
        case .asked: .mobileAsked
        case .confirmed: .mobileConfirmed
        case .refused: .mobileRefused
        case .question: .mobileQuestion
        case .endsSoon: .mobileEndsSoon
        case .ended: .mobileEnded
        case .confirmationDue: .confirmationDue
        case .confirmationLapsed: .confirmationLapsed
        }
    }
}

extension EligibilityAnswer.Reason {
    /// As the person reads it.
    public var toPerson: Wording {
        switch self {
        case .notOurs:
            Wording(
                dutch: "U hoort niet, of niet meer, bij deze gemeente of school.",
                english: "You are not, or no longer, with this municipality or school.")
        case .notInGroup:
            Wording(
                dutch: "U hoort niet bij de groep mensen voor wie dit is.",
                english: "You are not in the group of people this is for.")
        case .otherPerson:
            Wording(dutch: "De brief was voor iemand anders.", english: "The letter was for somebody else.")
        case .hasOne:
            Wording(
                dutch: "U kreeg al een telefoon of simkaart via deze gemeente of school.",
                english: "You already got a phone or SIM card through this municipality or school.")
        }
    }
}

extension EligibilityAnswer.Question {
    /// As the person reads it.
    public var toPerson: Wording {
        switch self {
        case .name:
            Wording(
                dutch: "Klopt uw naam? Hij moet zo zijn als op uw brief of paspoort.",
                english: "Is your name right? It must be as on your letter or passport.")
        case .birthYear:
            Wording(
                dutch: "Klopt het jaar waarin u geboren bent?", english: "Is the year you were born in right?"
            )
        case .contact:
            Wording(
                dutch: "Wilt u contact opnemen met uw gemeente of school? Houd uw brief bij de hand.",
                english: "Will you contact your municipality or school? Keep your letter at hand.")
        }
    }
}

extension MobileService.Ending {
    /// As the person reads it.
    public var toPerson: Wording {
        switch self {
        case .refused:
            Wording(
                dutch: "Uw gemeente of school zei dat u niet in aanmerking komt.",
                english: "Your municipality or school said that you do not qualify.")
        case .notAnswered:
            Wording(
                dutch: "Er kwam niet op tijd antwoord. Daarom is uw aanvraag gestopt.",
                english: "No answer came in time. So your application has ended.")
        case .notConfirmed:
            Wording(
                dutch: "Uw gemeente of school bevestigde niet dat u er nog voor in aanmerking komt. "
                    + "Daarom is uw dienst gestopt.",
                english: "Your municipality or school did not confirm that you still qualify. "
                    + "So your service has ended.")
        case .contractEnded:
            Wording(
                dutch: "De afspraak tussen BuenO en uw gemeente of school is gestopt.",
                english: "The agreement between BuenO and your municipality or school has ended.")
        case .consentEnded:
            Wording(
                dutch: "Er is geen toestemming meer van een ouder of verzorger.",
                english: "There is no consent of a parent or carer any more.")
        }
    }
}
