import Domain
import Features
import Storage
import TestKit
import Testing

/// What somebody tries, and what comes of it.
struct BadRequest {
    let name: String
    /// Where a form is sent; nothing for a link that is followed.
    var form: [String: String]?
    let path: String
    var cookies: [String: String] = [:]
    let status: Int
    /// Where it leads; the address itself when nothing else is said.
    var leads: String?
    let dutch: String
    let english: String
    /// Tables in which a try is counted.
    var counted: Set<String> = []
    /// How long they wait first.
    var after = Moment.Span.minutes(0)

    func words(_ language: Language) -> String { language == .dutch ? dutch : english }

    static let noPage = ("Deze pagina is er niet", "This page does not exist")
    static let nobody = String(repeating: "0f", count: 16)
    static let token = String(repeating: "0f", count: 32)
}

extension BadRequest {
    init(
        name: String, form: [String: String]? = nil, path: String, cookies: [String: String] = [:],
        status: Int, leads: String? = nil, _ words: (String, String), counted: Set<String> = [],
        after: Moment.Span = .minutes(0)
    ) {
        self.init(
            name: name, form: form, path: path, cookies: cookies, status: status, leads: leads,
            dutch: words.0, english: words.1, counted: counted, after: after)
    }
}

extension BadRequest {
    /// Tries each, and sees the status, the words and that nothing changed.
    static func walk(
        _ rows: [BadRequest], in browser: Browser, from home: String = "/mijn/privacy/klacht",
        _ portal: RunningPortal, _ language: Language
    ) async throws {
        for row in rows {
            portal.world.clock.advance(by: row.after)
            // A page with a form, whose token goes along.
            try await browser.get(home)
            let before = try await state(of: portal.world, but: row.counted)
            browser.cookies.merge(row.cookies) { $1 }
            let received =
                if let form = row.form {
                    try await browser.post(row.path, form)
                } else {
                    try await browser.get(row.path)
                }
            for name in row.cookies.keys { browser.cookies[name] = nil }
            let place: Comment = "\(row.name), \(language.rawValue)"
            #expect(received.status == row.status, place)
            #expect(browser.path == row.leads ?? row.path, place)
            #expect(received.text.contains(row.words(language)), place)
            #expect(received.text.contains("<html lang=\"\(language.rawValue)\""), place)
            let after = try await state(of: portal.world, but: row.counted)
            #expect(after.differences(from: before) == [], place)
        }
    }

    /// All rows but the log's, which say that somebody looked, and when a session was last seen.
    private static func state(of world: World, but counted: Set<String>) async throws -> Everything {
        try await Everything.read(world).without { table in
            table.retention == .processingLog || table.name.hasPrefix("log_")
                || ["session", "work_session"].contains(table.name) || counted.contains(table.name)
        }
    }
}
