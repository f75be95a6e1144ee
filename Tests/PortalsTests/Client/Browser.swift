import Foundation

/// As much of a browser as the tests need: it keeps cookies, follows redirects and sends forms with their token.
final class Browser {
    let port: Int
    var cookies: [String: String] = [:]
    var headers: [String: String] = [:]
    private(set) var path = "/"
    private(set) var page = ""

    init(port: Int) {
        self.port = port
    }

    @discardableResult
    func get(_ path: String) async throws -> Received {
        try await follow(try await exchange("GET", path), at: path)
    }

    /// Sends the form with the token of the page that was read last.
    @discardableResult
    func post(_ path: String, _ fields: [String: String]) async throws -> Received {
        try await follow(try await postOnly(path, fields), at: path)
    }

    /// The answer itself, without going where it leads.
    func postOnly(_ path: String, _ fields: [String: String], token: String? = nil) async throws -> Received {
        var fields = fields
        if let token = token ?? self.token { fields["bewijs"] = token }
        let body = fields.map { "\($0.key)=\(Self.encoded($0.value))" }.joined(separator: "&")
        return try await exchange("POST", path, body: body)
    }

    func exchange(_ method: String, _ path: String, body: String? = nil) async throws -> Received {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: localhost:\(port)", "Connection: close"]
        if !cookies.isEmpty {
            lines.append("Cookie: " + cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; "))
        }
        lines += headers.map { "\($0.key): \($0.value)" }
        if let body {
            if headers["Content-Type"] == nil {
                lines.append("Content-Type: application/x-www-form-urlencoded")
            }
            lines.append("Content-Length: \(body.utf8.count)")
        }
        let connection = try Connection(port: port)
        await connection.send(lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""))
        let received = try Received(await connection.receiveAll())
        for cookie in received.all("set-cookie") { keep(cookie) }
        return received
    }

    /// The token of the first form on the page.
    var token: String? {
        page.split(separator: "name=\"bewijs\" value=\"").dropFirst().first.map {
            String($0.prefix { $0 != "\"" })
        }
    }

    private func follow(_ received: Received, at path: String) async throws -> Received {
        if received.status == 303, let next = received["location"] { return try await get(next) }
        self.path = path
        page = received.text
        return received
    }

    private func keep(_ cookie: String) {
        let pair = cookie.prefix { $0 != ";" }.split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let name = String(pair[0])
        cookies[name] = cookie.contains("Max-Age=0") ? nil : String(pair[1])
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
