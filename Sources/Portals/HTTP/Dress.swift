import Domain
import Features
import HTTPTypes
import Hummingbird
import NIOCore

/// Makes a response of an answer: the page in its frame, the security headers, the cookies.
struct Dress: Sendable {
    let templates: Templates
    let assets: Assets
    let controller: Controller
    let vocabulary: StatementVocabulary
    let security: SecurityHeaders
    let isDemonstration: Bool
    /// Whether customers can sign their people in at their own organisation here.
    let offersSignOn: Bool

    func response(_ answer: Answer, desk: Desk, isHead: Bool) throws -> Response {
        var desk = desk
        // Later changes of the same cookie win: a route may end the session that was just rotated.
        var changes: [CookieName: CookieChange] = [:]
        for change in desk.changes + answer.cookies { changes[change.name] = change }
        if changes[.session]?.maxAgeSeconds == 0 { desk.visitor = nil }
        if changes[.work]?.maxAgeSeconds == 0 { desk.worker = nil }
        if let arrived = answer.arrived { desk.worker = arrived }
        var headers = answer.headers
        var policy = ContentPolicy.ordinary
        if case .page(let page) = answer.content { policy = type(of: page).policy }
        security.add(to: &headers, policy: policy)
        var bytes: [UInt8] = []
        switch answer.content {
        case .page(let page):
            let html = try html(page, desk: desk)
            // P17: a page without a form leaves nothing in the browser.
            if let cookie = desk.formCookie, html.contains(desk.formToken) { changes[.form] = cookie }
            bytes = Array(html.utf8)
            headers[.contentType] = "text/html; charset=utf-8"
            headers[.contentLanguage] = desk.language.rawValue
            headers[.vary] = "Cookie, Accept-Language"
        case .bytes(let content, let type):
            bytes = content
            headers[.contentType] = type
        case .nothing:
            break
        }
        // Every page may hold a form token or a person's data, so nobody keeps one. Assets say otherwise.
        if headers[.cacheControl] == nil { headers[.cacheControl] = "no-store" }
        if answer.status.code >= 413, answer.status.code <= 415 { headers[.connection] = "close" }
        if answer.status.code == 503 { headers[.retryAfter] = "120" }
        for name in CookieName.allCases {
            if let change = changes[name] {
                headers.append(HTTPField(name: .setCookie, value: change.header))
            }
        }
        let response = Response(
            status: answer.status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
        return isHead ? response.createHeadResponse() : response
    }

    func html(_ page: any Page, desk: Desk) throws -> String {
        try templates.html(page, frame: frame(around: page, desk: desk), language: desk.language)
    }

    func frame(around page: any Page, desk: Desk) -> Frame {
        let language = desk.language
        let prefix = page.isError ? Words("Fout: ", "Error: ")(language) : ""
        let portal = PortalFrame(
            around: page, for: desk.worker, path: desk.request.uri.path, offersSignOn: offersSignOn,
            language: language)
        if let portal, let worker = desk.worker {
            return workFrame(
                portal, worker, title: "\(prefix)\(page.title), \(portal.label) - BuenO",
                own: type(of: page).assets, desk: desk)
        }
        let known = known(to: desk, on: page)
        let own = type(of: page).assets
        return Frame(
            code: language.rawValue, windowTitle: "\(prefix)\(page.title) - BuenO", formToken: desk.formToken,
            isSignedIn: desk.visitor != nil,
            isHelping: desk.cookies[.helper] != nil && HelpingPages.areThese(page),
            hasExit: Frame.hasExit(page, isSignedIn: desk.visitor != nil), isDemonstration: isDemonstration,
            languages: languages(desk), knowTitle: known.title,
            knowDetail: known.detail, knowHref: known.href, rings: known.rings,
            stylesheet: assets.stylesheet, script: assets.script,
            ownStylesheets: own.filter { $0.hasSuffix(".css") }.compactMap(assets.address),
            ownScripts: own.filter { $0.hasSuffix(".js") }.compactMap(assets.address), icon: assets.icon,
            address: "\(controller.name), \(controller.address)",
            town: "\(controller.postcode) \(controller.city)",
            home: desk.visitor == nil ? "/" : "/mijn", portal: nil, mainClass: "wrap main")
    }

    /// Around a page for work. Who works with us is known too, and told so (P61).
    private func workFrame(
        _ portal: PortalFrame, _ worker: Worker, title: String, own: [String], desk: Desk
    ) -> Frame {
        let (language, known) = (desk.language, Known(worker: worker, desk.language))
        return Frame(
            code: language.rawValue, windowTitle: title, formToken: desk.formToken, isSignedIn: false,
            isHelping: false, hasExit: false, isDemonstration: isDemonstration, languages: languages(desk),
            knowTitle: known.title, knowDetail: known.detail, knowHref: known.href, rings: known.rings,
            stylesheet: assets.stylesheet, script: assets.script,
            ownStylesheets: own.filter { $0.hasSuffix(".css") }.compactMap(assets.address),
            ownScripts: own.filter { $0.hasSuffix(".js") }.compactMap(assets.address), icon: assets.icon,
            address: "\(controller.name), \(controller.address)",
            town: "\(controller.postcode) \(controller.city)", home: portal.home, portal: portal,
            mainClass: "flow")
    }

    /// Who is signed in as a person is told so first; then who is signed in for their work.
    private func known(to desk: Desk, on page: any Page) -> Known {
        // A guardian has no account, and is known all the same (P18).
        if let fields = (page as? any GuardianPage)?.knownOfReader {
            return Known(fields, at: ChildrenPage.path, vocabulary, desk.language)
        }
        if desk.visitor == nil, let worker = desk.worker { return Known(worker: worker, desk.language) }
        return Known(desk.visitor?.fields.fields, at: "/mijn/gegevens", vocabulary, desk.language)
    }

    /// The same page in another language: its address, and its query without the previous choice.
    private func languages(_ desk: Desk) -> [Frame.LanguageLink] {
        let kept = (desk.request.uri.query ?? "").split(separator: "&").filter { !$0.hasPrefix("taal=") }
        return Language.allCases.map { language in
            let query = (kept.map(String.init) + ["taal=\(language.rawValue)"]).joined(separator: "&")
            return Frame.LanguageLink(
                name: Self.names[language] ?? language.rawValue, code: language.rawValue, href: "?\(query)",
                isCurrent: language == desk.language)
        }
    }

    private static let names: [Language: String] = [.dutch: "Nederlands", .english: "English"]
}
