import Domain
import Features
import HTTPTypes

/// Where a customer's people sign in, set by its administrators. Each change asks for a recent proof.
struct ProviderController: Sendable {
    private let services: Services
    private var providers: IdentityProviders { services.identityProviders }

    init(_ features: PortalFeatures) {
        services = features.services
    }

    static let base = "/klant/inloggen"
    private static let audience = Route.Audience.customer([.customerAdmin])

    var routes: [Route] {
        [
            .get(Self.base, Self.audience) { try await show($0) },
            .get("\(Self.base)/wijzigen", Self.audience) { try await edit($0) },
            .post("\(Self.base)/wijzigen", Self.audience, keeps: Self.kept) { try await save($0) },
            .post("\(Self.base)/domein", Self.audience, backTo: Self.base) { visit in
                try await change(visit, "domein") { try await providers.claimOwnDomain(by: $0) }
            },
            .post("\(Self.base)/domein-weg", Self.audience, keeps: ["domein"], backTo: Self.base) { visit in
                guard let domain = MailDomain(typed: visit.form.text("domein")) else { throw Stop.notFound }
                return try await change(visit, "domein-weg") { try await providers.release(domain, by: $0) }
            },
            .post("\(Self.base)/verplicht", Self.audience, keeps: ["verplicht"], backTo: Self.base) { visit in
                let isRequired = try visit.isChosen("verplicht", yes: "ja", no: "nee")
                return try await change(visit, isRequired ? "verplicht" : "vrij") {
                    try await providers.setRequired(isRequired, by: $0)
                }
            },
            .post("\(Self.base)/uit", Self.audience, backTo: Self.base) { visit in
                try await change(visit, "uit") { try await providers.switchOff(by: $0) }
            },
        ]
    }

    /// Never the secret.
    private static let kept =
        ["doe", "uitgever", "client"]
        + (1...ProviderForm.rulesMax).flatMap { ["kenmerk-\($0)", "waarde-\($0)", "rol-\($0)"] }

    private func show(_ visit: Visit) async throws -> Answer {
        .page(try await page(visit))
    }

    private func page(_ visit: Visit, refusal: Refusal? = nil) async throws -> ProviderPage {
        guard services.signOns.isOn else { throw Stop.notFound }
        let worker = try visit.atWork()
        let view = try await providers.view(for: worker)
        let domain = view?.isOn == true ? try await providers.ownDomain(of: worker) : nil
        return ProviderPage(
            view, returningTo: services.signOns.returningTo, ownDomain: domain,
            notice: Self.notice(visit), refusal: refusal,
            vocabulary: services.statements.current.vocabulary, language: visit.language)
    }

    private func edit(_ visit: Visit) async throws -> Answer {
        guard services.signOns.isOn else { throw Stop.notFound }
        let worker = try visit.atWork()
        if let proving = try visit.proving(returningTo: "\(Self.base)/wijzigen") { return proving }
        let view = try await providers.view(for: worker)
        return .page(form(TypedProvider(view), view, visit))
    }

    private func form(
        _ typed: TypedProvider, _ view: ProviderView?, _ visit: Visit,
        outcome: ProviderFormPage.Outcome? = nil,
        problems: [Refusal] = []
    ) -> ProviderFormPage {
        ProviderFormPage(
            typed, hasSecret: view?.isOn == true, returningTo: services.signOns.returningTo,
            outcome: outcome, problems: problems,
            vocabulary: services.statements.current.vocabulary, language: visit.language)
    }

    /// Two buttons, one form: what was typed stays, also when it is only tried out.
    private func save(_ visit: Visit) async throws -> Answer {
        guard services.signOns.isOn else { throw Stop.notFound }
        let worker = try visit.atWork()
        let view = try await providers.view(for: worker)
        let typed = TypedProvider(visit.form)
        do {
            if visit.form.text("doe") == "probeer" {
                let found = try await providers.tryOut(typed.form, by: worker)
                return .page(form(typed, view, visit, outcome: .works(found.authorizationEndpoint.host)))
            }
            try await providers.save(typed.form, by: worker)
            return .seeOther("\(Self.base)?melding=bewaard")
        } catch ProviderRefusal.invalid(let problems) {
            let refusals = problems.map { Refusal($0) }
            return .page(
                form(typed, view, visit, problems: refusals), status: .unprocessableContent)
        } catch let refused as ProviderRefusal {
            let refusal = Refusal(refused)
            let outcome: ProviderFormPage.Outcome? = refused == .proofNeeded ? .mustProve : nil
            return .page(
                form(typed, view, visit, outcome: outcome, problems: [refusal]), refusal: refusal)
        } catch let refused as SignOnRefusal {
            let refusal = Refusal(trying: refused)
            return .page(form(typed, view, visit, problems: [refusal]), refusal: refusal)
        }
    }

    private func change(
        _ visit: Visit, _ done: String, _ act: (Worker) async throws -> Void
    ) async throws -> Answer {
        guard services.signOns.isOn else { throw Stop.notFound }
        do {
            try await act(try visit.atWork())
            return .seeOther("\(Self.base)?melding=\(done)")
        } catch ProviderRefusal.proofNeeded {
            return .proving(returningTo: Self.base)
        } catch let refused as ProviderRefusal {
            let refusal = Refusal(refused)
            return .page(try await page(visit, refusal: refusal), refusal: refusal)
        }
    }

    private static func notice(_ visit: Visit) -> Words? {
        switch visit.query["melding"] {
        case "bewaard":
            Words(
                "Bewaard. Log nu zelf een keer in via uw organisatie.",
                "Saved. Now sign in through your organisation yourself once.")
        case "domein": Words("Het domein is toegevoegd.", "The domain was added.")
        case "domein-weg": Words("Het domein is weggehaald.", "The domain was removed.")
        case "verplicht":
            Words(
                "Iedereen logt nu via uw organisatie in. Wachtwoorden werken niet meer.",
                "Everyone now signs in through your organisation. Passwords no longer work.")
        case "vrij": Words("Wachtwoorden werken weer.", "Passwords work again.")
        case "uit":
            Words("Inloggen via uw organisatie staat uit.", "Signing in through your organisation is off.")
        default: nil
        }
    }
}
