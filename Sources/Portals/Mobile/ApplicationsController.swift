import Domain
import Features
import HTTPTypes

/// Who qualifies, according to the customer: one after the other, and undone until it is processed (P15).
struct ApplicationsController: Sendable {
    private let services: Services
    static let base = "/klant/aanvragen"
    static let audience = Route.Audience.customer(Confirmations.roles)

    init(_ features: PortalFeatures) {
        services = features.services
    }

    var routes: [Route] {
        [
            .get(Self.base, Self.audience) { try await list($0) },
            .get("\(Self.base)/volgende", Self.audience) { try await goOn($0) },
            .get("\(Self.base)/:id", Self.audience) { try await show($0) },
            .post("\(Self.base)/:id", Self.audience, keeps: ["antwoord"]) { try await answer($0) },
            .get("\(Self.base)/:id/terug", Self.audience) { _ in .seeOther(Self.base) },
            .post("\(Self.base)/:id/terug", Self.audience) { try await undo($0) },
        ]
    }

    private func list(_ visit: Visit, refusal: Refusal? = nil) async throws -> Answer {
        let worker = try visit.atWork()
        let confirmations = services.confirmations
        let notice =
            visit.query["melding"] == "terug"
            ? Words("Uw antwoord is teruggedraaid.", "Your answer was taken back.") : nil
        return .page(
            ApplicationsPage(
                waiting: try await confirmations.waiting(for: worker),
                count: try await confirmations.count(for: worker).count,
                answered: try await confirmations.answered(for: worker), notice: notice, refusal: refusal,
                today: visit.today, language: visit.language), status: refusal?.status ?? .ok)
    }

    /// The oldest, or the one after the one that is passed over.
    private func goOn(_ visit: Visit) async throws -> Answer {
        let passed = visit.query["na"].flatMap { MobileService.ID($0) }
        let next = try await services.confirmations.next(for: try visit.atWork(), after: passed)
        let answered = visit.query["gaf"].flatMap { MobileService.ID($0) }
        guard let next else { return .seeOther(Self.base) }
        return .seeOther("\(Self.base)/\(next)" + (answered.map { "?gaf=\($0)" } ?? ""))
    }

    private func show(_ visit: Visit, refusal: Refusal? = nil) async throws -> Answer {
        let worker = try visit.atWork()
        guard let id = visit.parameter.flatMap({ MobileService.ID($0) }) else { throw Stop.notFound }
        guard let open = try await services.confirmations.open(id, by: worker) else {
            guard try await services.confirmations.exists(id, for: worker) else { throw Stop.notFound }
            return try await list(visit, refusal: refusal ?? Refusal(MobileRefusal.alreadyAnswered))
        }
        let before = visit.query["gaf"].flatMap { MobileService.ID($0) }
        let last =
            before == nil
            ? nil : try await services.confirmations.answered(for: worker).first { $0.id == before }
        return .page(
            ApplicationPage(
                open, last: last, chosen: visit.form.text("antwoord"), refusal: refusal, today: visit.today,
                language: visit.language), status: refusal?.status ?? .ok)
    }

    private func answer(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ MobileService.ID($0) }) else { throw Stop.notFound }
        do {
            guard
                let answer = EligibilityAnswer.all.first(where: {
                    $0.formValue == visit.form.text("antwoord")
                })
            else { throw MobileRefusal.answerMissing }
            try await services.confirmations.answer(answer, to: id, by: try visit.atWork())
            return .seeOther("\(Self.base)/volgende?gaf=\(id)")
        } catch let refused as MobileRefusal {
            return try await show(visit, refusal: Refusal(refused))
        }
    }

    private func undo(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ MobileService.ID($0) }) else { throw Stop.notFound }
        do {
            try await services.confirmations.undo(id, by: try visit.atWork())
        } catch let refused as MobileRefusal {
            guard try await services.confirmations.exists(id, for: try visit.atWork()) else {
                throw Stop.notFound
            }
            return try await list(visit, refusal: Refusal(refused))
        }
        return .seeOther("\(Self.base)?melding=terug")
    }

    /// A line of the customer's home page: who waits, and until when.
    static func tasks(
        _ services: Services, _ worker: Worker, now: Moment, _ language: Language
    ) async throws -> [LinkRow] {
        let (count, first) = try await services.confirmations.count(for: worker)
        guard count > 0, let first else { return [] }
        return [
            LinkRow(
                base,
                Words("Zeggen wie in aanmerking komt", "Say who qualifies")(language),
                Words("Antwoord voor %1, anders stopt de eerste", "Answer before %1, or the first one stops")(
                    language, AmsterdamTime(first).date(language)),
                tag: WrittenCount.text(count, language))
        ]
    }
}
