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

    func response(_ answer: Answer, desk: Desk, isHead: Bool) throws -> Response {
        var desk = desk
        // Later changes of the same cookie win: a route may end the session that was just rotated.
        var changes: [CookieName: CookieChange] = [:]
        for change in desk.changes + answer.cookies { changes[change.name] = change }
        if changes[.session]?.maxAgeSeconds == 0 { desk.visitor = nil }
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
            around: page, for: desk.worker, path: desk.request.uri.path, language: language)
        if let portal, let worker = desk.worker {
            return workFrame(
                portal, worker, title: "\(prefix)\(page.title), \(portal.label) - BuenO",
                own: type(of: page).assets, desk: desk)
        }
        // A guardian has no account, and is known all the same (P18).
        let ofGuardian = (page as? any GuardianPage)?.knownOfReader
        let known = ofGuardian ?? desk.visitor?.fields.fields ?? []
        let own = type(of: page).assets
        let count = CountedWords(
            one: Words("Wij weten %1 ding van u", "We know %1 thing about you"),
            many: Words("Wij weten %1 dingen van u", "We know %1 things about you"))
        return Frame(
            code: language.rawValue, windowTitle: "\(prefix)\(page.title) - BuenO", formToken: desk.formToken,
            isSignedIn: desk.visitor != nil,
            isHelping: desk.cookies[.helper] != nil && HelpingPages.areThese(page),
            hasExit: Frame.hasExit(page, isSignedIn: desk.visitor != nil), isDemonstration: isDemonstration,
            languages: languages(desk), knowTitle: count(known.count, language),
            knowDetail: knowDetail(
                known, isSignedIn: desk.visitor != nil || ofGuardian != nil, language: language),
            knowHref: ofGuardian != nil
                ? ChildrenPage.path : desk.visitor == nil ? "/privacy" : "/mijn/gegevens",
            rings: known.isEmpty
                ? Array(repeating: Frame.Ring(modifier: ""), count: 3)
                : known.map { _ in Frame.Ring(modifier: "o--on") },
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
        let language = desk.language
        return Frame(
            code: language.rawValue, windowTitle: title, formToken: desk.formToken, isSignedIn: false,
            isHelping: false, hasExit: false, isDemonstration: isDemonstration, languages: languages(desk),
            knowTitle: worker.holdsNumber
                ? Words("Wij weten 3 dingen van u", "We know 3 things about you")(language)
                : Words("Wij weten 2 dingen van u", "We know 2 things about you")(language),
            knowDetail: worker.holdsNumber
                ? Words(
                    "Uw naam, uw e-mailadres en uw telefoonnummer van het werk. U hebt dezelfde rechten als ieder ander.",
                    "Your name, your e-mail address and your phone number at work. You have the same rights as anyone else."
                )(language)
                : Words(
                    "Uw naam en uw e-mailadres van het werk. U hebt dezelfde rechten als ieder ander.",
                    "Your name and your e-mail address at work. You have the same rights as anyone else.")(
                        language),
            knowHref: "/werk/gegevens",
            rings: Array(repeating: Frame.Ring(modifier: "o--on"), count: worker.holdsNumber ? 3 : 2),
            stylesheet: assets.stylesheet, script: assets.script,
            ownStylesheets: own.filter { $0.hasSuffix(".css") }.compactMap(assets.address),
            ownScripts: own.filter { $0.hasSuffix(".js") }.compactMap(assets.address), icon: assets.icon,
            address: "\(controller.name), \(controller.address)",
            town: "\(controller.postcode) \(controller.city)", home: portal.home, portal: portal,
            mainClass: "flow")
    }

    private func knowDetail(_ known: [Field], isSignedIn: Bool, language: Language) -> String {
        guard isSignedIn else {
            return Words(
                "U bent niet ingelogd en wij volgen u niet.", "You are not signed in and we do not track you."
            )(
                language)
        }
        let names = known.map { vocabulary.words($0).yours.text(in: language) }.listed(language)
            .capitalisedFirst
        let isNameless = !known.contains { [.firstName, .lastName, .homeAddress].contains($0) }
        let unknown = Words(" Uw naam en adres kennen wij niet.", " We do not know your name or address.")(
            language)
        return "\(names).\(isNameless ? unknown : "")"
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
