import Domain

/// One template and everything it prints, already in the reader's words. A page decides nothing.
protocol Page: Sendable {
    /// The path of the template: `audience/noun/verb`.
    static var template: String { get }
    /// What the window is called, without the name of the site. An error page says so here first.
    var title: String { get }
    /// True when a refusal is shown: the title then starts with "Fout:".
    var isError: Bool { get }
    /// Stylesheets and scripts that this page needs beside the common ones, by file name, in their order.
    static var assets: [String] { get }
    /// What a browser may do with it.
    static var policy: ContentPolicy { get }
}

extension Page {
    var isError: Bool { false }
    static var assets: [String] { [] }
    static var policy: ContentPolicy { .ordinary }
}

/// What surrounds a page and comes from the visit: language, who is here, the true line in the footer.
struct Frame: Sendable {
    struct LanguageLink: Sendable {
        let name: String
        let code: String
        let href: String
        let isCurrent: Bool
    }

    let code: String
    let windowTitle: String
    let formToken: String
    let isSignedIn: Bool
    /// Somebody is helped to enrol: the page says so to both.
    let isHelping: Bool
    /// "Snel weg" stands above the page.
    let hasExit: Bool
    let isDemonstration: Bool
    let languages: [LanguageLink]
    let knowTitle: String
    let knowDetail: String
    let knowHref: String
    /// One ring per thing we know; three hollow ones when we know nothing.
    let rings: [Ring]
    let stylesheet: String
    let script: String
    /// The page's own, after the common ones.
    var ownStylesheets: [String] = []
    var ownScripts: [String] = []
    let icon: String
    let address: String
    let town: String
    let home: String
    /// Around a page for work: whose portal, and its menu. Nothing elsewhere.
    let portal: PortalFrame?
    let mainClass: String

    struct Ring: Sendable {
        let modifier: String
    }

    /// Who is signed in can leave at once, and so can who is on the way in: somebody may be watching there too.
    static func hasExit(_ page: any Page, isSignedIn: Bool) -> Bool {
        let template = type(of: page).template
        guard template != LeavingPage.template else { return false }
        return isSignedIn || ["public/enrolment/", "public/sign-in/"].contains(where: template.hasPrefix)
    }
}

/// A message above a form, with links to the fields it is about.
struct ErrorSummary: Sendable {
    struct Line: Sendable {
        let text: String
        /// The field it is about, when it is about one.
        let href: String?
    }

    let lines: [Line]

    init(_ lines: [Line]) {
        self.lines = lines
    }

    /// Nothing without a refusal.
    init?(_ refusal: Refusal?, _ language: Language) {
        guard let refusal else { return nil }
        lines = [Line(text: refusal.text(language), href: refusal.field.map { "#\($0)" })]
    }
}

/// One row of a list of links.
struct LinkRow: Sendable {
    let href: String
    let text: String
    let detail: String
    let tag: String?

    init(_ href: String, _ text: String, _ detail: String, tag: String? = nil) {
        self.href = href
        self.text = text
        self.detail = detail
        self.tag = tag
    }
}
