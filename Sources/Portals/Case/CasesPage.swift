import Domain
import Features

/// The cases in hand: of who looks, or of everybody. Nothing of the people in them.
struct CasesPage: Page {
    struct Row: Sendable {
        let href: String
        let number: String
        let reason: String
        let place: String
        let until: String
        let state: String
        let tagModifier: String
    }

    static let template = "staff/cases/list"
    let title: String
    let notice: String?
    let showsAll: Bool
    let isEmpty: Bool
    let emptyTitle: String
    let count: String
    let cases: [Row]
    let canSearch: Bool
    let base: String
    let searchHref: String

    init(
        _ list: [CaseSummary], showsAll: Bool, canSearch: Bool, notice: Words? = nil, now: Moment,
        language: Language
    ) {
        title = Words("Zaken", "Cases")(language)
        self.notice = notice?(language)
        self.showsAll = showsAll
        self.canSearch = canSearch
        base = CasesController.base
        searchHref = CasesController.search
        isEmpty = list.isEmpty
        emptyTitle =
            showsAll
            ? Words("Er is geen zaak open", "No case is open")(language)
            : Words("U hebt geen zaak open", "You have no case open")(language)
        count = CountedWords(
            one: Words("%1 zaak open", "%1 case open"), many: Words("%1 zaken open", "%1 cases open"))(
                list.count, language)
        let today = AmsterdamTime(now)
        cases = list.map { summary in
            let state = CaseState(summary.file, at: now)
            let end = AmsterdamTime(summary.file.expires)
            return Row(
                href: "\(CasesController.base)/\(summary.file.id)", number: summary.file.number,
                reason: summary.file.reason.words(language), place: summary.customerName ?? "",
                until: end.isSameDay(as: today) ? end.clock(language) : end.date(language),
                state: summary.isYours
                    ? state.words(language) : Words("Van een collega", "A colleague's")(language),
                tagModifier: summary.isYours ? state.tagModifier : "")
        }
    }
}

/// Where a search led: a case for each person, and nothing of them but where and since when.
struct CaseFoundPage: Page {
    static let template = "staff/cases/found"
    let title: String
    let isNobody: Bool
    let number: String
    let searchHref: String
    let base: String
    let rows: [LinkRow]

    init(_ list: [CaseSummary], language: Language) {
        let found = list.filter { $0.file.subject != .nobody }
        isNobody = found.isEmpty
        title =
            isNobody
            ? Words("Niemand gevonden", "Nobody found")(language)
            : CountedWords(
                one: Words("%1 persoon gevonden", "%1 person found"),
                many: Words("%1 personen gevonden", "%1 people found"))(
                    found.count, language)
        number = list.first?.file.number ?? ""
        searchHref = CasesController.search
        base = CasesController.base
        rows = found.map { summary in
            let since = summary.enrolled.map { AmsterdamTime($0).date(language) } ?? ""
            return LinkRow(
                "\(CasesController.base)/\(summary.file.id)",
                Words("Zaak %1", "Case %1")(language, summary.file.number),
                Words("%1, aangemeld op %2", "%1, enrolled on %2")(
                    language, summary.customerName ?? "", since),
                tag: summary.isGuarded ? Words("Extra beschermd", "Guarded")(language) : nil)
        }
    }
}

/// The form with which every search begins: a reason, a sentence, and then whom.
struct CaseSearchPage: Page {
    struct Choice: Sendable {
        let id: String
        let value: String
        let name: String
        let isChosen: Bool
    }

    static let template = "staff/cases/search"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let action: String
    let base: String
    let isUrgent: Bool
    let reasons: [Choice]
    let reasonProblem: String?
    let sentence: String
    let sentenceProblem: String?
    let sought: String
    let soughtProblem: String?
    let linkHref: String?
    let linkText: String?

    init(
        reasons: [CaseReason], chosen: CaseReason? = nil, sentence: String = "", sought: String = "",
        isUrgent: Bool = false, refusal: Refusal? = nil, language: Language
    ) {
        title =
            isUrgent
            ? Words("Wie zoekt u met spoed?", "Whom do you search with urgency?")(language)
            : Words("Wie zoekt u, en waarom?", "Whom do you search, and why?")(language)
        self.isUrgent = isUrgent
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        action = isUrgent ? CasesController.urgent : CasesController.search
        base = CasesController.base
        let problem = { (field: String) in refusal?.field == field ? refusal?.text(language) : nil }
        (reasonProblem, sentenceProblem) = (problem("reden"), problem("toelichting"))
        soughtProblem = problem("gezocht")
        self.sentence = sentence
        self.sought = sought
        linkHref = refusal?.link?.href
        linkText = refusal?.link?.words(language)
        self.reasons = reasons.enumerated().map { index, reason in
            Choice(
                id: FormChoice.id(index, of: "reden"), value: reason.rawValue,
                name: reason.words(language), isChosen: reason == chosen)
        }
    }
}
