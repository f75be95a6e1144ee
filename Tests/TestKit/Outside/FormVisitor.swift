internal import Foundation
internal import FoundationNetworking

/// What a browser does at a provider: keeps cookies and sends forms. Redirects are followed by the test, one by one.
public struct FormVisitor: Sendable {
    public struct Page: Sendable {
        public let text: String
        public let location: String?

        /// The value of a hidden field.
        public func hidden(_ name: String) -> String? {
            text.components(separatedBy: "name=\"\(name)\" value=\"").dropFirst().first?
                .components(separatedBy: "\"").first
        }
    }

    private let session = URLSession(configuration: .ephemeral, delegate: StandStill(), delegateQueue: nil)

    public init() {}

    public func get(_ address: String) async throws -> Page {
        try await visit(address, form: nil)
    }

    public func post(_ form: [String: String], to address: String) async throws -> Page {
        try await visit(address, form: form)
    }

    private func visit(_ address: String, form: [String: String]?) async throws -> Page {
        guard let url = URL(string: address) else { throw URLError(.badURL) }
        var request = URLRequest(url: url)
        if let form {
            var parts = URLComponents()
            parts.queryItems = form.map { URLQueryItem(name: $0.key, value: $0.value) }
            request.httpMethod = "POST"
            request.setValue("application/x-www-form-urlencoded", forHTTPHeaderField: "Content-Type")
            request.httpBody = Data((parts.percentEncodedQuery ?? "").utf8)
        }
        let (body, response) = try await session.data(for: request)
        let location = (response as? HTTPURLResponse)?.value(forHTTPHeaderField: "Location")
        return Page(
            text: String(decoding: body, as: UTF8.self),
            location: location.flatMap { URL(string: $0, relativeTo: url)?.absoluteString })
    }
}

/// Follows no redirect.
private final class StandStill: NSObject, URLSessionTaskDelegate, Sendable {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}

extension FormVisitor {
    public struct Lost: Error {}

    /// Signs in at `openid_provider.py` as a person does; returns the address that the browser is sent back to.
    public func signIn(at url: String, name: String, password: String) async throws -> String {
        guard let login = try await get(url).location else { throw Lost() }
        guard let token = try await get(login).hidden("csrfmiddlewaretoken"),
            let next = try await post(
                ["csrfmiddlewaretoken": token, "username": name, "password": password], to: login
            ).location, let back = try await get(next).location
        else { throw Lost() }
        return back
    }
}
