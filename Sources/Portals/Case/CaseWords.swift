import Domain
import Features

/// What staff read of a case.
extension CaseReason {
    var words: Words {
        switch self {
        case .helpWithSignIn: Words("Hulp bij aanmelden of inloggen", "Help with enrolling or signing in")
        case .complaint: Words("Klacht", "Complaint")
        case .questionOfPerson: Words("Vraag van deze persoon", "Question of this person")
        case .questionOfCustomer: Words("Vraag van een klant", "Question of a customer")
        case .fraudSignal: Words("Teken van misbruik", "Sign of abuse")
        case .legalDuty: Words("Verplichting in de wet", "Duty in law")
        case .rightsRequest: Words("Verzoek over eigen gegevens", "Request about own data")
        case .signedConsent: Words("Toestemming op papier", "Consent on paper")
        }
    }
}

/// How a case stands, in a word and a colour that never speaks alone.
struct CaseState {
    let words: Words
    let tagModifier: String

    init(_ file: CaseFile, at now: Moment) {
        switch file.state(at: now) {
        case .closed: (words, tagModifier) = (Words("Gesloten", "Closed"), "")
        case .expired: (words, tagModifier) = (Words("Verlopen", "Expired"), "")
        case .open where file.isBreakGlass:
            (words, tagModifier) = (Words("Met spoed geopend", "Broken open"), "tag--error")
        case .open: (words, tagModifier) = (Words("Open", "Open"), "tag--ok")
        }
    }
}

extension Field {
    /// A value as people write it: a national number, and of a code only how it ends.
    func shown(_ value: Sensitive<String>, _ language: Language) -> String {
        let text = value.reveal()
        return switch self {
        case .mobileNumber: MobileNumber(e164: text)?.display.reveal() ?? text
        case .enrolmentCode: Words("eindigt op %1", "ends in %1")(language, text)
        default: text
        }
    }
}

extension KeyClass {
    /// What is behind the button of this class.
    var words: Words {
        switch self {
        case .identity: Words("Code", "Code")
        case .contact: Words("Nummer en e-mailadres", "Number and e-mail address")
        case .recording: Words("Opnames", "Recordings")
        case .caseNotes: Words("Aantekeningen", "Notes")
        }
    }
}

extension StatementVocabulary {
    /// A field as staff read it in a sentence: "mobiel nummer". The statement's own name speaks to who owns it.
    func staffWords(_ field: Field, _ language: Language) -> String {
        if field == .enrolmentCode { return Words("einde van de code", "end of the code")(language) }
        let name = words(field).name.text(in: language)
        return name.prefix(1).lowercased() + name.dropFirst()
    }
}
