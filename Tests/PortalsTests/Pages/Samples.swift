import Domain
import Foundation

@testable import Features
@testable import Portals

/// One of each page, filled with invented values, for the tests that look at all of them.
enum Samples {
    struct Sample {
        let name: String
        let page: any Page
    }

    static let now = Moment(milliseconds: 1_795_529_400_000)  // 24 November 2026, 14:10 in Groningen.

    static func html(_ page: some Page, _ language: Language) throws -> String {
        try templates.get().html(page, frame: frame(language, page: page), language: language)
    }

    static func frame(_ language: Language, page: (any Page)? = nil) -> Frame {
        let around = page.flatMap { portal(around: $0, language) }
        let isMine = page.map { type(of: $0).template.hasPrefix("mine/") } ?? false
        let own = page.map { type(of: $0).assets.map { "/assets/\($0)" } } ?? []
        return Frame(
            code: language.rawValue, windowTitle: "\(page?.title ?? "") - BuenO", formToken: "token",
            isSignedIn: isMine, isHelping: (page as? EnrolmentContactPage)?.isHelped ?? false,
            hasExit: page.map { Frame.hasExit($0, isSignedIn: isMine) } ?? false,
            isDemonstration: false,
            languages: [
                .init(name: "Nederlands", code: "nl", href: "?taal=nl", isCurrent: language == .dutch),
                .init(name: "English", code: "en", href: "?taal=en", isCurrent: language == .english),
            ],
            knowTitle: "Wij weten 0 dingen van u", knowDetail: "U bent niet ingelogd.", knowHref: "/privacy",
            rings: [.init(modifier: "")], stylesheet: "/assets/app.css", script: "/assets/app.js",
            ownStylesheets: own.filter { $0.hasSuffix(".css") },
            ownScripts: own.filter { $0.hasSuffix(".js") },
            icon: "/assets/mark.svg", address: "BuenO Telecom, Kielerbocht 3", town: "9723 JA Groningen",
            home: "/", portal: around, mainClass: around == nil ? "wrap main" : "flow")
    }

    private static func portal(around page: any Page, _ language: Language) -> PortalFrame? {
        PortalFrame(
            around: page, for: worker(language), path: "/klant/medewerkers", offersSignOn: true,
            language: language)
    }

    /// An administrator of a customer.
    static func worker(_ language: Language) -> Worker {
        let customer = Customer.ID.fixed(3)
        return Worker(
            session: .fixed(1), account: .fixed(2), pseudonym: .fixed(4), side: .customer(customer),
            customerName: "Gemeente Voorbeeld", roles: [.customerAdmin], language: language, proven: now,
            unsigned: [])
    }

    /// The sources are read where they stand, so a forgotten copy cannot make a test green.
    static var templateDirectory: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Portals/Templates")
    }

    private static let templates = Result { try Templates(directory: templateDirectory) }

    static func templateSources() throws -> [String: String] {
        var sources: [String: String] = [:]
        for name in try templates.get().names {
            let file = templateDirectory.appendingPathComponent("\(name).mustache")
            sources[name] = try String(contentsOf: file, encoding: .utf8)
        }
        return sources
    }

    /// The names in the tags of a template and of the parts it is made of.
    static func tags(of template: String, in sources: [String: String]) -> Set<String> {
        guard let source = sources[template] else { return [] }
        var result: Set<String> = []
        for match in source.matches(of: /\{\{[#^]?([a-zA-Z.]+)\}\}/) { result.insert(String(match.output.1)) }
        for part in partials(of: source) { result.formUnion(tags(of: part, in: sources)) }
        return result
    }

    static func partials(of source: String) -> Set<String> {
        Set(source.matches(of: /\{\{>([a-z\/-]+)\}\}/).map { String($0.output.1) })
    }

    /// The names of all properties of a page, of its rows, and of what they hold: also of what is empty here.
    static func propertyNames(_ value: Any) -> Set<String> {
        var names: Set<String> = []
        for child in Mirror(reflecting: value).children {
            if let label = child.label, label != "some" { names.insert(label) }
            names.formUnion(propertyNames(child.value))
        }
        return names
    }

    /// The elements of a page, without attributes or words.
    static func bones(_ html: String) -> [String] {
        html.matches(of: /<(\/?[a-z0-9]+)[^>]*>/).map { String($0.output.1) }
    }
}
