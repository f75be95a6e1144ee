import Domain
import Features
import HTTPTypes

/// Signing in for work: an invitation, a password with a second factor, what is to be signed.
struct WorkController: Sendable {
    private let services: Services
    private let codes: any QRCodeWriting

    init(_ features: PortalFeatures) {
        services = features.services
        codes = features.codes
    }

    static let duties = "/werk/gedragscode"

    var routes: [Route] {
        [
            .get("/werk") { showPassword($0) },
            .post("/werk", keeps: ["email"]) { try await takePassword($0) },
            .get("/werk/code") { visit in
                visit.token(.workChallenge) == nil
                    ? .seeOther("/werk") : .page(WorkCodePage(language: visit.language))
            },
            .post("/werk/code") { try await takeCode($0) },
            .get("/uitnodiging/:token") { try await showInvitation($0) },
            .post("/uitnodiging/:token") { try await accept($0) },
            .get(Self.duties, .worker) { try showDuties($0) },
            .post(Self.duties, .worker) { try await sign($0) },
            .get("/werk/bevestigen", .worker) { try await showProof($0) },
            .post("/werk/bevestigen", .worker, keeps: ["naar"]) { try await proveAgain($0) },
            .get("/werk/gegevens", .worker) { try await showOwn($0) },
            .post("/werk/uitloggen", backTo: "/werk") { try await signOut($0) },
        ]
    }

    private func showPassword(_ visit: Visit) -> Answer {
        if let worker = visit.worker { return .seeOther(Self.home(worker.side)) }
        let notice = Words("U bent uitgelogd.", "You are signed out.")
        return .page(
            WorkPasswordPage(
                notice: visit.query["melding"] == "uitgelogd" ? notice : nil,
                hasOrganisations: services.signOns.isOn, language: visit.language))
    }

    private func takePassword(_ visit: Visit) async throws -> Answer {
        let typed = visit.form.text("email")
        do {
            let token = try await services.workSignIns.start(
                emailAddress: typed, password: Sensitive(visit.form["wachtwoord"] ?? ""),
                network: try services.networkKeyer.key(for: visit.network.bytes))
            return .seeOther("/werk/code").with(
                .set(.workChallenge, token.reveal(), maxAgeSeconds: Self.challengeSeconds))
        } catch let refused as WorkSignInRefusal {
            let refusal = Refusal(refused)
            return .page(
                WorkPasswordPage(
                    emailAddress: typed, refusal: refusal, hasOrganisations: services.signOns.isOn,
                    language: visit.language),
                refusal: refusal)
        }
    }

    private func takeCode(_ visit: Visit) async throws -> Answer {
        guard let token = visit.token(.workChallenge) else { return .seeOther("/werk") }
        do {
            let session = try await services.workSignIns.prove(
                code: visit.form.text("cijfers"), on: token,
                network: try services.networkKeyer.key(for: visit.network.bytes), device: visit.device)
            guard let worker = try await services.workSessions.worker(session) else {
                return .seeOther("/werk")
            }
            return .seeOther(Self.home(worker.side)).with(
                .work(session), .remove(.workChallenge), .remove(.form))
        } catch let refused as WorkSignInRefusal {
            if refused == .expired { return .seeOther("/werk").with(.remove(.workChallenge)) }
            let refusal = Refusal(refused)
            return .page(WorkCodePage(signingIn: refusal, language: visit.language), refusal: refusal)
        }
    }

    private func showInvitation(_ visit: Visit) async throws -> Answer {
        do {
            guard let token = visit.parameter.flatMap({ Token(text: $0) }),
                let offer = try await services.welcome.offer(token)
            else { return over(visit) }
            return .page(try page(offer, visit: visit))
        } catch AccountRefusal.signOnOnly {
            return .page(InvitationSignOnPage(language: visit.language))
        }
    }

    private func accept(_ visit: Visit) async throws -> Answer {
        guard let token = visit.parameter.flatMap({ Token(text: $0) }) else { return over(visit) }
        let (password, sealed) = (visit.form["wachtwoord"] ?? "", visit.form.text("geheim"))
        do {
            let (session, codes) = try await services.welcome.accept(
                token, password: Sensitive(password), sealedSecret: sealed,
                code: visit.form.text("cijfers"), device: visit.device, language: visit.language)
            guard let worker = try await services.workSessions.worker(session) else { throw Stop.forbidden }
            return Answer.page(
                InvitationDonePage(codes: codes, home: Self.home(worker.side), language: visit.language)
            ).with(.work(session), .remove(.form)).arriving(worker)
        } catch AccountRefusal.signOnOnly {
            return .page(InvitationSignOnPage(language: visit.language))
        } catch let refused as AccountRefusal {
            guard refused != .invitationOver,
                let offer = try await services.welcome.offer(token, sealedSecret: sealed)
            else { return over(visit) }
            let refusal = Refusal(refused)
            return .page(
                try page(offer, password: password, refusal: refusal, visit: visit), refusal: refusal)
        }
    }

    private func page(
        _ offer: InvitationOffer, password: String = "", refusal: Refusal? = nil, visit: Visit
    ) throws -> InvitationPage {
        guard let matrix = codes.matrix(of: offer.secret.address(account: offer.label).reveal()) else {
            throw Stop(status: .internalServerError)
        }
        return InvitationPage(
            offer, picture: QRPicture(matrix), password: password, refusal: refusal,
            statement: services.statements.current, language: visit.language)
    }

    private func over(_ visit: Visit) -> Answer {
        .page(InvitationOverPage(language: visit.language), status: .gone)
    }

    private func showDuties(_ visit: Visit) throws -> Answer {
        let worker = try visit.atWork()
        guard !worker.unsigned.isEmpty else { return .seeOther(Self.home(worker.side)) }
        return .page(DutiesPage(worker.unsigned, language: visit.language))
    }

    private func sign(_ visit: Visit) async throws -> Answer {
        let worker = try visit.atWork()
        guard visit.form.text("akkoord") == "ja" else {
            let refusal = Refusal(
                "Zet een vinkje. Zonder dat gaat er niets open.", "Tick the box. Without it nothing opens.",
                field: "akkoord")
            return .page(
                DutiesPage(worker.unsigned, refusal: refusal, language: visit.language), refusal: refusal)
        }
        try await services.duties.sign(by: worker)
        return .seeOther(Self.home(worker.side))
    }

    private func showProof(_ visit: Visit) async throws -> Answer {
        .page(try await proofPage(Self.next(visit.query["naar"], visit), nil, visit))
    }

    private func proofPage(_ next: String, _ refusal: Refusal?, _ visit: Visit) async throws -> WorkCodePage {
        let proofs = try await services.signOns.proofs(of: try visit.atWork())
        return WorkCodePage(
            provingFor: next, hasApp: proofs.app || !proofs.organisation,
            hasOrganisation: proofs.organisation && services.signOns.isOn, refusal: refusal,
            language: visit.language)
    }

    private func proveAgain(_ visit: Visit) async throws -> Answer {
        let next = Self.next(visit.form["naar"], visit)
        do {
            try await services.workSignIns.proveAgain(
                code: visit.form.text("cijfers"), for: try visit.atWork(),
                network: try services.networkKeyer.key(for: visit.network.bytes))
            return .seeOther(next)
        } catch let refused as WorkSignInRefusal {
            let refusal = Refusal(refused)
            return .page(try await proofPage(next, refusal, visit), refusal: refusal)
        }
    }

    private func showOwn(_ visit: Visit) async throws -> Answer {
        let worker = try visit.atWork()
        return .page(
            WorkOwnPage(
                try await services.colleagues.own(for: worker),
                requests: try await services.rightsRequests.list(for: worker),
                home: Self.home(worker.side), notice: Self.ownNotice(visit.query["melding"]),
                statement: services.statements.current, now: visit.now, language: visit.language))
    }

    private static func ownNotice(_ word: String?) -> Words? {
        switch word {
        case "gevraagd":
            Words(
                "Wij hebben uw verzoek. U krijgt binnen 1 maand antwoord.",
                "We have your request. You get an answer within 1 month.")
        case "ingetrokken": Words("U hebt het ingetrokken.", "You have withdrawn it.")
        default: nil
        }
    }

    private func signOut(_ visit: Visit) async throws -> Answer {
        if let worker = visit.worker { try await services.workSessions.end(worker) }
        return .seeOther("/werk?melding=uitgelogd").with(.remove(.work), .remove(.form))
    }

    /// Only an address of our own, without a query of somebody else's making.
    static func next(_ asked: String?, _ visit: Visit) -> String {
        let home = visit.worker.map { Self.home($0.side) } ?? "/werk"
        guard let asked,
            asked.hasPrefix("/klant") || asked.hasPrefix("/kantoor") || asked == "/werk/gegevens",
            asked.utf8.allSatisfy({ isToken($0) || $0 == UInt8(ascii: "/") })
        else { return home }
        return asked
    }

    static func home(_ side: Account.Side) -> String {
        switch side {
        case .customer: MenuEntry.customerHome
        case .staff: MenuEntry.staffHome
        }
    }

    private static let challengeSeconds = 600
}

extension CookieChange {
    /// Gone with the browser: a session for work is short anyway.
    static func work(_ token: Token) -> CookieChange { .set(.work, token.reveal()) }
}
