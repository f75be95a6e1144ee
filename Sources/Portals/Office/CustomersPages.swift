import Domain
import Features

/// Every customer, with how its agreement stands.
struct CustomersPage: Page {
    struct Row: Sendable {
        let href: String
        let name: String
        let state: String
        let tagModifier: String
        let kind: String
        let agreement: String
        let endUsers: String
    }

    static let template = "staff/customers/list"
    let title: String
    let isEmpty: Bool
    let count: String
    let customers: [Row]

    init(_ list: [CustomerSummary], now: Moment, statement: Statement, language: Language) {
        title = Words("Klanten", "Customers")(language)
        isEmpty = list.isEmpty
        count = CountedWords(
            one: Words("%1 overeenkomst", "%1 agreement"), many: Words("%1 overeenkomsten", "%1 agreements"))(
                list.count, language)
        customers = list.map { summary in
            let words = AgreementWords(summary.contract, now: now, statement: statement, language: language)
            return Row(
                href: "\(CustomersController.base)/\(summary.id)", name: summary.name, state: words.state,
                tagModifier: words.tagModifier, kind: summary.kind.words(language),
                agreement: "\(words.service), \(words.period)", endUsers: String(summary.endUsers))
        }
    }
}

/// How an agreement stands, in words.
struct AgreementWords {
    let service: String
    let state: String
    let tagModifier: String
    let period: String

    init(_ contract: Contract, now: Moment, statement: Statement, language: Language) {
        service = statement.service(contract.service)?.name.text(in: language) ?? contract.service.rawValue
        let starts = AmsterdamTime(contract.starts).date(language)
        // The first moment after it is shown as the last day of it.
        let last = contract.ended.map { AmsterdamTime($0 - .milliseconds(1)).date(language) }
        if let last {
            period = Words("van %1 tot en met %2", "from %1 until %2")(language, starts, last)
        } else {
            period = Words("vanaf %1", "from %1")(language, starts)
        }
        let words: Words
        if contract.starts > now {
            (words, tagModifier) = (Words("Begint nog", "Not begun"), "tag--warn")
        } else if contract.isActive(at: now) {
            (words, tagModifier) = (Words("Loopt", "Running"), "tag--ok")
        } else {
            (words, tagModifier) = (Words("Gestopt", "Ended"), "")
        }
        state = words(language)
    }
}

extension Customer.Kind {
    var words: Words {
        switch self {
        case .municipality: Words("Gemeente", "Municipality")
        case .foundation: Words("Stichting of vereniging", "Foundation or association")
        case .company: Words("Bedrijf of school", "Company or school")
        }
    }
}

extension AmsterdamTime {
    /// As a date field of a browser has it: `2026-11-24`.
    var isoDate: String {
        "\(year)-\(month.twoDigits)-\(day.twoDigits)"
    }
}

/// A new customer, in one form.
struct CustomerFormPage: Page {
    static let template = "staff/customers/new"
    static let fields = CustomerDetailsFields.names + ["dienst", "begin", "einde", "beheerder", "email"]
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let organisation: [FormField]
    let kindProblem: String?
    let kinds: [FormChoice]
    let numbers: [FormField]
    let invoice: [FormField]
    let services: [FormChoice]
    let agreement: [FormField]
    let administrator: [FormField]

    init(
        _ form: CustomerForm, service: String, statement: Statement, problems: [Refusal], language: Language
    ) {
        title = Words("Registreer een klant", "Register a customer")(language)
        isError = !problems.isEmpty
        errors = ErrorSummary(problems, language)
        let fields = CustomerDetailsFields(form.details, problems, language)
        organisation = fields.organisation
        kindProblem = fields.kindProblem
        kinds = fields.kinds
        numbers = fields.numbers + [fields.vat]
        invoice = fields.invoice
        services = Self.services(service, statement, problems, language)
        agreement = Self.dates(form.dates, problems, language)
        administrator = Self.administrator(
            form.administratorName.reveal(), form.administratorAddress.reveal(), problems, language)
    }

    /// The services that codes enrol for, of which free calling is chosen beforehand.
    static func services(
        _ chosen: String, _ statement: Statement, _ problems: [Refusal], _ language: Language
    ) -> [FormChoice] {
        FormChoice.all(
            "dienst",
            Service.enrolledByCode.map { service in
                let name = statement.service(service)?.name
                return (
                    service.rawValue,
                    Words(name?.dutch ?? service.rawValue, name?.english ?? service.rawValue)
                )
            }, chosen: chosen.isEmpty ? Service.freeCalling.rawValue : chosen, problems: problems, language)
    }

    static func dates(_ dates: ContractDates, _ problems: [Refusal], _ language: Language) -> [FormField] {
        [
            FormField(
                "begin", Words("Eerste dag", "First day"), value: dates.starts, type: "date", lengthMax: 10,
                isShort: true, problems: problems, language),
            FormField(
                "einde", Words("Laatste dag", "Last day"),
                hint: Words("Leeg is zonder einde.", "Empty is without an end."), value: dates.ends,
                type: "date", lengthMax: 10, isShort: true, problems: problems, language),
        ]
    }

    static func administrator(
        _ name: String, _ address: String, _ problems: [Refusal], _ language: Language
    ) -> [FormField] {
        [
            FormField("beheerder", Words("Naam", "Name"), value: name, problems: problems, language),
            FormField(
                "email", Words("E-mailadres van het werk", "E-mail address at work"), value: address,
                type: "email", lengthMax: 254, problems: problems, language),
        ]
    }
}
