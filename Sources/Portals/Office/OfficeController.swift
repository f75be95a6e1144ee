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
        let tasks =
            try await cases(visit) + [try await questions(visit), try await holds(visit)].compactMap { $0 }
        return .page(
            OfficeHomePage(tasks: tasks, today: visit.today, language: visit.language))
    }

    /// Questions of the contact form, for who answers them.
    private func questions(_ visit: Visit) async throws -> LinkRow? {
        guard try visit.atWork().roles.contains(.support) else { return nil }
        let (count, since) = try await services.contactRequests.waiting()
        return WaitingQuestions(count: count, since: since, now: visit.now).task(visit.language)
    }

    /// Holds that a colleague asked about, for who decides.
    private func holds(_ visit: Visit) async throws -> LinkRow? {
        let worker = try visit.atWork()
        guard worker.actor(in: Holds.roles) != nil else { return nil }
        let waiting = try await services.holds.list().count { line in
            guard let asker = line.hold.pendingBy else { return false }
            return asker != worker.account && !line.hold.isOver(at: visit.now)
        }
        guard waiting > 0 else { return nil }
        let count = CountedWords(
            one: Words("%1 bewaaropdracht wacht op akkoord", "%1 hold waits for approval"),
            many: Words("%1 bewaaropdrachten wachten op akkoord", "%1 holds wait for approval"))
        return LinkRow(
            HoldsController.base, count(waiting, visit.language),
            Words("Een collega vroeg erom", "A colleague asked")(visit.language))
    }

    private func cases(_ visit: Visit) async throws -> [LinkRow] {
        let worker = try visit.atWork()
        let mine = try await services.cases.mine(worker)
        guard let next = mine.first else { return [] }
        let count = CountedWords(
            one: Words("%1 zaak open", "%1 case open"), many: Words("%1 zaken open", "%1 cases open"))
        let end = AmsterdamTime(next.file.expires).date(visit.language)
        return [
            LinkRow(
                CasesController.base, count(mine.count, visit.language),
                Words("De eerste sluit op %1", "The first closes on %1")(visit.language, end))
        ]
    }
}
