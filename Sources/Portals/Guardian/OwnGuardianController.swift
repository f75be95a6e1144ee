import Domain
import Features

/// What a child sees of who decides, how they name somebody else, and what they decide themselves at sixteen.
struct OwnGuardianController: Sendable {
    private let guardians: OwnGuardians
    private let comingOfAge: ComingOfAge
    private let statements: Statements

    private static let path = "/mijn/ouder"

    init(_ services: Services) {
        guardians = services.ownGuardians
        comingOfAge = services.comingOfAge
        statements = services.statements
    }

    var routes: [Route] {
        [
            .get(Self.path, .endUser) { try await show($0) },
            .post(Self.path, .endUser, keeps: GuardianFormPart.names) { try await name($0) },
            .get("/mijn/zestien", .endUser) { _ in .seeOther("/mijn") },
            .post("/mijn/zestien", .endUser) { try await stay($0) },
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        guard let page = try await page(visit, TypedGuardian(), problems: []) else {
            return .seeOther("/mijn")
        }
        return .page(page)
    }

    private func page(
        _ visit: Visit, _ typed: TypedGuardian, problems: [Refusal]
    ) async throws -> OwnGuardianPage? {
        let person = try visit.person().signedIn
        guard let list = try await guardians.list(for: person),
            let service = try await guardians.service(of: person)
        else { return nil }
        let form = try statements.formVersion(service: service, for: .guardians, language: visit.language)
        return OwnGuardianPage(
            list, typed: typed, problems: problems, asked: form.lines,
            asksMonth: try await guardians.needsMonth(for: person),
            isAsked: visit.query["melding"] == "gevraagd", today: visit.today, language: visit.language)
    }

    private func name(_ visit: Visit) async throws -> Answer {
        let typed = TypedGuardian(visit.form)
        do {
            try await guardians.name(
                typed.asFeature, for: try visit.person().signedIn, language: visit.language)
            return .seeOther("\(Self.path)?melding=gevraagd")
        } catch let refused as GuardianRefusal {
            let problems = Refusal.all(of: refused)
            guard let page = try await page(visit, typed, problems: problems) else {
                return .seeOther("/mijn")
            }
            return .page(page, refusal: problems.first ?? Refusal(refused))
        }
    }

    private func stay(_ visit: Visit) async throws -> Answer {
        _ = try await comingOfAge.stay(try visit.person().signedIn)
        return .seeOther("/mijn?welkom=ja")
    }
}

/// Who decides about a child's service, as the child sees it.
struct OwnGuardianPage: Page {
    struct Named: Sendable {
        let masked: String
        let answer: String
        let isYes: Bool
    }

    static let template = "mine/guardian/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let guardians: [Named]
    let disagreement: String?
    let canName: Bool
    let question: String
    let texts: [FormField]
    let asksMonth: Bool
    let months: [GuardianFormPart.Choice]
    let years: [GuardianFormPart.Choice]
    let monthProblem: String?
    let requirements: [EnrolmentContactPage.Requirement]

    init(
        _ list: [OwnGuardian], typed: TypedGuardian = TypedGuardian(), problems: [Refusal] = [],
        asked: [FormVersion.Line], asksMonth: Bool, isAsked: Bool = false, today: AmsterdamTime,
        language: Language
    ) {
        title = Words("Uw ouder of verzorger", "Your parent or carer")(language)
        isError = !problems.isEmpty
        errors = ErrorSummary(problems, language)
        notice =
            isAsked ? Words("Wij hebben het gevraagd.", "We have asked them.")(language) : nil
        guardians = list.map { guardian in
            Named(
                masked: guardian.masked, answer: Self.words(guardian.answer)(language),
                isYes: guardian.answer == .given)
        }
        disagreement =
            MinorService(list.map(\.answer)) == .stopped
            ? Words(
                "U kunt nu niet bellen. Dat kan weer als iedereen hierboven ja zegt.",
                "You cannot call now. You can again when everybody above says yes.")(language) : nil
        canName = list.count < Guardian.perChildMax
        question =
            list.isEmpty
            ? Words("Wie is uw ouder of verzorger?", "Who is your parent or carer?")(language)
            : Words("Nog een ouder of verzorger?", "Another parent or carer?")(language)
        let form = GuardianFormPart(typed, problems: problems, today: today, language: language)
        texts = form.texts
        self.asksMonth = asksMonth
        months = form.months
        years = form.years
        monthProblem = form.monthProblem
        requirements = asked.map { EnrolmentContactPage.Requirement($0, language) }
    }

    private static func words(_ answer: Consent.State) -> Words {
        switch answer {
        case .asked: Words("Nog geen antwoord", "No answer yet")
        case .given: Words("Zei ja", "Said yes")
        case .refused: Words("Zei nee", "Said no")
        case .withdrawn: Words("Trok het ja in", "Took the yes back")
        case .expired, .passed: Words("Beslist niet meer", "No longer decides")
        }
    }
}

/// Sixteen: an equal yes and no, of one's own.
struct OwnDecisionPage: Page {
    static let template = "mine/sixteen/show"
    let title: String
    let until: String

    init(until: Moment, language: Language) {
        title = Words("U bent 16. Wilt u BuenO houden?", "You are 16. Do you want to keep BuenO?")(language)
        self.until = AmsterdamTime(until).date(language)
    }
}
