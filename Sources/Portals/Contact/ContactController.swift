import Domain
import Features
import HTTPTypes

/// How we are reached, and the form to ask us something (P33). It reads no session: who asks may be anybody.
struct ContactController: Sendable {
    private let requests: ContactRequests
    private let statements: Statements
    private let networks: NetworkKeyer

    private static let sent = "/contact/verstuurd"

    init(_ features: PortalFeatures) {
        requests = features.services.contactRequests
        statements = features.services.statements
        networks = features.services.networkKeyer
    }

    var routes: [Route] {
        [
            .get("/contact") { try show($0, TypedContactForm()) },
            .post("/contact", keeps: TypedContactForm.names) { try await take($0) },
            .get(Self.sent) { try showSent($0) },
        ]
    }

    private func take(_ visit: Visit) async throws -> Answer {
        let typed = TypedContactForm(visit.form)
        let arriving = ArrivingQuestion(
            typed: typed.asFeature, trap: visit.form.text(ContactPage.trap),
            opened: visit.form.text(ContactPage.opened), network: try networks.key(for: visit.network.bytes),
            language: visit.language)
        do {
            try await requests.receive(arriving)
            return .seeOther(Self.sent)
        } catch let refused as ContactRefusal {
            let problems = Refusal.all(of: refused)
            let page = try page(visit, typed, problems: problems)
            return .page(page, refusal: problems.first)
        }
    }

    private func show(_ visit: Visit, _ typed: TypedContactForm) throws -> Answer {
        .page(try page(visit, typed, problems: []))
    }

    private func page(
        _ visit: Visit, _ typed: TypedContactForm, problems: [Refusal]
    ) throws -> ContactPage {
        let form = try statements.formVersion(service: .contact, language: visit.language)
        return ContactPage(
            controller: statements.current.controller, typed: typed, problems: problems, form: form,
            opened: try requests.openedForm(before: visit.form.text(ContactPage.opened), at: visit.now),
            language: visit.language)
    }

    private func showSent(_ visit: Visit) throws -> Answer {
        let statement = statements.current
        return .page(
            QuestionSentPage(
                answered: try statement.term(of: .contactRequest),
                unanswered: try statement.term(of: .unansweredContactRequest), language: visit.language))
    }
}
