import Domain
import Features

/// What somebody fills in to ask for a hold, as they typed it.
struct HoldForm: Sendable {
    /// Where the hold was begun from, as `zaak-` and a number; empty when somebody chooses here.
    var subject = ""
    var whose = "klant"
    var customer = ""
    var batch = ""
    var letter = ""
    var classes: Set<KeyClass> = [.identity, .contact, .caseNotes]
    var reason = ""
    var note = ""
    var until = ""

    /// The classes that anything is sealed under.
    static let offered: [KeyClass] = [.contact, .identity, .caseNotes]

    static let fields =
        ["onderwerp", "wie", "klant", "partij", "brief", "reden", "toelichting", "tot"]
        + offered.map { "soort-\($0.rawValue)" }

    init() {}

    init(_ form: FormBody) {
        subject = form.text("onderwerp")
        whose = form.text("wie")
        customer = form.text("klant")
        batch = form.text("partij")
        letter = form.text("brief")
        classes = Set(Self.offered.filter { form.text("soort-\($0.rawValue)") == "ja" })
        reason = form.text("reden")
        note = form.text("toelichting")
        until = form.text("tot")
    }

    static func isSubject(_ text: String) -> Bool { subject(of: text) != nil }

    private static func subject(of text: String) -> HoldSubject? {
        let parts = text.split(separator: "-", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        return switch parts[0] {
        case "zaak": CaseFile.ID(parts[1]).map { .caseFile($0) }
        case "vraag": ContactRequest.ID(parts[1]).map { .question($0) }
        case "klant": Customer.ID(parts[1]).map { .customer($0) }
        case "medewerker": Account.ID(parts[1]).map { .account($0) }
        default: nil
        }
    }

    func order() throws(HoldRefusal) -> HoldOrder {
        guard let subject = Self.subject(of: subject) ?? chosen() else { throw .targetMissing }
        guard !classes.isEmpty else { throw .classMissing }
        guard let reason = Hold.Reason(rawValue: reason) else { throw .reasonMissing }
        guard let lastDay = CalendarDay(until) else { throw .untilMissing }
        return HoldOrder(
            subject: subject, classes: classes, reason: reason, note: note, lastDay: lastDay)
    }

    private func chosen() -> HoldSubject? {
        if whose == "klant" { return Customer.ID(customer).map { .customer($0) } }
        guard whose == "brief", let batch = CodeBatch.ID(batch), let number = Int(letter) else { return nil }
        return .letter(batch, number)
    }
}

extension Refusal {
    /// - `until`: the field of the last day on this page.
    init(_ refusal: HoldRefusal, until: String) {
        switch refusal {
        case .targetMissing:
            self.init("Kies om wie het gaat.", "Choose whom it is about.", field: "wie")
        case .unknownTarget:
            self.init(
                "Wij vinden niemand. Misschien is alles al gewist.",
                "We find nobody. Perhaps everything is erased already.", field: "wie")
        case .classMissing:
            self.init("Kies wat er moet blijven.", "Choose what must stay.", field: "soort-contact")
        case .reasonMissing: self.init("Kies waarom.", "Choose why.", field: "reden")
        case .untilMissing: self.init("Vul een laatste dag in.", "Fill in a last day.", field: until)
        case .untilInThePast:
            self.init("Deze dag is al voorbij.", "This day is past.", field: until)
        case .untilTooLate:
            self.init(
                "Kies een dag binnen 1 jaar. Verlengen kan later.",
                "Choose a day within 1 year. It can be renewed later.", field: until)
        case .notLater:
            self.init(
                "Kies een latere dag dan nu. Eerder stoppen kan ook.",
                "Choose a later day than now. Ending it sooner is possible too.", field: until)
        case .noteMissing:
            self.init("Leg kort uit waarom.", "Explain briefly why.", field: "toelichting")
        case .noteTooLong:
            self.init("Gebruik hoogstens 200 tekens.", "Use at most 200 characters.", field: "toelichting")
        case .notePersonal:
            self.init(
                "Hier staat een e-mailadres of telefoonnummer in. Laat dat weg.",
                "There is an e-mail address or a phone number in it. Leave it out.", field: "toelichting")
        case .needsAnother:
            self.init(
                "U vroeg dit zelf. Een collega moet het beslissen.",
                "You asked for this yourself. A colleague must decide.")
        case .notYours:
            self.init("Alleen wie dit vroeg, trekt het in.", "Only who asked takes it back.")
        case .nothingWaits:
            self.init("Er is niets meer om te beslissen.", "There is nothing left to decide.")
        case .waitsAlready:
            self.init("Er wacht al iets op een collega.", "Something waits for a colleague already.")
        case .over: self.init("Deze opdracht is al voorbij.", "This hold is over already.")
        case .unknownHold, .notAllowed, .proofNeeded:
            self.init("Dit kan nu niet.", "This is not possible now.")
        }
    }
}
