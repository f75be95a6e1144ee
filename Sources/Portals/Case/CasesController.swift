import Domain
import Features
import HTTPTypes

/// Cases in the office: searched with a reason, opened class by class, extended, handed over and closed.
struct CasesController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    static let base = "/kantoor/zaken"
    static let search = "/kantoor/zaken/zoeken"
    static let urgent = "/kantoor/zaken/spoed"
    static let found = "/kantoor/zaken/gevonden"
    static let glass = "/kantoor/zaken/glas"
    static let handOver = "/kantoor/zaken/overdragen"
    private static let handlers: [Role] = [.support, .fieldOperator]

    var routes: [Route] {
        let holder = Route.Audience.staff(Self.handlers)
        return [
            .get(Self.base, .staff(Role.staffPeople)) { try await list($0) },
            .get("\(Self.base)/:id", .staff(Role.staffPeople)) { try await show($0) },
            .get(Self.search, holder) { try showSearch($0, isUrgent: false) },
            .post(Self.search, holder, keeps: ["reden", "toelichting"]) {
                try await search($0, isUrgent: false)
            },
            .get(Self.urgent, holder) { try showSearch($0, isUrgent: true) },
            .post(Self.urgent, holder, keeps: ["reden", "toelichting"]) {
                try await search($0, isUrgent: true)
            },
            .get("\(Self.found)/:search", holder) { try await showFound($0) },
            .post("\(Self.base)/inzien", holder, keeps: ["zaak", "klasse"], backTo: Self.base) {
                try await open($0)
            },
            .post("\(Self.base)/aantekeningen", holder, keeps: ["zaak"], backTo: Self.base) {
                try await readNotes($0)
            },
            .post("\(Self.base)/aantekening", holder, keeps: ["zaak", "aantekening"], backTo: Self.base) {
                try await write($0)
            },
            .post("\(Self.base)/verlengen", holder, keeps: ["zaak", "toelichting"], backTo: Self.base) {
                visit in
                try await change(visit, "verlengd") { id, worker in
                    try await services.cases.extend(id, sentence: visit.form.text("toelichting"), by: worker)
                }
            },
            .post("\(Self.base)/beschermen", holder, keeps: ["zaak"], backTo: Self.base) { visit in
                try await change(visit, "beschermd") { try await services.cases.guardSubject(of: $0, by: $1) }
            },
            .post(
                "\(Self.base)/bescherming-opheffen", holder, keeps: ["zaak", "toelichting"], backTo: Self.base
            ) {
                visit in
                try await change(visit, "opgeheven") { id, worker in
                    try await services.cases.liftGuard(
                        of: id, sentence: visit.form.text("toelichting"), by: worker)
                }
            },
            .post("\(Self.base)/sluiten", holder, keeps: ["zaak"], backTo: Self.base) { try await close($0) },
            .get("\(Self.glass)/:id", holder) { try await showGlass($0) },
            .post(Self.glass, holder, keeps: ["zaak", "toelichting"], backTo: Self.base) {
                try await breakGlass($0)
            },
            .get("\(Self.handOver)/:id", holder) { try await showHandOver($0) },
            .post(Self.handOver, holder, keeps: ["zaak", "collega"], backTo: Self.base) {
                try await handOver($0)
            },
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let worker = try visit.atWork()
        // The privacy officer holds none.
        let canSearch = !services.cases.reasons(for: worker).isEmpty
        let showsAll = !canSearch || visit.query["wie"] == "alle"
        let list =
            showsAll ? try await services.cases.allOpen(for: worker) : try await services.cases.mine(worker)
        return .page(
            CasesPage(
                list, showsAll: showsAll, canSearch: canSearch, notice: Self.notice(visit), now: visit.now,
                language: visit.language))
    }

    /// What was just done, said once.
    private static func notice(_ visit: Visit) -> Words? {
        switch visit.query["melding"] {
        case "verlengd": Words("De zaak is verlengd.", "The case was extended.")
        case "beschermd": Words("Deze persoon is nu extra beschermd.", "This person is guarded now.")
        case "opgeheven":
            Words("Deze persoon is niet meer extra beschermd.", "This person is no longer guarded.")
        case "gesloten": Words("De zaak is gesloten.", "The case is closed.")
        case "overgedragen": Words("De zaak is overgedragen.", "The case was handed over.")
        case "bewaard": Words("De aantekening is bewaard.", "The note was kept.")
        case "formulier":
            Words(
                "Het formulier is binnen. Een collega kijkt of het een ja is.",
                "The form has come in. A colleague looks whether it is a yes.")
        case "spoed":
            Words(
                "Met spoed geopend. De functionaris gegevensbescherming kreeg bericht.",
                "Broken open. The data protection officer was told.")
        default: nil
        }
    }

    private func showSearch(_ visit: Visit, isUrgent: Bool) throws -> Answer {
        let worker = try visit.atWork()
        if isUrgent, let proving = try visit.proving(returningTo: Self.urgent) { return proving }
        return .page(
            CaseSearchPage(
                reasons: services.cases.reasons(for: worker), isUrgent: isUrgent, language: visit.language))
    }

    private func search(_ visit: Visit, isUrgent: Bool) async throws -> Answer {
        let worker = try visit.atWork()
        let reason = CaseReason(rawValue: visit.form.text("reden"))
        let (sentence, sought) = (visit.form.text("toelichting"), visit.form.text("gezocht"))
        do {
            guard let reason else { throw CaseRefusal.reasonMissing }
            let search = try await services.cases.search(
                sought, reason: reason, sentence: sentence, by: worker, breakingGlass: isUrgent)
            return .seeOther("\(Self.found)/\(search)")
        } catch let refused as CaseRefusal {
            if refused == .proofNeeded { return .proving(returningTo: Self.urgent) }
            let refusal = Refusal(refused)
            return .page(
                CaseSearchPage(
                    reasons: services.cases.reasons(for: worker), chosen: reason, sentence: sentence,
                    sought: sought, isUrgent: isUrgent, refusal: refusal, language: visit.language),
                refusal: refusal)
        }
    }

    private func showFound(_ visit: Visit) async throws -> Answer {
        guard let search = visit.parameter.flatMap({ CaseSearch.ID($0) }) else { throw Stop.notFound }
        let found = try await services.cases.found(by: search, for: try visit.atWork())
        guard !found.isEmpty else { throw Stop.notFound }
        return .page(CaseFoundPage(found, language: visit.language))
    }

    private func show(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ CaseFile.ID($0) }) else { throw Stop.notFound }
        return try await page(id, visit, notice: Self.notice(visit))
    }

    private func page(
        _ id: CaseFile.ID, _ visit: Visit, opened: CasePage.Opened = .init(), notice: Words? = nil,
        refusal: Refusal? = nil, typed: (note: String, sentence: String) = ("", "")
    ) async throws -> Answer {
        guard let detail = try await services.cases.detail(id, for: try visit.atWork()) else {
            throw Stop.notFound
        }
        let page = CasePage(
            detail, opened: opened, notice: notice, refusal: refusal, typed: typed,
            mayHold: try visit.atWork().actor(in: Holds.roles) != nil,
            mayBringPaper: try visit.atWork().actor(in: ConsentPapers.deskRoles) != nil, now: visit.now,
            vocabulary: services.statements.current.vocabulary, language: visit.language)
        return .page(page, refusal: refusal)
    }

    /// What is opened is in the answer itself and nowhere else: a reload asks, and logs, again.
    private func open(_ visit: Visit) async throws -> Answer {
        guard let keyClass = KeyClass(rawValue: visit.form.text("klasse")) else { throw Stop.malformed }
        return try await inCase(visit) { id, worker in
            let fields = try await services.cases.open(keyClass, in: id, by: worker)
            return try await page(id, visit, opened: .init(fields: fields))
        }
    }

    private func readNotes(_ visit: Visit) async throws -> Answer {
        try await inCase(visit) { id, worker in
            let notes = try await services.cases.notes(in: id, by: worker)
            return try await page(id, visit, opened: .init(notes: notes))
        }
    }

    private func write(_ visit: Visit) async throws -> Answer {
        try await change(visit, "bewaard") { id, worker in
            try await services.cases.write(visit.form["aantekening"] ?? "", in: id, by: worker)
        }
    }

    private func close(_ visit: Visit) async throws -> Answer {
        try await inCase(visit) { id, worker in
            try await services.cases.close(id, by: worker)
            return .seeOther("\(Self.base)?melding=gesloten")
        }
    }

    private func showGlass(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ CaseFile.ID($0) }) else { throw Stop.notFound }
        if let proving = try visit.proving(returningTo: "\(Self.glass)/\(id)") { return proving }
        return try await glassPage(id, visit)
    }

    private func glassPage(
        _ id: CaseFile.ID, _ visit: Visit, sentence: String = "", refusal: Refusal? = nil
    ) async throws -> Answer {
        guard let detail = try await services.cases.detail(id, for: try visit.atWork()),
            detail.summary.isYours
        else { throw Stop.notFound }
        let page = CaseGlassPage(
            detail.summary.file, sentence: sentence, refusal: refusal, language: visit.language)
        return .page(page, refusal: refusal)
    }

    private func breakGlass(_ visit: Visit) async throws -> Answer {
        guard let id = CaseFile.ID(visit.form.text("zaak")) else { throw Stop.notFound }
        let sentence = visit.form.text("toelichting")
        do {
            let broken = try await services.cases.breakGlass(
                over: id, sentence: sentence, by: try visit.atWork())
            return .seeOther("\(Self.base)/\(broken)?melding=spoed")
        } catch let refused as CaseRefusal {
            if refused == .proofNeeded { return .proving(returningTo: "\(Self.glass)/\(id)") }
            return try await glassPage(id, visit, sentence: sentence, refusal: Refusal(refused))
        }
    }

    private func showHandOver(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ CaseFile.ID($0) }) else { throw Stop.notFound }
        return try await handOverPage(id, visit)
    }

    private func handOverPage(
        _ id: CaseFile.ID, _ visit: Visit, chosen: Account.ID? = nil, refusal: Refusal? = nil
    ) async throws -> Answer {
        do {
            let colleagues = try await services.cases.colleagues(for: id, by: try visit.atWork())
            let page = CaseHandOverPage(
                id, colleagues, chosen: chosen, refusal: refusal, language: visit.language)
            return .page(page, refusal: refusal)
        } catch is CaseRefusal {
            throw Stop.notFound
        }
    }

    private func handOver(_ visit: Visit) async throws -> Answer {
        guard let id = CaseFile.ID(visit.form.text("zaak")) else { throw Stop.notFound }
        let chosen = Account.ID(visit.form.text("collega"))
        do {
            guard let colleague = chosen else { throw CaseRefusal.unknownColleague }
            try await services.cases.handOver(id, to: colleague, by: try visit.atWork())
            return .seeOther("\(Self.base)?melding=overgedragen")
        } catch let refused as CaseRefusal {
            return try await handOverPage(id, visit, chosen: chosen, refusal: Refusal(refused))
        }
    }

    private func change(
        _ visit: Visit, _ done: String, _ act: (CaseFile.ID, Worker) async throws -> Void
    ) async throws -> Answer {
        try await inCase(visit) { id, worker in
            try await act(id, worker)
            return .seeOther("\(Self.base)/\(id)?melding=\(done)")
        }
    }

    /// What is refused is said on the page of the case, with what was typed.
    private func inCase(
        _ visit: Visit, _ body: (CaseFile.ID, Worker) async throws -> Answer
    ) async throws -> Answer {
        guard let id = CaseFile.ID(visit.form.text("zaak")) else { throw Stop.notFound }
        do {
            return try await body(id, try visit.atWork())
        } catch let refused as CaseRefusal {
            return try await page(
                id, visit, refusal: Refusal(refused),
                typed: (visit.form["aantekening"] ?? "", visit.form.text("toelichting")))
        }
    }
}
