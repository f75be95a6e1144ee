import Domain
import Features

/// Holds in words.
enum HoldWords {
    static func reason(_ reason: Hold.Reason) -> Words {
        switch reason {
        case .authorityOrder:
            Words("Een instantie beveelt om te bewaren", "An authority orders us to keep it")
        case .courtCase: Words("Een zaak bij de rechter", "A case before a court")
        case .supervisorInquiry: Words("Een onderzoek van een toezichthouder", "An inquiry by a supervisor")
        case .fraudInquiry: Words("Een onderzoek naar misbruik", "An inquiry into abuse")
        }
    }

    static func keyClass(_ keyClass: KeyClass) -> Words {
        switch keyClass {
        case .contact:
            Words("Nummer, e-mailadres, vraag en berichten", "Number, e-mail address, question and messages")
        case .identity: Words("Naam, adres en code", "Name, address and code")
        case .recording: Words("Opnames", "Recordings")
        case .caseNotes: Words("Aantekeningen van de klantenservice", "Notes of customer service")
        }
    }

    static func whose(_ whose: HoldLine.Whose, _ language: Language) -> String {
        switch whose {
        case .customer(let name): Words("Iedereen van %1", "Everyone of %1")(language, name)
        case .letter(let number, let name):
            Words("Brief %1 van %2", "Letter %1 of %2")(language, String(number), name)
        case .erasedPerson(let name):
            Words("Iemand van %1 die al gewist is", "Somebody of %1 who is erased already")(language, name)
        case .question:
            Words("Iemand met een vraag via het formulier", "Somebody with a question through the form")(
                language)
        case .colleague(let name):
            name.map { Words("Een medewerker van %1", "A colleague at %1")(language, $0) }
                ?? Words("Een medewerker van BuenO", "A colleague at BuenO")(language)
        case .nobody: Words("Niemand meer", "Nobody any more")(language)
        }
    }

    static func state(_ hold: Hold, at now: Moment) -> (words: Words, tag: String) {
        if hold.state != .refused, hold.state != .lifted, hold.isOver(at: now) {
            return hold.state == .asked
                ? (Words("Nooit ingegaan", "Never in force"), "")
                : (Words("Voorbij", "Ended"), "")
        }
        switch hold.state {
        case .asked: return (Words("Wacht op akkoord", "Waits for approval"), "tag--warn")
        case .inForce: return (Words("Geldt", "In force"), "tag--ok")
        case .renewalAsked:
            return (Words("Geldt, verlenging gevraagd", "In force, renewal asked"), "tag--warn")
        case .liftAsked: return (Words("Geldt, stoppen gevraagd", "In force, ending asked"), "tag--warn")
        case .refused: return (Words("Niet doorgegaan", "Not carried out"), "")
        case .lifted: return (Words("Gestopt", "Lifted"), "")
        }
    }

    static func step(_ step: String) -> Words {
        switch step {
        case "ask": Words("vroeg om te bewaren tot en met %1", "asked to keep it until %1")
        case "approve": Words("gaf akkoord", "approved")
        case "refuse": Words("weigerde", "refused")
        case "withdraw": Words("trok het in", "took it back")
        case "ask_renewal": Words("vroeg om te verlengen tot en met %1", "asked to renew it until %1")
        default: Words("vroeg om te stoppen", "asked to end it")
        }
    }

    /// The last day on which it keeps: it ends at the first moment of the next.
    static func lastDay(_ until: Moment, _ language: Language) -> String {
        AmsterdamTime(until - .milliseconds(1)).date(language)
    }
}
