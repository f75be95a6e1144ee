import Domain
import HTTPTypes

/// For who helps somebody to enrol, in a library or at a neighbourhood desk, on a computer that is not theirs.
///
/// The same three screens. At the end nobody is signed in, and nothing is left in the browser.
struct HelperController: Sendable {
    var routes: [Route] {
        [
            .get("/helpen") { .page(HelperPage(isHelping: $0.isHelping, language: $0.language)) },
            .post("/helpen") { _ in .seeOther("/aanmelden").with(.set(.helper, "ja"), .remove(.attempt)) },
            .post("/helpen/stop", backTo: "/helpen") { _ in Self.leavingNothing(.seeOther("/helpen")) },
        ]
    }

    /// Every cookie of ours goes but the choice of a language, and what the browser kept of the pages.
    static func leavingNothing(_ answer: Answer) -> Answer {
        var answer = answer
        answer.headers[fieldName("Clear-Site-Data")] = "\"cache\", \"cookies\", \"storage\""
        answer.cookies += CookieName.allCases.filter { $0 != .language }.map { CookieChange.remove($0) }
        return answer
    }
}

extension Visit {
    /// Somebody is helped in this browser.
    var isHelping: Bool { cookies[.helper] != nil }
}

/// The pages above which it stands that somebody is helped.
enum HelpingPages {
    static func areThese(_ page: any Page) -> Bool {
        type(of: page).template.hasPrefix("public/enrolment/")
    }
}

/// What a volunteer should know, and the button to begin.
struct HelperPage: Page {
    static let template = "public/helper/show"
    let title: String
    let isHelping: Bool

    init(isHelping: Bool, language: Language) {
        title = Words("Iemand helpen met aanmelden", "Helping somebody to enrol")(language)
        self.isHelping = isHelping
    }
}

/// A card for in a wallet: how to sign in, by which number, whom to call. No whole number and no code.
struct HelperCardPage: Page {
    static let stylesheet = "helper.css"
    static let template = "public/helper/card"
    static let assets = [stylesheet]
    let title: String
    /// How the number ends, which is enough for its owner.
    let numberEnding: String
    let hasEmail: Bool
    let signInAddress: String
    let phone: String?
    let contactAddress: String

    init(
        maskedMobile: String, hasEmail: Bool, controller: Controller, site: PublicURL, language: Language
    ) {
        title = Words("Klaar: de aanmelding is gelukt", "Done: the enrolment succeeded")(language)
        numberEnding = String(maskedMobile.suffix(2))
        self.hasEmail = hasEmail
        let host = site.text.split(separator: "/").last.map(String.init) ?? site.text
        signInAddress = "\(host)/inloggen"
        contactAddress = "\(host)/contact"
        phone = controller.phone
    }
}
