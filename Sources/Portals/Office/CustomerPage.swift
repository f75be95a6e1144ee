import Domain
import Features

/// One customer: what it agreed, who manages it there, whom we reach.
struct CustomerPage: Page {
    /// What was typed in the small forms of this page.
    struct Typed: Sendable {
        var dates: ContractDates
        var isStarting = false
        var service = ""
        var administratorName = ""
        var administratorAddress = ""

        init(dates: ContractDates, service: String = "", isStarting: Bool = false) {
            self.dates = dates
            self.service = service
            self.isStarting = isStarting
        }

        init(on day: AmsterdamTime) {
            self.init(dates: ContractDates(starts: day.isoDate, ends: ""))
        }
    }

    struct Agreement: Sendable {
        let service: String
        let state: String
        let tagModifier: String
        let period: String
        let people: String
        /// How far the telling came; nothing while nothing has ended.
        let progress: String?
        let progressID: String
        let progressMax: String
        let progressValue: String
        let endHref: String?
    }

    struct Point: Sendable {
        let purpose: String
        let place: String
    }

    static let template = "staff/customers/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let id: String
    let name: String
    let facts: [CustomerFact]
    let agreements: [Agreement]
    let isStarting: Bool
    let services: [FormChoice]
    let starting: [FormField]
    let colleagues: String
    let needsAdministrator: Bool
    let administrator: [FormField]
    let hasNoPoints: Bool
    let points: [Point]
    let hasChanges: Bool
    let changes: [CustomerChangeRow]

    init(
        _ file: CustomerFile, points: [ContactPoint], changes: [CustomerChange], typed: Typed, notice: Words?,
        problems: [Refusal],
        now: Moment, statement: Statement, language: Language
    ) {
        title = file.customer.name
        isError = !problems.isEmpty
        errors = ErrorSummary(problems, language)
        self.notice = notice?(language)
        id = file.customer.id.description
        name = file.customer.name
        facts = CustomerFact.all(file, language)
        agreements = file.contracts.enumerated().map { index, state in
            Self.agreement(state, number: index, now: now, statement: statement, language)
        }
        isStarting = typed.isStarting
        services = CustomerFormPage.services(typed.service, statement, problems, language)
        starting = CustomerFormPage.dates(typed.dates, problems, language)
        colleagues = CountedWords(
            one: Words("%1 medewerker heeft toegang.", "%1 person has access."),
            many: Words("%1 medewerkers hebben toegang.", "%1 people have access."))(
                file.colleagues, language)
        needsAdministrator = !file.hasAdministrator
        administrator = CustomerFormPage.administrator(
            typed.administratorName, typed.administratorAddress, problems, language)
        hasNoPoints = points.isEmpty
        self.points = points.map { point in
            Point(purpose: point.purpose.words(language), place: Self.place(point, language))
        }
        hasChanges = !changes.isEmpty
        self.changes = changes.map { CustomerChangeRow($0, names: nil, language) }
    }

    /// A colleague's name and address stay in the vault: the office opens them only from a case (P71).
    private static func place(_ point: ContactPoint, _ language: Language) -> String {
        switch point.place {
        case .general(_, let text): text
        case .personal:
            Words("Een medewerker van de klant", "Somebody of the customer")(language)
        }
    }

    private static func agreement(
        _ state: AgreementState, number: Int, now: Moment, statement: Statement, _ language: Language
    ) -> Agreement {
        let words = AgreementWords(state.contract, now: now, statement: statement, language: language)
        let handled = state.ending.map { $0.told + $0.unreachable } ?? 0
        let total = max(state.endUsers, handled)
        let isActive = state.contract.isActive(at: now)
        return Agreement(
            service: words.service, state: words.state, tagModifier: words.tagModifier, period: words.period,
            people: CountedWords(
                one: Words("%1 eindgebruiker", "%1 end user"),
                many: Words("%1 eindgebruikers", "%1 end users"))(state.endUsers, language),
            progress: state.ending.flatMap { $0.ends > now ? nil : progress($0, of: total, language) },
            progressID: "voortgang-\(number + 1)", progressMax: String(max(total, 1)),
            progressValue: String(state.ending?.completed == nil ? handled : max(total, 1)),
            endHref: isActive ? "\(CustomersController.base)/einde/\(state.contract.id)" : nil)
    }

    private static func progress(_ ending: EndingProgress, of total: Int, _ language: Language) -> String {
        let told = String(ending.told)
        guard ending.completed != nil else {
            return Words("Verteld: %1 van %2.", "Told: %1 of %2.")(language, told, String(total))
        }
        return Words(
            "Mensen verteld: %1. Beheerders verteld: %2. Niet gemaild, te lezen in Mijn BuenO: %3.",
            "People told: %1. Administrators told: %2. Not mailed, to be read in My BuenO: %3.")(
                language, told, String(ending.administrators ?? 0), String(ending.unreachable))
    }
}

/// What follows when an agreement ends, before it is done.
struct ContractEndPage: Page {
    static let template = "staff/customers/end"
    let title: String
    let backHref: String
    let action: String
    let customerName: String
    let service: String
    let people: String
    let codes: String
    let gone: String
    let mails: String

    init(_ preview: EndingPreview, statement: Statement, language: Language) {
        title = Words("Overeenkomst beëindigen", "End an agreement")(language)
        backHref = "\(CustomersController.base)/\(preview.contract.customer)"
        action = "\(CustomersController.base)/einde/\(preview.contract.id)"
        customerName = preview.customerName
        service =
            statement.service(preview.contract.service)?.name.text(in: language)
            ?? preview.contract.service.rawValue
        people = CountedWords(
            one: Words("De dienst stopt voor %1 eindgebruiker.", "The service ends for %1 end user."),
            many: Words("De dienst stopt voor %1 eindgebruikers.", "The service ends for %1 end users."))(
                preview.endUsers, language)
        codes = Words(
            "Codes die nog niet gebruikt zijn, werken niet meer.", "Codes that were not used no longer work.")(
                language)
        gone = Words(
            "Hun gegevens gaan uiterlijk op %1 weg. Zij kunnen ze eerder wissen.",
            "Their data goes by %1 at the latest. They can erase it sooner.")(
                language, AmsterdamTime(preview.goneBy).date(language))
        mails = CountedWords(
            one: Words(
                "Wij mailen alle eindgebruikers en %1 beheerder van de klant.",
                "We mail all end users and %1 administrator of the customer."),
            many: Words(
                "Wij mailen alle eindgebruikers en %1 beheerders van de klant.",
                "We mail all end users and %1 administrators of the customer."))(
                preview.administrators, language)
    }
}
