import Domain
import Features
import HTTPTypes

/// Which number or account of the customer is with whom (P19).
struct AssociationsController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    static let base = "/klant/nummers"

    var routes: [Route] {
        let audience = Route.Audience.customer([.customerAdmin, .caseworker])
        return [
            .get(Self.base, audience) { try await page($0, notice: Self.notice($0)) },
            .post(Self.base, audience, keeps: ["wat", "nummer", "collega"]) { visit in
                try await tie(visit, to: Account.ID(visit.form.text("collega")).map { .colleague($0) })
            },
            .post(
                "\(Self.base)/brief", audience, keeps: ["wat-brief", "brief", "lading"], backTo: Self.base
            ) { visit in try await tie(visit, to: Self.letter(visit)) },
            .post("\(Self.base)/los", audience, keeps: ["koppeling"], backTo: Self.base) {
                try await untie($0)
            },
        ]
    }

    private static func notice(_ visit: Visit) -> Words? {
        switch visit.query["melding"] {
        case "gekoppeld": Words("Het is gekoppeld.", "It is tied.")
        case "los": Words("Het is losgemaakt.", "It is untied.")
        default: nil
        }
    }

    private static func letter(_ visit: Visit) -> AssociationHolder? {
        guard let batch = CodeBatch.ID(visit.form.text("lading")), let number = Int(visit.form.text("brief"))
        else { return nil }
        return .letter(batch: batch, number: number)
    }

    private func tie(_ visit: Visit, to holder: AssociationHolder?) async throws -> Answer {
        let isLetter = visit.path.hasSuffix("/brief")
        let typed = AssociationsPage.Typed(
            label: isLetter ? "" : visit.form.text("wat"), number: isLetter ? "" : visit.form.text("nummer"),
            letterLabel: isLetter ? visit.form.text("wat-brief") : "",
            letter: isLetter ? visit.form.text("brief") : "", colleague: visit.form.text("collega"),
            batch: visit.form.text("lading"))
        do {
            guard let holder else {
                throw isLetter ? AssociationRefusal.unknownLetter : AssociationRefusal.holderMissing
            }
            try await services.associations.tie(
                AssociationDraft(
                    label: isLetter ? typed.letterLabel : typed.label, number: visit.form.text("nummer"),
                    holder: holder), by: try visit.atWork())
            return .seeOther("\(Self.base)?melding=gekoppeld")
        } catch let refused as AssociationRefusal {
            return try await page(visit, typed: typed, refusal: Refusal(refused, isLetter: isLetter))
        }
    }

    private func untie(_ visit: Visit) async throws -> Answer {
        guard let id = Association.ID(visit.form.text("koppeling")) else { throw Stop.notFound }
        do {
            try await services.associations.untie(id, by: try visit.atWork())
        } catch AssociationRefusal.unknown {
            throw Stop.notFound
        }
        return .seeOther("\(Self.base)?melding=los")
    }

    private func page(
        _ visit: Visit, typed: AssociationsPage.Typed = .init(), notice: Words? = nil, refusal: Refusal? = nil
    ) async throws -> Answer {
        let worker = try visit.atWork()
        let page = AssociationsPage(
            try await services.associations.list(for: worker),
            colleagues: try await services.colleagues.list(for: worker),
            batches: try await services.associations.batches(for: worker), typed: typed, notice: notice,
            refusal: refusal, language: visit.language)
        return .page(page, refusal: refusal)
    }
}

extension Refusal {
    /// - `isLetter`: the form for a letter has fields of its own.
    init(_ refusal: AssociationRefusal, isLetter: Bool) {
        let label = isLetter ? "wat-brief" : "wat"
        switch refusal {
        case .labelMissing: self.init("Vul in wat het is.", "Fill in what it is.", field: label)
        case .labelTooLong:
            self.init(
                "Maak het korter: hoogstens \(Association.Label.lengthMax) tekens.",
                "Make it shorter: at most \(Association.Label.lengthMax) characters.", field: label)
        case .labelLooksPersonal:
            self.init(
                "Hierin staat een nummer of e-mailadres. Een nummer zet u in het vakje Nummer.",
                "There is a number or an e-mail address in it. Put a number in the box Number.", field: label)
        case .numberInvalid:
            self.init(
                "Vul een telefoonnummer in, of het nummer van de simkaart of het account.",
                "Fill in a phone number, or the number of the SIM card or account.", field: "nummer")
        case .numberAlreadyTied:
            self.init(
                "Deze medewerker heeft al een nummer. Maak dat eerst los.",
                "This colleague has a number already. Untie that first.", field: "nummer")
        case .numberNotForLetter:
            self.init(
                "Van iemand met gratis bellen bewaren wij geen nummer erbij. Laat het nummer weg.",
                "Of somebody with free calling we keep no other number. Leave the number out.", field: label)
        case .holderMissing, .unknownColleague:
            self.init("Kies een medewerker.", "Choose a colleague.", field: "collega")
        case .unknownLetter:
            self.init(
                "Deze brief kennen wij niet, of hij is ingetrokken. Kijk naar het nummer op de brief.",
                "We do not know this letter, or it was revoked. Look at the number on the letter.",
                field: "brief")
        case .unknown:
            self.init("Deze koppeling is er niet meer.", "This link is gone.", status: .notFound)
        }
    }
}
