import Domain
import Features
import HTTPTypes

/// Signing in for work at one's own organisation: the form, the way there and the way back.
struct SignOnController: Sendable {
    private let services: Services
    private var signOns: SignOns { services.signOns }

    init(_ features: PortalFeatures) {
        services = features.services
    }

    private static let form = "/werk/organisatie"
    private static let attemptSeconds = 600

    var routes: [Route] {
        [
            .get(Self.form) { try show($0) },
            .post(Self.form, keeps: ["adres"]) { try await leave($0) },
            .post("/werk/organisatie/opnieuw", .worker, keeps: ["naar"], backTo: "/werk/bevestigen") {
                try await leaveAgain($0)
            },
            .get("/werk/terug") { try await comeBack($0) },
        ]
    }

    private func show(_ visit: Visit) throws -> Answer {
        guard signOns.isOn else { throw Stop.notFound }
        if let ending = visit.query["fout"].flatMap(SignOnEnding.init) {
            let refusal = Refusal(ending)
            return .page(SignOnPage(refusal: refusal, language: visit.language), refusal: refusal)
        }
        if let worker = visit.worker { return .seeOther(WorkController.home(worker.side)) }
        return .page(SignOnPage(language: visit.language))
    }

    private func leave(_ visit: Visit) async throws -> Answer {
        guard signOns.isOn else { throw Stop.notFound }
        let typed = visit.form.text("adres")
        do {
            return depart(try await signOns.begin(at: typed, network: try network(visit)), visit)
        } catch let refused as SignOnRefusal {
            let refusal = Refusal(refused)
            return .page(
                SignOnPage(address: typed, refusal: refusal, language: visit.language), refusal: refusal)
        }
    }

    private func leaveAgain(_ visit: Visit) async throws -> Answer {
        guard signOns.isOn else { throw Stop.notFound }
        do {
            let departure = try await signOns.beginAgain(
                for: try visit.atWork(), next: WorkController.next(visit.form["naar"], visit),
                network: try network(visit))
            return depart(departure, visit)
        } catch let refused as SignOnRefusal {
            let refusal = Refusal(SignOnEnding(refused))
            return .page(SignOnPage(refusal: refusal, language: visit.language), refusal: refusal)
        }
    }

    /// By `Refresh`, because a redirect of a form to another site is stopped by our own `form-action`.
    private func depart(_ departure: SignOnDeparture, _ visit: Visit) -> Answer {
        var answer = Answer.page(
            SignOnDeparturePage(url: departure.url, host: departure.host, language: visit.language))
        answer.headers[fieldName("Refresh")] = "0; url=\(departure.url)"
        return answer.with(
            .set(.signOn, departure.token.reveal(), maxAgeSeconds: Self.attemptSeconds))
    }

    /// Whatever came back leaves the address bar at once.
    private func comeBack(_ visit: Visit) async throws -> Answer {
        guard signOns.isOn else { throw Stop.notFound }
        guard let token = visit.token(.signOn) else { return ended(.expired) }
        let query = visit.query
        do {
            let signedOn = try await signOns.finish(
                AuthorizationAnswer(
                    state: query["state"], code: query["code"], error: query["error"], issuer: query["iss"]),
                on: token, network: try network(visit), device: visit.device, language: visit.language)
            guard let worker = try await services.workSessions.worker(signedOn.session) else {
                return ended(.noRole)
            }
            // A new session, never one that somebody else may have given this browser.
            if let before = visit.worker { try await services.workSessions.end(before) }
            return .seeOther(signedOn.next ?? WorkController.home(worker.side)).with(
                .work(signedOn.session), .remove(.signOn), .remove(.form))
        } catch let refused as SignOnRefusal {
            return ended(SignOnEnding(refused))
        }
    }

    private func ended(_ ending: SignOnEnding) -> Answer {
        .seeOther("\(Self.form)?fout=\(ending.rawValue)").with(.remove(.signOn))
    }

    private func network(_ visit: Visit) throws -> NetworkKey {
        try services.networkKeyer.key(for: visit.network.bytes)
    }
}
