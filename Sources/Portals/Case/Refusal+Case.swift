import Domain
import Features
import HTTPTypes

extension Refusal {
    /// What a case, or the vault behind it, refuses.
    init(_ refusal: CaseRefusal) {
        switch refusal {
        case .noCase:
            self.init("Deze zaak is er niet.", "There is no such case.", status: .notFound)
        case .notYours:
            self.init(
                "Een collega behandelt deze zaak. U opent er niets uit.",
                "A colleague handles this case. You open nothing from it.", status: .forbidden)
        case .closed:
            self.init(
                "Deze zaak is gesloten. Begin een nieuwe.", "This case is closed. Begin a new one.",
                status: .forbidden)
        case .expired:
            self.init(
                "Deze zaak is verlopen. Begin een nieuwe.", "This case has expired. Begin a new one.",
                status: .forbidden)
        case .otherPerson, .otherPurpose, .notNeeded:
            self.init(
                "Voor de reden van deze zaak is dit niet nodig. Wij openden niets.",
                "The reason of this case does not need this. We opened nothing.", status: .forbidden)
        case .roleNotInForce:
            self.init(
                "U hebt hier geen rol meer voor. Vraag het een collega van beheer.",
                "You have no role for this any more. Ask a colleague of operations.", status: .forbidden)
        case .dutiesUnsigned:
            self.init(
                "Teken eerst de gedragscode en de geheimhouding.",
                "Sign the code of conduct and secrecy first.", status: .forbidden)
        case .guarded:
            self.init(
                "Deze persoon is extra beschermd. Openen kan alleen met spoed.",
                "This person is guarded. They open only when the case is broken open.", status: .forbidden)
        case .restricted:
            self.init(
                "Deze persoon heeft de gegevens laten beperken. Alleen voor een verzoek van de persoon zelf, of als de wet het eist, gaan zij open.",
                "This person had their data restricted. It opens only for a request of their own, or when the law requires it.",
                status: .forbidden)
        case .locked:
            self.init(
                "Dit staat op slot van de wet. Het gaat alleen open voor de wettelijke plicht, ook voor de persoon zelf niet. Wij openden niets.",
                "The law has this locked. It opens for the legal duty alone, not for the person either. We opened nothing.",
                status: .forbidden)
        case .objected:
            self.init(
                "Deze persoon maakte bezwaar tegen dit doel. Wij openden niets.",
                "This person objected to this purpose. We opened nothing.", status: .forbidden)
        case .tooManyPersons:
            self.init(
                "U opende vandaag al \(CaseLimits.personsPerDay) mensen. Moet het toch nu? Dan kan het met spoed.",
                "You have opened \(CaseLimits.personsPerDay) people today. Must it be now? Then break the case open.",
                status: .forbidden)
        case .reasonMissing:
            self.init("Kies een reden.", "Choose a reason.", field: "reden")
        case .sentenceTooShort:
            self.init(
                "Schrijf in een zin waarom dit nodig is.", "Write in a sentence why this is needed.",
                field: "toelichting")
        case .sentenceTooLong:
            self.init("Maak de zin korter.", "Make the sentence shorter.", field: "toelichting")
        case .sentencePersonal:
            self.init(
                "Haal het nummer of e-mailadres uit de toelichting. Daar mag niemand in te herkennen zijn.",
                "Take the number or e-mail address out of the explanation. Nobody may be recognised in it.",
                field: "toelichting")
        case .searchInvalid:
            self.init(
                "Vul een mobiel nummer of een e-mailadres in. Bijvoorbeeld 06 12345678.",
                "Fill in a mobile number or an e-mail address. For example 06 12345678.", field: "gezocht")
        case .tooManySearches:
            self.init(
                "U zocht vandaag al \(CaseLimits.searchesPerDay) keer. Moet het toch nu? Dan kan het met spoed.",
                "You have searched \(CaseLimits.searchesPerDay) times today. Must it be now? Then search with urgency.",
                status: .tooManyRequests)
            link = Link(words: Words("Zoek met spoed", "Search with urgency"), href: CasesController.urgent)
        case .proofNeeded:
            self.init("Bevestig eerst dat u het bent.", "First confirm that it is you.", status: .forbidden)
        case .nobodyToTell:
            self.init(
                "Er is nu geen functionaris gegevensbescherming die dit te horen krijgt. Daarom kan het niet.",
                "There is no data protection officer now to be told of this. That is why it cannot be done.",
                status: .forbidden)
        case .atItsLongest:
            self.init(
                "Deze zaak duurt al zo lang als mag. Begin een nieuwe.",
                "This case has lasted as long as it may. Begin a new one.", field: "toelichting")
        case .unknownColleague:
            self.init("Kies een collega.", "Choose a colleague.", field: "collega")
        case .noteMissing:
            self.init("Schrijf eerst iets op.", "Write something first.", field: "aantekening")
        case .noteTooLong:
            self.init("Maak de aantekening korter.", "Make the note shorter.", field: "aantekening")
        case .nobodyThere:
            self.init(
                "Bij deze zaak hoort niemand meer.", "Nobody belongs to this case any more.", status: .gone)
        }
    }
}
