import Domain
import Features
import HTTPTypes

/// Where parents and carers come in, read, decide and take back. Nobody needs an account for it.
struct GuardianController: Sendable {
    private let door: GuardianDoor
    private let consents: Consents
    private let statements: Statements
    private let networks: NetworkKeyer

    private static let codeSeconds = 600
    private static let sessionSeconds = 1_800
    private static let receiptSeconds = 600
    private static let path = "/toestemming"

    init(_ services: Services) {
        door = services.guardianDoor
        consents = services.consents
        statements = services.statements
        networks = services.networkKeyer
    }

    var routes: [Route] {
        [
            .get(Self.path) { showDoor($0) },
            .post(Self.path, keeps: ["mobiel"]) { try await knock($0) },
            .get("/toestemming/code") { .page(try codePage($0, refusal: nil)) },
            .post("/toestemming/code") { try await takeCode($0) },
            .get("/toestemming/:token") { try await showLink($0) },
            .post("/toestemming/:token", keeps: ["mobiel"]) { try await takeLink($0) },
            .get(ChildrenPage.path) { try await showChildren($0) },
            .get("/mijn/kinderen/uit") { _ in .seeOther(Self.path) },
            .post("/mijn/kinderen/uit") { try await leave($0) },
            .get("/mijn/kinderen/:id") { try await showChild($0) },
            .post("/mijn/kinderen/:id", keeps: ["antwoord", "versie"]) { try await answer($0) },
        ]
    }

    private func showDoor(_ visit: Visit) -> Answer {
        let notices = [
            "verlopen": Words(
                "U was te lang weg. Vraag een nieuwe code.", "You were away too long. Ask for a new code."),
            "klaar": Words(
                "U bent klaar. Op deze pagina kunt u altijd terugkomen.",
                "You are done. You can always come back to this page."),
        ]
        return .page(
            GuardianDoorPage(notice: visit.query["melding"].flatMap { notices[$0] }, language: visit.language)
        )
    }

    private func knock(_ visit: Visit) async throws -> Answer {
        let typed = visit.form.text("mobiel")
        do {
            return asked(
                try await door.askCode(
                    mobileNumber: typed, network: try networks.key(for: visit.network.bytes)))
        } catch let refused as GuardianRefusal {
            let refusal = Refusal(refused, numberField: "mobiel")
            return .page(
                GuardianDoorPage(typed: typed, refusal: refusal, language: visit.language), refusal: refusal)
        }
    }

    private func asked(_ token: Token) -> Answer {
        .seeOther("/toestemming/code").with(
            .set(.guardianCode, token.reveal(), maxAgeSeconds: Self.codeSeconds))
    }

    /// Opening shows, and uses nothing up: mail scanners open links.
    private func showLink(_ visit: Visit) async throws -> Answer {
        guard let token = visit.parameter.flatMap({ Token(text: $0) }),
            let link = try await door.link(token)
        else { return over(visit) }
        return .page(
            GuardianLinkPage(
                token: token.reveal(), hasNumber: link.hasNumber, service: link.service,
                language: visit.language))
    }

    private func takeLink(_ visit: Visit) async throws -> Answer {
        guard let token = visit.parameter.flatMap({ Token(text: $0) }),
            let link = try await door.link(token)
        else { return over(visit) }
        let typed = visit.form.text("mobiel")
        do {
            return asked(
                try await door.askCode(
                    link: token, mobileNumber: typed, network: try networks.key(for: visit.network.bytes)))
        } catch GuardianRefusal.expired {
            return over(visit)
        } catch let refused as GuardianRefusal {
            let refusal = Refusal(refused, numberField: "mobiel")
            return .page(
                GuardianLinkPage(
                    token: token.reveal(), hasNumber: link.hasNumber, service: link.service, typed: typed,
                    refusal: refusal, language: visit.language), refusal: refusal)
        }
    }

    private func over(_ visit: Visit) -> Answer {
        .page(GuardianLinkPage(token: nil, hasNumber: true, language: visit.language), status: .gone)
    }

    private func takeCode(_ visit: Visit) async throws -> Answer {
        guard let token = visit.token(.guardianCode) else { return Self.expired }
        do {
            let (session, guardian) = try await door.prove(secret: visit.form.text("sms"), on: token)
            let path = guardian.map { "\(ChildrenPage.path)/\($0)" } ?? ChildrenPage.path
            return .seeOther(path).with(
                .set(.guardian, session.reveal(), maxAgeSeconds: Self.sessionSeconds),
                .remove(.guardianCode))
        } catch GuardianRefusal.expired {
            return Self.expired
        } catch let refused as GuardianRefusal {
            let refusal = Refusal(refused)
            return .page(try codePage(visit, refusal: refusal), refusal: refusal)
        }
    }

    private func codePage(_ visit: Visit, refusal: Refusal?) throws -> GuardianCodePage {
        GuardianCodePage(
            refusal: refusal, term: try statements.current.term(of: .signInSecret), language: visit.language)
    }

    private func showChildren(_ visit: Visit) async throws -> Answer {
        guard let session = visit.token(.guardian), let children = try await consents.children(in: session)
        else { return Self.expired }
        let notices = [
            "ja": Words("U zei ja. Het kind hoort het van ons.", "You said yes. The child hears it from us."),
            "nee": Words("U zei nee. De dienst staat stil.", "You said no. The service stands still."),
            "ingetrokken": Words(
                "Uw ja is ingetrokken. De dienst is gestopt.",
                "Your yes was taken back. The service has stopped."),
        ]
        return .page(
            ChildrenPage(
                children, notice: visit.query["melding"].flatMap { notices[$0] },
                statement: statements.current, language: visit.language))
    }

    private func showChild(_ visit: Visit) async throws -> Answer {
        guard let session = visit.token(.guardian) else { return Self.expired }
        guard let child = try await child(visit, session) else { return .seeOther(ChildrenPage.path) }
        return .page(try childPage(child, visit, refusal: nil))
    }

    private func child(_ visit: Visit, _ session: Token) async throws -> ChildOfGuardian? {
        guard let id = visit.parameter.flatMap({ Guardian.ID($0) }) else { throw Stop.notFound }
        return try await consents.child(id, in: session)
    }

    private func childPage(
        _ child: ChildOfGuardian, _ visit: Visit, refusal: Refusal?
    ) throws -> ChildPage {
        ChildPage(
            child, consent: try statements.consentVersion(service: child.service, language: visit.language),
            term: try statements.current.term(of: .withdrawnConsent), refusal: refusal,
            language: visit.language)
    }

    private func answer(_ visit: Visit) async throws -> Answer {
        guard let session = visit.token(.guardian) else { return Self.expired }
        guard let child = try await child(visit, session) else { return .seeOther(ChildrenPage.path) }
        do {
            switch visit.form.text("antwoord") {
            case "ja":
                try await consents.give(
                    child.guardian, version: visit.form.text("versie"), in: session)
                return .seeOther("\(ChildrenPage.path)?melding=ja")
            case "nee": return said(try await consents.refuse(child.guardian, in: session))
            case "intrekken":
                try await consents.withdraw(child.guardian, in: session)
                return .seeOther("\(ChildrenPage.path)?melding=ingetrokken")
            default: throw Stop.malformed
            }
        } catch GuardianRefusal.expired {
            return Self.expired
        } catch let refused as GuardianRefusal {
            let refusal = Refusal(refused)
            return .page(try childPage(child, visit, refusal: refusal), refusal: refusal)
        }
    }

    /// Everything went: its number is shown on a page of its own, so that reloading sends nothing again.
    private func said(_ refused: Refused) -> Answer {
        switch refused {
        case .stopped: .seeOther("\(ChildrenPage.path)?melding=nee")
        case .erased(let receipt):
            .seeOther("/bewijs/bon").with(
                .set(.receipt, receipt.text, maxAgeSeconds: Self.receiptSeconds))
        }
    }

    private func leave(_ visit: Visit) async throws -> Answer {
        if let session = visit.token(.guardian) { try await consents.leave(session) }
        return .seeOther("/toestemming?melding=klaar").with(.remove(.guardian), .remove(.form))
    }

    private static let expired = Answer.seeOther("/toestemming?melding=verlopen").with(
        .remove(.guardian), .remove(.guardianCode))
}
