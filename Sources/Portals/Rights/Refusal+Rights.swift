import Domain
import HTTPTypes

extension Refusal {
    /// What is refused around a request.
    init(_ refusal: RightsRefusal) {
        switch refusal {
        case .ended:
            self.init("Dit verzoek is al afgehandeld.", "This request was handled already.")
        case .alreadyIdentified:
            self.init("Dat zij het zijn, stond al vast.", "That it is them was settled already.")
        case .identityFirst:
            self.init("Stel eerst vast dat zij het zijn.", "First settle that it is them.")
        case .extendedAlready:
            self.init("Langer kan maar één keer.", "It can take longer only once.", field: "waarom")
        case .tooLateToExtend:
            self.init(
                "De eerste maand is voorbij. Langer kan nu niet meer.",
                "The first month is over. It cannot take longer any more.", field: "waarom")
        case .reasonDoesNotApply:
            self.init("Deze reden past hier niet.", "This reason does not fit here.", field: "reden")
        case .wordsMissing:
            self.init("Schrijf op wat u bedoelt.", "Write down what you mean.", field: "woorden")
        case .wordsTooLong: self.init("Maak de tekst korter.", "Make the text shorter.", field: "woorden")
        case .answerMissing:
            self.init("Schrijf een antwoord.", "Write an answer.", field: "antwoord")
        case .reasonMissing:
            self.init(
                "Schrijf op waarom het langer duurt.", "Write down why it takes longer.", field: "waarom")
        case .checklistIncomplete:
            self.init(
                "Dit is niet genoeg om zeker te weten dat zij het zijn.",
                "This is not enough to know for sure that it is them.", field: "gezien")
        case .kindMissing: self.init("Kies wat het is.", "Choose what it is.", field: "soort")
        case .askedAlready:
            self.init(
                "Dit vroeg u al. U krijgt daar nog antwoord op.",
                "You asked this already. You will still get an answer.")
        case .notThisField:
            self.init(
                "Kies een gegeven dat wij van u hebben.", "Choose something that we hold about you.",
                field: "soort")
        case .notThisPurpose:
            self.init("Kies waartegen u bezwaar maakt.", "Choose what you object to.", field: "soort")
        case .proofNeeded:
            self.init("Laat eerst zien dat u het bent.", "First show that it is you.", status: .forbidden)
        case .ownRequest:
            self.init(
                "Dit is uw eigen verzoek. Een collega behandelt het.",
                "This is your own request. A colleague handles it.", status: .forbidden)
        case .notYours:
            self.init(
                "Een collega behandelt dit verzoek.", "A colleague handles this request.", status: .forbidden)
        case .unknown: self.init("Dit verzoek is er niet.", "There is no such request.", status: .notFound)
        case .alreadyRestricted:
            self.init("Uw gegevens zijn al beperkt.", "Your data is restricted already.")
        case .noCopy:
            self.init(
                "In dit verzoek is niet om een kopie gevraagd.", "Nobody asked for a copy in this request.",
                status: .conflict)
        case .notRestricted:
            self.init("Uw gegevens zijn niet beperkt.", "Your data is not restricted.")
        }
    }
}
