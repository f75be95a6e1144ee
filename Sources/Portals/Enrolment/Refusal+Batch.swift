import Domain
import Features
import HTTPTypes

extension Refusal {
    init(_ refusal: BatchRefusal) {
        switch refusal {
        case .countOutOfRange:
            self.init(
                "Vul een aantal in van 1 tot en met 50.000.", "Fill in a number from 1 to 50,000.",
                field: "aantal")
        case .expiryInThePast:
            self.init("Kies een dag die nog komt.", "Choose a day that is still to come.", field: "dag")
        case .dayNotLater:
            self.init(
                "Kies een dag later dan de laatste dag nu.", "Choose a day later than the last day now.",
                field: "dag")
        case .reasonMissing: self.init("Vul iets in.", "Fill something in.", field: "naam")
        case .reasonTooLong:
            self.init(
                "Maak het korter: hoogstens 80 tekens.", "Make it shorter: at most 80 characters.",
                field: "naam")
        case .reasonIsPersonal:
            self.init(
                "Hier staat een e-mailadres of een telefoonnummer. Laat dat weg: wij mogen niet weten om wie het gaat.",
                "This holds an e-mail address or a phone number. Leave it out: we may not know whom it is about.",
                field: "naam")
        case .unknownContract: self.init("Kies een afspraak.", "Choose an agreement.", field: "afspraak")
        case .contractEnded:
            self.init(
                "De afspraak met uw organisatie loopt niet meer. U kunt geen codes maken.",
                "The agreement with your organisation has ended. You cannot make codes.", status: .conflict)
        case .unknownBatch, .unknownLetter:
            self.init("Deze brief is er niet.", "There is no such letter.", status: .notFound)
        case .letterNotOpen:
            self.init(
                "Deze brief is al gebruikt, ingetrokken of vervangen. Er is niets veranderd.",
                "This letter is used, revoked or replaced already. Nothing has changed.", status: .conflict)
        case .batchEnded:
            self.init(
                "Deze codes werken niet meer. Maak ze eerst langer geldig.",
                "These codes no longer work. Let them work longer first.", status: .conflict)
        case .proofNeeded:
            self.init("Bevestig eerst dat u het bent.", "First confirm that it is you.", status: .forbidden)
        case .stillMaking:
            self.init(
                "De codes worden nog gemaakt. Wacht tot dat klaar is.",
                "The codes are still being made. Wait until that is done.", status: .conflict)
        case .nothingToDownload:
            self.init(
                "Er staan geen codes meer klaar om op te slaan.",
                "No codes are waiting to be saved any more.",
                status: .gone)
        case .notDownloaded:
            self.init(
                "Download eerst het bestand. Daarna kunt u dit bevestigen.",
                "Download the file first. Then you can confirm this.", status: .conflict)
        case .labelsNotSealed, .markMalformed:
            self.init(
                "Wat uw browser stuurde, kunnen wij niet gebruiken. Er is niets bewaard.",
                "We cannot use what your browser sent. Nothing was stored.", status: .badRequest)
        }
    }

    /// A day that is none: three boxes that make no date.
    static let notADay = Refusal(
        "Vul een dag in die bestaat. Bijvoorbeeld 31 12 2026.",
        "Fill in a day that exists. For example 31 12 2026.",
        field: "dag")
}
