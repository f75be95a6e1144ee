import Domain
import Features

/// BuenO's own office: what waits today.
struct OfficeController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    var routes: [Route] {
        [.get(MenuEntry.staffHome, .staff(Role.staffPeople)) { try await showHome($0) }]
    }

    private func showHome(_ visit: Visit) async throws -> Answer {
        .page(OfficeHomePage(tasks: [], today: visit.today, language: visit.language))
    }
}
