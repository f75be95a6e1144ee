import Domain
import Features

/// The form in which a data sheet is composed, from the statement's own catalogue.
struct SheetForm: Sendable {
    struct Group: Sendable {
        let id: String
        let legend: String
        let problem: String?
        let choices: [FormChoice]
    }

    let texts: [FormField]
    let groups: [Group]

    init(_ draft: DataSheetDraft?, problems: [Refusal], statement: Statement, _ language: Language) {
        let draft = draft ?? DataSheetDraft(title: "", about: "", fields: [], purposes: [], terms: [])
        texts = [
            FormField(
                "titel", Words("Naam van het maatwerk", "Name of the custom work"), value: draft.title,
                lengthMax: 80,
                problems: problems, language),
            FormField(
                "uitleg", Words("Wat doen wij?", "What do we do?"),
                hint: Words("In gewone woorden, een of twee zinnen.", "In plain words, a sentence or two."),
                value: draft.about, lengthMax: 500, problems: problems, language),
        ]
        let words = statement.vocabulary
        let group = { (id: String, legend: Words, choices: [(String, String, Bool)]) in
            let problem = problems.first { $0.field == id }?.text(language)
            return Group(
                id: id, legend: legend(language), problem: problem,
                choices: choices.enumerated().map { index, choice in
                    FormChoice(
                        id: FormChoice.id(index, of: id), name: "\(id)-\(choice.0)", value: "ja",
                        text: choice.1, isChosen: choice.2, isWrong: problem != nil, problemID: "\(id)-fout")
                })
        }
        groups = [
            group(
                "gegeven", Words("Welke gegevens?", "Which data?"),
                DataSheetDraft.fields.map {
                    ($0.rawValue, words.words($0).name.text(in: language), draft.fields.contains($0))
                }),
            group(
                "doel", Words("Waarvoor?", "What for?"),
                DataSheetDraft.purposes.map {
                    ($0.rawValue, words.words($0).name.text(in: language), draft.purposes.contains($0))
                }),
            group(
                "termijn", Words("Hoe lang?", "How long?"),
                DataSheetDraft.terms.compactMap(statement.rule).map { rule in
                    (
                        rule.category.rawValue,
                        "\(rule.name.text(in: language)): \(rule.term.text(in: language))",
                        draft.terms.contains(rule.category)
                    )
                }),
        ]
    }
}

/// How far a version of a sheet came, in a word.
struct AnnexWords {
    let state: Words
    let tagModifier: String

    init(_ version: AnnexVersion?, isActive: Bool) {
        switch version {
        case nil: (state, tagModifier) = (Words("Leeg", "Empty"), "")
        case _ where isActive: (state, tagModifier) = (Words("Loopt", "Running"), "tag--ok")
        case let version? where version.accepted != nil:
            (state, tagModifier) = (Words("Akkoord", "Accepted"), "tag--ok")
        case let version? where version.sent != nil:
            (state, tagModifier) = (Words("Wacht op de klant", "Waits for the customer"), "tag--warn")
        default: (state, tagModifier) = (Words("Nog niet verstuurd", "Not sent yet"), "")
        }
    }
}

/// A sheet as it is read.
struct SheetLines: Sendable {
    struct Part: Sendable {
        let heading: String
        let items: [String]
    }

    let parts: [Part]

    init(_ sheet: DataSheet, _ language: Language) {
        let headings: [(DataSheet.Line.Kind, Words)] = [
            (.field, Words("Welke gegevens nodig zijn", "Which data is needed")),
            (.purpose, Words("Waarvoor wij ze gebruiken", "What we use it for")),
            (.term, Words("Hoe lang wij ze bewaren", "How long we keep it")),
        ]
        parts = headings.map { kind, heading in
            Part(
                heading: heading(language),
                items: sheet.lines.filter { $0.kind == kind }.map { $0.words.text(in: language) })
        }
    }
}

/// The custom work of one customer, with a form for more.
struct AnnexesPage: Page {
    struct Row: Sendable {
        let href: String
        let text: String
        let state: String
        let tagModifier: String
    }

    static let template = "staff/annexes/list"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let backHref: String
    let customerName: String
    let action: String
    let isEmpty: Bool
    let annexes: [Row]
    let texts: [FormField]
    let groups: [SheetForm.Group]

    init(
        _ list: [AnnexFile], customer: Customer, form: SheetForm, problems: [Refusal], language: Language
    ) {
        title = Words("Maatwerk", "Custom work")(language)
        isError = !problems.isEmpty
        errors = ErrorSummary(problems, language)
        backHref = "\(CustomersController.base)/\(customer.id)"
        customerName = customer.name
        action = "\(AnnexesController.base)/\(customer.id)"
        isEmpty = list.isEmpty
        annexes = list.map { file in
            let words = AnnexWords(file.newest, isActive: file.activeVersion == file.newest?.version)
            return Row(
                href: "\(AnnexesController.base)/blad/\(file.id)", text: file.title,
                state: words.state(language),
                tagModifier: words.tagModifier)
        }
        (texts, groups) = (form.texts, form.groups)
    }
}

/// One annex: its newest sheet, what can be done with it, and its history.
struct AnnexPage: Page {
    struct Old: Sendable {
        let text: String
        let hash: String
    }

    static let template = "staff/annexes/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let backHref: String
    let customerName: String
    let id: String
    let name: String
    let about: String
    let state: String
    let tagModifier: String
    let parts: [SheetLines.Part]
    let canSend: Bool
    let canBegin: Bool
    let versions: [Old]
    let texts: [FormField]
    let groups: [SheetForm.Group]

    init(_ file: AnnexFile, form: SheetForm, notice: Words?, problems: [Refusal], language: Language) {
        title = file.title
        isError = !problems.isEmpty
        errors = ErrorSummary(problems, language)
        self.notice = notice?(language)
        backHref = "\(AnnexesController.base)/\(file.customer)"
        customerName = file.customerName
        id = file.id.description
        name = file.title
        about = file.newest?.sheet.about ?? ""
        let isActive = file.activeVersion != nil && file.activeVersion == file.newest?.version
        let words = AnnexWords(file.newest, isActive: isActive)
        state = words.state(language)
        tagModifier = words.tagModifier
        parts = file.newest.map { SheetLines($0.sheet, language).parts } ?? []
        canSend = file.newest.map { $0.sent == nil } ?? false
        canBegin = !isActive && file.newest?.accepted != nil
        versions = file.versions.map { Old(text: Self.history($0, language), hash: $0.hash) }
        (texts, groups) = (form.texts, form.groups)
    }

    static func history(_ version: AnnexVersion, _ language: Language) -> String {
        let day = { (moment: Moment) in AmsterdamTime(moment).date(language) }
        var steps = [
            Words("Versie %1, gemaakt op %2", "Version %1, composed on %2")(
                language, String(version.version), day(version.composed))
        ]
        if let sent = version.sent {
            steps.append(Words("verstuurd op %1", "sent on %1")(language, day(sent)))
        }
        if let accepted = version.accepted {
            steps.append(
                Words("akkoord van een beheerder van de klant op %1", "accepted by an administrator on %1")(
                    language, day(accepted)))
        }
        return steps.joined(separator: ", ") + "."
    }
}
