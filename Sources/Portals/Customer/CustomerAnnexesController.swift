import Domain
import Features
import HTTPTypes

/// Custom work, where it is read and accepted (P20).
struct CustomerAnnexesController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    static let base = "/klant/maatwerk"

    var routes: [Route] {
        let everyone = Route.Audience.customer(Role.customerPeople)
        return [
            .get(Self.base, everyone) { visit in
                .page(
                    CustomerAnnexesPage(
                        try await services.annexes.list(for: try visit.atWork()), language: visit.language))
            },
            .get("\(Self.base)/:id", everyone) { try await page($0) },
            .post("\(Self.base)/:id", .customer([.customerAdmin]), keeps: ["versie", "afdruk"]) {
                try await accept($0)
            },
        ]
    }

    private func page(_ visit: Visit, refusal: Refusal? = nil) async throws -> Answer {
        let worker = try visit.atWork()
        // Another customer's sheet does not exist here, and neither does one that was not sent.
        guard let id = visit.parameter.flatMap({ Annex.ID($0) }),
            let file = try await services.annexes.list(for: worker).first(where: { $0.id == id }),
            let sent = file.versions.first(where: { $0.sent != nil })
        else { throw Stop.notFound }
        let page = CustomerAnnexPage(
            file, version: sent, canAccept: worker.roles.contains(.customerAdmin),
            isDone: visit.query["melding"] == "akkoord", refusal: refusal, language: visit.language)
        return .page(page, refusal: refusal)
    }

    private func accept(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ Annex.ID($0) }) else { throw Stop.notFound }
        guard visit.form.text("akkoord") == "ja" else {
            return try await page(
                visit,
                refusal: Refusal(
                    "Zet een vinkje als u akkoord bent.", "Tick the box if you agree.", field: "akkoord"))
        }
        do {
            try await services.annexes.accept(
                id, version: Int(visit.form.text("versie")) ?? 0, hash: visit.form.text("afdruk"),
                by: try visit.atWork())
            return .seeOther("\(Self.base)/\(id)?melding=akkoord")
        } catch AnnexRefusal.unknownAnnex {
            throw Stop.notFound
        } catch let refused as AnnexRefusal {
            return try await page(visit, refusal: Refusal.all(refused).first)
        }
    }

    /// What waits for an administrator today.
    static func tasks(_ services: Services, _ worker: Worker, _ language: Language) async throws -> [LinkRow]
    {
        guard worker.roles.contains(.customerAdmin) else { return [] }
        return try await services.annexes.list(for: worker).filter(\.isWaiting).map { file in
            LinkRow(
                "\(base)/\(file.id)",
                Words("Lees het gegevensblad: %1", "Read the data sheet: %1")(language, file.title),
                Words("Zonder uw akkoord begint het niet", "Without your consent it does not begin")(language)
            )
        }
    }
}
