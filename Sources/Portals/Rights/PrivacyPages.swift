import Domain
import Features

/// One's own requests, as a list.
struct OwnRequestRow: Sendable {
    let href: String
    let about: String
    let state: String
    let tagModifier: String
    let detail: String

    init(_ summary: RequestSummary, base: String, statement: Statement, now: Moment, _ language: Language) {
        let request = summary.request
        href = "\(base)/\(request.id)"
        about = RequestWords.about(summary, statement, language)
        let standing = RequestStanding(request.state)
        (state, tagModifier) = (standing.words(language), standing.tagModifier)
        detail =
            request.state.isOpen
            ? Words("Antwoord uiterlijk %1", "Answer by %1")(
                language, RequestWords.date(request.due, language))
            : RequestWords.date(request.ended ?? request.received, language)
    }
}

/// The rights of a person, each with its own door, and what they asked before.
struct PrivacyPage: Page {
    static let path = "/mijn/privacy"
    static let requests = "/mijn/privacy/verzoeken"
    static let template = "mine/privacy/show"
    let title: String
    let notice: String?
    let restrictedSince: String?
    let hasLocked: Bool
    let locked: [LockedRow]
    let stopped: [String]
    let rows: [LinkRow]
    let hasRequests: Bool
    let requests: [OwnRequestRow]

    init(
        requests: [RequestSummary], restricted: Moment?, locked: [PersonFile.LockedLine] = [],
        objections: [Purpose], notice: Words? = nil,
        statement: Statement, now: Moment, language: Language
    ) {
        title = Words("Privacy", "Privacy")(language)
        self.notice = notice?(language)
        restrictedSince = restricted.map { RequestWords.date($0, language) }
        self.locked = locked.map { LockedRow($0, statement: statement, language) }
        hasLocked = !locked.isEmpty
        stopped = objections.map { $0.objectionWords(language) }
        hasRequests = !requests.isEmpty
        self.requests = requests.map {
            OwnRequestRow($0, base: Self.requests, statement: statement, now: now, language)
        }
        rows = [
            LinkRow(
                "/mijn/privacy/wie-zag", Words("Wie zag mijn gegevens?", "Who saw my data?")(language),
                Words("Elke keer staat er een regel", "There is a line for every time")(language)),
            LinkRow(
                "\(Self.path)/inzage",
                Words("Alles zien en downloaden", "See and download everything")(language),
                Words("Waarvoor, van wie, tot wanneer", "What for, from whom, until when")(language)),
            LinkRow(
                "\(Self.path)/verbeteren", Words("Iets verbeteren", "Correct something")(language),
                Words("Klopt er iets niet meer?", "Is something not right any more?")(language)),
            LinkRow(
                "\(Self.path)/beperken", Words("Mijn gegevens beperken", "Restrict my data")(language),
                restricted == nil
                    ? Words(
                        "Wij bewaren alles en doen er niets mee", "We keep everything and do nothing with it")(
                            language)
                    : Words("Staat aan", "It is on")(language)),
            LinkRow(
                "\(Self.path)/bezwaar", Words("Bezwaar maken", "Object")(language),
                Words("Wat u niet wilt, stopt meteen", "What you do not want stops at once")(language)),
            LinkRow(
                "\(Self.path)/klacht", Words("Een klacht doen", "Complain")(language),
                Words("U krijgt binnen 1 maand antwoord", "You get an answer within 1 month")(language)),
            LinkRow(
                "/mijn/wissen", Words("Wis mijn gegevens", "Erase my data")(language),
                Words("U ziet eerst wat er weggaat", "You first see what goes")(language)),
        ]
    }
}

/// What restricting means, said before it is done; and how to end it.
struct RestrictionPage: Page {
    static let template = "mine/privacy/restriction"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let isRestricted: Bool
    let since: String

    init(restricted: Moment?, refusal: Refusal? = nil, language: Language) {
        title = Words("Mijn gegevens beperken", "Restrict my data")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        problem = refusal?.field == "ok" ? refusal?.text(language) : nil
        isRestricted = restricted != nil
        since = restricted.map { RequestWords.date($0, language) } ?? ""
    }
}

/// Proving once more that it is you: where the code goes, and then the code.
struct StepUpPage: Page {
    static let path = "/mijn/privacy/bevestigen"
    static let code = "/mijn/privacy/bevestigen/code"
    static let template = "mine/privacy/step-up"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let backHref: String
    let next: String
    let asksCode: Bool
    let action: String
    let maskedMobile: String
    let maskedEmail: String
    let hasMobile: Bool
    let hasEmail: Bool
    let isLocked: Bool
    let typed: String
    let contactProblem: String?
    let term: String

    /// - `channels`: where a code can go; nothing when one was sent and is asked for.
    init(
        next: String, channels: ProofChannels?, typed: String = "", refusal: Refusal? = nil,
        term: CalendarTerm, language: Language
    ) {
        asksCode = channels == nil
        title =
            asksCode
            ? Words("Welke cijfercode kreeg u?", "Which code did you get?")(language)
            : Words("Laat nog eens zien dat u het bent", "Show once more that it is you")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        problem = refusal?.field == nil ? nil : refusal?.text(language)
        self.next = next
        backHref = "\(PrivacyPage.path)/\(next)"
        action = asksCode ? Self.code : Self.path
        (maskedMobile, maskedEmail) = (channels?.mobile?.masked ?? "", channels?.mail?.masked ?? "")
        contactProblem = refusal?.field == ProofContact.field ? refusal?.text(language) : nil
        (isLocked, self.typed) = (channels?.isLocked ?? false, typed)
        (hasMobile, hasEmail) = (!maskedMobile.isEmpty, !maskedEmail.isEmpty)
        self.term = term.text(in: language)
    }
}
