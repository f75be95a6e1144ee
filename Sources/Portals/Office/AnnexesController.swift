import Domain
import Features
import HTTPTypes

/// Custom work, where it is composed (P20).
struct AnnexesController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    static let base = "/kantoor/maatwerk"

    var routes: [Route] {
        let audience = Route.Audience.staff([.fieldOperator])
        let sheet = "\(Self.base)/blad/:id"
        return [
            .get("\(Self.base)/:id", audience) { visit in
                try await listPage(try Self.customer(visit), visit)
            },
            .post("\(Self.base)/:id", audience, keeps: DataSheetDraft.names) { visit in
                let id = try Self.customer(visit)
                return try await compose(visit, for: id, changing: nil)
            },
            .get(sheet, audience) { try await sheetPage(try Self.annex($0), $0) },
            .post(sheet, audience, keeps: DataSheetDraft.names) { visit in
                let id = try Self.annex(visit)
                guard let file = try await services.annexes.file(id) else { throw Stop.notFound }
                return try await compose(visit, for: file.customer, changing: id)
            },
            .post("\(Self.base)/stuur/:id", audience, backTo: sheet) { visit in
                try await step(visit, "verstuurd") { try await services.annexes.send($0, by: $1) }
            },
            .post("\(Self.base)/begin/:id", audience, backTo: sheet) { visit in
                try await step(visit, "begonnen") { try await services.annexes.activate($0, by: $1) }
            },
        ]
    }

    private static func customer(_ visit: Visit) throws -> Customer.ID {
        guard let id = visit.parameter.flatMap({ Customer.ID($0) }) else { throw Stop.notFound }
        return id
    }

    private static func annex(_ visit: Visit) throws -> Annex.ID {
        guard let id = visit.parameter.flatMap({ Annex.ID($0) }) else { throw Stop.notFound }
        return id
    }

    private func compose(
        _ visit: Visit, for customer: Customer.ID, changing annex: Annex.ID?
    ) async throws -> Answer {
        let draft = DataSheetDraft(visit.form)
        do {
            let id = try await services.annexes.compose(
                draft, for: customer, changing: annex, by: try visit.atWork())
            return .seeOther("\(Self.base)/blad/\(id)?melding=gemaakt")
        } catch let refused as AnnexRefusal {
            if refused == .unknownCustomer || refused == .unknownAnnex { throw Stop.notFound }
            let problems = Refusal.all(refused)
            guard let annex else {
                return try await listPage(customer, visit, draft: draft, problems: problems)
            }
            return try await sheetPage(annex, visit, draft: draft, problems: problems)
        }
    }

    private func step(
        _ visit: Visit, _ done: String, _ act: (Annex.ID, Worker) async throws -> Void
    ) async throws -> Answer {
        let id = try Self.annex(visit)
        do {
            try await act(id, try visit.atWork())
            return .seeOther("\(Self.base)/blad/\(id)?melding=\(done)")
        } catch let refused as AnnexRefusal {
            if refused == .unknownAnnex { throw Stop.notFound }
            return try await sheetPage(id, visit, problems: Refusal.all(refused))
        }
    }

    private func listPage(
        _ id: Customer.ID, _ visit: Visit, draft: DataSheetDraft? = nil, problems: [Refusal] = []
    ) async throws -> Answer {
        guard let file = try await services.customers.file(id) else { throw Stop.notFound }
        let page = AnnexesPage(
            try await services.annexes.list(of: id), customer: file.customer,
            form: SheetForm(
                draft, problems: problems, statement: services.statements.current, visit.language),
            problems: problems, language: visit.language)
        return .page(page, refusal: problems.first)
    }

    private func sheetPage(
        _ id: Annex.ID, _ visit: Visit, draft: DataSheetDraft? = nil, problems: [Refusal] = []
    ) async throws -> Answer {
        guard let file = try await services.annexes.file(id) else { throw Stop.notFound }
        let page = AnnexPage(
            file,
            form: SheetForm(
                draft ?? file.newest.map { DataSheetDraft($0.sheet) }, problems: problems,
                statement: services.statements.current, visit.language),
            notice: Self.notice(visit), problems: problems, language: visit.language)
        return .page(page, refusal: problems.first)
    }

    private static func notice(_ visit: Visit) -> Words? {
        switch visit.query["melding"] {
        case "gemaakt":
            Words(
                "Dit is een nieuwe versie. Stuur hem naar de klant.",
                "This is a new version. Send it to the customer.")
        case "verstuurd":
            Words("Het gegevensblad is naar de klant gestuurd.", "The data sheet was sent to the customer.")
        case "begonnen":
            Words("De overeenkomst voor maatwerk loopt.", "The agreement for custom work is running.")
        default: nil
        }
    }
}

extension DataSheetDraft {
    /// What the form calls each choice.
    static func name(of field: Field) -> String { "gegeven-\(field.rawValue)" }
    static func name(of purpose: Purpose) -> String { "doel-\(purpose.rawValue)" }
    static func name(of term: RetentionCategory) -> String { "termijn-\(term.rawValue)" }

    /// Everything that the form sends.
    static let names =
        ["titel", "uitleg"] + fields.map { name(of: $0) } + purposes.map { name(of: $0) }
        + terms.map { name(of: $0) }

    init(_ form: FormBody) {
        self.init(
            title: form.text("titel"), about: form.text("uitleg"),
            fields: Set(Self.fields.filter { form[Self.name(of: $0)] == "ja" }),
            purposes: Set(Self.purposes.filter { form[Self.name(of: $0)] == "ja" }),
            terms: Set(Self.terms.filter { form[Self.name(of: $0)] == "ja" }))
    }

    /// As a sheet has it, to change it.
    init(_ sheet: DataSheet) {
        let ids = Set(sheet.lines.map { "\($0.kind.rawValue) \($0.id)" })
        self.init(
            title: sheet.title, about: sheet.about,
            fields: Set(Self.fields.filter { ids.contains("field \($0.rawValue)") }),
            purposes: Set(Self.purposes.filter { ids.contains("purpose \($0.rawValue)") }),
            terms: Set(Self.terms.filter { ids.contains("term \($0.rawValue)") }))
    }
}

extension Refusal {
    static func all(_ refusal: AnnexRefusal) -> [Refusal] {
        switch refusal {
        case .invalid(let problems): problems.map { Refusal($0) }
        case .alreadySent:
            [Refusal("Deze versie is al verstuurd.", "This version was sent already.", status: .conflict)]
        case .otherVersion:
            [
                Refusal(
                    "Er is intussen een andere versie, of een collega ging al akkoord. Lees het blad opnieuw.",
                    "There is another version meanwhile, or a colleague agreed already. Read the sheet again.",
                    status: .conflict)
            ]
        case .notAccepted:
            [
                Refusal(
                    "De klant ging nog niet akkoord. Pas daarna kan het beginnen.",
                    "The customer has not agreed yet. It can begin only after that.", status: .conflict)
            ]
        case .alreadyActive:
            [Refusal("Deze versie loopt al.", "This version is running already.", status: .conflict)]
        case .unknownCustomer, .unknownAnnex:
            [Refusal("Dit blad is er niet.", "There is no such sheet.", status: .notFound)]
        }
    }

    init(_ problem: AnnexProblem) {
        switch problem {
        case .titleMissing:
            self.init(
                "Geef het maatwerk een korte naam.", "Give the custom work a short name.", field: "titel")
        case .aboutMissing: self.init("Leg uit wat wij doen.", "Explain what we do.", field: "uitleg")
        case .looksPersonal:
            self.init(
                "In de tekst staat een e-mailadres of nummer. Laat dat weg.",
                "There is an e-mail address or number in the text. Leave it out.", field: "uitleg")
        case .fieldsMissing:
            self.init("Kies welke gegevens nodig zijn.", "Choose which data is needed.", field: "gegeven")
        case .purposesMissing: self.init("Kies waarvoor.", "Choose what for.", field: "doel")
        case .termsMissing: self.init("Kies hoe lang.", "Choose how long.", field: "termijn")
        }
    }
}
