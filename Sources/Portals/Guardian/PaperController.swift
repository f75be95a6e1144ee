import Domain
import Features
import HTTPTypes

/// A yes on paper: the form to print, where a guardian or a customer sends it, and where BuenO looks at it (P18).
struct PaperController: Sendable {
    let papers: ConsentPapers
    let statements: Statements
    private let networks: NetworkKeyer

    static let customers = "/klant/toestemming"
    static let office = "/kantoor/toestemming"
    private static let form = "/toestemming/formulier"
    /// The file, and what stands around it in the form.
    private static let bodyBytesMax = SignedDocument.bytesMax + 65_536
    private static let slugs: [Service: String] = [.freeCalling: "gratis-bellen", .mobile: "telefoon"]
    private static let customerAudience = Route.Audience.customer(ConsentPapers.customerRoles)
    private static let deskAudience = Route.Audience.staff(ConsentPapers.deskRoles)

    init(_ services: Services) {
        papers = services.consentPapers
        statements = services.statements
        networks = services.networkKeyer
    }

    static func form(_ service: Service) -> String { "\(form)/\(slugs[service] ?? "")" }

    var publicRoutes: [Route] {
        [
            .get("\(Self.form)/:dienst") { try showForm($0) },
            .get("/toestemming/:token/papier") { try await showPaper($0) },
            .post(
                "/toestemming/:token/papier", keeps: ["versie"], bodyBytesMax: Self.bodyBytesMax,
                takesFile: true
            ) { try await takePaper($0) },
        ]
    }

    var workRoutes: [Route] {
        [
            .get(Self.customers, Self.customerAudience) { try await list($0) },
            .get("\(Self.customers)/:id", Self.customerAudience) { try await showWaiting($0) },
            .post(
                "\(Self.customers)/:id", Self.customerAudience, keeps: ["versie"],
                bodyBytesMax: Self.bodyBytesMax, takesFile: true
            ) { try await takeFromCustomer($0) },
            .get(Self.office, Self.deskAudience) { try await queue($0) },
            .get("\(Self.office)/:id/inbrengen", Self.deskAudience) { try await showBring($0) },
            .post(
                "\(Self.office)/:id/inbrengen", Self.deskAudience, keeps: ["versie", "brief"],
                bodyBytesMax: Self.bodyBytesMax, takesFile: true
            ) { try await bring($0) },
            .get("\(Self.office)/:id", Self.deskAudience) { try await showDesk($0) },
            .post("\(Self.office)/:id/neem", Self.deskAudience, backTo: "\(Self.office)/:id") {
                try await take($0)
            },
            .get("\(Self.office)/:id/bestand", Self.deskAudience) { try await download($0) },
            .post("\(Self.office)/:id", Self.deskAudience, keeps: ["oordeel", "gezien"]) {
                try await decide($0)
            },
        ]
    }

    // MARK: - Guardian

    private func showForm(_ visit: Visit) throws -> Answer {
        guard let service = Self.slugs.first(where: { $0.value == visit.parameter })?.key else {
            throw Stop.notFound
        }
        let consent = try statements.consentVersion(service: service, language: visit.language)
        return .page(ConsentFormPage(consent, language: visit.language))
    }

    private func showPaper(_ visit: Visit, refusal: Refusal? = nil) async throws -> Answer {
        guard let text = visit.parameter, let token = Token(text: text),
            let request = try await papers.request(link: token)
        else { return Self.over(visit) }
        return .page(
            PaperPage(
                request,
                consent: try statements.consentVersion(service: request.service, language: visit.language),
                asked: try statements.formVersion(
                    service: request.service, for: .paper, language: visit.language
                ).lines,
                link: text, isSent: visit.query["melding"] == "verstuurd", refusal: refusal,
                language: visit.language), status: refusal?.status ?? .ok)
    }

    private func takePaper(_ visit: Visit) async throws -> Answer {
        guard let text = visit.parameter, let token = Token(text: text) else { return Self.over(visit) }
        do {
            try await papers.send(
                visit.form.file ?? [], version: visit.form.text("versie"), link: token,
                language: visit.language, network: try networks.key(for: visit.network.bytes))
            return .seeOther("/toestemming/\(text)/papier?melding=verstuurd")
        } catch GuardianRefusal.expired {
            return Self.over(visit)
        } catch let refused as GuardianRefusal {
            return try await showPaper(visit, refusal: Refusal(refused))
        }
    }

    private static func over(_ visit: Visit) -> Answer {
        .page(GuardianLinkPage(token: nil, hasNumber: true, language: visit.language), status: .gone)
    }

    // MARK: - Customer

    private func list(_ visit: Visit) async throws -> Answer {
        let notice =
            visit.query["melding"] == "verstuurd"
            ? Words(
                "Het formulier is binnen. Iemand van BuenO kijkt ernaar.",
                "The form has come in. Somebody of BuenO looks at it.") : nil
        return .page(
            WaitingConsentsPage(
                try await papers.waiting(for: try visit.atWork()), notice: notice,
                statement: statements.current, language: visit.language))
    }

    private func showWaiting(_ visit: Visit, refusal: Refusal? = nil) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ Consent.ID($0) }),
            let waiting = try await papers.waiting(id, for: try visit.atWork())
        else { throw Stop.notFound }
        return .page(
            WaitingConsentPage(
                waiting,
                consent: try statements.consentVersion(service: waiting.service, language: visit.language),
                refusal: refusal, statement: statements.current, language: visit.language),
            status: refusal?.status ?? .ok)
    }

    private func takeFromCustomer(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ Consent.ID($0) }) else { throw Stop.notFound }
        do {
            try await papers.send(
                visit.form.file ?? [], version: visit.form.text("versie"), for: id, by: try visit.atWork(),
                language: visit.language)
            return .seeOther("\(Self.customers)?melding=verstuurd")
        } catch GuardianRefusal.expired {
            throw Stop.notFound
        } catch let refused as GuardianRefusal {
            return try await showWaiting(visit, refusal: Refusal(refused))
        }
    }

    // MARK: - Office

    private func queue(_ visit: Visit) async throws -> Answer {
        let notices = [
            "goed": Words(
                "Het telt als ja. De ouder of verzorger en het kind horen het van ons.",
                "It counts as a yes. The parent or carer and the child hear it from us."),
            "afgewezen": Words(
                "Het formulier is gewist. De ouder of verzorger hoort waarom.",
                "The form was erased. The parent or carer hears why."),
            "weg": Words("Over dit formulier is al beslist.", "This form was decided about already."),
        ]
        return .page(
            PapersPage(
                try await papers.queue(), notice: visit.query["melding"].flatMap { notices[$0] },
                statement: statements.current, language: visit.language))
    }

    private func showDesk(_ visit: Visit, refusal: Refusal? = nil) async throws -> Answer {
        let id = try consent(visit)
        guard let (paper, isInHand, isOwn) = try await papers.paper(id, for: try visit.atWork()) else {
            return .seeOther("\(Self.office)?melding=weg")
        }
        return .page(
            PaperDeskPage(
                paper, isInHand: isInHand, isOwn: isOwn, chosen: visit.form.text("oordeel"), refusal: refusal,
                statement: statements.current, language: visit.language), status: refusal?.status ?? .ok)
    }

    private func consent(_ visit: Visit) throws -> Consent.ID {
        guard let id = visit.parameter.flatMap({ Consent.ID($0) }) else { throw Stop.notFound }
        return id
    }

    private func take(_ visit: Visit) async throws -> Answer {
        let id = try consent(visit)
        return try await onDesk(visit) {
            try await papers.take(id, by: try visit.atWork())
            return .seeOther("\(Self.office)/\(id)")
        }
    }

    /// A file from outside is never shown by us: it is saved, under a name of ours and the type that was found.
    private func download(_ visit: Visit) async throws -> Answer {
        let id = try consent(visit)
        return try await onDesk(visit) {
            let (bytes, kind) = try await papers.open(id, by: try visit.atWork())
            return Answer(status: .ok, content: .bytes(bytes, type: kind.contentType))
                .saved(as: "toestemming.\(kind.suffix)")
        }
    }

    private func decide(_ visit: Visit) async throws -> Answer {
        let id = try consent(visit)
        let worker = try visit.atWork()
        let answer = visit.form.text("oordeel")
        guard let seen = Int64(visit.form.text("gezien")).map({ Moment(milliseconds: $0) }) else {
            throw Stop.malformed
        }
        return try await onDesk(visit) {
            if answer == "goed" {
                try await papers.accept(id, seen: seen, by: worker)
                return .seeOther("\(Self.office)?melding=goed")
            }
            guard let flaw = SignedDocument.Flaw(rawValue: answer) else {
                let missing = Refusal(
                    "Kies wat u ziet.", "Choose what you see.", field: "oordeel")
                return try await showDesk(visit, refusal: missing)
            }
            try await papers.decline(id, seen: seen, because: flaw, by: worker)
            return .seeOther("\(Self.office)?melding=afgewezen")
        }
    }

    private func onDesk(_ visit: Visit, _ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch GuardianRefusal.expired {
            return .seeOther("\(Self.office)?melding=weg")
        } catch let refused as GuardianRefusal {
            return try await showDesk(visit, refusal: Refusal(refused))
        } catch let refused as CaseRefusal {
            return try await showDesk(visit, refusal: Refusal(refused))
        }
    }
}
