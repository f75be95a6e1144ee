import Domain
import Features
import HTTPTypes

/// Who has access: the same pages for a customer's administrators and for BuenO's own.
struct ColleaguesController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    private static let customer = "/klant/medewerkers"
    private static let staff = "/kantoor/medewerkers"

    private static let invited = ["naam", "email"] + Role.allCases.map { "rol-\($0.rawValue)" }

    var routes: [Route] {
        routes(Self.customer, .customer([.customerAdmin])) + routes(Self.staff, .staff([.fieldOperator]))
    }

    private func routes(_ base: String, _ audience: Route.Audience) -> [Route] {
        [
            .get(base, audience) { try await list($0, base) },
            .get("\(base)/nieuw", audience) { try showNew($0, base) },
            .post("\(base)/nieuw", audience, keeps: Self.invited) { try await invite($0, base) },
            .get("\(base)/:id", audience) { try await show($0, base) },
            .post("\(base)/rol", audience, keeps: ["collega", "rol"], backTo: base) { visit in
                try await change(visit, base, "gegeven") { id, worker in
                    try await services.accounts.grant(try Self.role(visit), to: id, by: worker)
                }
            },
            .post("\(base)/rol-terug", audience, keeps: ["collega", "rol"], backTo: base) { visit in
                try await change(visit, base, "teruggenomen") { id, worker in
                    try await services.accounts.revoke(try Self.role(visit), of: id, by: worker)
                }
            },
            .post("\(base)/opnieuw", audience, keeps: ["collega"], backTo: base) { visit in
                try await change(visit, base, "uitgenodigd") {
                    try await services.accounts.inviteAgain($0, by: $1)
                }
            },
            .post("\(base)/sluiten", audience, keeps: ["collega"], backTo: base) { visit in
                try await change(visit, base, "gesloten") { try await services.accounts.close($0, by: $1) }
            },
        ]
    }

    private var vocabulary: StatementVocabulary { services.statements.current.vocabulary }

    private func list(_ visit: Visit, _ base: String) async throws -> Answer {
        let list = try await services.colleagues.list(for: try visit.atWork())
        return .page(
            ColleaguesPage(
                list, base: base, notice: Self.notice(visit),
                today: visit.today, vocabulary: vocabulary, language: visit.language))
    }

    private func showNew(_ visit: Visit, _ base: String) throws -> Answer {
        .page(
            InvitePage(
                base: base, roles: try Self.roles(visit), vocabulary: vocabulary, language: visit.language))
    }

    private func invite(_ visit: Visit, _ base: String) async throws -> Answer {
        let worker = try visit.atWork()
        let roles = try Self.roles(visit)
        let chosen = Set(roles.filter { visit.form["rol-\($0.rawValue)"] == "ja" })
        let (name, address) = (visit.form.text("naam"), visit.form.text("email"))
        do {
            try await services.accounts.invite(
                Invitee(name: name, emailAddress: address, roles: chosen), to: worker.side, by: worker,
                language: visit.language)
            return .seeOther("\(base)?melding=uitgenodigd")
        } catch let refused as AccountRefusal {
            let refusal = Refusal(refused)
            return .page(
                InvitePage(
                    base: base, roles: roles, name: name, emailAddress: address, chosen: chosen,
                    refusal: refusal, vocabulary: vocabulary, language: visit.language), refusal: refusal)
        }
    }

    private func show(_ visit: Visit, _ base: String) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ Account.ID($0) }) else { throw Stop.notFound }
        return try await page(id, visit, base, notice: Self.notice(visit))
    }

    /// What was just done, said once.
    private static func notice(_ visit: Visit) -> Words? {
        switch visit.query["melding"] {
        case "uitgenodigd": Words("De uitnodiging is verstuurd.", "The invitation was sent.")
        case "gegeven": Words("De rol is gegeven.", "The role was given.")
        case "teruggenomen": Words("De rol is teruggenomen.", "The role was taken back.")
        case "gesloten": Words("De toegang is gesloten.", "The access has ended.")
        default: nil
        }
    }

    /// Another organisation's colleague does not exist here.
    private func page(
        _ id: Account.ID, _ visit: Visit, _ base: String, notice: Words? = nil, refusal: Refusal? = nil
    ) async throws -> Answer {
        let worker = try visit.atWork()
        guard let colleague = try await services.colleagues.colleague(id, for: worker) else {
            throw Stop.notFound
        }
        let page = ColleaguePage(
            colleague, base: base, roles: try Self.roles(visit), side: worker.side, notice: notice,
            refusal: refusal, vocabulary: vocabulary, language: visit.language)
        return .page(page, refusal: refusal)
    }

    private func change(
        _ visit: Visit, _ base: String, _ done: String,
        _ act: (Account.ID, Worker) async throws -> Void
    ) async throws -> Answer {
        guard let id = Account.ID(visit.form.text("collega")) else { throw Stop.notFound }
        do {
            try await act(id, try visit.atWork())
            return .seeOther("\(base)/\(id)?melding=\(done)")
        } catch let refused as AccountRefusal {
            if refused == .unknownAccount { throw Stop.notFound }
            return try await page(id, visit, base, refusal: Refusal(refused))
        }
    }

    /// The roles that exist on this side.
    private static func roles(_ visit: Visit) throws -> [Role] {
        let side = try visit.atWork().side
        return Role.allCases.filter(side.canHold)
    }

    private static func role(_ visit: Visit) throws -> Role {
        guard let role = Role(rawValue: visit.form.text("rol")) else {
            throw AccountRefusal.roleNotOfThisSide
        }
        return role
    }
}
