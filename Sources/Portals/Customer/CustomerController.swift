import Domain
import Features

/// The customer's own portal: what waits today.
struct CustomerController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    var routes: [Route] {
        [.get(MenuEntry.customerHome, .customer(Role.customerPeople)) { try await showHome($0) }]
    }

    private func showHome(_ visit: Visit) async throws -> Answer {
        let worker = try visit.atWork()
        let waiting = try await services.batchTasks.waiting(for: worker)
        return .page(
            CustomerHomePage(
                tasks: try await ApplicationsController.tasks(
                    services, worker, now: visit.now, visit.language)
                    + BatchTaskRows.rows(waiting.downloads, waiting.ending, now: visit.now, visit.language)
                    + (try await CustomerAnnexesController.tasks(services, worker, visit.language)),
                mayBegin: try await services.batchTasks.mayBegin(for: worker),
                customerName: worker.customerName ?? "", today: visit.today,
                language: visit.language))
    }
}
