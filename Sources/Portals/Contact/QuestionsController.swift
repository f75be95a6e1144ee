import Domain
import Features
import HTTPTypes

/// The inbox of the contact form: who answers opens one question at a time; the privacy officer sees how many wait and
/// how long they are still kept, and opens none (P33).
struct QuestionsController: Sendable {
    private let requests: ContactRequests

    static let base = "/kantoor/vragen"
    private static let answering: Route.Audience = .staff([.support])
    private static let counting: Route.Audience = .staff([.support, .privacyOfficer])

    init(_ features: PortalFeatures) {
        requests = features.services.contactRequests
    }

    var routes: [Route] {
        [
            .get(Self.base, Self.counting) { try await list($0) },
            .get("\(Self.base)/beantwoord", Self.counting) { try await listAnswered($0) },
            .get("\(Self.base)/:id", Self.answering) { visit in
                guard let id = visit.parameter.flatMap({ ContactRequest.ID($0) }) else { throw Stop.notFound }
                return try await show(id, visit)
            },
            .post("\(Self.base)/antwoord", Self.answering, keeps: ["vraag", "antwoord"], backTo: Self.base) {
                visit in
                try await settle(visit, "gemaild") {
                    try await requests.answer($0, with: visit.form.text("antwoord"), by: $1)
                }
            },
            .post("\(Self.base)/gebeld", Self.answering, keeps: ["vraag"], backTo: Self.base) { visit in
                try await settle(visit, "gebeld") { try await requests.answeredByPhone($0, by: $1) }
            },
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let notice: Words? =
            switch visit.query["melding"] {
            case "gemaild": Words("Uw antwoord is onderweg.", "Your answer is on its way.")
            case "gebeld": Words("De vraag is beantwoord.", "The question is answered.")
            default: nil
            }
        return .page(
            QuestionsPage(
                try await requests.inbox(), base: Self.base, opens: try visit.acting().role == .support,
                notice: notice, now: visit.now, language: visit.language))
    }

    private func listAnswered(_ visit: Visit) async throws -> Answer {
        .page(
            AnsweredQuestionsPage(
                try await requests.inbox(), base: Self.base, opens: try visit.acting().role == .support,
                now: visit.now, language: visit.language))
    }

    private func show(
        _ id: ContactRequest.ID, _ visit: Visit, answer: String = "", refusal: Refusal? = nil
    ) async throws -> Answer {
        guard let question = try await requests.open(id, by: try visit.acting()) else { throw Stop.notFound }
        let page = QuestionPage(
            question, base: Self.base, answer: answer, refusal: refusal, now: visit.now,
            language: visit.language)
        return .page(page, refusal: refusal)
    }

    private func settle(
        _ visit: Visit, _ done: String, _ act: (ContactRequest.ID, Actor) async throws -> Void
    ) async throws -> Answer {
        guard let id = ContactRequest.ID(visit.form.text("vraag")) else { throw Stop.notFound }
        do {
            try await act(id, try visit.acting())
            return .seeOther("\(Self.base)?melding=\(done)")
        } catch let refused as ContactRefusal {
            return try await show(id, visit, answer: visit.form.text("antwoord"), refusal: Refusal(refused))
        }
    }
}
