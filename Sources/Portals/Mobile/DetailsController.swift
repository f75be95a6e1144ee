import Domain
import Features
import HTTPTypes

/// The screens of an enrolment that a phone or SIM card adds: who applies, and whether all of it is right.
struct DetailsController: Sendable {
    private let enrolments: Enrolments
    private let statements: Statements
    private let site: PublicURL

    static let path = "/aanmelden/wie"
    static let checkPath = "/aanmelden/klopt"

    init(_ services: Services, site: PublicURL) {
        enrolments = services.enrolments
        statements = services.statements
        self.site = site
    }

    var routes: [Route] {
        [
            .get(Self.path) { try await showDetails($0) },
            .post(Self.path, keeps: DetailsPage.fields) { try await takeDetails($0) },
            .get(Self.checkPath) { try await showCheck($0) },
            .post(Self.checkPath, keeps: CheckPage.fields) { try await takeCheck($0) },
        ]
    }

    private func showDetails(_ visit: Visit) async throws -> Answer {
        guard let token = visit.token(.attempt), let attempt = try await enrolments.attempt(token),
            attempt.service == .mobile
        else { return EnrolmentController.expired }
        let typed = try await enrolments.details(on: token).map { FormBody($0) } ?? FormBody()
        return .page(try page(attempt, typed, problems: [], visit))
    }

    private func takeDetails(_ visit: Visit) async throws -> Answer {
        guard let token = visit.token(.attempt), let attempt = try await enrolments.attempt(token),
            attempt.service == .mobile
        else { return EnrolmentController.expired }
        do {
            try await enrolments.give(
                details: DetailsForm(visit.form), on: token, language: visit.language)
            // Who came back to correct something goes on where they were.
            return .seeOther(attempt.stage == .check ? Self.checkPath : "/aanmelden/gegevens")
        } catch EnrolmentRefusal.invalid(let problems) {
            let refusals = problems.map { Refusal($0) }
            return .page(
                try page(attempt, visit.form, problems: refusals, visit), status: .unprocessableContent)
        } catch EnrolmentRefusal.attemptExpired {
            return EnrolmentController.expired
        }
    }

    private func page(
        _ attempt: EnrolmentAttempt, _ typed: FormBody, problems: [Refusal], _ visit: Visit
    ) throws -> DetailsPage {
        let form = try statements.formVersion(service: .mobile, language: visit.language)
        return DetailsPage(
            customerName: attempt.customerName, typed: typed, problems: problems,
            asked: form.lines.filter { DetailsForm.Details.fields.contains($0.field) }.map {
                .init(name: $0.name, isRequired: $0.isRequired, why: $0.why, whenMissing: $0.whenMissing)
            }, isHelped: visit.isHelping, language: visit.language)
    }

    private func showCheck(_ visit: Visit) async throws -> Answer {
        guard let token = visit.token(.attempt), try await enrolments.attempt(token) != nil else {
            return EnrolmentController.expired
        }
        guard let check = try await enrolments.check(token) else { return .seeOther("/aanmelden/sms") }
        return .page(
            CheckPage(
                check, problems: [], vocabulary: statements.current.vocabulary, language: visit.language))
    }

    private func takeCheck(_ visit: Visit) async throws -> Answer {
        guard let token = visit.token(.attempt), let check = try await enrolments.check(token) else {
            return EnrolmentController.expired
        }
        let confirmed = Set(check.fields.filter { visit.form.text($0.formName) == "ja" })
        do {
            let enrolled = try await enrolments.confirm(
                confirmed, shown: visit.form.text("versie"), on: token, device: visit.device,
                language: visit.language, isHelped: visit.isHelping)
            return try answer(enrolled, check, visit)
        } catch EnrolmentRefusal.unconfirmed(let fields) {
            let problems = fields.map { Refusal.unconfirmed($0) }
            return .page(
                CheckPage(
                    check, confirmed: confirmed, problems: problems,
                    vocabulary: statements.current.vocabulary, language: visit.language),
                status: .unprocessableContent)
        } catch EnrolmentRefusal.attemptExpired {
            return EnrolmentController.expired
        } catch EnrolmentRefusal.code(let code) {
            let refusal = Refusal(code)
            return .page(EnrolmentCodePage(refusal: refusal, language: visit.language), refusal: refusal)
        } catch let refused as EnrolmentRefusal {
            let refusal = Refusal(refused)
            return .page(
                CheckPage(
                    check, problems: [refusal], vocabulary: statements.current.vocabulary,
                    language: visit.language), refusal: refusal)
        }
    }

    private func answer(_ enrolled: Enrolled, _ check: EnrolmentCheck, _ visit: Visit) throws -> Answer {
        switch enrolled {
        case .active(let session):
            .seeOther("\(PhoneController.path)?welkom=ja").with(
                .session(session), .remove(.attempt), .remove(.form))
        case .helped(let number):
            HelperController.leavingNothing(
                .page(
                    HelperCardPage(
                        maskedMobile: number.masked, hasEmail: check.emailAddress != nil,
                        controller: statements.current.controller, site: site, language: visit.language)))
        case .awaitingGuardian(let until):
            EnrolmentController.waiting(until: until, isHelping: visit.isHelping)
        case .toBeConfirmed: .seeOther(Self.checkPath)
        }
    }
}

extension Refusal {
    /// A box on "Klopt dit?" that was not ticked.
    static func unconfirmed(_ field: Field) -> Refusal {
        Refusal(
            "Zet een vinkje als dit klopt. Klopt het niet? Verander het dan.",
            "Tick the box if this is right. Is it not? Then change it.", field: field.formName)
    }
}
