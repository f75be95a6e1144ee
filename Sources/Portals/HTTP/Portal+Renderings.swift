import Domain
public import Features
import HTTPTypes
import Hummingbird

extension Portal {
    /// Every page that anyone can open by its address, in every language, as it leaves this program: asked from the
    /// routes themselves and dressed as for a visitor, for the proof of P03.
    public static func renderings(
        _ settings: PortalSettings, _ features: PortalFeatures
    ) async throws -> [Rendering] {
        let dress = try dress(settings, features.services)
        var renderings: [Rendering] = []
        for route in routes(settings, features, assets: dress.assets) where route.isOpen {
            for language in Language.allCases {
                let answer = try await route.answer(
                    .anonymous(route.path, language, features.clock.now()))
                // What leads elsewhere or serves bytes is no page.
                guard case .page(let page) = answer.content else { continue }
                var desk = Desk(
                    request: Request(
                        head: HTTPRequest(method: .get, scheme: nil, authority: nil, path: route.path),
                        body: RequestBody(buffer: .init())),
                    remembered: Cookies(HTTPFields()))
                desk.choose(asked: language.rawValue)
                renderings.append(
                    Rendering(
                        kind(of: route.path), "page \(route.path) \(language.rawValue)",
                        try dress.html(page, desk: desk)))
            }
        }
        return renderings
    }

    private static func kind(of path: String) -> Rendering.Kind {
        switch path {
        case "/privacy": .statementPage
        case "/contact": .contactPage
        default: .page
        }
    }
}

extension Route {
    /// Answers anyone who knows the address, and needs nothing more to be asked.
    fileprivate var isOpen: Bool { method == .get && audience == .everyone && !path.contains(":") }

    /// A refusal is a page too.
    fileprivate func answer(_ visit: Visit) async throws -> Answer {
        do {
            return try await handle(visit)
        } catch let stop as Stop {
            return .page(ErrorPage(stop, language: visit.language), status: stop.status)
        }
    }
}

extension Visit {
    /// Somebody of whom nothing is known.
    fileprivate static func anonymous(_ path: String, _ language: Language, _ now: Moment) -> Visit {
        Visit(
            path: path, address: path, parameter: nil, query: FormBody(), form: FormBody(), headers: [:],
            cookies: Cookies(HTTPFields()), language: language, now: now, visitor: nil, worker: nil,
            actor: nil,
            network: ClientNetwork(peer: nil, forwardedFor: [], trusted: []), formToken: "")
    }
}
