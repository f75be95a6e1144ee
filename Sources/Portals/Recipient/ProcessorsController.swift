import Domain
import Features

/// Who carries what we send, and the annex to the agreement with each (P31).
struct ProcessorsController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    static let base = "/kantoor/verwerkers"

    var routes: [Route] {
        let audience = Route.Audience.staff([.privacyOfficer, .fieldOperator])
        return [
            .get(Self.base, audience) { visit in
                .page(
                    ProcessorsPage(
                        try await services.processors.list(), statement: services.statements.current,
                        language: visit.language))
            },
            .get("\(Self.base)/:id", audience) { try await show($0) },
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ Processor.ID($0) }),
            let processor = try await services.processors.processor(id)
        else { throw Stop.notFound }
        return .page(
            ProcessorAnnexPage(
                processor, statement: services.statements.current, language: visit.language))
    }
}
