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

    /// A privacy officer's day is their desk; what waits for their other roles stands on it too.
    private func showHome(_ visit: Visit) async throws -> Answer {
        let worker = try visit.atWork()
        let others = [try await questions(visit), try await notices(visit)].compactMap { $0 }
        if worker.roles.contains(.privacyOfficer) {
            return .page(
                DeskPage(
                    try await services.officerDesk.figures(for: worker),
                    tasks: try await cases(visit) + others,
                    for: worker.account, statement: services.statements.current, now: visit.now,
                    language: visit.language))
        }
        let tasks =
            try await requests(visit) + cases(visit) + others
            + [try await holds(visit)].compactMap { $0 }
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

    /// Requests about people's own data, with the days left of the first: in time, soon or late.
    private func requests(_ visit: Visit) async throws -> [LinkRow] {
        let worker = try visit.atWork()
        guard worker.actor(in: [.support]) != nil else { return [] }
        let open = try await services.rightsDesk.queue(for: worker).open
        guard let first = open.first?.summary.request else { return [] }
        let count = CountedWords(
            one: Words("%1 verzoek over eigen gegevens", "%1 request about own data"),
            many: Words("%1 verzoeken over eigen gegevens", "%1 requests about own data"))
        let left = RequestWords.left(first, now: visit.now, visit.language)
        let urgent: Words? =
            switch first.urgency(at: visit.now) {
            case .overdue: Words("Te laat", "Late")
            case .soon: Words("Bijna", "Soon")
            case .inTime, .ended: nil
            }
        return [
            LinkRow(
                RightsDeskController.base, count(open.count, visit.language),
                Words("Het eerste: %1", "The first: %1")(visit.language, left), tag: urgent?(visit.language))
        ]
    }

    /// Recipients that must still hear of something (P63), for who tells them.
    private func notices(_ visit: Visit) async throws -> LinkRow? {
        guard try visit.atWork().roles.contains(.fieldOperator) else { return nil }
        let (notices, count) = try await services.recipientLedger.open()
        guard let oldest = notices.first else { return nil }
        return LinkRow(
            RightsDeskController.recipients,
            Words("Ontvangers laten weten", "Telling recipients")(visit.language),
            Words("De oudste wacht: %1", "The oldest waits: %1")(
                visit.language, WaitingDays.since(oldest.made, now: visit.now, visit.language)),
            tag: Words("%1 open", "%1 open")(visit.language, String(count)))
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
