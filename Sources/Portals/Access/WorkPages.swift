import Domain
import Features

/// Address and password of who signs in for their work.
struct WorkPasswordPage: Page {
    static let template = "work/sign-in/password"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let emailAddress: String
    let problem: String?
    /// Whether organisations can sign their own people on.
    let hasOrganisations: Bool

    init(
        emailAddress: String = "", refusal: Refusal? = nil, notice: Words? = nil,
        hasOrganisations: Bool = true,
        language: Language
    ) {
        title = Words("Inloggen voor uw werk", "Sign in for your work")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.notice = notice?(language)
        self.emailAddress = emailAddress
        self.hasOrganisations = hasOrganisations
        problem = refusal?.field == nil ? nil : refusal?.text(language)
    }
}

/// The code of the authenticator app: to sign in, or to prove it again before something heavy.
struct WorkCodePage: Page {
    static let template = "work/sign-in/code"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let action: String
    let backHref: String
    let hint: String
    /// Where somebody was going, when they prove it again.
    let next: String?
    let hasApp: Bool
    /// They may also, or only, prove it at their organisation.
    let hasOrganisation: Bool

    init(signingIn refusal: Refusal? = nil, language: Language) {
        self.init(
            action: "/werk/code", backHref: "/werk", next: nil,
            hint: Words(
                "6 cijfers. Telefoon kwijt? Typ dan een van uw herstelcodes.",
                "6 digits. Phone lost? Then type one of your recovery codes."), refusal, language)
    }

    init(
        provingFor next: String, hasApp: Bool = true, hasOrganisation: Bool = false, refusal: Refusal? = nil,
        language: Language
    ) {
        self.init(
            action: "/werk/bevestigen", backHref: next, next: next,
            hint: Words(
                "6 cijfers. Voor deze stap vragen wij het opnieuw.", "6 digits. For this step we ask again."),
            hasApp: hasApp, hasOrganisation: hasOrganisation, refusal, language)
    }

    private init(
        action: String, backHref: String, next: String?, hint: Words, hasApp: Bool = true,
        hasOrganisation: Bool = false, _ refusal: Refusal?, _ language: Language
    ) {
        title =
            hasApp
            ? Words("Welke code staat in uw app?", "Which code is in your app?")(language)
            : Words("Laat nog eens zien dat u het bent", "Show once more that it is you")(language)
        self.hasApp = hasApp
        self.hasOrganisation = hasOrganisation
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        problem = refusal?.field == nil ? nil : refusal?.text(language)
        self.action = action
        self.backHref = backHref
        self.next = next
        self.hint = hint(language)
    }
}

/// What BuenO's own people sign before anything opens (P72, P73).
struct DutiesPage: Page {
    struct Text: Sendable {
        let title: String
        let points: [String]
    }

    static let template = "work/duties/sign"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let texts: [Text]

    init(_ duties: [DutyText], refusal: Refusal? = nil, language: Language) {
        title = Words("Eerst lezen en ondertekenen", "First read and sign")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        problem = refusal?.text(language)
        texts = duties.map { duty in
            Text(
                title: duty.title.text(in: language), points: duty.points.map { $0.text(in: language) })
        }
    }
}

/// What is known of who works with us, for themselves (P61).
struct WorkOwnPage: Page {
    struct Line: Sendable {
        let name: String
        let value: String
        let detail: String
    }

    static let template = "work/own/show"
    let title: String
    let home: String
    let notice: String?
    let lines: [Line]
    let hasRequests: Bool
    let requests: [OwnRequestRow]

    init(
        _ own: OwnAccount, requests: [RequestSummary] = [], home: String, notice: Words? = nil,
        statement: Statement, now: Moment, language: Language
    ) {
        self.notice = notice?(language)
        hasRequests = !requests.isEmpty
        self.requests = requests.map {
            OwnRequestRow(
                $0, base: "/werk/gegevens/verzoeken", statement: statement, now: now, language)
        }
        title = Words("Wat wij van u weten", "What we know about you")(language)
        self.home = home
        let words = statement.vocabulary
        let (colleague, organisation) = (
            Words("Gegeven door een collega op %1", "Given by a colleague on %1"),
            Words("Gegeven door uw organisatie op %1", "Given by your organisation on %1")
        )
        var lines = own.fields.map { field in
            Line(
                name: words.words(field.field).name.text(in: language), value: field.value.reveal(),
                detail: (field.source == .identityProvider ? organisation : colleague)(
                    language, AmsterdamTime(field.given).date(language)))
        }
        let until = Words("Tot en met %1", "Until %1")
        lines += own.grants.map { grant in
            Line(
                name: Words("Rol", "Role")(language),
                value: words.words(grant.role).name.text(in: language).capitalisedFirst,
                detail: until(language, AmsterdamTime(grant.expires).date(language)))
        }
        let tied = Words("Gekoppeld door een collega op %1", "Tied to you by a colleague on %1")
        let untied = Words(" en weer los op %1", " and untied on %1")
        lines += own.associations.map { association in
            let since = tied(language, AmsterdamTime(association.made).date(language))
            let end = association.ended.map { untied(language, AmsterdamTime($0).date(language)) }
            return Line(
                name: Words("Van uw organisatie, bij u", "Of your organisation, with you")(language),
                value: association.label, detail: since + (end ?? ""))
        }
        self.lines = lines
    }
}
