import Domain
import Features
import HTTPTypes

/// Whom BuenO reaches at this customer, and about what: its administrators decide (P02).
struct ContactPointsController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    static let base = "/klant/contactpunten"

    var routes: [Route] {
        let audience = Route.Audience.customer([.customerAdmin])
        return [
            .get(Self.base, audience) { visit in
                try await page(visit, typed: .init(), notice: Self.notice(visit))
            },
            .post(Self.base, audience, keeps: ["waarvoor", "waar"]) { try await add($0) },
            .post("\(Self.base)/collega", audience, keeps: ["waarvoor", "collega"], backTo: Self.base) {
                try await addColleague($0)
            },
            .post("\(Self.base)/weg", audience, keeps: ["punt"], backTo: Self.base) { try await remove($0) },
        ]
    }

    private static func notice(_ visit: Visit) -> Words? {
        switch visit.query["melding"] {
        case "toegevoegd": Words("Het contactpunt staat erbij.", "The contact point was added.")
        case "weg": Words("Het contactpunt is weg.", "The contact point is gone.")
        default: nil
        }
    }

    private func page(
        _ visit: Visit, typed: ContactPointsPage.Typed, notice: Words? = nil, refusal: Refusal? = nil
    ) async throws -> Answer {
        let worker = try visit.atWork()
        guard let customer = worker.customer else { throw Stop.forbidden }
        let page = ContactPointsPage(
            try await services.contactPoints.list(of: customer),
            colleagues: try await services.colleagues.list(for: worker), typed: typed, notice: notice,
            refusal: refusal, language: visit.language)
        return .page(page, refusal: refusal)
    }

    private func add(_ visit: Visit) async throws -> Answer {
        let typed = ContactPointsPage.Typed(
            purpose: visit.form.text("waarvoor"), place: visit.form.text("waar"))
        return try await change(visit, typed: typed) {
            guard let purpose = ContactPoint.Purpose(rawValue: typed.purpose) else {
                throw ContactPointRefusal.purposeMissing
            }
            try await services.contactPoints.add(general: typed.place, for: purpose, by: $0)
        }
    }

    private func addColleague(_ visit: Visit) async throws -> Answer {
        let typed = ContactPointsPage.Typed(
            purpose: visit.form.text("waarvoor"), colleague: visit.form.text("collega"))
        return try await change(visit, typed: typed) {
            guard let purpose = ContactPoint.Purpose(rawValue: typed.purpose) else {
                throw ContactPointRefusal.purposeMissing
            }
            guard let colleague = Account.ID(typed.colleague) else {
                throw ContactPointRefusal.unknownColleague
            }
            try await services.contactPoints.add(colleague: colleague, for: purpose, by: $0)
        }
    }

    private func change(
        _ visit: Visit, typed: ContactPointsPage.Typed, _ act: (Worker) async throws -> Void
    ) async throws -> Answer {
        do {
            try await act(try visit.atWork())
            return .seeOther("\(Self.base)?melding=toegevoegd")
        } catch let refused as ContactPointRefusal {
            return try await page(visit, typed: typed, refusal: Refusal(refused))
        }
    }

    private func remove(_ visit: Visit) async throws -> Answer {
        guard let id = ContactPoint.ID(visit.form.text("punt")) else { throw Stop.notFound }
        do {
            try await services.contactPoints.remove(id, by: try visit.atWork())
        } catch ContactPointRefusal.unknown {
            throw Stop.notFound
        }
        return .seeOther("\(Self.base)?melding=weg")
    }
}

extension Refusal {
    init(_ refusal: ContactPointRefusal) {
        switch refusal {
        case .missing, .notReachable:
            self.init(
                "Vul een algemeen e-mailadres of een vast telefoonnummer in.",
                "Fill in a general e-mail address or a fixed phone number.", field: "waar")
        case .mailboxIsPersonal:
            self.init(
                "Dit lijkt het e-mailadres van een persoon. Vul een algemeen adres in, zoals info@ of facturen@, of kies hieronder een medewerker.",
                "This looks like a person's e-mail address. Fill in a general one, such as info@ or facturen@, or choose a colleague below.",
                field: "waar")
        case .numberIsPersonal:
            self.init(
                "Een 06-nummer is van een persoon. Vul het nummer van de centrale in, of kies hieronder een medewerker.",
                "A mobile number belongs to a person. Fill in the switchboard's number, or choose a colleague below.",
                field: "waar")
        case .purposeMissing:
            self.init("Kies waarvoor het is.", "Choose what it is for.", field: "waarvoor")
        case .alreadyThere: self.init("Dit contactpunt staat er al.", "This contact point is there already.")
        case .unknownColleague: self.init("Kies een medewerker.", "Choose a colleague.", field: "collega")
        case .unknown: self.init("Dit contactpunt is er niet meer.", "This contact point is gone.")
        }
    }
}
