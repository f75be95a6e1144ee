import Domain
import Features
import HTTPTypes

/// Requests in the office: a queue by days left, answered by who takes one; the privacy officer sees the queue and opens
/// none of it.
struct RightsDeskController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    static let base = "/kantoor/verzoeken"
    static let recipients = "/kantoor/verzoeken/ontvangers"
    static let register = "/kantoor/verzoeken/nieuw"
    private static let handling: Route.Audience = .staff([.support])
    private static let watching: Route.Audience = .staff([.support, .privacyOfficer, .fieldOperator])
    private static let telling: Route.Audience = .staff([.fieldOperator])

    var routes: [Route] { doing + goingBack }

    /// Where a refusal of a form was shown, and its reader chose another language or reloaded.
    private var goingBack: [Route] {
        ["neem", "lees", "vaststellen", "verlengen", "antwoord", "nieuw", "kopie"].map { word in
            Route.get("\(Self.base)/\(word)", Self.handling) { _ in .seeOther(Self.base) }
        }
    }

    private var doing: [Route] {
        [
            .get(Self.base, Self.watching) { try await list($0) },
            .get("\(Self.base)/:id", Self.watching) { visit in
                guard let id = visit.parameter.flatMap({ RightsRequest.ID($0) }) else { throw Stop.notFound }
                return try await page(id, visit, notice: Self.notice(visit))
            },
            .post("\(Self.base)/neem", Self.handling, keeps: ["verzoek"], backTo: Self.base) { visit in
                try await change(visit, "genomen") { try await services.rightsDesk.take($0, by: $1) }
            },
            .post("\(Self.base)/lees", Self.handling, keeps: ["verzoek"], backTo: Self.base) { visit in
                try await onRequest(visit) { id, worker in
                    let opened = try await services.rightsDesk.words(id, by: worker)
                    return try await page(id, visit, opened: opened)
                }
            },
            .post(
                "\(Self.base)/vaststellen", Self.handling,
                keeps: ["verzoek"] + IdentityCheck.allCases.map { "gezien-\($0.rawValue)" }, backTo: Self.base
            ) { visit in
                try await change(visit, "vastgesteld") { id, worker in
                    let ticked = IdentityCheck.allCases.filter { visit.form["gezien-\($0.rawValue)"] == "ja" }
                    try await services.rightsDesk.identify(id, ticked: Set(ticked), by: worker)
                }
            },
            .post("\(Self.base)/verlengen", Self.handling, keeps: ["verzoek", "waarom"]) { visit in
                try await change(visit, "verlengd") { id, worker in
                    try await services.rightsDesk.extend(
                        id, because: visit.form.text("waarom"), by: worker)
                }
            },
            .post("\(Self.base)/kopie", Self.handling, keeps: ["verzoek", "vorm"], backTo: Self.base) {
                visit in
                try await onRequest(visit) { id, worker in
                    let export = try await services.personExports.copy(for: id, by: worker)
                    return try ExportFile(
                        export: export, statement: services.statements.current, language: export.language
                    ).answer(ExportFile.Form(rawValue: visit.form.text("vorm")) ?? .html)
                }
            },
            .post("\(Self.base)/antwoord", Self.handling, keeps: ["verzoek", "reden", "antwoord"]) {
                try await answer($0)
            },
            .get("\(Self.register)/:id", Self.handling) { visit in
                guard let file = visit.parameter.flatMap({ CaseFile.ID($0) }) else { throw Stop.notFound }
                return .page(DeskRegisterPage(file, language: visit.language))
            },
            .post(Self.register, Self.handling, keeps: ["zaak", "soort", "langs", "woorden"]) {
                try await register($0)
            },
            .get(Self.recipients, Self.telling) { try await showRecipients($0) },
            .post(Self.recipients, Self.telling, keeps: ["ontvanger", "tot"]) { try await told($0) },
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        let worker = try visit.atWork()
        return .page(
            DeskListPage(
                try await services.rightsDesk.queue(for: worker), opens: worker.roles.contains(.support),
                tellsRecipients: worker.roles.contains(.fieldOperator), notice: Self.notice(visit),
                now: visit.now, language: visit.language))
    }

    /// What was just done, said once.
    private static func notice(_ visit: Visit) -> Words? {
        switch visit.query["melding"] {
        case "genomen": Words("U behandelt dit verzoek.", "You handle this request.")
        case "vastgesteld": Words("Vastgesteld dat zij het zijn.", "Settled that it is them.")
        case "verlengd": Words("Verlengd. De persoon krijgt bericht.", "Extended. The person is told.")
        case "beantwoord": Words("Beantwoord. De persoon krijgt bericht.", "Answered. The person is told.")
        case "vastgelegd": Words("Het verzoek is vastgelegd.", "The request is registered.")
        case "verteld": Words("Vastgelegd dat zij het weten.", "Written down that they know.")
        default: nil
        }
    }

    private func page(
        _ id: RightsRequest.ID, _ visit: Visit, opened: OpenedRequest? = nil, erasure: DeskErasure? = nil,
        notice: Words? = nil, refusal: Refusal? = nil
    ) async throws -> Answer {
        let worker = try visit.atWork()
        guard let item = try await services.rightsDesk.request(id, for: worker) else { throw Stop.notFound }
        let page = DeskRequestPage(
            item, opened: opened, erasure: erasure, handles: worker.roles.contains(.support), notice: notice,
            typed: .init(
                verdict: visit.form.text("reden"), answer: visit.form.text("antwoord"),
                delay: visit.form.text("waarom")),
            refusal: refusal, statement: services.statements.current, now: visit.now,
            language: visit.language)
        return .page(page, status: refusal?.status ?? .ok)
    }

    private func answer(_ visit: Visit) async throws -> Answer {
        try await onRequest(visit) { id, worker in
            let verdict: RightsVerdict
            switch visit.form.text("reden") {
            case "granted": verdict = .granted
            case "partly": verdict = .partly
            case let reason:
                guard let reason = RightsRefusalReason(rawValue: reason) else {
                    throw RightsRefusal.reasonDoesNotApply
                }
                verdict = .refused(reason)
            }
            let erasure = try await services.rightsDesk.answer(
                id, verdict, text: visit.form.text("antwoord"), by: worker)
            guard let erasure else { return .seeOther("\(Self.base)/\(id)?melding=beantwoord") }
            // Shown once, to be handed over: it is kept nowhere.
            return try await page(id, visit, erasure: erasure)
        }
    }

    private func change(
        _ visit: Visit, _ done: String, _ act: (RightsRequest.ID, Worker) async throws -> Void
    ) async throws -> Answer {
        try await onRequest(visit) { id, worker in
            try await act(id, worker)
            return .seeOther("\(Self.base)/\(id)?melding=\(done)")
        }
    }

    /// What is refused is said on the page of the request, with what was typed.
    private func onRequest(
        _ visit: Visit, _ body: (RightsRequest.ID, Worker) async throws -> Answer
    ) async throws -> Answer {
        guard let id = RightsRequest.ID(visit.form.text("verzoek")) else { throw Stop.notFound }
        do {
            return try await body(id, try visit.atWork())
        } catch let refused as RightsRefusal {
            return try await page(id, visit, refusal: Refusal(refused))
        } catch let refused as CaseRefusal {
            return try await page(id, visit, refusal: Refusal(refused))
        }
    }

    private func register(_ visit: Visit) async throws -> Answer {
        guard let file = CaseFile.ID(visit.form.text("zaak")) else { throw Stop.notFound }
        let isDesk = visit.form["langs"] == RightsRequest.Via.desk.rawValue
        let (kind, words) = (visit.form.text("soort"), visit.form.text("woorden"))
        func refused(_ refusal: Refusal) -> Answer {
            .page(
                DeskRegisterPage(
                    file, kind: kind, isDesk: isDesk, words: words, refusal: refusal,
                    language: visit.language), refusal: refusal)
        }
        do {
            guard let asked = RightsRequest.Kind(rawValue: kind) else { throw RightsRefusal.kindMissing }
            let id = try await services.rightsDesk.register(
                asked, via: isDesk ? .desk : .phone, words: words, in: file, by: try visit.atWork())
            return .seeOther("\(Self.base)/\(id)?melding=vastgelegd")
        } catch let refusal as RightsRefusal {
            return refused(Refusal(refusal))
        } catch let refusal as CaseRefusal {
            return refused(Refusal(refusal))
        }
    }

    private func showRecipients(_ visit: Visit) async throws -> Answer {
        .page(
            RecipientNoticesPage(
                try await services.recipientLedger.open().notices, notice: Self.notice(visit),
                statement: services.statements.current, now: visit.now, language: visit.language))
    }

    private func told(_ visit: Visit) async throws -> Answer {
        guard let until = Int64(visit.form.text("tot")) else { throw Stop.malformed }
        try await services.recipientLedger.told(
            visit.form.text("ontvanger"), until: Moment(milliseconds: until), by: try visit.atWork())
        return .seeOther("\(Self.recipients)?melding=verteld")
    }
}
