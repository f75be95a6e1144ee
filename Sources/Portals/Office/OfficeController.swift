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
        let tasks = [try await questions(visit)]
        return .page(
            OfficeHomePage(tasks: tasks.compactMap { $0 }, today: visit.today, language: visit.language))
    }

    /// Questions of the contact form, for who answers them.
    private func questions(_ visit: Visit) async throws -> LinkRow? {
        guard try visit.atWork().roles.contains(.support) else { return nil }
        let (count, since) = try await services.contactRequests.waiting()
        return WaitingQuestions(count: count, since: since, now: visit.now).task(visit.language)
    }
}
