import Domain
import Features

extension RightsRequest.Kind {
    var words: Words {
        switch self {
        case .inspection: Words("Inzien", "Inspection")
        case .portability: Words("Meenemen", "Taking along")
        case .rectification: Words("Verbeteren", "Correction")
        case .erasure: Words("Wissen", "Erasure")
        case .restriction: Words("Beperken", "Restriction")
        case .objection: Words("Bezwaar", "Objection")
        case .complaint: Words("Klacht", "Complaint")
        }
    }

    /// What somebody chooses who asks it in words.
    var choice: Words {
        switch self {
        case .inspection: Words("Zien wat er over iemand is", "See what is held about somebody")
        case .portability: Words("Gegevens meenemen", "Take data along")
        case .rectification: Words("Iets laten verbeteren", "Have something corrected")
        case .erasure: Words("Iets laten wissen", "Have something erased")
        case .restriction: Words("Gegevens laten beperken", "Have data restricted")
        case .objection: Words("Bezwaar maken", "Object")
        case .complaint: Words("Een klacht doen", "Complain")
        }
    }
}

extension RightsRequest.Via {
    var words: Words {
        switch self {
        case .portal: Words("Zelf, ingelogd", "Themselves, signed in")
        case .desk: Words("Aan een balie", "At a desk")
        case .phone: Words("Via de telefoon", "By phone")
        }
    }
}

extension PersonKind {
    var words: Words {
        switch self {
        case .endUser: Words("Gebruiker", "End user")
        case .guardian: Words("Ouder of verzorger", "Parent or carer")
        case .customerUser: Words("Medewerker van een klant", "Person at a customer")
        case .staffMember: Words("Medewerker van BuenO", "Person at BuenO")
        case .contactPerson: Words("Iemand van het contactformulier", "Somebody of the contact form")
        }
    }
}

extension IdentityCheck {
    var words: Words {
        switch self {
        case .answersOnOurNumber:
            Words(
                "Ik belde het nummer dat wij hebben, en zij namen op",
                "I called the number we hold, and they answered")
        case .namesTheCode:
            Words(
                "Zij noemen de laatste 4 tekens van hun code", "They name the last 4 characters of their code"
            )
        case .showsTheLetter:
            Words("Zij laten de brief met hun code zien", "They show the letter with their code")
        case .speaksFreely:
            Words(
                "Zij spreken zelf, en er staat niemand bij", "They speak for themselves, and nobody stands by"
            )
        }
    }
}

extension RightsRefusalReason {
    /// As staff choose it.
    var words: Words {
        switch self {
        case .identityUnproven: Words("Wij weten niet of zij het zijn", "We cannot tell whether it is them")
        case .unfounded: Words("Er is duidelijk geen grond voor", "It plainly has no ground")
        case .rightsOfOthers: Words("Het schaadt een ander", "It would harm somebody else")
        case .legalDuty: Words("De wet verplicht ons", "The law obliges us")
        case .dataIsRight: Words("Wat er staat, klopt", "What is there is right")
        case .compellingGrounds: Words("Onze redenen wegen zwaarder", "Our reasons weigh more")
        case .complaintNotShared: Words("Wij delen de klacht niet", "We do not share the complaint")
        }
    }

    /// As the person reads it.
    var yours: Words {
        switch self {
        case .identityUnproven:
            Words("Wij konden niet zien of u het bent.", "We could not tell whether it is you.")
        case .unfounded: Words("Wij zien er geen grond voor.", "We see no ground for it.")
        case .rightsOfOthers: Words("Het zou een ander schaden.", "It would harm somebody else.")
        case .legalDuty: Words("De wet verplicht ons hiertoe.", "The law obliges us.")
        case .dataIsRight: Words("Wat er staat, klopt volgens ons.", "We think that what is there is right.")
        case .compellingGrounds: Words("Onze redenen wegen zwaarder.", "Our reasons weigh more.")
        case .complaintNotShared: Words("Wij zien dit anders.", "We see this differently.")
        }
    }
}

/// How a request stands, in a word and a colour that never speaks alone.
struct RequestStanding {
    let words: Words
    let tagModifier: String

    init(_ state: RightsRequest.State) {
        switch state {
        case .received: (words, tagModifier) = (Words("Ontvangen", "Received"), "tag--warn")
        case .identified:
            (words, tagModifier) = (Words("Wacht op antwoord", "Waits for an answer"), "tag--warn")
        case .extended: (words, tagModifier) = (Words("Duurt langer", "Takes longer"), "tag--warn")
        case .granted: (words, tagModifier) = (Words("Gedaan", "Done"), "tag--ok")
        case .partly: (words, tagModifier) = (Words("Voor een deel gedaan", "Partly done"), "tag--ok")
        case .refused: (words, tagModifier) = (Words("Nee", "No"), "tag--error")
        case .withdrawn: (words, tagModifier) = (Words("Ingetrokken", "Withdrawn"), "")
        }
    }
}

enum RequestWords {
    static func date(_ moment: Moment, _ language: Language) -> String {
        AmsterdamTime(moment).date(language)
    }

    /// "nog 12 dagen", "vandaag de laatste dag", "3 dagen te laat".
    static func left(_ request: RightsRequest, now: Moment, _ language: Language) -> String {
        let days = CountedWords(one: Words("%1 dag", "%1 day"), many: Words("%1 dagen", "%1 days"))
        switch request.urgency(at: now) {
        case .ended: return ""
        case .overdue:
            let late = Int((now - request.due).milliseconds / 86_400_000) + 1
            return Words("%1 te laat", "%1 late")(language, days(late, language))
        case .inTime, .soon:
            return Words("nog %1", "%1 left")(
                language, WaitingDays.until(request.due, now: now, language))
        }
    }

    /// What a request is about, as far as a list may say it.
    static func about(
        _ summary: RequestSummary, _ statement: Statement, _ language: Language
    ) -> String {
        let kind = summary.request.kind.words(language)
        if let field = summary.field {
            let name = statement.vocabulary.words(field).name.text(in: language).lowercased()
            return "\(kind): \(name)"
        }
        if let purpose = summary.purpose {
            return "\(kind): \(purpose.objectionWords(language).lowercased())"
        }
        if summary.aboutLeaf != nil {
            return Words("Klacht over een regel", "Complaint about a line")(language)
        }
        return kind
    }
}

extension Purpose {
    /// What stops when somebody objects, as they choose it.
    func objectionWords(_ language: Language) -> String {
        switch self {
        case .communication: Words("Berichten uit onszelf", "Messages of our own accord")(language)
        case .customerInquiries:
            Words("Vragen van uw gemeente of school", "Questions of your municipality or school")(language)
        case .fraudAndLegalObligations: Words("Zoeken naar misbruik", "Looking into abuse")(language)
        case .delivery, .invoicing, .disputes, .contactRequests: ""
        }
    }

    func objectionDetail(_ language: Language) -> String {
        switch self {
        case .communication:
            Words(
                "Wij sturen u niets meer, behalve een code of link waar u om vraagt. Berichten wachten in Mijn BuenO.",
                "We send you nothing any more, except a code or link that you ask for. Messages wait in My BuenO."
            )(language)
        case .customerInquiries:
            Words(
                "Vraagt uw gemeente of school iets over u? Dan openen wij niets.",
                "Does your municipality or school ask something about you? Then we open nothing.")(language)
        case .fraudAndLegalObligations:
            Words(
                "Is er een teken van misbruik? Dan openen wij niets van u, tot wij dit hebben afgewogen.",
                "Is there a sign of abuse? Then we open nothing of yours, until we have weighed this.")(
                    language)
        case .delivery, .invoicing, .disputes, .contactRequests: ""
        }
    }
}
