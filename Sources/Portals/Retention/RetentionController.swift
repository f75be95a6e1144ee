import Domain
import Features

/// What goes when, what went, and what must stay: counts, and nobody's data.
struct RetentionController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    static let base = "/kantoor/bewaren"
    static let certificates = "/kantoor/bewaren/bewijs"
    private static let weeks = 12
    private static let days = 8

    var routes: [Route] {
        let audience = Route.Audience.staff(Holds.roles)
        return [
            .get(Self.base, audience) { try await show($0) },
            .post("\(Self.base)/stop", audience, backTo: Self.base) { visit in
                try await change(visit) { try await services.destructionRuns.stop(by: $0) }
            },
            .post("\(Self.base)/verder", audience, backTo: Self.base) { visit in
                try await change(visit) { try await services.destructionRuns.goOn(by: $0) }
            },
            .get("\(Self.certificates)/:day", audience) { try await certificate($0) },
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        .page(
            RetentionPage(
                plan: try await services.forecast.plan(),
                weeks: try await services.forecast.weeks(Self.weeks),
                days: try await services.destructionRuns.days(limit: Self.days),
                holds: try await services.holds.list().count { $0.hold.isInForce(at: visit.now) },
                statement: services.statements.current, now: visit.now, language: visit.language))
    }

    private func change(_ visit: Visit, _ act: (Worker) async throws -> Void) async throws -> Answer {
        do {
            try await act(try visit.atWork())
            return .seeOther(Self.base)
        } catch HoldRefusal.proofNeeded {
            return .seeOther("/werk/bevestigen?naar=\(Self.base)")
        } catch HoldRefusal.notAllowed {
            throw Stop.forbidden
        }
    }

    /// As it was signed, for an auditor to keep and to check.
    private func certificate(_ visit: Visit) async throws -> Answer {
        guard let day = visit.parameter.flatMap({ CalendarDay($0) }),
            let note = try await services.destructionRuns.certificate(of: day.description)
        else { throw Stop.notFound }
        return .file(note, named: "bueno-\(day)-vernietigd.txt")
    }
}
