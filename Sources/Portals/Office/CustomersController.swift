import Domain
import Features
import HTTPTypes

/// The customers of BuenO, for who manages them.
struct CustomersController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    static let base = "/kantoor/klanten"

    var routes: [Route] {
        let audience = Route.Audience.staff([.fieldOperator])
        return [
            .get(Self.base, audience) { try await list($0) },
            .get("\(Self.base)/nieuw", audience) { showNew($0) },
            .post("\(Self.base)/nieuw", audience, keeps: CustomerFormPage.fields) { try await register($0) },
            .get("\(Self.base)/:id", audience) { try await show($0) },
            .post(
                "\(Self.base)/overeenkomst", audience, keeps: ["klant", "dienst", "begin", "einde"],
                backTo: Self.base
            ) { try await start($0) },
            .post(
                "\(Self.base)/beheerder", audience, keeps: ["klant", "beheerder", "email"], backTo: Self.base
            ) { try await invite($0) },
            .get("\(Self.base)/gegevens/:id", audience) { try await edit($0) },
            .post("\(Self.base)/gegevens/:id", audience, keeps: CustomerDetailsFields.names + ["versie"]) {
                try await change($0)
            },
            .get("\(Self.base)/einde/:id", audience) { try await showEnd($0) },
            .post("\(Self.base)/einde/:id", audience) { try await end($0) },
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        .page(
            CustomersPage(
                try await services.customers.list(), now: visit.now, statement: services.statements.current,
                language: visit.language))
    }

    private func showNew(_ visit: Visit) -> Answer {
        .page(
            CustomerFormPage(
                CustomerForm(on: visit.today), service: "", statement: services.statements.current,
                problems: [],
                language: visit.language))
    }

    /// One form: what is wrong with it is said at once, and what was typed stays.
    private func register(_ visit: Visit) async throws -> Answer {
        let form = CustomerForm(visit.form)
        do {
            let registration = try services.customers.registration(form)
            let contract = try await services.customers.register(
                registration, service: try Self.service(visit), by: try visit.atWork())
            try await services.accounts.invite(
                Invitee(
                    name: form.administratorName.reveal(), emailAddress: form.administratorAddress.reveal(),
                    roles: [.customerAdmin]), to: .customer(contract.customer), by: try visit.atWork(),
                language: visit.language)
            return .seeOther("\(Self.base)/\(contract.customer)?melding=geregistreerd")
        } catch let refused as CustomerRefusal {
            let problems = Refusal.all(refused)
            return .page(
                CustomerFormPage(
                    form, service: visit.form.text("dienst"), statement: services.statements.current,
                    problems: problems, language: visit.language), refusal: problems.first)
        }
    }

    private func show(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ Customer.ID($0) }) else { throw Stop.notFound }
        return try await page(id, visit, notice: Self.notice(visit))
    }

    private static func notice(_ visit: Visit) -> Words? {
        switch visit.query["melding"] {
        case "geregistreerd":
            Words(
                "De klant is geregistreerd en de beheerder heeft een uitnodiging.",
                "The customer is registered and the administrator has an invitation.")
        case "begonnen": Words("De overeenkomst staat er.", "The agreement is made.")
        case "uitgenodigd": Words("De uitnodiging is verstuurd.", "The invitation was sent.")
        case "gewijzigd": Words("De gegevens zijn gewijzigd.", "The details were changed.")
        case "beeindigd":
            Words(
                "De overeenkomst is beëindigd. Wij vertellen het aan de klant en aan de mensen.",
                "The agreement has ended. We are telling the customer and the people.")
        default: nil
        }
    }

    private func page(
        _ id: Customer.ID, _ visit: Visit, notice: Words? = nil, problems: [Refusal] = [],
        typed: CustomerPage.Typed? = nil
    ) async throws -> Answer {
        guard let file = try await services.customers.file(id) else { throw Stop.notFound }
        let page = CustomerPage(
            file, points: try await services.contactPoints.list(of: id),
            changes: try await services.customerChanges.list(of: id),
            typed: typed ?? .init(on: visit.today),
            notice: notice, problems: problems, now: visit.now, statement: services.statements.current,
            language: visit.language)
        return .page(page, refusal: problems.first)
    }

    private func edit(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ Customer.ID($0) }),
            let file = try await services.customers.file(id)
        else { throw Stop.notFound }
        return .page(
            CustomerDetailsPage(
                file, form: CustomerDetailsForm(file), meanwhile: [], problems: [], language: visit.language))
    }

    private func change(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ Customer.ID($0) }) else { throw Stop.notFound }
        guard let revision = Int64(visit.form.text("versie")) else { throw Stop.malformed }
        let form = CustomerDetailsForm(visit.form)
        do {
            try await services.customerChanges.change(id, form, revision: revision, by: try visit.atWork())
            return .seeOther("\(Self.base)/\(id)?melding=gewijzigd")
        } catch let refused as CustomerRefusal {
            guard let file = try await services.customers.file(id) else { throw Stop.notFound }
            let changes = try await services.customerChanges.list(of: id)
            let problems = Refusal.all(refused)
            return .page(
                CustomerDetailsPage(
                    file, form: form,
                    meanwhile: refused == .changedMeanwhile
                        ? changes.prefix(1).map { CustomerChangeRow($0, names: nil, visit.language) } : [],
                    problems: problems, language: visit.language), refusal: problems.first)
        }
    }

    /// What the form offers, and nothing else.
    private static func service(_ visit: Visit) throws -> Service {
        guard let service = Service(rawValue: visit.form.text("dienst")),
            Service.enrolledByCode.contains(service)
        else { throw Stop.notFound }
        return service
    }

    private func start(_ visit: Visit) async throws -> Answer {
        guard let id = Customer.ID(visit.form.text("klant")) else { throw Stop.notFound }
        let dates = ContractDates(starts: visit.form.text("begin"), ends: visit.form.text("einde"))
        do {
            _ = try await services.customers.start(
                try Self.service(visit), for: id, try dates.period(), by: try visit.atWork())
            return .seeOther("\(Self.base)/\(id)?melding=begonnen")
        } catch let refused as CustomerRefusal {
            if refused == .unknownCustomer { throw Stop.notFound }
            return try await page(
                id, visit, problems: Refusal.all(refused),
                typed: .init(dates: dates, service: visit.form.text("dienst"), isStarting: true))
        }
    }

    private func invite(_ visit: Visit) async throws -> Answer {
        guard let id = Customer.ID(visit.form.text("klant")) else { throw Stop.notFound }
        let (name, address) = (visit.form.text("beheerder"), visit.form.text("email"))
        do {
            try await services.accounts.inviteAdministrator(
                name: name, emailAddress: address, of: id, by: try visit.atWork(), language: visit.language)
            return .seeOther("\(Self.base)/\(id)?melding=uitgenodigd")
        } catch CustomerRefusal.unknownCustomer {
            throw Stop.notFound
        } catch let refused as AccountRefusal {
            var typed = CustomerPage.Typed(on: visit.today)
            (typed.administratorName, typed.administratorAddress) = (name, address)
            var refusal = Refusal(refused)
            if refusal.field == "naam" { refusal.field = "beheerder" }
            return try await page(id, visit, problems: [refusal], typed: typed)
        }
    }

    /// What follows is shown before it is done, to who proved again who they are.
    private func showEnd(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ Contract.ID($0) }),
            let preview = try await services.contractEndings.preview(id)
        else { throw Stop.notFound }
        if let proving = try visit.proving(returningTo: visit.path) { return proving }
        return .page(
            ContractEndPage(preview, statement: services.statements.current, language: visit.language))
    }

    private func end(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ Contract.ID($0) }) else { throw Stop.notFound }
        guard let preview = try await services.contractEndings.preview(id) else { throw Stop.notFound }
        do {
            try await services.customers.end(id, by: try visit.atWork())
        } catch CustomerRefusal.contractEnded {
            throw Stop.notFound
        } catch CustomerRefusal.proofNeeded {
            return .proving(returningTo: visit.path)
        }
        return .seeOther("\(Self.base)/\(preview.contract.customer)?melding=beeindigd")
    }

}

extension CustomerForm {
    /// Empty, beginning today.
    init(on day: AmsterdamTime) {
        self.init(
            details: .empty,
            dates: ContractDates(starts: day.isoDate, ends: ""), administratorName: "",
            administratorAddress: "")
    }

    init(_ form: FormBody) {
        self.init(
            details: CustomerDetailsForm(form),
            dates: ContractDates(starts: form.text("begin"), ends: form.text("einde")),
            administratorName: form.text("beheerder"), administratorAddress: form.text("email"))
    }
}
