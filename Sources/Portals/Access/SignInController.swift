import Domain
import Features
import HTTPTypes

/// Signing in without a password, and leaving again.
struct SignInController: Sendable {
    private let signIns: SignIns
    private let sessions: Sessions
    private let networks: NetworkKeyer
    private let statements: Statements
    private let exitURL: String

    private static let challengeSeconds = 600

    init(_ services: Services, exitURL: String) {
        signIns = services.signIns
        sessions = services.sessions
        networks = services.networkKeyer
        statements = services.statements
        self.exitURL = exitURL
    }

    var routes: [Route] {
        [
            .get("/inloggen") { show($0) },
            .post("/inloggen/sms", keeps: ["mobiel"], backTo: "/inloggen") { try await askSMS($0) },
            .get("/inloggen/code") { .page(try secretPage($0, refusal: nil)) },
            .post("/inloggen/code") { try await takeSecret($0) },
            .post("/inloggen/mail", keeps: ["email"], backTo: "/inloggen") { try await askMail($0) },
            .get("/inloggen/gemaild") {
                .page(SignInMailedPage(term: try secretTerm, language: $0.language))
            },
            .get("/inloggen/link/:token") { try await showLink($0) },
            .post("/inloggen/link/:token") { try await takeLink($0) },
            .get("/inloggen/wie") { .page(SignInOtherPage(Self.asked($0.query), language: $0.language)) },
            .post("/inloggen/wie", keeps: ["vraag", "email", "mobiel"]) { try await takeOther($0) },
            .post("/uitloggen", backTo: "/inloggen") { try await signOut($0) },
            .post("/weg") { try await leave($0) },
            // Where the way back leads afterwards: on again.
            .get("/weg") { leaving($0) },
        ]
    }

    private func show(_ visit: Visit) -> Answer {
        let notice = Words("U bent uitgelogd.", "You are signed out.")
        return .page(
            SignInPage(notice: visit.query["melding"] == "uitgelogd" ? notice : nil, language: visit.language)
        )
    }

    private func askSMS(_ visit: Visit) async throws -> Answer {
        let number = visit.form.text("mobiel")
        do {
            let token = try await signIns.requestBySMS(
                mobileNumber: number, network: try networks.key(for: visit.network.bytes),
                language: visit.language)
            return .seeOther("/inloggen/code").with(
                .set(.challenge, token.reveal(), maxAgeSeconds: Self.challengeSeconds))
        } catch let refused as SignInRefusal {
            let refusal = Refusal(refused)
            return .page(
                SignInPage(mobileNumber: number, refusal: refusal, language: visit.language), refusal: refusal
            )
        }
    }

    private func askMail(_ visit: Visit) async throws -> Answer {
        let address = visit.form.text("email")
        do {
            try await signIns.requestByMail(
                emailAddress: address, network: try networks.key(for: visit.network.bytes),
                language: visit.language)
            return .seeOther("/inloggen/gemaild")
        } catch let refused as SignInRefusal {
            let refusal = Refusal(refused)
            return .page(
                SignInPage(emailAddress: address, refusal: refusal, language: visit.language),
                refusal: refusal)
        }
    }

    private func takeSecret(_ visit: Visit) async throws -> Answer {
        guard let token = visit.token(.challenge) else { return .seeOther("/inloggen") }
        do {
            let outcome = try await signIns.prove(
                secret: visit.form.text("sms"), on: token, device: visit.device)
            return Self.goOn(outcome, challenge: token)
        } catch let refused as SignInRefusal {
            let refusal = Refusal(refused)
            return .page(try secretPage(visit, refusal: refusal), refusal: refusal)
        }
    }

    private func secretPage(_ visit: Visit, refusal: Refusal?) throws -> SignInSecretPage {
        SignInSecretPage(refusal: refusal, term: try secretTerm, language: visit.language)
    }

    private var secretTerm: CalendarTerm {
        get throws { try statements.current.term(of: .signInSecret) }
    }

    private func showLink(_ visit: Visit) async throws -> Answer {
        guard let token = visit.parameter.flatMap({ Token(text: $0) }), try await signIns.isLinkOpen(token)
        else {
            return Self.deadLink(visit)
        }
        return .page(SignInLinkPage(linkToken: token.reveal(), language: visit.language))
    }

    private func takeLink(_ visit: Visit) async throws -> Answer {
        guard let token = visit.parameter.flatMap({ Token(text: $0) }) else { return Self.deadLink(visit) }
        do {
            return Self.goOn(try await signIns.confirmLink(token, device: visit.device), challenge: token)
        } catch is SignInRefusal {
            return Self.deadLink(visit)
        }
    }

    private static func deadLink(_ visit: Visit) -> Answer {
        let refusal = Refusal(
            "Deze link werkt niet meer. Vraag een nieuwe.", "This link no longer works. Ask for a new one.",
            status: .gone)
        return .page(
            SignInLinkPage(linkToken: nil, refusal: refusal, language: visit.language), refusal: refusal)
    }

    private func takeOther(_ visit: Visit) async throws -> Answer {
        guard let token = visit.token(.challenge) else { return .seeOther("/inloggen") }
        let asked = Self.asked(visit.form)
        let typed = visit.form.text(asked.rawValue)
        do {
            return Self.signedIn(try await signIns.proveOther(typed, on: token, device: visit.device))
        } catch let refused as SignInRefusal {
            let refusal = Refusal(refused, secretField: asked.rawValue)
            return .page(
                SignInOtherPage(asked, typed: typed, refusal: refusal, language: visit.language),
                refusal: refusal)
        }
    }

    private static func goOn(_ outcome: SignInOutcome<Token>, challenge: Token) -> Answer {
        let kept = CookieChange.set(.challenge, challenge.reveal(), maxAgeSeconds: challengeSeconds)
        return switch outcome {
        case .signedIn(let session): signedIn(session)
        case .askEmail: .seeOther("/inloggen/wie?vraag=email").with(kept)
        case .askMobileNumber: .seeOther("/inloggen/wie?vraag=mobiel").with(kept)
        }
    }

    private static func signedIn(_ session: Token) -> Answer {
        .seeOther("/mijn").with(.session(session), .remove(.challenge), .remove(.form))
    }

    private static func asked(_ fields: FormBody) -> SignInOtherPage.Asked {
        fields["vraag"].flatMap { SignInOtherPage.Asked(rawValue: $0) } ?? .email
    }

    private func signOut(_ visit: Visit) async throws -> Answer {
        if let visitor = visit.visitor { try await sessions.end(visitor.signedIn) }
        return .seeOther("/inloggen?melding=uitgelogd").with(
            .remove(.session), .remove(.form), .remove(.change))
    }

    /// Quick exit: signed out, nothing left in this browser, and on to a site that says nothing.
    ///
    /// By `Refresh`, because a redirect of a form to another site is stopped by our own `form-action`.
    private func leave(_ visit: Visit) async throws -> Answer {
        if let visitor = visit.visitor { try await sessions.end(visitor.signedIn) }
        var answer = leaving(visit)
        answer.headers[fieldName("Clear-Site-Data")] = "\"cache\", \"cookies\", \"storage\""
        return answer.with(
            .remove(.session), .remove(.form), .remove(.challenge), .remove(.attempt), .remove(.change),
            .remove(.helper))
    }

    private func leaving(_ visit: Visit) -> Answer {
        var answer = Answer.page(LeavingPage(exitURL: exitURL, language: visit.language))
        answer.headers[fieldName("Refresh")] = "0; url=\(exitURL)"
        return answer
    }
}

extension CookieChange {
    /// The session's own end is decided by the server; the cookie merely outlives it.
    static func session(_ token: Token) -> CookieChange {
        .set(.session, token.reveal(), maxAgeSeconds: 180 * 86_400)
    }
}
