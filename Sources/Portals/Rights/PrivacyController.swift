import Domain
import Features
import HTTPTypes

/// The rights of a person, done by themselves: see, download, take along, correct, restrict, object, complain.
struct PrivacyController: Sendable {
    private let services: Services
    private let site: PublicURL

    init(_ services: Services, site: PublicURL) {
        self.services = services
        self.site = site
    }

    private static let home = PrivacyPage.path
    private static let request = "\(PrivacyPage.requests)/:id"

    var routes: [Route] {
        [
            .get(Self.home, .endUser) { try await showHub($0) },
            .get(InspectionPage.path, .endUser) { try await showInspection($0) },
            .post(InspectionPage.path, .endUser, keeps: ["vorm"]) { try await download($0) },
            .get("\(Self.home)/meenemen", .endUser) { _ in .seeOther(InspectionPage.path) },
            .post("\(Self.home)/meenemen", .endUser) { try await takeAlong($0) },
            .get(StepUpPage.path, .endUser) { try await showStepUp($0, refusal: nil) },
            .post(StepUpPage.path, .endUser, keeps: ["naar", "kanaal", ProofContact.field]) {
                try await askProof($0)
            },
            .get(StepUpPage.code, .endUser) { .page(try codePage($0, next: $0.query["naar"], refusal: nil)) },
            .post(StepUpPage.code, .endUser, keeps: ["naar"]) { try await prove($0) },
            .get("\(Self.home)/beperken", .endUser) { try await showRestriction($0, refusal: nil) },
            .post("\(Self.home)/beperken", .endUser) { try await restrict($0) },
            .get("\(Self.home)/vrijgeven", .endUser) { _ in .seeOther("\(Self.home)/beperken") },
            .post("\(Self.home)/vrijgeven", .endUser) { try await release($0) },
            .get("\(Self.home)/bezwaar", .endUser) { .page(askPage(.objection, $0)) },
            .post("\(Self.home)/bezwaar", .endUser, keeps: ["soort", "woorden"]) { try await object($0) },
            .get("\(Self.home)/klacht", .endUser) { .page(askPage(.complaint(about: line($0.query)), $0)) },
            .post("\(Self.home)/klacht", .endUser, keeps: ["regel", "woorden"]) { try await complain($0) },
            .get("\(Self.home)/verbeteren", .endUser) { .page(askPage(try await correction($0), $0)) },
            .post("\(Self.home)/verbeteren", .endUser, keeps: ["soort", "waarde", "woorden"]) {
                try await correct($0)
            },
            .get(Self.request, .endUser) { try await showRequest($0) },
            .get("\(PrivacyPage.requests)/intrekken", .endUser) { _ in .seeOther(Self.home) },
            .post("\(PrivacyPage.requests)/intrekken", .endUser, keeps: ["verzoek"]) {
                try await withdraw($0)
            },
        ]
    }

    private func showHub(_ visit: Visit) async throws -> Answer {
        let person = try visit.person().signedIn
        return .page(
            PrivacyPage(
                requests: try await services.rightsRequests.list(for: person),
                restricted: try await services.askedRestrictions.since(for: person),
                locked: try await services.personFiles.locked(of: person),
                objections: try await services.objections.standing(for: person),
                notice: Self.notice(visit), statement: services.statements.current, now: visit.now,
                language: visit.language))
    }

    /// What was just done, said once.
    private static func notice(_ visit: Visit) -> Words? {
        switch visit.query["melding"] {
        case "beperkt": Words("Uw gegevens zijn beperkt.", "Your data is restricted.")
        case "vrij": Words("Uw gegevens zijn weer vrij.", "Your data is released.")
        case "bezwaar":
            Words(
                "Het is gestopt. U krijgt binnen 1 maand antwoord op uw bezwaar.",
                "It has stopped. You get an answer to your objection within 1 month.")
        case "klacht":
            Words(
                "Wij hebben uw klacht. U krijgt binnen 1 maand antwoord.",
                "We have your complaint. You get an answer within 1 month.")
        case "gevraagd":
            Words(
                "Wij hebben uw verzoek. U krijgt binnen 1 maand antwoord.",
                "We have your request. You get an answer within 1 month.")
        case "ingetrokken": Words("U hebt het ingetrokken.", "You have withdrawn it.")
        default: nil
        }
    }

    // MARK: - Seeing and taking

    private func showInspection(_ visit: Visit) async throws -> Answer {
        let export = try await services.personExports.look(for: try visit.person().signedIn)
        return .page(
            InspectionPage(export, statement: services.statements.current, language: visit.language))
    }

    private func download(_ visit: Visit) async throws -> Answer {
        let form = ExportFile.Form(rawValue: visit.form.text("vorm")) ?? .html
        return try await proven(visit, "inzage") {
            let export = try await services.personExports.download(
                .inspection, for: try visit.person().signedIn)
            return try ExportFile(
                export: export, statement: services.statements.current, language: visit.language
            ).answer(form)
        }
    }

    private func takeAlong(_ visit: Visit) async throws -> Answer {
        try await proven(visit, "inzage") {
            let export = try await services.personExports.download(
                .portability, for: try visit.person().signedIn)
            return try PortableDocument(export, statement: services.statements.current, site: site.text)
                .answer(visit.language)
        }
    }

    /// Leads to the proof first, when the last one is too long ago.
    private func proven(
        _ visit: Visit, _ next: String, _ body: () async throws -> Answer
    ) async throws -> Answer {
        do {
            return try await body()
        } catch RightsRefusal.proofNeeded {
            return .seeOther("\(StepUpPage.path)?naar=\(next)")
        }
    }

    // MARK: - Proving once more

    private static let doors = ["inzage", "beperken"]

    private static func next(_ asked: String?) -> String {
        asked.flatMap { doors.contains($0) ? $0 : nil } ?? doors[0]
    }

    private func showStepUp(_ visit: Visit, refusal: Refusal?) async throws -> Answer {
        let channels = try await services.stepUps.channels(for: try visit.person().signedIn)
        let page = StepUpPage(
            next: Self.next(visit.form["naar"] ?? visit.query["naar"]),
            channels: channels, typed: visit.form.text(ProofContact.field), refusal: refusal,
            term: try services.statements.current.term(of: .signInSecret), language: visit.language)
        return .page(page, status: refusal?.status ?? .ok)
    }

    private func codePage(_ visit: Visit, next: String?, refusal: Refusal?) throws -> StepUpPage {
        StepUpPage(
            next: Self.next(next), channels: nil, refusal: refusal,
            term: try services.statements.current.term(of: .signInSecret), language: visit.language)
    }

    private func askProof(_ visit: Visit) async throws -> Answer {
        let channel = visit.form["kanaal"].flatMap { Message.Channel(rawValue: $0) } ?? .sms
        do {
            try await services.stepUps.ask(
                for: try visit.person().signedIn, by: channel, typed: visit.form.text(ProofContact.field))
            return .seeOther("\(StepUpPage.code)?naar=\(Self.next(visit.form["naar"]))")
        } catch let refused as SignInRefusal {
            return try await showStepUp(visit, refusal: ProofContact.refusal(refused))
        }
    }

    private func prove(_ visit: Visit) async throws -> Answer {
        let next = Self.next(visit.form["naar"])
        do {
            try await services.stepUps.prove(visit.form.text("cijfers"), for: try visit.person().signedIn)
            return .seeOther("\(Self.home)/\(next)")
        } catch let refused as SignInRefusal {
            let refusal = Refusal(refused, secretField: "cijfers")
            return .page(try codePage(visit, next: next, refusal: refusal), refusal: refusal)
        }
    }

    // MARK: - Restricting

    private func showRestriction(_ visit: Visit, refusal: Refusal?) async throws -> Answer {
        let page = RestrictionPage(
            restricted: try await services.askedRestrictions.since(for: try visit.person().signedIn),
            refusal: refusal, language: visit.language)
        return .page(page, status: refusal?.status ?? .ok)
    }

    private func restrict(_ visit: Visit) async throws -> Answer {
        guard visit.form.text("ok") == "ja" else {
            return try await showRestriction(
                visit,
                refusal: Refusal(
                    "Zet een vinkje als u het begrijpt.", "Tick the box if you understand.", field: "ok"))
        }
        do {
            try await services.askedRestrictions.place(for: try visit.person().signedIn)
            return .seeOther("\(Self.home)?melding=beperkt")
        } catch let refused as RightsRefusal {
            return try await showRestriction(visit, refusal: Refusal(refused))
        }
    }

    private func release(_ visit: Visit) async throws -> Answer {
        try await proven(visit, "beperken") {
            do {
                try await services.askedRestrictions.lift(for: try visit.person().signedIn)
                return .seeOther("\(Self.home)?melding=vrij")
            } catch RightsRefusal.notRestricted {
                return try await showRestriction(visit, refusal: Refusal(RightsRefusal.notRestricted))
            }
        }
    }

    // MARK: - Asking

    private func line(_ body: FormBody) -> String? { LogLeaf.ID(body.text("regel"))?.description }

    private func correction(_ visit: Visit) async throws -> RightsAskPage.Form {
        let fields = try visit.person().fields.fields
        var links: [(href: String, words: Words)] = []
        if fields.contains(.mobileNumber) {
            links.append(("/mijn/gegevens/nummer", Words("Verander mijn nummer", "Change my number")))
        }
        links.append(("/mijn/gegevens/mail", Words("Verander mijn e-mailadres", "Change my e-mail address")))
        return .correction(
            fields.filter { Rectification($0, of: .endUser) == .reviewed }, links: links)
    }

    private func askPage(
        _ form: RightsAskPage.Form, _ visit: Visit, refusal: Refusal? = nil
    ) -> RightsAskPage {
        RightsAskPage(
            form,
            typed: .init(
                choice: visit.form.text("soort"), value: visit.form.text("waarde"),
                words: visit.form.text("woorden")),
            refusal: refusal, statement: services.statements.current, language: visit.language)
    }

    private func object(_ visit: Visit) async throws -> Answer {
        try await ask(visit, .objection, "bezwaar") {
            guard let purpose = Purpose(rawValue: visit.form.text("soort")) else {
                throw RightsRefusal.notThisPurpose
            }
            return .objection(purpose)
        }
    }

    private func complain(_ visit: Visit) async throws -> Answer {
        let line = line(visit.form)
        return try await ask(visit, .complaint(about: line), "klacht") {
            .complaint(about: line.flatMap { LogLeaf.ID($0) })
        }
    }

    private func correct(_ visit: Visit) async throws -> Answer {
        try await ask(visit, try await correction(visit), "gevraagd") {
            guard let field = Field(rawValue: visit.form.text("soort")) else {
                throw RightsRefusal.notThisField
            }
            return .rectification(field, value: Sensitive(visit.form.text("waarde")))
        }
    }

    private func ask(
        _ visit: Visit, _ form: RightsAskPage.Form, _ done: String, _ asked: () throws -> AskedRight
    ) async throws -> Answer {
        do {
            try await services.rightsRequests.ask(
                try asked(), words: visit.form.text("woorden"), for: try visit.person().signedIn)
            return .seeOther("\(Self.home)?melding=\(done)")
        } catch let refused as RightsRefusal {
            let refusal = Refusal(refused)
            return .page(askPage(form, visit, refusal: refusal), refusal: refusal)
        }
    }

    private func showRequest(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ RightsRequest.ID($0) }),
            let opened = try await services.rightsRequests.open(id, for: try visit.person().signedIn)
        else { throw Stop.notFound }
        return .page(
            OwnRequestPage(opened, statement: services.statements.current, language: visit.language))
    }

    private func withdraw(_ visit: Visit) async throws -> Answer {
        guard let id = RightsRequest.ID(visit.form.text("verzoek")) else { throw Stop.notFound }
        do {
            try await services.rightsRequests.withdraw(id, for: try visit.person().signedIn)
            return .seeOther("\(Self.home)?melding=ingetrokken")
        } catch RightsRefusal.ended {
            return .seeOther("\(PrivacyPage.requests)/\(id)")
        } catch is RightsRefusal {
            throw Stop.notFound
        }
    }
}
