import Domain
import Features

/// Between the second screen and the third, for who is under sixteen: whom to ask (P18).
struct EnrolmentGuardianController: Sendable {
    private let enrolments: Enrolments
    private let statements: Statements

    static let path = "/aanmelden/ouder"

    init(_ services: Services) {
        enrolments = services.enrolments
        statements = services.statements
    }

    var routes: [Route] {
        [
            .get(Self.path) { try await show($0) },
            .post(Self.path, keeps: GuardianFormPart.names) { try await take($0) },
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        guard let attempt = try await attempt(visit) else { return EnrolmentController.expired }
        guard attempt.age == .underSixteen else { return .seeOther("/aanmelden/gegevens") }
        let typed = attempt.guardian.map { TypedGuardian($0) } ?? TypedGuardian()
        return .page(try page(typed, [], attempt.service, visit))
    }

    private func take(_ visit: Visit) async throws -> Answer {
        guard let token = visit.token(.attempt), let attempt = try await enrolments.attempt(token) else {
            return EnrolmentController.expired
        }
        let typed = TypedGuardian(visit.form)
        do {
            try await enrolments.name(typed.asFeature, on: token, language: visit.language)
            return .seeOther("/aanmelden/sms")
        } catch EnrolmentRefusal.attemptExpired {
            return EnrolmentController.expired
        } catch let refused as EnrolmentRefusal {
            let refusal = Refusal(refused)
            return .page(try page(typed, [refusal], attempt.service, visit), refusal: refusal)
        } catch let refused as GuardianRefusal {
            let problems = Refusal.all(of: refused)
            return .page(
                try page(typed, problems, attempt.service, visit),
                refusal: problems.first ?? Refusal(refused))
        }
    }

    private func attempt(_ visit: Visit) async throws -> EnrolmentAttempt? {
        guard let token = visit.token(.attempt) else { return nil }
        return try await enrolments.attempt(token)
    }

    private func page(
        _ typed: TypedGuardian, _ problems: [Refusal], _ service: Service, _ visit: Visit
    ) throws -> EnrolmentGuardianPage {
        let form = try statements.formVersion(service: service, for: .guardians, language: visit.language)
        return EnrolmentGuardianPage(
            typed, problems: problems, asked: form.lines, isMobile: service == .mobile, today: visit.today,
            language: visit.language)
    }
}

/// Step 2, second half: a guardian, and the month of turning sixteen.
struct EnrolmentGuardianPage: Page {
    static let template = "public/enrolment/guardian"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let texts: [FormField]
    let isMobile: Bool
    let asksMonth: Bool
    let months: [GuardianFormPart.Choice]
    let years: [GuardianFormPart.Choice]
    let monthProblem: String?
    let requirements: [EnrolmentContactPage.Requirement]

    init(
        _ typed: TypedGuardian, problems: [Refusal] = [], asked: [FormVersion.Line], isMobile: Bool = false,
        today: AmsterdamTime, language: Language
    ) {
        self.isMobile = isMobile
        asksMonth = !isMobile
        title = Words(
            "Wie is uw ouder of verzorger? Stap 2 van 3", "Who is your parent or carer? Step 2 of 3")(
                language)
        isError = !problems.isEmpty
        errors = ErrorSummary(problems, language)
        let form = GuardianFormPart(typed, problems: problems, today: today, language: language)
        texts = form.texts
        months = form.months
        years = form.years
        monthProblem = form.monthProblem
        requirements = asked.map { EnrolmentContactPage.Requirement($0, language) }
    }
}

extension EnrolmentContactPage.Requirement {
    init(_ line: FormVersion.Line, _ language: Language) {
        let required = Words("Verplicht.", "Required.")
        let optional = Words("Mag u weglaten.", "You may leave this out.")
        self.init(
            name: line.name, required: (line.isRequired ? required : optional)(language), why: line.why,
            whenMissing: line.whenMissing)
    }
}
