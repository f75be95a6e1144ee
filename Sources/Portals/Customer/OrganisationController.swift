import Domain
import Features
import HTTPTypes

/// What BuenO knows of this customer itself, and where its invoices go: its administrators see and change it.
struct OrganisationController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    static let base = "/klant/organisatie"
    static let form = "/klant/organisatie/factuur"

    var routes: [Route] {
        let audience = Route.Audience.customer([.customerAdmin])
        return [
            .get(Self.base, audience) { try await show($0) },
            .get(Self.form, audience) { try await edit($0) },
            .post(Self.form, audience, keeps: CustomerDetailsFields.invoiceNames + ["versie"]) {
                try await change($0)
            },
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        let (worker, file) = try await file(visit)
        return .page(
            OrganisationPage(
                file, changes: try await services.customerChanges.list(of: file.customer.id),
                names: try await names(for: worker, visit.language),
                isSaved: visit.query["melding"] == "gewijzigd",
                language: visit.language))
    }

    private func edit(_ visit: Visit) async throws -> Answer {
        let (_, file) = try await file(visit)
        return .page(
            OrganisationFormPage(
                CustomerDetailsForm(file), revision: file.revision, meanwhile: [], problems: [],
                language: visit.language))
    }

    private func change(_ visit: Visit) async throws -> Answer {
        guard let revision = Int64(visit.form.text("versie")) else { throw Stop.malformed }
        let form = CustomerDetailsForm(visit.form)
        do {
            try await services.customerChanges.changeInvoice(
                form, revision: revision, by: try visit.atWork())
            return .seeOther("\(Self.base)?melding=gewijzigd")
        } catch let refused as CustomerRefusal {
            let (worker, file) = try await file(visit)
            let problems = Refusal.all(refused)
            let changes = try await services.customerChanges.list(of: file.customer.id)
            let names = try await names(for: worker, visit.language)
            return .page(
                OrganisationFormPage(
                    form, revision: file.revision,
                    meanwhile: refused == .changedMeanwhile
                        ? changes.prefix(1).map { CustomerChangeRow($0, names: names, visit.language) } : [],
                    problems: problems, language: visit.language), refusal: problems.first)
        }
    }

    private func file(_ visit: Visit) async throws -> (Worker, CustomerFile) {
        let worker = try visit.atWork()
        guard let customer = worker.customer, let file = try await services.customers.file(customer) else {
            throw Stop.forbidden
        }
        return (worker, file)
    }

    private func names(for worker: Worker, _ language: Language) async throws -> [Account.ID: String] {
        Dictionary(
            try await services.colleagues.list(for: worker).map {
                ($0.id, ColleagueState.name(of: $0, language))
            }, uniquingKeysWith: { first, _ in first })
    }
}
