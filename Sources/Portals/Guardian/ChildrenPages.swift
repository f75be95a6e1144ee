import Domain
import Features

/// A page for a guardian who came in: the footer says what is known of them.
protocol GuardianPage: Page {
    var knownOfReader: [Field] { get }
}

/// Every child of a guardian, without a name of anybody.
struct ChildrenPage: GuardianPage {
    struct Child: Sendable {
        let number: String
        let customerName: String
        let state: String
        let isOn: Bool
        let href: String
        /// Where they read and take what is held of themselves.
        let copyHref: String
    }

    struct Own: Sendable {
        let name: String
        let value: String
        let source: String
    }

    static let template = "public/guardian/children"
    static let path = "/mijn/kinderen"
    let title: String
    let notice: String?
    let children: [Child]
    let own: [Own]
    let knownOfReader: [Field]

    init(_ children: [ChildOfGuardian], notice: Words?, statement: Statement, language: Language) {
        title = Words("Uw kinderen bij BuenO", "Your children at BuenO")(language)
        self.notice = notice?(language)
        self.children = children.map { child in
            Child(
                number: child.maskedNumber, customerName: child.customerName,
                state: ChildWords(child, language).standing, isOn: child.state == .active,
                href: "\(Self.path)/\(child.guardian)", copyHref: "\(GuardianCopyPage.path)/\(child.guardian)"
            )
        }
        let held = Set(children.flatMap { $0.own.map(\.field) })
        knownOfReader = Field.allCases.filter(held.contains)
        var seen: Set<String> = []
        own = children.flatMap(\.own).compactMap { line in
            let value = line.value.reveal()
            guard seen.insert(value).inserted else { return nil }
            let date = AmsterdamTime(line.given).date(language)
            let source =
                line.isConfirmed
                ? Words("Van uzelf, op %1", "From you, on %1")
                : Words("Van uw kind, op %1", "From your child, on %1")
            return Own(
                name: statement.vocabulary.words(line.field).name.text(in: language),
                value: line.field == .mobileNumber
                    ? MobileNumber(e164: value)?.display.reveal() ?? value : value,
                source: source(language, date))
        }
    }
}

/// One child: what is asked, an equal yes and no, and the way back.
struct ChildPage: GuardianPage {
    static let template = "public/guardian/child"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let heading: String
    let number: String
    let customerName: String
    /// How it stands now; nothing while nothing was said.
    let standing: String?
    let isOn: Bool
    let disagreement: String?
    let asks: Bool
    let isMobile: Bool
    let asked: String
    let points: [String]
    let version: String
    let action: String
    let onNo: String
    let canWithdraw: Bool
    let term: String
    let data: [String]
    let terms: [String]
    let knownOfReader: [Field]

    init(
        _ child: ChildOfGuardian, consent: ConsentVersion, term: CalendarTerm, refusal: Refusal? = nil,
        language: Language
    ) {
        let words = ChildWords(child, language)
        let isAsked = child.answer != .given
        title = isAsked ? consent.title : Words("U zei ja", "You said yes")(language)
        heading = title
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        number = child.maskedNumber
        customerName = child.customerName
        standing = child.answer == .asked ? nil : words.standing
        isOn = child.state == .active
        disagreement = words.disagreement
        asks = isAsked && child.answer.isOpen && !child.isOver
        isMobile = child.service == .mobile
        asked = Words("Waar zegt u ja op?", "What do you say yes to?")(language)
        points = consent.points
        version = consent.id
        action = "\(ChildrenPage.path)/\(child.guardian)"
        onNo =
            MinorService.erasesAtOnce(onRefusalBeside: child.others)
            ? Words(
                "Met Nee wissen wij meteen alles wat uw kind invulde, en uw eigen gegevens.",
                "With No we erase at once everything your child filled in, and your own data.")(language)
            : Words(
                "Met Nee stopt de dienst. Een andere ouder of verzorger zei eerder ja: wordt het binnen %1 geen ja van allebei, dan wissen wij alles.",
                "With No the service stops. Another parent or carer said yes before: without a yes of both within %1 we erase everything."
            )(language, term.text(in: language))
        canWithdraw = child.answer == .given
        self.term = term.text(in: language)
        knownOfReader = child.own.map(\.field)
        data = consent.data
        terms = consent.terms
    }
}

/// How a child's service stands, in words.
struct ChildWords: Sendable {
    let standing: String
    /// One said yes and one said no; nothing when they agree.
    let disagreement: String?

    init(_ child: ChildOfGuardian, _ language: Language) {
        let until = child.keepUntil.map { AmsterdamTime($0).date(language) } ?? ""
        let othersSayNo = child.others.contains { $0 == .refused || $0 == .withdrawn }
        switch child.answer {
        case .asked: standing = Words("Wacht op u, tot en met %1", "Waits for you, until %1")(language, until)
        case .given where child.isOver, .refused where child.isOver:
            standing = Words("De telefoon of simkaart is gestopt.", "The phone or SIM card has stopped.")(
                language)
        case .given where child.state == .active && child.service == .mobile:
            standing = Words(
                "U zei ja. De gemeente of school zegt nu of het kind de telefoon of simkaart mag hebben, of deed dat al.",
                "You said yes. The municipality or school now says whether the child may have the phone or SIM card, or has done so."
            )(language)
        case .given where child.state == .active:
            standing = Words("U zei ja. De dienst loopt.", "You said yes. The service runs.")(language)
        case .given:
            standing = Words(
                "U zei ja. De dienst staat stil, tot en met %1.",
                "You said yes. The service stands still, until %1."
            )(language, until)
        case .refused:
            standing = Words("U zei nee. De dienst staat stil.", "You said no. The service stands still.")(
                language)
        case .withdrawn:
            standing = Words(
                "U trok uw ja in. Op %1 wissen wij alles.",
                "You took your yes back. On %1 we erase everything."
            )(language, until)
        case .expired, .passed:
            standing = Words("U beslist hier niet meer over.", "You no longer decide about this.")(language)
        }
        switch (child.answer, othersSayNo) {
        case _ where child.isOver: disagreement = nil
        case (.given, true), (.asked, true):
            disagreement = Words(
                "Een andere ouder of verzorger zegt nee. Daarom staat de dienst stil, tot jullie allebei ja zeggen.",
                "Another parent or carer says no. So the service stands still until both of you say yes.")(
                    language)
        case (.refused, false) where child.others.contains(.given),
            (.withdrawn, false) where child.others.contains(.given):
            disagreement = Words(
                "Een andere ouder of verzorger zegt ja. De dienst staat stil tot jullie allebei ja zeggen.",
                "Another parent or carer says yes. The service stands still until both of you say yes.")(
                    language)
        default: disagreement = nil
        }
    }
}
