import Domain
import Features
import HTTPTypes
import Hummingbird
import Logging
import NIOCore

/// Answers every request, in one visible order: find the route, read the form, know the visitor, check the
/// form's origin and token, answer, dress the answer. Nothing happens elsewhere.
struct Front: HTTPResponder {
    typealias Context = VisitContext

    let settings: PortalSettings
    let routes: RouteTable
    let dress: Dress
    let formTokens: FormTokens
    let clock: any Domain.Clock
    /// Who holds this session cookie; nobody when it is unknown or over.
    let visitor: @Sendable (Token) async throws -> Visitor?
    /// Who holds this cookie for work; nobody when it is unknown or over.
    let worker: @Sendable (Token) async throws -> Worker?
    let logger: Logger

    func respond(to request: Request, context: VisitContext) async throws -> Response {
        let began = ContinuousClock.now
        var desk = Desk(request: request, remembered: Cookies(request.headers))
        let match = routes.match(method: request.method.rawValue, path: request.uri.path)
        var answer: Answer
        do {
            answer = try await self.answer(match, request: request, context: context, desk: &desk)
        } catch let stop as Stop {
            answer = failure(stop, desk)
        } catch {
            answer = failure(Stop(status: Outage(error).status), desk)
            // House rule: the kind of error, never its text, which may hold a value.
            logger.error(
                "request failed", metadata: ["kind": "\(type(of: error))", "route": "\(match.pattern)"])
        }
        if case .otherMethods(let allow) = match { answer.headers[.allow] = allow }
        let response = try dress.response(answer, desk: desk, isHead: request.method == .head)
        logger.info(
            "request",
            metadata: [
                "route": "\(match.pattern)", "method": "\(request.method.rawValue.prefix(8))",
                "status": "\(response.status.code)",
                "ms": "\((ContinuousClock.now - began).wholeMilliseconds)",
            ])
        return response
    }

    private func answer(
        _ match: RouteTable.Match, request: Request, context: VisitContext, desk: inout Desk
    ) async throws -> Answer {
        let route: Route
        let parameter: String?
        switch match {
        case .found(let found, let value): (route, parameter) = (found, value)
        case .otherMethods: throw Stop(status: .methodNotAllowed)
        case .unknown: throw Stop.notFound
        }
        if settings.quarantined, route.path != Portal.healthPath { throw Stop(status: .serviceUnavailable) }
        if case .demonstration = route.audience, !settings.demonstration { throw Stop.notFound }
        let query = try Self.form(Array((request.uri.query ?? "").utf8))
        desk.choose(asked: query["taal"])
        let form = route.method == .post ? try await body(of: request, for: route) : FormBody()

        if let cookie = desk.cookies[.session] {
            if let token = Token(text: cookie) { desk.visitor = try await visitor(token) }
            if let rotated = desk.visitor?.signedIn.rotated { desk.changes.append(.session(rotated)) }
            if desk.visitor == nil { desk.changes.append(.remove(.session)) }
        }
        if let cookie = desk.cookies[.work] {
            if let token = Token(text: cookie) { desk.worker = try await worker(token) }
            if desk.worker == nil { desk.changes.append(.remove(.work)) }
        }
        try desk.prepareForm(formTokens)
        if route.method == .post, let refused = try refused(form, route: route, desk: desk) { return refused }
        let admission = try Admission(route, desk)
        if let elsewhere = admission.elsewhere { return elsewhere }
        return try await route.handle(
            Visit(
                path: request.uri.path, address: desk.address, parameter: parameter, query: query, form: form,
                headers: request.headers,
                cookies: desk.cookies, language: desk.language, now: clock.now(), visitor: desk.visitor,
                worker: desk.worker, actor: admission.actor,
                network: ClientNetwork(
                    peer: context.peer, forwardedFor: request.headers[values: fieldName("X-Forwarded-For")],
                    trusted: settings.trustedProxies),
                formToken: desk.formToken))
    }

    /// A form from elsewhere, or one whose token is gone. Only our own page may have its fields shown again.
    private func refused(_ form: FormBody, route: Route, desk: Desk) throws -> Answer? {
        let origin = FormOrigin(desk.request.headers, own: settings.publicURL.origins)
        guard origin != .foreign else { throw Stop.foreign }
        guard try !formTokens.accept(form.text("bewijs"), bases: desk.formBases) else { return nil }
        let kept = origin == .own ? form.keeping(route.keeps) : []
        return .page(
            ExpiredFormPage(action: desk.address, kept: kept, language: desk.language),
            status: .forbidden)
    }

    private func body(of request: Request, for route: Route) async throws -> FormBody {
        let bytesMax = route.bodyBytesMax ?? settings.limits.bodyBytesMax
        let contentType = request.headers[.contentType] ?? ""
        let type = contentType.split(separator: ";").first.map { $0.lowercased() }
        let boundary = route.takesFile ? MultipartForm.boundary(of: contentType) : nil
        guard boundary != nil || type == "application/x-www-form-urlencoded" else {
            throw Stop(status: .unsupportedMediaType)
        }
        if let announced = request.headers[.contentLength].flatMap({ Int($0) }),
            announced > bytesMax
        {
            // Who sends a photo that is too large reads so: a browser hears an answer once it has sent everything.
            if boundary != nil, announced <= bytesMax * 4 { for try await _ in request.body {} }
            throw Stop.tooLarge
        }
        var bytes = [UInt8]()
        for try await part in request.body {
            guard bytes.count + part.readableBytes <= bytesMax else {
                throw Stop.tooLarge
            }
            bytes += part.readableBytesView
        }
        guard let boundary else { return try Self.form(bytes) }
        do {
            return try MultipartForm.form(bytes, boundary: boundary)
        } catch {
            throw Stop.malformed
        }
    }

    private static func form(_ bytes: [UInt8]) throws -> FormBody {
        do {
            return try FormBody(urlencoded: bytes)
        } catch {
            throw Stop.malformed
        }
    }

    private func failure(_ stop: Stop, _ desk: Desk) -> Answer {
        guard Problem.isWanted(accept: desk.request.headers[.accept]) else {
            let home = desk.worker.map { WorkController.home($0.side) }
            return .page(ErrorPage(stop, workHome: home, language: desk.language), status: stop.status)
        }
        return Answer(status: stop.status, content: .bytes(Problem.body(stop.status), type: Problem.type))
    }
}

extension Outage {
    fileprivate var status: HTTPResponse.Status {
        switch self {
        case .full: .init(code: 507, reasonPhrase: "Insufficient Storage")
        case .unavailable: .serviceUnavailable
        case .refused: .forbidden
        case .other: .internalServerError
        }
    }
}

/// What Hummingbird hands to the front: the address at the other end of the socket, and nothing else.
struct VisitContext: InitializableFromSource {
    typealias Source = ApplicationRequestContextSource
    let peer: String?

    init(source: ApplicationRequestContextSource) {
        peer = source.channel.remoteAddress?.ipAddress
    }
}

extension RouteTable.Match {
    /// For the log: the pattern, never the address that was asked for.
    var pattern: String {
        switch self {
        case .found(let route, _): route.path
        case .otherMethods: "(method)"
        case .unknown: "(unknown)"
        }
    }
}

extension Duration {
    fileprivate var wholeMilliseconds: Int64 {
        components.seconds * 1_000 + components.attoseconds / 1_000_000_000_000_000
    }
}
