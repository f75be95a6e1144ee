import Domain
import Features

/// Erasing: shown first, proven with a code, done, and a receipt that anyone may check.
struct ErasureController: Sendable {
    private let erasures: Erasures
    private let messages: PersonMessages
    private let sessions: Sessions
    private let statements: Statements

    private static let receiptSeconds = 600

    init(_ services: Services) {
        erasures = services.erasures
        messages = services.personMessages
        sessions = services.sessions
        statements = services.statements
    }

    var routes: [Route] {
        [
            .get("/mijn/wissen", .endUser) { try await showPlan($0, refusal: nil) },
            .post("/mijn/wissen", .endUser, keeps: ["kanaal", ProofContact.field]) { try await askProof($0) },
            .get("/mijn/wissen/code", .endUser) { .page(try secretPage($0, refusal: nil)) },
            .post("/mijn/wissen/code", .endUser) { try await erase($0) },
            .get("/bewijs/bon") { showReceipt($0) },
            .get("/bewijs") { checkPage($0) },
            .post("/bewijs", keeps: ["bon"]) { try await check($0) },
        ]
    }

    private func showPlan(_ visit: Visit, refusal: Refusal?) async throws -> Answer {
        let person = try visit.person().signedIn
        let language = visit.language
        let plan = try await erasures.plan(for: person)
        let channels = try await erasures.channels(for: person)
        let words = ErasureWords(statement: statements.current, now: visit.now, language: language)
        let page = ErasurePlanPage(
            goes: words.goes(
                plan, messages: Int(try await messages.count(of: person.person)),
                devices: try await sessions.list(for: person).count),
            stays: words.stays(plan), keepsData: !plan.isComplete,
            channels: channels, typed: visit.form.text(ProofContact.field),
            isMail: visit.form["kanaal"] == Message.Channel.mail.rawValue,
            refusal: refusal, statement: statements.current, language: language)
        return .page(page, refusal: refusal)
    }

    private func askProof(_ visit: Visit) async throws -> Answer {
        guard visit.form.text("ok") == "ja" else {
            return try await showPlan(
                visit,
                refusal: Refusal(
                    "Zet een vinkje als u het begrijpt.", "Tick the box if you understand.", field: "ok"))
        }
        let channel = visit.form["kanaal"].flatMap { Message.Channel(rawValue: $0) } ?? .sms
        do {
            try await erasures.askProof(
                for: try visit.person().signedIn, by: channel, typed: visit.form.text(ProofContact.field))
            return .seeOther("/mijn/wissen/code")
        } catch let refused as SignInRefusal {
            return try await showPlan(visit, refusal: ProofContact.refusal(refused))
        }
    }

    private func secretPage(_ visit: Visit, refusal: Refusal?) throws -> ErasureSecretPage {
        ErasureSecretPage(
            refusal: refusal, term: try statements.current.term(of: .signInSecret), language: visit.language)
    }

    /// The receipt is shown on a page of its own, so that reloading it sends nothing again.
    private func erase(_ visit: Visit) async throws -> Answer {
        do {
            let number = try await erasures.erase(
                secret: visit.form.text("cijfers"), for: try visit.person().signedIn)
            return .seeOther("/bewijs/bon").with(
                .set(.receipt, number.text, maxAgeSeconds: Self.receiptSeconds), .remove(.session),
                .remove(.form))
        } catch let refused as SignInRefusal {
            let refusal = Refusal(refused, secretField: "cijfers")
            return .page(try secretPage(visit, refusal: refusal), refusal: refusal)
        }
    }

    private func showReceipt(_ visit: Visit) -> Answer {
        guard let number = visit.cookies[.receipt].flatMap({ ReceiptNumber(typed: $0) }) else {
            return .seeOther("/bewijs")
        }
        return .page(
            ReceiptPage(number: number.grouped, statement: statements.current, language: visit.language))
    }

    private func checkPage(_ visit: Visit) -> Answer {
        .page(ReceiptCheckPage(vocabulary: statements.current.vocabulary, language: visit.language))
    }

    private func check(_ visit: Visit) async throws -> Answer {
        let typed = visit.form.text("bon")
        let vocabulary = statements.current.vocabulary
        guard let receipt = try await erasures.receipt(typed) else {
            let refusal = Refusal(
                "Dit bonnummer kennen wij niet. Kijk of u het goed typte.",
                "We do not know this receipt number. Check that you typed it right.", field: "bon")
            return .page(
                ReceiptCheckPage(
                    number: typed, refusal: refusal, vocabulary: vocabulary, language: visit.language),
                refusal: refusal)
        }
        let found = ReceiptCheckPage.Found(
            requestedAt: receipt.requested, completedAt: receipt.completed, fields: receipt.fields,
            keptUntil: receipt.keptUntil)
        return .page(
            ReceiptCheckPage(number: typed, found: found, vocabulary: vocabulary, language: visit.language))
    }
}

/// What goes and what stays, in words.
struct ErasureWords: Sendable {
    let statement: Statement
    let now: Moment
    let language: Language

    func goes(_ plan: ErasurePlan, messages: Int, devices: Int) -> [String] {
        var lines = plan.goes.fields.map { field in
            field == .enrolmentCode
                ? Words("De band tussen u en uw code", "The link between you and your code")(language)
                : statement.vocabulary.words(field).yours.text(in: language).capitalisedFirst
        }
        if messages > 0 {
            lines.append(
                CountedWords(
                    one: Words("Uw %1 bericht", "Your %1 message"),
                    many: Words("Uw %1 berichten", "Your %1 messages"))(
                        messages, language))
        }
        lines.append(
            CountedWords(
                one: Words("Uw login op %1 apparaat", "Your sign-in on %1 device"),
                many: Words("Uw login op %1 apparaten", "Your sign-in on %1 devices"))(devices, language))
        return lines
    }

    /// What stays of somebody's own data.
    func kept(_ plan: ErasurePlan) -> [ErasurePlanPage.Staying] {
        var lines: [ErasurePlanPage.Staying] = []
        let held = plan.stays.fields.filter { plan.holds[$0.keyClass] != nil }
        lines += kept(
            plan.stays.fields.filter { !held.contains($0) }, plan,
            why: Words(
                "Dat moet van de wet. Het gaat op slot: alleen daarvoor kan het nog open.",
                "The law requires it. It is locked: it opens for that duty alone."))
        lines += kept(
            held, plan,
            why: Words(
                "Er loopt een onderzoek of een zaak. Daarom mogen wij dit nog niet wissen. Het gaat op slot, en het gaat weg zodra dat mag.",
                "An inquiry or a case is going on, so we may not erase this yet. It is locked, and it goes as soon as it may."
            ))
        if lines.isEmpty, let until = plan.keptUntil {
            lines.append(
                .init(
                    what: Words(
                        "Wat wij over u opschreven of van u opnamen", "What we wrote down or recorded of you")(
                            language),
                    why: Words(
                        "Dat mogen wij nog niet wissen. Het gaat op slot.",
                        "We may not erase that yet. It is locked.")(
                            language), until: untilDate(until)))
        }
        return lines
    }

    func stays(_ plan: ErasurePlan) -> [ErasurePlanPage.Staying] {
        var lines = kept(plan)
        lines.append(
            .init(
                what: Words("Dat uw code gebruikt is", "That your code was used")(language),
                why: Words("Zo kan niemand anders hem gebruiken.", "So that nobody else can use it.")(
                    language),
                until: Words(
                    "Zolang de afspraak met uw gemeente loopt",
                    "As long as the agreement with your municipality runs")(
                        language)))
        if let rule = statement.rule(for: .processingLog) {
            lines.append(
                .init(
                    what: Words("Regels in ons logboek", "Lines in our log")(language),
                    why: Words(
                        "Zonder band met u: geen regel leidt nog naar u.",
                        "Without any link to you: no line leads to you any more.")(language),
                    until: Words(
                        "Tot uiterlijk %1 na het einde van de afspraak",
                        "Until %1 after the end of the agreement")(
                            language, rule.term.text(in: language))))
        }
        if let rule = statement.rule(for: .erasureReceipt) {
            lines.append(
                .init(
                    what: Words("Dat er iets gewist is, en wanneer", "That something was erased, and when")(
                        language),
                    why: Words(
                        "Zo kunnen wij bewijzen dat wij het deden.", "So that we can prove that we did it.")(
                            language),
                    until: untilDate(rule.end(from: now))))
        }
        return lines
    }

    private func kept(
        _ fields: [Field], _ plan: ErasurePlan, why: Words
    ) -> [ErasurePlanPage.Staying] {
        let ends = fields.compactMap { field -> Moment? in
            if case .restrict(let until) = plan.fates[field.keyClass] { until } else { nil }
        }
        guard let until = ends.max() else { return [] }
        let names = fields.map { statement.vocabulary.words($0).yours.text(in: language) }
        return [
            .init(
                what: names.listed(language).capitalisedFirst, why: why(language), until: untilDate(until))
        ]
    }

    private func untilDate(_ moment: Moment) -> String {
        Words("Tot en met %1", "Until %1")(language, AmsterdamTime(moment).date(language))
    }
}
