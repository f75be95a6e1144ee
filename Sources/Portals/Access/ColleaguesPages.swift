import Domain
import Features

/// Who has access, at a customer or at BuenO.
struct ColleaguesPage: Page {
    struct Row: Sendable {
        let href: String
        let name: String
        let state: String
        let tagModifier: String
        let roles: String
        let lastSeen: String
    }

    static let template = "colleagues/list"
    let title: String
    let notice: String?
    let lede: String
    let base: String
    let count: String
    let colleagues: [Row]

    init(
        _ list: [Colleague], base: String, notice: Words?, today: AmsterdamTime,
        vocabulary: StatementVocabulary,
        language: Language
    ) {
        title = Words("Wie heeft toegang?", "Who has access?")(language)
        self.notice = notice?(language)
        self.base = base
        lede = Words(
            "Een rol geldt een bepaalde tijd. Daarna beslist u opnieuw of iemand hem nodig heeft.",
            "A role holds for a limited time. Then you decide anew whether somebody needs it.")(language)
        count = CountedWords(
            one: Words("%1 collega", "%1 colleague"), many: Words("%1 collega's", "%1 colleagues"))(
                list.count, language)
        colleagues = list.map { colleague in
            let state = ColleagueState(colleague)
            return Row(
                href: "\(base)/\(colleague.id)",
                name: ColleagueState.name(of: colleague, language), state: state.words(language),
                tagModifier: state.tagModifier,
                roles: colleague.grants.map { vocabulary.words($0.role).name.text(in: language) }
                    .sorted().listed(language),
                lastSeen: colleague.lastSeen.map { AmsterdamTime($0).recently(language, today: today) }
                    ?? Words("nog niet", "not yet")(language))
        }
    }
}

/// How an account stands, in a word and a colour that never speaks alone.
struct ColleagueState {
    let words: Words
    let tagModifier: String

    init(_ colleague: Colleague) {
        switch colleague.state {
        case .invited: (words, tagModifier) = (Words("Uitgenodigd", "Invited"), "tag--warn")
        case .active where colleague.grants.isEmpty:
            (words, tagModifier) = (Words("Geen rol", "No role"), "tag--warn")
        case .active: (words, tagModifier) = (Words("Actief", "Active"), "tag--ok")
        case .closed: (words, tagModifier) = (Words("Gesloten", "Ended"), "")
        }
    }

    static func name(of colleague: Colleague, _ language: Language) -> String {
        colleague.name?.reveal() ?? Words("Gewist", "Erased")(language)
    }
}

/// Somebody to invite.
struct InvitePage: Page {
    struct Choice: Sendable {
        let id: String
        let value: String
        let name: String
        let what: String
        let isChosen: Bool
        let isWrong: Bool
    }

    static let template = "colleagues/new"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let base: String
    let name: String
    let emailAddress: String
    let nameProblem: String?
    let emailProblem: String?
    let roleProblem: String?
    let roles: [Choice]

    init(
        base: String, roles: [Role], name: String = "", emailAddress: String = "", chosen: Set<Role> = [],
        refusal: Refusal? = nil, vocabulary: StatementVocabulary, language: Language
    ) {
        title = Words("Wie nodigt u uit?", "Whom do you invite?")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.base = base
        self.name = name
        self.emailAddress = emailAddress
        let problem = { (field: String) in refusal?.field == field ? refusal?.text(language) : nil }
        nameProblem = problem("naam")
        emailProblem = problem("email")
        roleProblem = problem("rol")
        self.roles = roles.enumerated().map { index, role in
            Choice(
                id: FormChoice.id(index, of: "rol"), value: "rol-\(role.rawValue)",
                name: vocabulary.words(role).name.text(in: language).capitalisedFirst,
                what: role.does(language), isChosen: chosen.contains(role),
                isWrong: refusal?.field == "rol")
        }
    }
}

/// One colleague, and what can be changed.
struct ColleaguePage: Page {
    struct Grant: Sendable {
        let value: String
        let name: String
        let until: String
    }

    struct More: Sendable {
        let value: String
        let name: String
        let what: String
    }

    static let template = "colleagues/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let base: String
    let id: String
    let name: String
    let emailAddress: String
    let state: String
    let tagModifier: String
    let hasNoGrants: Bool
    let grants: [Grant]
    let hasMore: Bool
    let more: [More]
    let termText: String
    let canChange: Bool
    let isYou: Bool

    init(
        _ colleague: Colleague, base: String, roles: [Role], side: Account.Side, notice: Words? = nil,
        refusal: Refusal? = nil, vocabulary: StatementVocabulary, language: Language
    ) {
        let state = ColleagueState(colleague)
        name = ColleagueState.name(of: colleague, language)
        title = name
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.notice = notice?(language)
        self.base = base
        id = colleague.id.description
        emailAddress = colleague.emailAddress?.reveal() ?? ""
        self.state = state.words(language)
        tagModifier = state.tagModifier
        let until = Words("Tot en met %1", "Until %1")
        let roleName = { (role: Role) in vocabulary.words(role).name.text(in: language).capitalisedFirst }
        grants = colleague.grants.map {
            Grant(
                value: $0.role.rawValue, name: roleName($0.role),
                until: until(language, AmsterdamTime($0.expires).date(language)))
        }
        hasNoGrants = grants.isEmpty
        let held = Set(colleague.grants.map(\.role))
        more = roles.filter { !held.contains($0) }.map {
            More(value: $0.rawValue, name: roleName($0), what: $0.does(language))
        }
        hasMore = !more.isEmpty
        termText = Words("Een rol geldt hoogstens %1.", "A role holds for at most %1.")(
            language, RoleGrant.termMax(side).text(in: language))
        canChange = !colleague.isYou && colleague.state != .closed
        isYou = colleague.isYou
    }
}

extension Role {
    /// What somebody with this role can do, in a sentence.
    func does(_ language: Language) -> String {
        let words =
            switch self {
            case .customerAdmin:
                Words(
                    "Nodigt collega's uit, en kan alles wat een consulent kan.",
                    "Invites colleagues, and can do everything a caseworker can.")
            case .caseworker:
                Words(
                    "Maakt codes en brieven, en ziet welke gebruikt zijn.",
                    "Makes codes and letters, and sees which are used.")
            case .customerFinance: Words("Ziet het gebruik en de facturen.", "Sees usage and invoices.")
            case .customerViewer: Words("Kijkt mee, en verandert niets.", "Looks on, and changes nothing.")
            case .support:
                Words(
                    "Helpt mensen vanuit een zaak, en beantwoordt vragen.",
                    "Helps people from a case, and answers questions.")
            case .fieldOperator:
                Words(
                    "Beheert klanten, medewerkers en berichten.",
                    "Manages customers, colleagues and messages.")
            case .privacyOfficer:
                Words("Controleert, en opent geen gegevens van mensen.", "Checks, and opens nobody's data.")
            case .endUser, .guardian, .system, .messenger, .retention, .prover: Words("", "")
            }
        return words(language)
    }
}
