import Domain
import Features

/// What is held of a guardian themselves, for each child they decide about: on the screen, and to keep (P60, P61).
struct GuardianCopyController: Sendable {
    private let services: Services

    init(_ services: Services) {
        self.services = services
    }

    private static let path = "\(GuardianCopyPage.path)/:id"

    var routes: [Route] {
        [
            .get(Self.path) { try await show($0) },
            .post(Self.path, keeps: ["vorm"]) { try await download($0) },
        ]
    }

    private func show(_ visit: Visit) async throws -> Answer {
        guard let session = visit.token(.guardian) else { return Self.expired }
        let id = try guardian(visit)
        guard let export = try await services.personExports.look(for: id, in: session) else {
            return .seeOther(ChildrenPage.path)
        }
        return .page(
            GuardianCopyPage(
                export, guardian: id, statement: services.statements.current, language: visit.language))
    }

    private func download(_ visit: Visit) async throws -> Answer {
        guard let session = visit.token(.guardian) else { return Self.expired }
        guard
            let export = try await services.personExports.download(for: try guardian(visit), in: session)
        else { return .seeOther(ChildrenPage.path) }
        return try ExportFile(
            export: export, statement: services.statements.current, language: visit.language
        ).answer(ExportFile.Form(rawValue: visit.form.text("vorm")) ?? .html)
    }

    private func guardian(_ visit: Visit) throws -> Guardian.ID {
        guard let id = visit.parameter.flatMap({ Guardian.ID($0) }) else { throw Stop.notFound }
        return id
    }

    private static let expired = Answer.seeOther("/toestemming?melding=verlopen").with(.remove(.guardian))
}

/// The same lines as an end user reads, of a guardian.
struct GuardianCopyPage: GuardianPage {
    static let template = "public/guardian/copy"
    static let path = "/mijn/kinderen/inzage"
    let title: String
    let action: String
    let lines: [InspectedLine]
    let extras: [InspectionPage.Extra]
    let supervisor: String
    let supervisorSite: String
    let knownOfReader: [Field]

    init(_ export: PersonExport, guardian: Guardian.ID, statement: Statement, language: Language) {
        let inspected = InspectionPage(export, statement: statement, language: language)
        (title, lines, extras) = (inspected.title, inspected.lines, inspected.extras)
        action = "\(Self.path)/\(guardian)"
        (supervisor, supervisorSite) = (Supervisor.name, Supervisor.site)
        knownOfReader = export.lines.map(\.field)
    }
}
