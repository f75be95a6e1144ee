import Domain
import Features
import HTTPTypes

/// The same rights for who works with us: a copy at once, and everything else in words (P61).
struct WorkRightsController: Sendable {
    private let services: Services
    private let site: PublicURL

    init(_ services: Services, site: PublicURL) {
        self.services = services
        self.site = site
    }

    private static let home = "/werk/gegevens"
    private static let requests = "/werk/gegevens/verzoeken"

    var routes: [Route] {
        [
            .get("\(Self.home)/inzage", .worker) { _ in .seeOther(Self.home) },
            .post("\(Self.home)/inzage", .worker, keeps: ["vorm"]) { try await download($0) },
            .get("\(Self.home)/verzoek", .worker) { .page(page($0)) },
            .post("\(Self.home)/verzoek", .worker, keeps: ["soort", "waarde", "woorden"]) {
                try await ask($0)
            },
            .get("\(Self.requests)/:id", .worker) { try await show($0) },
            .get("\(Self.requests)/intrekken", .worker) { _ in .seeOther(Self.home) },
            .post("\(Self.requests)/intrekken", .worker, keeps: ["verzoek"]) { try await withdraw($0) },
        ]
    }

    private func download(_ visit: Visit) async throws -> Answer {
        let worker = try visit.atWork()
        let isPortable = visit.form.text("vorm") == "meenemen"
        do {
            let export = try await services.personExports.download(
                isPortable ? .portability : .inspection, for: worker)
            let statement = services.statements.current
            if isPortable {
                return try PortableDocument(export, statement: statement, site: site.text)
                    .answer(visit.language)
            }
            return try ExportFile(export: export, statement: statement, language: visit.language).answer(
                ExportFile.Form(rawValue: visit.form.text("vorm")) ?? .html)
        } catch RightsRefusal.proofNeeded {
            return .seeOther("/werk/bevestigen?naar=\(Self.home)")
        }
    }

    private func page(_ visit: Visit, refusal: Refusal? = nil) -> RightsAskPage {
        RightsAskPage(
            .work,
            typed: .init(
                choice: visit.form.text("soort"), value: visit.form.text("waarde"),
                words: visit.form.text("woorden")),
            refusal: refusal, statement: services.statements.current, language: visit.language)
    }

    private func ask(_ visit: Visit) async throws -> Answer {
        do {
            guard let kind = RightsRequest.Kind(rawValue: visit.form.text("soort")),
                RightsRequest.Kind.inWords.contains(kind)
            else { throw RightsRefusal.kindMissing }
            let value = visit.form.text("waarde")
            // A new name is stated; what else is not right is said in words.
            let asked: AskedRight =
                kind == .rectification && !value.isEmpty
                ? .rectification(.fullName, value: Sensitive(value)) : .other(kind)
            try await services.rightsRequests.ask(
                asked, words: visit.form.text("woorden"), for: try visit.atWork())
            return .seeOther("\(Self.home)?melding=gevraagd")
        } catch let refused as RightsRefusal {
            let refusal = Refusal(refused)
            return .page(page(visit, refusal: refusal), refusal: refusal)
        }
    }

    private func show(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ RightsRequest.ID($0) }),
            let opened = try await services.rightsRequests.open(id, for: try visit.atWork())
        else { throw Stop.notFound }
        return .page(
            OwnRequestPage(
                opened, isWork: true, statement: services.statements.current, language: visit.language))
    }

    private func withdraw(_ visit: Visit) async throws -> Answer {
        guard let id = RightsRequest.ID(visit.form.text("verzoek")) else { throw Stop.notFound }
        do {
            try await services.rightsRequests.withdraw(id, for: try visit.atWork())
            return .seeOther("\(Self.home)?melding=ingetrokken")
        } catch is RightsRefusal {
            throw Stop.notFound
        }
    }
}
