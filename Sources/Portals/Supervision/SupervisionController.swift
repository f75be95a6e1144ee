import Domain
import Features

/// The privacy officer's page, and the proof.
struct SupervisionController: Sendable {
    private let services: Services
    private let premises: @Sendable () async throws -> Premises

    init(_ features: PortalFeatures) {
        services = features.services
        premises = features.premises
    }

    static let base = "/kantoor/toezicht"
    static let proof = "/kantoor/bewijs"

    var routes: [Route] {
        let provers = Route.Audience.staff([.privacyOfficer, .fieldOperator])
        return [
            .get(Self.base, .staff([.privacyOfficer])) { try await show($0) },
            .post(
                "\(Self.base)/naam", .staff([.privacyOfficer]), keeps: ["medewerker"], backTo: Self.base
            ) { try await showName($0) },
            .get(Self.proof, provers) { try await showProof($0) },
            .post(Self.proof, provers) { _ in
                _ = try await services.proofRuns.start(try await premises())
                return .seeOther(Self.proof)
            },
        ]
    }

    private func show(
        _ visit: Visit, named: (account: Account.ID, name: Sensitive<String>?)? = nil
    ) async throws -> Answer {
        .page(
            SupervisionPage(
                try await services.supervision.oversight(for: try visit.atWork()), named: named,
                vocabulary: services.statements.current.vocabulary, now: visit.now,
                language: visit.language))
    }

    /// A name is in the answer to a press of a button, which stands in the log of that colleague.
    private func showName(_ visit: Visit) async throws -> Answer {
        guard let account = Account.ID(visit.form.text("medewerker")) else { throw Stop.notFound }
        let name = try await services.supervision.name(behind: account, by: try visit.atWork())
        return try await show(visit, named: (account, name))
    }

    private func showProof(_ visit: Visit) async throws -> Answer {
        .page(
            ProofPage(
                try await services.proofRuns.latest(), progress: await services.proofRuns.progress,
                statement: services.statements.current, today: visit.today, language: visit.language))
    }
}
