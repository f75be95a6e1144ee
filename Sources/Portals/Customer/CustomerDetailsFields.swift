import Domain
import Features

/// The boxes for what an organisation is known by and where its invoices go: the same on every form that asks them.
struct CustomerDetailsFields {
    static let invoiceNames = ["btw", "straat", "postcode", "plaats", "kenmerk"]
    static let names = ["naam", "soort", "kvk", "oin"] + invoiceNames

    let organisation: [FormField]
    let kindProblem: String?
    let kinds: [FormChoice]
    let numbers: [FormField]
    let vat: FormField
    let invoice: [FormField]

    init(_ form: CustomerDetailsForm, _ problems: [Refusal], _ language: Language) {
        let field = {
            (id: String, label: Words, value: String, hint: Words?, isShort: Bool) in
            FormField(
                id, label, hint: hint, value: value, isShort: isShort, problems: problems, language)
        }
        organisation = [field("naam", Words("Naam", "Name"), form.name, nil, false)]
        kindProblem = problems.first { $0.field == "soort" }?.text(language)
        kinds = FormChoice.all(
            "soort", Customer.Kind.allCases.map { ($0.rawValue, $0.words) }, chosen: form.kind,
            problems: problems, language)
        numbers = [
            field("kvk", CustomerDetails.Part.kvk.words, form.kvk, Words("8 cijfers", "8 digits"), true),
            field("oin", CustomerDetails.Part.oin.words, form.oin, Words("20 cijfers", "20 digits"), true),
        ]
        vat = field(
            "btw", CustomerDetails.Part.vat.words, form.vat,
            Words(
                "Bijvoorbeeld NL123456782B01. Leeg laten mag.",
                "For example NL123456782B01. It may stay empty."), true)
        invoice = [
            field("straat", CustomerDetails.Part.street.words, form.street, nil, false),
            field("postcode", CustomerDetails.Part.postcode.words, form.postcode, nil, true),
            field("plaats", CustomerDetails.Part.city.words, form.city, nil, false),
            field(
                "kenmerk", CustomerDetails.Part.buyerReference.words, form.buyerReference,
                Words(
                    "Hieraan is onze factuur te herkennen. Bijvoorbeeld een kostenplaats.",
                    "Our invoice is known by it. For example a cost centre."), false),
        ]
    }
}

extension CustomerDetails.Part {
    var words: Words {
        switch self {
        case .name: Words("Naam", "Name")
        case .kind: Words("Soort", "Kind")
        case .kvk: Words("KvK-nummer", "KvK number")
        case .oin: Words("OIN", "OIN")
        case .vat: Words("Btw-nummer", "VAT number")
        case .street: Words("Straat en huisnummer", "Street and number")
        case .postcode: Words("Postcode", "Postcode")
        case .city: Words("Plaats", "City")
        case .buyerReference: Words("Kenmerk op de factuur", "Reference on the invoice")
        }
    }
}

extension CustomerDetailsForm {
    static let empty = CustomerDetailsForm(
        name: "", kind: "", kvk: "", oin: "", vat: "", street: "", postcode: "", city: "", buyerReference: "")

    init(_ form: FormBody) {
        self.init(
            name: form.text("naam"), kind: form.text("soort"), kvk: form.text("kvk"), oin: form.text("oin"),
            vat: form.text("btw"), street: form.text("straat"), postcode: form.text("postcode"),
            city: form.text("plaats"), buyerReference: form.text("kenmerk"))
    }

    /// As it stands now.
    init(_ file: CustomerFile) {
        self.init(
            name: file.customer.name, kind: file.customer.kind.rawValue, kvk: file.numbers?.kvk?.text ?? "",
            oin: file.numbers?.oin?.text ?? "", vat: file.invoice?.vat?.text ?? "",
            street: file.invoice?.street ?? "", postcode: file.invoice?.postcode.text ?? "",
            city: file.invoice?.city ?? "", buyerReference: file.invoice?.buyerReference ?? "")
    }
}

/// A line of what is known of a customer.
struct CustomerFact: Sendable {
    let label: String
    let value: String

    /// What is not known is left out, but for where invoices go.
    static func all(_ file: CustomerFile, _ language: Language) -> [CustomerFact] {
        let invoice = file.invoice
        let facts: [(Words, String?)] = [
            (CustomerDetails.Part.kind.words, file.customer.kind.words(language)),
            (CustomerDetails.Part.kvk.words, file.numbers?.kvk?.text),
            (CustomerDetails.Part.oin.words, file.numbers?.oin?.text),
            (CustomerDetails.Part.vat.words, invoice?.vat?.text),
            (
                Words("Factuur naar", "Invoices to"),
                invoice.map { "\($0.street), \($0.postcode.text) \($0.city)" }
                    ?? Words("nog niet bekend", "not known yet")(language)
            ),
            (CustomerDetails.Part.buyerReference.words, invoice?.buyerReference),
            (Words("Klant sinds", "Customer since"), AmsterdamTime(file.since).date(language)),
        ]
        return facts.compactMap { label, value in
            value.map { CustomerFact(label: label(language), value: $0) }
        }
    }
}

/// A change of a customer's details, with who made it and when.
struct CustomerChangeRow: Sendable {
    struct Line: Sendable {
        let text: String
    }

    let history: String
    let lines: [Line]

    /// - `names`: of those whose names this reader may see. BuenO's own people have none here.
    init(_ change: CustomerChange, names: [Account.ID: String]?, _ language: Language) {
        let by =
            if !change.isOwn {
                "BuenO"
            } else if let names {
                names[change.by]
                    ?? Words("iemand die hier niet meer werkt", "somebody who no longer works here")(language)
            } else {
                Words("een beheerder van de klant", "an administrator of the customer")(language)
            }
        history = Words("Gewijzigd door %1 op %2.", "Changed by %1 on %2.")(
            language, by, AmsterdamTime(change.at).date(language))
        let none = Words("leeg", "empty")(language)
        lines = change.lines.map { line in
            Line(
                text: Words("%1: was %2, is nu %3", "%1: was %2, is now %3")(
                    language, line.part.words(language),
                    Self.value(line.before, of: line.part, language) ?? none,
                    Self.value(line.after, of: line.part, language) ?? none))
        }
    }

    private static func value(
        _ text: String?, of part: CustomerDetails.Part, _ language: Language
    ) -> String? {
        part == .kind ? text.flatMap(Customer.Kind.init).map { $0.words(language) } : text
    }
}
