import Domain

/// One address and what answers it. The portals are a list of these: tests walk the same list.
struct Route: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
    }

    enum Audience: Equatable, Sendable {
        /// Anyone; a session, if there is one, is known.
        case everyone
        /// Only someone signed in; others are led to the sign-in page.
        case endUser
        /// Only someone signed in for their work, whatever their roles.
        case worker
        /// Only a customer's people in one of these roles: they act in the first that they have.
        case customer([Role])
        /// Only BuenO's people in one of these roles, who signed what is to be signed (P72, P73).
        case staff([Role])
        /// Exists only on a demonstration.
        case demonstration
    }

    let method: Method
    /// Literal segments, of which the last or the one before it may be one parameter, written `:name`.
    let path: String
    let audience: Audience
    /// The fields that may be shown again when the form had expired. Never a secret.
    let keeps: [String]
    /// Where somebody belongs who opens a form's address themselves: who reloads what it answered, or reads that in
    /// another language. A parameter in it is that of the route. Nothing where the address has a page of its own.
    var backTo: String?
    /// The most bytes of a form; nothing for what the portals take otherwise.
    var bodyBytesMax: Int?
    /// Its form carries a file.
    var takesFile = false
    let handle: @Sendable (Visit) async throws -> Answer

    static func get(
        _ path: String, _ audience: Audience = .everyone,
        _ handle: @escaping @Sendable (Visit) async throws -> Answer
    ) -> Route {
        Route(method: .get, path: path, audience: audience, keeps: [], handle: handle)
    }

    static func post(
        _ path: String, _ audience: Audience = .everyone, keeps: [String] = [], backTo: String? = nil,
        bodyBytesMax: Int? = nil, takesFile: Bool = false,
        _ handle: @escaping @Sendable (Visit) async throws -> Answer
    ) -> Route {
        Route(
            method: .post, path: path, audience: audience, keeps: keeps, backTo: backTo,
            bodyBytesMax: bodyBytesMax, takesFile: takesFile, handle: handle)
    }

    /// For who opens the address of a form themselves.
    fileprivate var opened: Route? {
        guard let backTo else { return nil }
        return .get(path, audience) { visit in
            let path = backTo.split(separator: "/", omittingEmptySubsequences: false)
                .map { $0.hasPrefix(":") ? visit.parameter ?? "" : String($0) }.joined(separator: "/")
            return .seeOther(visit.withQuery(path))
        }
    }
}

/// Finds the route of a request: by its exact path, or by everything around one parameter. A literal wins over a
/// parameter in its place.
struct RouteTable: Sendable {
    enum Match: Sendable {
        case found(Route, parameter: String?)
        case otherMethods(allow: String)
        case unknown
    }

    private static let parameterLengthMax = 128

    private var exact: [String: [Route]] = [:]
    /// By the path with a colon for its parameter: `/klant/codes/:`, `/klant/codes/:/brieven`.
    private var open: [String: [Route]] = [:]
    let routes: [Route]

    init(_ given: [Route]) {
        routes = given + given.compactMap(\.opened)
        for route in routes {
            if let colon = route.path.firstIndex(of: ":") {
                let suffix = route.path[colon...].drop { $0 != "/" }
                open["\(route.path[...colon])\(suffix)", default: []].append(route)
            } else {
                exact[route.path, default: []].append(route)
            }
        }
    }

    func match(method: String, path: String) -> Match {
        if let routes = exact[path] { return choose(method, among: routes, parameter: nil) }
        guard let slash = path.lastIndex(of: "/") else { return .unknown }
        let (before, last) = (path[..<slash], path[path.index(after: slash)...])
        if Self.isParameter(last), let routes = open["\(before)/:"] {
            return choose(method, among: routes, parameter: String(last))
        }
        guard let earlier = before.lastIndex(of: "/") else { return .unknown }
        let middle = before[before.index(after: earlier)...]
        guard Self.isParameter(middle), let routes = open["\(before[...earlier]):/\(last)"] else {
            return .unknown
        }
        return choose(method, among: routes, parameter: String(middle))
    }

    /// A trailing slash is not another page; a parameter is base64url text (dots too, for asset names).
    private static func isParameter(_ text: Substring) -> Bool {
        !text.isEmpty && text.utf8.count <= parameterLengthMax
            && text.utf8.allSatisfy { isToken($0) || $0 == UInt8(ascii: ".") }
    }

    private func choose(_ method: String, among routes: [Route], parameter: String?) -> Match {
        let wanted = method == "HEAD" ? "GET" : method
        if let route = routes.first(where: { $0.method.rawValue == wanted }) {
            return .found(route, parameter: parameter)
        }
        let methods = routes.map(\.method.rawValue)
        let allow = methods.contains("GET") ? ["GET", "HEAD"] + methods.filter { $0 != "GET" } : methods
        return .otherMethods(allow: allow.joined(separator: ", "))
    }
}
