import Domain
import Features
import HTTPTypes
import Hummingbird

/// What is learnt about one request on its way: language, visitor, cookies to set, the form's token.
struct Desk: Sendable {
    let request: Request
    let cookies: Cookies
    private(set) var language: Language
    var visitor: Visitor?
    var worker: Worker?
    var changes: [CookieChange] = []
    private(set) var formToken = ""
    /// The anonymous cookie this token rests on, to be set if the page prints the token.
    private(set) var formCookie: CookieChange?
    /// On what a token may rest: the session, or the anonymous cookie.
    private(set) var formBases: [String] = []

    init(request: Request, remembered cookies: Cookies) {
        self.request = request
        self.cookies = cookies
        language = Self.choice(request, cookies, asked: nil).language
    }

    /// The path with its query, and nothing before it: a link to it never leaves our site.
    var address: String {
        request.uri.query.map { "\(request.uri.path)?\($0)" } ?? request.uri.path
    }

    mutating func choose(asked: String?) {
        let choice = Self.choice(request, cookies, asked: asked)
        language = choice.language
        if choice.isNew { changes.append(.set(.language, language.rawValue, maxAgeSeconds: 31_536_000)) }
    }

    /// Gives this visit a token for its forms, and an anonymous cookie to rest on when there is no session.
    mutating func prepareForm(_ tokens: FormTokens) throws {
        let session = visitor.map { "session:\($0.signedIn.session)" }
        let work = worker.map { "work:\($0.session)" }
        let anonymous = cookies[.form].map { "form:\($0)" }
        formBases = [work, session, anonymous].compactMap { $0 }
        if let basis = formBases.first {
            formToken = try tokens.token(of: basis)
        } else {
            let value = FormTokens.cookieValue()
            formCookie = .set(.form, value)
            formToken = try tokens.token(of: "form:\(value)")
        }
    }

    private static func choice(_ request: Request, _ cookies: Cookies, asked: String?) -> LanguageChoice {
        LanguageChoice(
            asked: asked, remembered: cookies[.language], accepted: request.headers[.acceptLanguage])
    }
}
