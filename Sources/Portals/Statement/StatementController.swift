import Domain
import Features

/// The published statement: the one in force, every version before it, and what changed between them.
struct StatementController: Sendable {
    let statements: Statements

    init(_ services: Services) {
        statements = services.statements
    }

    var routes: [Route] {
        [
            .get("/privacy") { try await show($0) },
            .get("/privacy/verschil") { try await compare($0) },
        ]
    }

    /// P80: every old version stays readable.
    private func show(_ visit: Visit) async throws -> Answer {
        let versions = try await statements.versions()
        let statement = try asked(visit, among: versions)
        return .page(
            StatementPage(
                statement, versions: versions.map { (number: $0.version, from: $0.effectiveFrom) },
                isCurrent: statement.version == statements.current.version, language: visit.language))
    }

    /// P80: differences shown, between a version and the one before it.
    private func compare(_ visit: Visit) async throws -> Answer {
        let versions = try await statements.versions()
        let newer = try asked(visit, among: versions)
        guard let older = versions.first(where: { $0.version < newer.version }).flatMap(statements.statement)
        else { throw Stop.notFound }
        return .page(StatementDifferencePage(from: older, to: newer, language: visit.language))
    }

    /// The version that was asked for, or the one in force.
    private func asked(_ visit: Visit, among versions: [RecordedVersion]) throws -> Statement {
        guard let asked = visit.query["versie"].flatMap({ Int($0) }) else { return statements.current }
        guard let statement = versions.first(where: { $0.version == asked }).flatMap(statements.statement)
        else { throw Stop.notFound }
        return statement
    }
}
