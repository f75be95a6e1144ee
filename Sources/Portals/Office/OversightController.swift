import Domain
import Features

/// Whether messages arrive, and what the log says: for who keeps things running, and for who watches.
struct OversightController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    var routes: [Route] {
        [
            .get("/kantoor/berichten", .staff([.fieldOperator])) { try await listMessages($0) },
            .post("/kantoor/berichten", .staff([.fieldOperator]), keeps: ["bericht"]) {
                try await retry($0)
            },
            .get("/kantoor/logboek", .staff([.privacyOfficer])) { try await listLog($0) },
            .get("/kantoor/logboek/:number", .staff([.privacyOfficer])) { try await showLine($0) },
        ]
    }

    private func listMessages(_ visit: Visit) async throws -> Answer {
        let before = visit.query["voor"].flatMap { Int64($0) }.map { Moment(milliseconds: $0) }
        let limit = 50
        let letters = try await services.messageOffice.deadLetters(before: before, limit: limit)
        let notice =
            switch visit.query["melding"] {
            case "opnieuw": Words("Wij proberen het opnieuw.", "We are trying again.")
            case "niet": Words("Dit bericht kan niet meer weg.", "This message can no longer be sent.")
            default: Words?.none
            }
        return .page(
            DeadLettersPage(
                try await services.messageOffice.state(), letters, isFull: letters.count == limit,
                notice: notice, now: visit.now, language: visit.language))
    }

    private func retry(_ visit: Visit) async throws -> Answer {
        guard let id = Message.ID(visit.form.text("bericht")) else { throw Stop.notFound }
        let isRetried = try await services.messageOffice.retry(id)
        return .seeOther("/kantoor/berichten?melding=\(isRetried ? "opnieuw" : "niet")")
    }

    private func listLog(_ visit: Visit) async throws -> Answer {
        let filter = LogFilter(
            activity: visit.query["werk"].flatMap { Activity(rawValue: $0) },
            role: visit.query["rol"].flatMap { Role(rawValue: $0) }, onlyPeople: visit.query["mens"] == "ja")
        let page = try await services.logReadings.page(
            filter, before: visit.query["voor"].flatMap { Int64($0) }, access: try Self.access(visit))
        return .page(
            LogListPage(
                page, filter: filter, statement: services.statements.current, language: visit.language))
    }

    private func showLine(_ visit: Visit) async throws -> Answer {
        guard let number = visit.parameter.flatMap({ Int64($0) }),
            let found = try await services.logReadings.line(number, access: try Self.access(visit))
        else { throw Stop.notFound }
        return .page(
            LogLinePage(
                found.line, isProven: found.isProven, statement: services.statements.current,
                language: visit.language))
    }

    /// Watching is a duty in law.
    private static func access(_ visit: Visit) throws -> Access {
        Access(
            actor: try visit.acting(), purpose: .fraudAndLegalObligations, ground: .legalDuty)
    }
}
