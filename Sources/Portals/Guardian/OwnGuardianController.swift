import Domain
import Features

/// What a child sees of who decides, how they name somebody else, and what they decide themselves at sixteen.
struct OwnGuardianController: Sendable {
    private let guardians: OwnGuardians
    private let comingOfAge: ComingOfAge
    private let statements: Statements

    static let path = "/mijn/ouder"

    init(_ services: Services) {
        guardians = services.ownGuardians
        comingOfAge = services.comingOfAge
        statements = services.statements
    }

    var routes: [Route] {
        [
            .get(Self.path, .endUser) { try await show($0) },
            .post(Self.path, .endUser, keeps: GuardianFormPart.names) { try await name($0) },
            .get("\(Self.path)/:id", .endUser) { try await showCorrection($0) },
            .post("\(Self.path)/:id", .endUser, keeps: GuardianFormPart.names) { try await correct($0) },
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
            notice: visit.query["melding"].flatMap { OwnGuardianPage.notices[$0] }, today: visit.today,
            language: visit.language)
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

    // MARK: - A wrong number or address

    private func showCorrection(_ visit: Visit) async throws -> Answer {
        guard let page = try await correctionPage(visit, TypedGuardian(), problems: []) else {
            return .seeOther(Self.path)
        }
        return .page(page)
    }

    /// Nothing of who is nobody's guardian here, or of whom nothing can be corrected: the list says why.
    private func correctionPage(
        _ visit: Visit, _ typed: TypedGuardian, problems: [Refusal]
    ) async throws -> GuardianCorrectionPage? {
        guard let id = visit.parameter.flatMap({ Guardian.ID($0) }) else { throw Stop.notFound }
        let person = try visit.person().signedIn
        guard let wrong = try await guardians.list(for: person)?.first(where: { $0.id == id }),
            case .success(let left) = wrong.corrections,
            let service = try await guardians.service(of: person)
        else { return nil }
        let form = try statements.formVersion(service: service, for: .guardians, language: visit.language)
        return GuardianCorrectionPage(
            wrong, left: left, typed: typed, problems: problems, asked: form.lines, today: visit.today,
            language: visit.language)
    }

    private func correct(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ Guardian.ID($0) }) else { throw Stop.notFound }
        let typed = TypedGuardian(visit.form)
        do {
            let isErased = try await guardians.correct(
                id, typed.asFeature, for: try visit.person().signedIn, language: visit.language)
            return .seeOther("\(Self.path)?melding=\(isErased ? "verbeterd" : "opnieuw")")
        } catch GuardianRefusal.correction {
            return .seeOther("\(Self.path)?melding=kan-niet")
        } catch let refused as GuardianRefusal {
            let problems = Refusal.all(of: refused)
            guard let page = try await correctionPage(visit, typed, problems: problems) else {
                return .seeOther(Self.path)
            }
            return .page(page, refusal: problems.first ?? Refusal(refused))
        }
    }

    private func stay(_ visit: Visit) async throws -> Answer {
        _ = try await comingOfAge.stay(try visit.person().signedIn)
        return .seeOther("/mijn?welkom=ja")
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
