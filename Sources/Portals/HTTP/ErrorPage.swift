import Domain
import HTTPTypes

/// What a person reads when a request ends in a refusal or a failure.
struct ErrorPage: Page {
    static let template = "public/error/show"
    let title: String
    let isError = true
    let heading: String
    let text: String
    /// A dotted ring: not there. A ring with a gap: something of ours is broken. Otherwise a hollow one: closed.
    let ring: String
    let actionHref: String
    let actionText: String

    /// - `workHome`: where the portal of who is signed in for their work begins.
    init(_ stop: Stop, workHome: String? = nil, language: Language) {
        let status = stop.status
        let words = Self.words(stop)
        heading = words.heading(language)
        title = heading
        text = words.text(language)
        ring =
            status.code == 404 || status.code == 410 ? "o--none" : status.code >= 500 ? "o--broken" : "o--off"
        switch (stop, workHome) {
        case (.unsigned, _):
            actionHref = WorkController.duties
            actionText = Words("Lees en onderteken", "Read and sign")(language)
        case (.forbidden, let home?):
            actionHref = home
            actionText = Words("Naar uw portaal", "To your portal")(language)
        default:
            actionHref = "/"
            actionText = Words("Naar de startpagina", "To the home page")(language)
        }
    }

    private static func words(_ stop: Stop) -> (heading: Words, text: Words) {
        switch stop.reason {
        case .foreign:
            return (
                Words("Dit mag niet", "This is not allowed"),
                Words(
                    "Deze aanvraag kwam niet van onze eigen site. Wij deden er niets mee.",
                    "This request did not come from our own site. We did nothing with it.")
            )
        case .unsigned:
            return (
                Words("U moet eerst ondertekenen", "You have to sign first"),
                Words(
                    "Lees en onderteken eerst wat voor uw werk geldt. Wij deden nog niets.",
                    "First read and sign what holds for your work. We did nothing yet.")
            )
        case nil: return words(stop.status)
        }
    }

    private static func words(_ status: HTTPResponse.Status) -> (heading: Words, text: Words) {
        switch status.code {
        case 404, 410:
            (
                Words("Deze pagina is er niet", "This page does not exist"),
                Words(
                    "Misschien klopt het adres niet, of bestaat de pagina niet meer.",
                    "Perhaps the address is wrong, or the page is gone.")
            )
        case 400, 405, 415:
            (
                Words("Dit begrijpen wij niet", "We do not understand this"),
                Words(
                    "Uw browser stuurde iets dat wij niet kunnen lezen. Begin opnieuw.",
                    "Your browser sent something we cannot read. Please start again.")
            )
        case 403:
            (
                Words("Dit hoort niet bij uw rol", "This is not part of your role"),
                Words(
                    "Met uw rol kunt u dit niet openen of doen. Hebt u het nodig? Vraag het aan wie bij u de medewerkers beheert.",
                    "With your role you cannot open or do this. Do you need it? Ask who manages access where you work."
                )
            )
        case 413, 414:
            (
                Words("Dit is te veel", "This is too much"),
                Words(
                    "U stuurde meer dan wij kunnen lezen. Maak het korter. Was het een foto of bestand? Dan mag het hoogstens 10 MB zijn.",
                    "You sent more than we can read. Please make it shorter. Was it a photo or file? It may be 10 MB at most."
                )
            )
        case 429:
            (
                Words("U hebt te vaak geprobeerd", "You have tried too often"),
                Words("Wacht 15 minuten. Probeer het dan weer.", "Wait 15 minutes. Then try again.")
            )
        case 503:
            (
                Words("Wij zijn zo terug", "We will be right back"),
                Words(
                    "Wij werken aan onze site. Uw gegevens zijn bewaard. Probeer het over een paar minuten weer.",
                    "We are working on our site. Your data is safe. Try again in a few minutes.")
            )
        default:
            (
                Words("Het lukt nu niet", "It does not work right now"),
                Words(
                    "Dat ligt aan ons. Uw gegevens zijn bewaard. Probeer het straks weer.",
                    "That is our fault. Your data is safe. Please try again later.")
            )
        }
    }
}

/// A form that came too late: its token had gone. What was typed is still there; one press sends it again.
struct ExpiredFormPage: Page {
    struct Field: Sendable {
        let name: String
        let value: String
    }

    static let template = "public/error/expired"
    let title: String
    let isError = true
    let action: String
    let fields: [Field]

    init(action: String, kept: [(name: String, value: String)], language: Language) {
        title = Words("Het formulier was verlopen", "The form had expired")(language)
        self.action = action
        fields = kept.map { Field(name: $0.name, value: $0.value) }
    }
}

/// A refusal as RFC 9457 says, for a program that asked for JSON.
enum Problem {
    static let type = "application/problem+json"

    static func isWanted(accept: String?) -> Bool {
        guard let accept else { return false }
        return accept.contains("json") && !accept.contains("text/html")
    }

    static func body(_ status: HTTPResponse.Status) -> [UInt8] {
        Array(#"{"status":\#(status.code),"title":"\#(status.reasonPhrase)"}"#.utf8)
    }
}
