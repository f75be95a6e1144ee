import Domain
import Features

/// The three screens from a code to an account. Decides nothing: it reads forms and shows what the feature says.
struct EnrolmentController: Sendable {
    private let enrolments: Enrolments
    private let statements: Statements
    private let networks: NetworkKeyer
    private let site: PublicURL

    private static let attemptSeconds = 3_600

    init(_ services: Services, site: PublicURL) {
        self.site = site
        enrolments = services.enrolments
        statements = services.statements
        networks = services.networkKeyer
    }

    var routes: [Route] {
        [
            .get("/aanmelden") { showCode($0) },
            .post("/aanmelden", keeps: ["code"]) { try await takeCode($0) },
            .get("/aanmelden/gegevens") { try await showContact($0) },
            .post("/aanmelden/gegevens", keeps: ["mobiel", "email", "leeftijd"]) {
                try await takeContact($0)
            },
            .get("/aanmelden/sms") { try await showSecret($0) },
            .post("/aanmelden/sms") { try await takeSecret($0) },
            .post("/aanmelden/opnieuw", backTo: "/aanmelden/sms") { try await resend($0) },
            .get("/aanmelden/wachten") { showWaiting($0) },
        ]
    }

    private func showCode(_ visit: Visit) -> Answer {
        let refusal = visit.query["melding"] == "verlopen" ? Refusal(EnrolmentRefusal.attemptExpired) : nil
        return .page(EnrolmentCodePage(refusal: refusal, language: visit.language))
    }

    private func takeCode(_ visit: Visit) async throws -> Answer {
        let code = visit.form.text("code")
        do {
            let token = try await enrolments.begin(
                code: code, network: try networks.key(for: visit.network.bytes))
            return .seeOther("/aanmelden/gegevens").with(
                .set(.attempt, token.reveal(), maxAgeSeconds: Self.attemptSeconds))
        } catch let refused as EnrolmentRefusal {
            let refusal = Refusal(refused)
            return .page(
                EnrolmentCodePage(code: code, refusal: refusal, language: visit.language), refusal: refusal)
        }
    }

    private func showContact(_ visit: Visit) async throws -> Answer {
        guard let attempt = try await attempt(visit) else { return Self.expired }
        if attempt.stage == .details { return .seeOther(DetailsController.path) }
        let typed = TypedContact(
            mobileNumber: attempt.mobileNumber?.display.reveal() ?? "",
            emailAddress: attempt.emailAddress?.canonical.reveal() ?? "", age: attempt.age)
        return .page(try contactPage(attempt, typed, problems: [], visit))
    }

    private func takeContact(_ visit: Visit) async throws -> Answer {
        guard let token = visit.token(.attempt), let attempt = try await enrolments.attempt(token) else {
            return Self.expired
        }
        let typed = TypedContact(
            mobileNumber: visit.form.text("mobiel"), emailAddress: visit.form.text("email"),
            age: visit.form.text("leeftijd"))
        do {
            try await enrolments.give(
                ContactForm(
                    mobileNumber: typed.mobileNumber, emailAddress: typed.emailAddress, age: typed.declaredAge
                ),
                on: token, language: visit.language, network: try networks.key(for: visit.network.bytes),
                isHelped: visit.isHelping)
            // P18: who is under sixteen says first whom to ask. A date of birth tells it as well.
            let age = attempt.service == .mobile ? attempt.age : typed.declaredAge
            return .seeOther(age == .underSixteen ? EnrolmentGuardianController.path : "/aanmelden/sms")
        } catch EnrolmentRefusal.attemptExpired {
            return Self.expired
        } catch let refused as EnrolmentRefusal {
            let problems: [Refusal]
            if case .invalid(let each) = refused {
                problems = each.map { Refusal($0) }
            } else {
                problems = [Refusal(refused)]
            }
            return .page(
                try contactPage(attempt, typed, problems: problems, visit),
                refusal: problems.first ?? Refusal(refused))
        }
    }

    private func contactPage(
        _ attempt: EnrolmentAttempt, _ typed: TypedContact, problems: [Refusal], _ visit: Visit
    ) throws -> EnrolmentContactPage {
        let form = try statements.formVersion(service: attempt.service, language: visit.language)
        return EnrolmentContactPage(
            customerName: attempt.customerName, typed: typed, problems: problems,
            asked: form.lines.filter { !DetailsForm.Details.fields.contains($0.field) }.map {
                .init(name: $0.name, isRequired: $0.isRequired, why: $0.why, whenMissing: $0.whenMissing)
            },
            isMobile: attempt.service == .mobile, isHelped: visit.isHelping, language: visit.language)
    }

    private func showSecret(_ visit: Visit) async throws -> Answer {
        guard let attempt = try await attempt(visit) else { return Self.expired }
        switch attempt.stage {
        case .details, .contact: return .seeOther("/aanmelden/gegevens")
        case .guardian: return .seeOther(EnrolmentGuardianController.path)
        case .check: return .seeOther(DetailsController.checkPath)
        case .secret: break
        }
        return .page(try secretPage(attempt, visit, refusal: nil))
    }

    private func takeSecret(_ visit: Visit) async throws -> Answer {
        guard let token = visit.token(.attempt), let attempt = try await enrolments.attempt(token) else {
            return Self.expired
        }
        do {
            switch try await enrolments.prove(
                secret: visit.form.text("sms"), on: token, device: visit.device, language: visit.language,
                isHelped: visit.isHelping)
            {
            case .active(let session):
                return .seeOther("/mijn?welkom=ja").with(.session(session), .remove(.attempt), .remove(.form))
            case .helped(let number):
                // The answer to the form itself: nothing of it stands in an address or a cookie.
                return HelperController.leavingNothing(
                    .page(
                        HelperCardPage(
                            maskedMobile: number.masked, hasEmail: attempt.emailAddress != nil,
                            controller: statements.current.controller, site: site,
                            language: visit.language)))
            case .awaitingGuardian(let until):
                return Self.waiting(until: until, isHelping: visit.isHelping)
            case .toBeConfirmed: return .seeOther(DetailsController.checkPath)
            }
        } catch EnrolmentRefusal.attemptExpired {
            return Self.expired
        } catch EnrolmentRefusal.code(let code) {
            // Somebody was quicker, or the code ended in the meantime: the first screen says so.
            let refusal = Refusal(code)
            return .page(EnrolmentCodePage(refusal: refusal, language: visit.language), refusal: refusal)
        } catch let refused as EnrolmentRefusal {
            let refusal = Refusal(refused)
            return .page(try secretPage(attempt, visit, refusal: refusal), refusal: refusal)
        }
    }

    private func resend(_ visit: Visit) async throws -> Answer {
        guard let token = visit.token(.attempt), let attempt = try await enrolments.attempt(token) else {
            return Self.expired
        }
        do {
            try await enrolments.resend(on: token, language: visit.language)
            return .seeOther("/aanmelden/sms?opnieuw=ja")
        } catch EnrolmentRefusal.attemptExpired {
            return Self.expired
        } catch let refused as EnrolmentRefusal {
            let refusal = Refusal(refused)
            return .page(try secretPage(attempt, visit, refusal: refusal), refusal: refusal)
        }
    }

    private func secretPage(
        _ attempt: EnrolmentAttempt, _ visit: Visit, refusal: Refusal?
    ) throws -> EnrolmentSecretPage {
        EnrolmentSecretPage(
            maskedMobile: attempt.mobileNumber?.masked ?? "", refusal: refusal,
            isResent: visit.query["opnieuw"] == "ja", term: try statements.current.term(of: .signInSecret),
            isMobile: attempt.service == .mobile, language: visit.language)
    }

    static func waiting(until: Moment, isHelping: Bool) -> Answer {
        let answer = Answer.seeOther("/aanmelden/wachten?tot=\(until.milliseconds)").with(
            .remove(.attempt))
        return isHelping ? HelperController.leavingNothing(answer) : answer
    }

    /// The date travels in the address: it says nothing about who, and the account is not open yet.
    private func showWaiting(_ visit: Visit) -> Answer {
        let asked = visit.query["tot"].flatMap { Int64($0) }.map { Moment(milliseconds: $0) }
        guard let until = asked, visit.now < until, until < visit.now + .days(31) else {
            return .seeOther("/aanmelden")
        }
        return .page(
            AwaitingGuardianPage(until: until, door: site.text + "/toestemming", language: visit.language))
    }

    private func attempt(_ visit: Visit) async throws -> EnrolmentAttempt? {
        guard let token = visit.token(.attempt) else { return nil }
        return try await enrolments.attempt(token)
    }

    static let expired = Answer.seeOther("/aanmelden?melding=verlopen").with(.remove(.attempt))
}

extension TypedContact {
    init(mobileNumber: String, emailAddress: String, age: EndUser.DeclaredAge?) {
        self.init(mobileNumber: mobileNumber, emailAddress: emailAddress)
        switch age {
        case .sixteenOrOlder: self.age = Self.sixteen
        case .underSixteen: self.age = Self.younger
        case nil: break
        }
    }

    var declaredAge: EndUser.DeclaredAge? {
        switch age {
        case Self.sixteen: .sixteenOrOlder
        case Self.younger: .underSixteen
        default: nil
        }
    }
}
