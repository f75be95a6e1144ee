import Domain
import Features

/// One case: what is known of it, the person's fields behind a button per class, notes, and what can be done.
struct CasePage: Page {
    /// What was just opened, to be shown once: a reload opens it again, and the person reads that too.
    struct Opened: Sendable {
        var fields: [Field: Sensitive<String>] = [:]
        var notes: [CaseNoteLine]?
    }

    struct Group: Sendable {
        struct Line: Sendable {
            let name: String
            let value: String
        }

        let value: String
        let name: String
        let holds: String
        let isOpen: Bool
        let lines: [Line]
    }

    struct Note: Sendable {
        let at: String
        let who: String
        let text: String
    }

    struct Event: Sendable {
        let at: String
        let who: String
        let what: String
    }

    static let template = "staff/cases/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let id: String
    let base: String
    let state: String
    let tagModifier: String
    let reason: String
    let sentence: String
    let place: String
    let until: String
    /// The buttons: only for who holds an open case about somebody.
    let canAct: Bool
    let canClose: Bool
    let canExtend: Bool
    let canGuard: Bool
    /// Only with the glass broken: then a privacy officer knows of it.
    let canLiftGuard: Bool
    let isShut: Bool
    let glassHref: String
    let handOverHref: String
    /// Since when the person has their data restricted.
    let restrictedSince: String?
    let requestHref: String?
    let registerHref: String?
    /// Where a paper comes in that a guardian of this child signed.
    let paperHref: String?
    let hasGroups: Bool
    let groups: [Group]
    let noteCount: String
    let canReadNotes: Bool
    let notes: [Note]
    let noteText: String
    let noteProblem: String?
    /// Of the one form with a sentence that the page has: to extend, or to lift the protection.
    let typedSentence: String
    let sentenceProblem: String?
    let hasEvents: Bool
    let events: [Event]
    /// For who may ask that what is held of this person stays.
    let holdHref: String?

    init(
        _ detail: CaseDetail, opened: Opened = Opened(), notice: Words? = nil, refusal: Refusal? = nil,
        typed: (note: String, sentence: String) = ("", ""), mayHold: Bool,
        mayBringPaper: Bool = false, now: Moment,
        vocabulary: StatementVocabulary,
        language: Language
    ) {
        let (summary, file) = (detail.summary, detail.summary.file)
        let today = AmsterdamTime(now)
        title = Words("Zaak %1", "Case %1")(language, file.number)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.notice = notice?(language)
        id = file.id.description
        base = CasesController.base
        let state = CaseState(file, at: now)
        (self.state, tagModifier) = (state.words(language), state.tagModifier)
        reason = file.reason.words(language)
        sentence = summary.sentence
        let nobody = Words("Bij deze zaak hoort niemand.", "Nobody belongs to this case.")
        place =
            summary.customerName.map { name in
                let since = summary.enrolled.map { AmsterdamTime($0).date(language) } ?? ""
                return Words("%1, aangemeld op %2", "%1, enrolled on %2")(language, name, since)
            } ?? nobody(language)
        let end = AmsterdamTime(file.closed ?? file.expires)
        until = "\(end.date(language)), \(end.clock(language))"
        restrictedSince = summary.restricted.map { AmsterdamTime($0).date(language) }
        requestHref = summary.request.map { "\(RightsDeskController.base)/\($0)" }
        let isAbout = if case .endUser = file.subject { true } else { false }
        holdHref = isAbout && mayHold ? "\(HoldsController.new)/zaak-\(file.id)" : nil
        canClose = summary.isYours && file.state(at: now) == .open
        canAct = canClose && isAbout
        canExtend = canAct && file.isExtendable(at: now)
        canGuard = canAct && !summary.isGuarded
        canLiftGuard = canAct && summary.isGuarded && file.isBreakGlass
        isShut = canAct && summary.isGuarded && !file.isBreakGlass
        glassHref = "\(CasesController.glass)/\(file.id)"
        handOverHref = "\(CasesController.handOver)/\(file.id)"
        groups = canAct && !isShut ? Self.groups(detail.fields, opened.fields, vocabulary, language) : []
        hasGroups = !groups.isEmpty
        noteCount = CountedWords(
            one: Words("%1 aantekening", "%1 note"), many: Words("%1 aantekeningen", "%1 notes"))(
                detail.noteCount, language)
        registerHref =
            canAct && summary.request == nil ? "\(RightsDeskController.register)/\(file.id)" : nil
        paperHref =
            canAct && !isShut && mayBringPaper && detail.waitsForGuardian
            ? PaperController.bring(file.id) : nil
        canReadNotes = canAct && !isShut && detail.noteCount > 0 && opened.notes == nil
        notes = (opened.notes ?? []).map { note in
            Note(
                at: Self.moment(note.written, today, language), who: Self.who(note.isYours, language),
                text: note.text.reveal())
        }
        (noteText, typedSentence) = typed
        noteProblem = refusal?.field == "aantekening" ? refusal?.text(language) : nil
        sentenceProblem = refusal?.field == "toelichting" ? refusal?.text(language) : nil
        events = detail.events.map { event in
            Event(
                at: Self.moment(event.at, today, language), who: Self.who(event.isYours, language),
                what: Self.deed(event.what, vocabulary, language))
        }
        hasEvents = !events.isEmpty
    }

    private static func groups(
        _ fields: FieldSet, _ opened: [Field: Sensitive<String>], _ vocabulary: StatementVocabulary,
        _ language: Language
    ) -> [Group] {
        KeyClass.allCases.compactMap { keyClass in
            let own = fields.fields.filter { $0.keyClass == keyClass }
            guard !own.isEmpty else { return nil }
            let lines = own.compactMap { field in
                opened[field].map {
                    Group.Line(
                        name: vocabulary.staffWords(field, language).capitalisedFirst,
                        value: field.shown($0, language))
                }
            }
            return Group(
                value: keyClass.rawValue, name: keyClass.words(language),
                holds: own.map { vocabulary.staffWords($0, language) }.listed(language).capitalisedFirst,
                isOpen: !lines.isEmpty, lines: lines)
        }
    }

    private static func moment(_ moment: Moment, _ today: AmsterdamTime, _ language: Language) -> String {
        let time = AmsterdamTime(moment)
        return "\(time.recently(language, today: today).capitalisedFirst), \(time.clock(language))"
    }

    private static func who(_ isYours: Bool, _ language: Language) -> String {
        isYours ? Words("U", "You")(language) : Words("Een collega", "A colleague")(language)
    }

    private static func deed(
        _ what: CaseDetail.Event.What, _ vocabulary: StatementVocabulary, _ language: Language
    ) -> String {
        switch what {
        case .opened(let fields) where fields.isEmpty:
            Words("las de aantekeningen", "read the notes")(language)
        case .opened(let fields):
            Words("bekeek: %1", "viewed: %1")(
                language,
                fields.fields.map { vocabulary.staffWords($0, language) }.listed(language))
        case .step(.extended, let sentence):
            Words("verlengde de zaak: %1", "extended the case: %1")(language, sentence ?? "")
        case .step(.handedOver, _): Words("droeg de zaak over", "handed the case over")(language)
        case .step(.guarded, _):
            Words("beschermde deze persoon extra", "guarded this person")(language)
        case .step(.unguarded, let sentence):
            Words("hief de extra bescherming op: %1", "lifted the protection: %1")(language, sentence ?? "")
        case .step(.closed, _): Words("sloot de zaak", "closed the case")(language)
        }
    }
}

/// Breaking the glass: what it is, and a sentence for who will ask about it.
struct CaseGlassPage: Page {
    static let template = "staff/cases/glass"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let id: String
    let action: String
    let backHref: String
    let number: String
    let sentence: String
    let problem: String?

    init(_ file: CaseFile, sentence: String = "", refusal: Refusal? = nil, language: Language) {
        title = Words("Met spoed openen", "Break open")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        id = file.id.description
        action = CasesController.glass
        backHref = "\(CasesController.base)/\(file.id)"
        number = file.number
        self.sentence = sentence
        problem = refusal?.field == "toelichting" ? refusal?.text(language) : nil
    }
}

/// To whom a case goes.
struct CaseHandOverPage: Page {
    struct Choice: Sendable {
        let id: String
        let value: String
        let name: String
        let isChosen: Bool
    }

    static let template = "staff/cases/hand-over"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let id: String
    let action: String
    let backHref: String
    let isEmpty: Bool
    let colleagues: [Choice]
    let problem: String?

    /// - `chosen`: what was chosen before a refusal stays chosen.
    init(
        _ id: CaseFile.ID, _ colleagues: [CaseColleague], chosen: Account.ID? = nil, refusal: Refusal? = nil,
        language: Language
    ) {
        title = Words("Aan wie draagt u zaak %1 over?", "To whom do you hand case %1 over?")(
            language, CaseFile.number(id))
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.id = id.description
        action = CasesController.handOver
        backHref = "\(CasesController.base)/\(id)"
        isEmpty = colleagues.isEmpty
        self.colleagues = colleagues.enumerated().map { index, colleague in
            Choice(
                id: FormChoice.id(index, of: "collega"), value: colleague.id.description,
                name: colleague.name.reveal(), isChosen: colleague.id == chosen)
        }
        problem = refusal?.field == "collega" ? refusal?.text(language) : nil
    }
}
