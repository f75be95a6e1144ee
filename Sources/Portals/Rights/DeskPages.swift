import Domain
import Features

/// The queue of requests: which kind and how many days are left, and nobody.
struct DeskListPage: Page {
    struct Row: Sendable {
        let href: String
        let kind: String
        let who: String
        let due: String
        let left: String
        let tagModifier: String
        let state: String
        let taken: String
    }

    static let template = "staff/rights/list"
    let title: String
    let heading: String
    let notice: String?
    let base: String
    let opens: Bool
    let isEmpty: Bool
    let count: String
    let rows: [Row]
    let hasEnded: Bool
    let ended: [Row]
    let recipientsHref: String?

    init(
        _ queue: DeskQueue, opens: Bool, tellsRecipients: Bool, notice: Words? = nil, now: Moment,
        language: Language
    ) {
        title = Words("Verzoeken", "Requests")(language)
        let overdue = queue.open.count { $0.summary.request.urgency(at: now) == .overdue }
        let waiting = CountedWords(
            one: Words("%1 verzoek wacht op antwoord", "%1 request waits for an answer"),
            many: Words("%1 verzoeken wachten op antwoord", "%1 requests wait for an answer"))
        heading =
            overdue == 0
            ? waiting(queue.open.count, language)
            : Words("%1. Te laat: %2", "%1. Late: %2")(
                language, waiting(queue.open.count, language), String(overdue))
        self.notice = notice?(language)
        base = RightsDeskController.base
        self.opens = opens
        isEmpty = queue.open.isEmpty
        count = CountedWords(
            one: Words("%1 verzoek", "%1 request"), many: Words("%1 verzoeken", "%1 requests"))(
                queue.open.count, language)
        rows = queue.open.map { Self.row($0, now: now, language) }
        hasEnded = !queue.ended.isEmpty
        ended = queue.ended.prefix(50).map { Self.row($0, now: now, language) }
        recipientsHref = tellsRecipients ? RightsDeskController.recipients : nil
    }

    private static func row(_ item: DeskRequest, now: Moment, _ language: Language) -> Row {
        let request = item.summary.request
        let tag =
            switch request.urgency(at: now) {
            case .overdue: "tag--error"
            case .soon: "tag--warn"
            case .inTime: "tag--ok"
            case .ended: RequestStanding(request.state).tagModifier
            }
        let taken =
            item.isYours
            ? Words("U", "You")(language)
            : item.isTaken
                ? Words("Een collega", "A colleague")(language) : Words("Niemand", "Nobody")(language)
        return Row(
            href: "\(RightsDeskController.base)/\(request.id)", kind: request.kind.words(language),
            who: request.person.words(language), due: RequestWords.date(request.due, language),
            left: request.state.isOpen
                ? RequestWords.left(request, now: now, language)
                : RequestWords.date(request.ended ?? request.received, language),
            tagModifier: tag, state: RequestStanding(request.state).words(language), taken: taken)
    }
}

/// One request at the desk: what may be done now, and no more.
struct DeskRequestPage: Page {
    struct Check: Sendable {
        let id: String
        let value: String
        let text: String
    }

    struct Choice: Sendable {
        let id: String
        let value: String
        let text: String
        let isChosen: Bool
    }

    struct Typed: Sendable {
        var verdict = ""
        var answer = ""
        var delay = ""
    }

    static let template = "staff/rights/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let base: String
    let id: String
    let about: String
    let who: String
    let via: String
    let state: String
    let tagModifier: String
    let received: String
    let due: String
    let left: String
    let identity: String
    let isOpen: Bool
    let canTake: Bool
    let isAboutYou: Bool
    let isWithColleague: Bool
    let isYours: Bool
    let caseHref: String?
    let canRead: Bool
    let words: [String]
    let value: String?
    let hasRead: Bool
    let canIdentify: Bool
    let checks: [Check]
    let checksProblem: String?
    /// Whether a copy may be made to hand over.
    let canCopy: Bool
    let canExtend: Bool
    let delay: String
    let delayProblem: String?
    let canAnswer: Bool
    let verdicts: [Choice]
    let verdictProblem: String?
    let answer: String
    let answerProblem: String?
    let receipt: String?
    /// What of an erased person is still kept, why and until when: to be told with the receipt.
    let isKept: Bool
    let kept: [ErasurePlanPage.Staying]

    init(
        _ item: DeskRequest, opened: OpenedRequest? = nil, erasure: DeskErasure? = nil, handles: Bool = true,
        notice: Words? = nil, typed: Typed = Typed(), refusal: Refusal? = nil, statement: Statement,
        now: Moment, language: Language
    ) {
        let request = item.summary.request
        title = Words("Verzoek %1", "Request %1")(language, request.number)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.notice = notice?(language)
        base = RightsDeskController.base
        id = request.id.description
        about = RequestWords.about(item.summary, statement, language)
        who = request.person.words(language)
        via = request.via.words(language)
        let standing = RequestStanding(request.state)
        (state, tagModifier) = (standing.words(language), standing.tagModifier)
        received = RequestWords.date(request.received, language)
        due = RequestWords.date(request.due, language)
        left = RequestWords.left(request, now: now, language)
        identity =
            item.identified == nil
            ? Words("Nog niet vastgesteld", "Not settled yet")(language)
            : item.identity.isEmpty
                ? Words("Ingelogd in het portaal", "Signed in to the portal")(language)
                : item.identity.map { $0.words(language) }.joined(separator: "; ")
        isOpen = request.state.isOpen && !item.isGone
        isAboutYou = item.isAboutYou
        isYours = handles && item.isYours
        // An end user opens from a case: an expired one is taken anew.
        let isInHand = isYours && (request.person != .endUser || item.caseFile != nil)
        canTake =
            handles && isOpen && !isAboutYou && !isInHand
            && (!item.isTaken || item.isYours || request.person == .endUser)
        isWithColleague = isOpen && item.isTaken && !item.isYours
        caseHref = item.caseFile.map { "\(CasesController.base)/\($0)" }
        let mayAct = isOpen && isInHand
        canRead = mayAct && opened == nil
        hasRead = opened != nil
        words = OwnRequestPage.paragraphs(opened?.words)
        value = opened?.value?.reveal()
        canIdentify = mayAct && request.state == .received
        checks = IdentityCheck.list(for: request.via).enumerated().map { index, check in
            Check(
                id: index == 0 ? "gezien" : "gezien-\(index + 1)", value: check.rawValue,
                text: check.words(language))
        }
        let problem = { (field: String) in refusal?.field == field ? refusal?.text(language) : nil }
        (checksProblem, delayProblem) = (problem("gezien"), problem("waarom"))
        (verdictProblem, answerProblem) = (problem("reden"), problem("antwoord"))
        canCopy =
            mayAct && request.person == .endUser && request.isForACopy && item.identified != nil
        canExtend = mayAct && request.state == .identified && now < request.due
        (delay, answer) = (typed.delay, typed.answer)
        canAnswer = mayAct
        let isKnown = request.state != .received
        let said: [(String, Words)] =
            isKnown
            ? [
                ("granted", Words("Ja, helemaal", "Yes, all of it")),
                ("partly", Words("Ja, voor een deel", "Yes, in part")),
            ]
            : []
        let refused = RightsRefusalReason.all(for: request.kind)
            .filter { ($0 == .identityUnproven) != isKnown }
            .map { ($0.rawValue, $0.words) }
        let no = Words("Nee: %1", "No: %1")
        verdicts =
            said.enumerated().map { index, one in
                Choice(
                    id: index == 0 ? "reden" : "reden-\(index + 1)", value: one.0, text: one.1(language),
                    isChosen: typed.verdict == one.0)
            }
            + refused.enumerated().map { index, one in
                Choice(
                    id: said.isEmpty && index == 0 ? "reden" : "reden-\(said.count + index + 1)",
                    value: one.0, text: no(language, one.1(language).lowercasedFirst),
                    isChosen: typed.verdict == one.0)
            }
        receipt = erasure?.receipt.grouped
        let erasureWords = ErasureWords(statement: statement, now: now, language: language)
        kept = erasure.map { erasureWords.kept($0.plan) } ?? []
        isKept = !kept.isEmpty
    }
}

extension String {
    var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
