import Testing

@testable import Portals

/// Which address leads to which route.
@Suite struct RouteTableTests {
    private static let table = RouteTable(
        [
            "/klant", "/klant/codes", "/klant/codes/nieuw", "/klant/codes/:id", "/klant/codes/:id/brieven",
            "/mijn/:id",
        ]
        .map { .get($0) { _ in .seeOther("/") } } + [.post("/klant/codes/:id/stop") { _ in .seeOther("/") }])

    @Test(
        arguments: [
            ("/klant", "/klant", nil), ("/klant/codes", "/klant/codes", nil),
            ("/klant/codes/nieuw", "/klant/codes/nieuw", nil),
            ("/klant/codes/0a1b", "/klant/codes/:id", "0a1b"),
            ("/klant/codes/0a1b/brieven", "/klant/codes/:id/brieven", "0a1b"),
            // A literal in the place of a parameter is a parameter too, when more follows.
            ("/klant/codes/nieuw/brieven", "/klant/codes/:id/brieven", "nieuw"),
            ("/mijn/brieven", "/mijn/:id", "brieven"),
        ] as [(String, String, String?)])
    func `an address leads to its route`(path: String, pattern: String, parameter: String?) {
        guard case .found(let route, let found) = Self.table.match(method: "GET", path: path) else {
            Issue.record("\(path) leads nowhere")
            return
        }
        #expect(route.path == pattern && found == parameter)
    }

    @Test(
        arguments: [
            "/", "", "klant", "/klant/", "/klant/codes/", "/klant/codes//brieven", "/klant/codes/0a1b/",
            "/mijn/a/b",
            "/klant/codes/0a1b/namen", "/klant/codes/0a1b/brieven/", "/klant/codes/a%20b/brieven",
            "/klant/codes/a/b/brieven", "/klant/codes/:/brieven", "/klant/codes/:", "/klant/codes/:id",
            "/klant/codes/\(String(repeating: "a", count: 129))/brieven",
        ])
    func `an address that is none of ours leads nowhere`(path: String) {
        guard case .unknown = Self.table.match(method: "GET", path: path) else {
            Issue.record("\(path) leads somewhere")
            return
        }
    }

    @Test func `another method is named`() {
        guard case .otherMethods("POST") = Self.table.match(method: "GET", path: "/klant/codes/0a1b/stop")
        else {
            Issue.record("not told which method")
            return
        }
    }
}
