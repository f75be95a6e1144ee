import Domain
import Features
import HTTPTypes

/// Orders not to destroy: asked by one, approved by another, and ended by two.
struct HoldsController: Sendable {
    private let services: Services

    init(_ features: PortalFeatures) {
        services = features.services
    }

    static let base = "/kantoor/bewaren/opdrachten"
    static let new = "/kantoor/bewaren/nieuw"

    var routes: [Route] {
        let audience = Route.Audience.staff(Holds.roles)
        return [
            .get(Self.base, audience) { try await list($0) },
            .get("\(Self.base)/:id", audience) { try await show($0, refusal: nil) },
            .post("\(Self.base)/:id", audience, keeps: ["doe", "tot"]) { try await act($0) },
            .get(Self.new, audience) { try await showNew($0, to: Self.new) },
            .get("\(Self.new)/:subject", audience) { visit in
                try await showNew(visit, to: "\(Self.new)/\(visit.parameter ?? "")")
            },
            .post(Self.new, audience, keeps: HoldForm.fields) { try await ask($0) },
        ]
    }

    private func list(_ visit: Visit) async throws -> Answer {
        .page(HoldsPage(try await services.holds.list(), now: visit.now, language: visit.language))
    }

    private func show(_ visit: Visit, refusal: Refusal?) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ Hold.ID($0) }),
            let file = try await services.holds.file(id, for: try visit.atWork())
        else { throw Stop.notFound }
        let page = HoldPage(
            file, you: try visit.atWork().account, notice: Self.notice(visit), typed: visit.form["tot"] ?? "",
            refusal: refusal, now: visit.now, language: visit.language)
        return .page(page, status: refusal?.status ?? .ok)
    }

    /// What was just done, said once.
    private static func notice(_ visit: Visit) -> Words? {
        switch visit.query["melding"] {
        case "gevraagd":
            Words(
                "De opdracht staat er. Hij geldt zodra een collega akkoord geeft.",
                "The hold is asked for. It is in force once a colleague approves.")
        case "gedaan": Words("Dat is gedaan.", "That is done.")
        default: nil
        }
    }

    private func act(_ visit: Visit) async throws -> Answer {
        guard let id = visit.parameter.flatMap({ Hold.ID($0) }) else { throw Stop.notFound }
        do {
            try await services.holds.act(try Self.action(visit), on: id, by: try visit.atWork())
            return .seeOther("\(Self.base)/\(id)?melding=gedaan")
        } catch let refused as HoldRefusal {
            switch refused {
            case .unknownHold: throw Stop.notFound
            case .notAllowed: throw Stop.forbidden
            case .proofNeeded: return .seeOther("/werk/bevestigen?naar=\(Self.base)/\(id)")
            default: return try await show(visit, refusal: Refusal(refused, until: "tot"))
            }
        }
    }

    private static func action(_ visit: Visit) throws -> Hold.Action {
        switch visit.form.text("doe") {
        case "akkoord": return .approve
        case "weiger": return .refuse
        case "terug": return .withdraw
        case "stop": return .askLift
        case "verleng":
            guard let day = CalendarDay(visit.form.text("tot")) else { throw HoldRefusal.untilMissing }
            return .askRenewal(until: day.end)
        default: throw Stop.malformed
        }
    }

    private func showNew(_ visit: Visit, to path: String) async throws -> Answer {
        if let proof = try visit.proving(returningTo: path) { return proof }
        var form = HoldForm()
        if let subject = visit.parameter {
            guard HoldForm.isSubject(subject) else { throw Stop.notFound }
            form.subject = subject
        }
        return try await formPage(form, problems: [], visit)
    }

    private func formPage(_ form: HoldForm, problems: [Refusal], _ visit: Visit) async throws -> Answer {
        let page = HoldFormPage(
            form, customers: try await services.customers.list(), problems: problems,
            language: visit.language)
        return .page(page, status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    private func ask(_ visit: Visit) async throws -> Answer {
        let form = HoldForm(visit.form)
        do {
            let id = try await services.holds.ask(try form.order(), by: try visit.atWork())
            return .seeOther("\(Self.base)/\(id)?melding=gevraagd")
        } catch let refused as HoldRefusal {
            switch refused {
            case .notAllowed: throw Stop.forbidden
            case .proofNeeded: return .seeOther("/werk/bevestigen?naar=\(Self.new)")
            default: return try await formPage(form, problems: [Refusal(refused, until: "tot")], visit)
            }
        }
    }
}
