import Domain
import Features

/// Whom BuenO reaches at a customer: mailboxes and numbers of the organisation, and colleagues.
struct ContactPointsPage: Page {
    struct Typed: Sendable {
        var purpose = ""
        var place = ""
        var colleague = ""
    }

    struct Point: Sendable {
        let id: String
        let purpose: String
        let place: String
        let kind: String
    }

    struct Choice: Sendable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    static let template = "customer/contact-points/list"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let isEmpty: Bool
    let points: [Point]
    let purposes: [Choice]
    let places: [FormField]
    let colleagues: [Choice]

    init(
        _ points: [ContactPoint], colleagues: [Colleague], typed: Typed, notice: Words?, refusal: Refusal?,
        language: Language
    ) {
        title = Words("Wie bereiken wij bij u?", "Whom do we reach?")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.notice = notice?(language)
        isEmpty = points.isEmpty
        let names = Dictionary(
            colleagues.map { ($0.id, ColleagueState.name(of: $0, language)) },
            uniquingKeysWith: { first, _ in first })
        self.points = points.map { point in
            let (place, kind): (String, Words) =
                switch point.place {
                case .general(.mail, let text):
                    (text, Words("Algemeen e-mailadres", "General e-mail address"))
                case .general(.phone, let text): (text, Words("Algemeen nummer", "General number"))
                case .personal(let account):
                    (
                        names[account] ?? Words("Een medewerker", "A colleague")(language),
                        Words("Medewerker", "Colleague")
                    )
                }
            return Point(
                id: point.id.description, purpose: point.purpose.words(language), place: place,
                kind: kind(language))
        }
        purposes = ContactPoint.Purpose.allCases.map {
            Choice(value: $0.rawValue, text: $0.words(language), isChosen: $0.rawValue == typed.purpose)
        }
        places = [
            FormField(
                "waar", Words("E-mailadres of telefoonnummer", "E-mail address or phone number"),
                hint: Words(
                    "Van de organisatie zelf, zoals facturen@ of het nummer van de centrale.",
                    "Of the organisation itself, such as facturen@ or the switchboard's number."),
                value: typed.place, lengthMax: 254, problems: refusal.map { [$0] } ?? [], language)
        ]
        self.colleagues = colleagues.filter { $0.state != .closed }.map {
            Choice(
                value: $0.id.description, text: ColleagueState.name(of: $0, language),
                isChosen: $0.id.description == typed.colleague)
        }
    }
}

extension ContactPoint.Purpose {
    var words: Words {
        switch self {
        case .contract: Words("De overeenkomst", "The agreement")
        case .invoice: Words("Facturen", "Invoices")
        case .privacy: Words("Privacy", "Privacy")
        case .technical: Words("Techniek en storingen", "Technology and faults")
        case .fraud: Words("Fraude", "Fraud")
        }
    }
}
