import Domain
import Features

/// What BuenO knows of the organisation that reads it, and what was changed.
struct OrganisationPage: Page {
    static let template = "customer/organisation/show"
    let title: String
    let isSaved: Bool
    let name: String
    let facts: [CustomerFact]
    let hasChanges: Bool
    let changes: [CustomerChangeRow]

    init(
        _ file: CustomerFile, changes: [CustomerChange], names: [Account.ID: String], isSaved: Bool,
        language: Language
    ) {
        title = Words("Uw organisatie", "Your organisation")(language)
        self.isSaved = isSaved
        name = file.customer.name
        facts = CustomerFact.all(file, language)
        hasChanges = !changes.isEmpty
        self.changes = changes.map { CustomerChangeRow($0, names: names, language) }
    }
}

/// Where the invoices go, to be changed by the customer itself.
struct OrganisationFormPage: Page {
    static let template = "customer/organisation/edit"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let revision: String
    /// What somebody else changed after this form was opened.
    let meanwhile: [CustomerChangeRow]
    let fields: [FormField]

    init(
        _ form: CustomerDetailsForm, revision: Int64, meanwhile: [CustomerChangeRow], problems: [Refusal],
        language: Language
    ) {
        title = Words("Wijzig de factuurgegevens", "Change the invoice details")(language)
        isError = !problems.isEmpty
        errors = ErrorSummary(problems, language)
        self.revision = String(revision)
        self.meanwhile = meanwhile
        let all = CustomerDetailsFields(form, problems, language)
        fields = [all.vat] + all.invoice
    }
}

/// The same for BuenO's office, with what the organisation is known by.
struct CustomerDetailsPage: Page {
    static let template = "staff/customers/edit"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let id: String
    let name: String
    let revision: String
    let meanwhile: [CustomerChangeRow]
    let organisation: [FormField]
    let kindProblem: String?
    let kinds: [FormChoice]
    let numbers: [FormField]
    let invoice: [FormField]

    init(
        _ file: CustomerFile, form: CustomerDetailsForm, meanwhile: [CustomerChangeRow], problems: [Refusal],
        language: Language
    ) {
        title = Words("Wijzig de gegevens", "Change the details")(language)
        isError = !problems.isEmpty
        errors = ErrorSummary(problems, language)
        id = file.customer.id.description
        name = file.customer.name
        revision = String(file.revision)
        self.meanwhile = meanwhile
        let fields = CustomerDetailsFields(form, problems, language)
        organisation = fields.organisation
        kindProblem = fields.kindProblem
        kinds = fields.kinds
        numbers = fields.numbers + [fields.vat]
        invoice = fields.invoice
    }
}
