import Domain
import Features

/// The statement as the public reads it: one minute, then in full, made of the data that the code enforces.
struct StatementPage: Page {
    struct Point: Sendable {
        let title: String
        let text: String
    }

    struct Table<Row: Sendable>: Sendable {
        let caption: String
        let rows: [Row]
    }

    struct FieldRow: Sendable {
        let name: String
        let why: String
        let whenMissing: String
    }

    struct ReasonRow: Sendable {
        let name: String
        let basis: String
        let fields: String
    }

    struct TermRow: Sendable {
        let name: String
        let term: String
        let why: String
    }

    struct RecipientRow: Sendable {
        let name: String
        let gets: String
        let why: String
    }

    struct Section: Sendable {
        let anchor: String
        let title: String
        let paragraphs: [String]
        var fields: [Table<FieldRow>] = []
        var reasons: Table<ReasonRow>?
        var terms: Table<TermRow>?
        var recipients: Table<RecipientRow>?
        let hasPromises: Bool
        let promises: [Point]
    }

    struct Version: Sendable {
        let number: String
        let name: String
        let isShown: Bool
    }

    static let template = "public/statement/show"
    let title: String
    let versionLine: String
    let isOld: Bool
    let points: [Point]
    let sections: [Section]
    let versions: [Version]
    /// What changed since the version before this one; nothing when there is none.
    let differenceHref: String?
    let differenceName: String?
    let hash: String

    init(
        _ statement: Statement, versions: [(number: Int, from: Moment)], isCurrent: Bool, language: Language
    ) {
        title = Words("Privacyverklaring", "Privacy statement")(language)
        versionLine = Self.versionLine(statement, language)
        isOld = !isCurrent
        points = statement.oneMinute.map {
            Point(title: $0.title.text(in: language), text: $0.text.text(in: language))
        }
        let tables = StatementTables(statement: statement, language: language)
        sections = statement.sections.map { tables.section($0) }
        self.versions = versions.map {
            Version(
                number: String($0.number), name: Self.name($0.number, from: $0.from, language),
                isShown: $0.number == statement.version)
        }
        let older = versions.map(\.number).filter { $0 < statement.version }.max()
        differenceHref = older.map { _ in "/privacy/verschil?versie=\(statement.version)" }
        differenceName = older.map {
            Words("Wat is er anders dan in versie %1?", "What is different from version %1?")(
                language, String($0))
        }
        hash = statement.hash
    }

    static func versionLine(_ statement: Statement, _ language: Language) -> String {
        let words =
            statement.isDraft
            ? Words("Versie %1 heeft nooit gegolden.", "Version %1 was never in force.")
            : Words("Versie %1, geldig sinds %2.", "Version %1, in force since %2.")
        return words(
            language, String(statement.version), AmsterdamTime(statement.effectiveFrom).date(language))
    }

    private static func name(_ number: Int, from: Moment, _ language: Language) -> String {
        let words =
            number == 0
            ? Words("Versie %1, nooit geldig geweest", "Version %1, never in force")
            : Words("Versie %1, %2", "Version %1, %2")
        return words(language, String(number), AmsterdamTime(from).date(language))
    }
}

/// The tables of each chapter, from the lists beside the text.
struct StatementTables: Sendable {
    let statement: Statement
    let language: Language

    func section(_ section: StatementSection) -> StatementPage.Section {
        // What is not built yet is not published as if it were.
        let promises = section.promises.compactMap { statement.wording(of: $0) }.filter(\.isBuilt).map {
            StatementPage.Point(title: $0.title.text(in: language), text: $0.text.text(in: language))
        }
        var shown = StatementPage.Section(
            anchor: Self.anchor(section.id), title: section.title.text(in: language),
            paragraphs: section.paragraphs.map { $0.text(in: language) }, hasPromises: !promises.isEmpty,
            promises: promises)
        switch section.id {
        case .whichData: shown.fields = fields
        case .why: shown.reasons = reasons
        case .howLong: shown.terms = terms
        case .whoGetsIt: shown.recipients = recipients
        case .whoWeAre, .police, .yourRights, .security: break
        }
        return shown
    }

    static func anchor(_ id: StatementSection.ID) -> String {
        switch id {
        case .whoWeAre: "wie"
        case .whichData: "welke"
        case .why: "waarom"
        case .howLong: "hoe-lang"
        case .whoGetsIt: "wie-krijgt"
        case .police: "vordering"
        case .yourRights: "rechten"
        case .security: "veilig"
        }
    }

    private var fields: [StatementPage.Table<StatementPage.FieldRow>] {
        statement.publishedServices.map { service in
            StatementPage.Table(
                caption: service.name.text(in: language),
                rows: service.fields.map { field in
                    .init(
                        name: statement.vocabulary.name(of: field).text(in: language),
                        why: field.why.text(in: language), whenMissing: field.whenMissing.text(in: language))
                })
        }
    }

    private var reasons: StatementPage.Table<StatementPage.ReasonRow> {
        return StatementPage.Table(
            caption: Words("Waarvoor wij uw gegevens gebruiken", "What we use your data for")(language),
            rows: statement.publishedActivities.map { entry in
                .init(
                    name: entry.name.text(in: language),
                    basis: statement.vocabulary.words(entry.basis).text(in: language),
                    fields: entry.fields.fields.map {
                        statement.vocabulary.words($0).yours.text(in: language)
                    }
                    .listed(language).capitalisedFirst)
            })
    }

    private var terms: StatementPage.Table<StatementPage.TermRow> {
        StatementPage.Table(
            caption: Words("Bewaartijd per soort", "How long per kind")(language),
            rows: statement.publishedTerms.map { rule in
                .init(
                    name: rule.name.text(in: language),
                    term: Self.text(of: rule.term, from: rule.event, language),
                    why: rule.why.text(in: language))
            })
    }

    private var recipients: StatementPage.Table<StatementPage.RecipientRow> {
        StatementPage.Table(
            caption: Words("Wie krijgt iets van ons", "Who gets something from us")(language),
            rows: statement.recipients.map { recipient in
                .init(
                    name: recipient.name.text(in: language), gets: recipient.gets.text(in: language),
                    why: statement.vocabulary.words(recipient.purpose).name.text(in: language))
            })
    }

    static func text(of term: CalendarTerm, from event: RetentionEvent, _ language: Language) -> String {
        "\(term.text(in: language)) \(after(event)(language))"
    }

    private static func after(_ event: RetentionEvent) -> Words {
        switch event {
        case .contractEnded:
            Words(
                "na het einde van de afspraak met uw gemeente of school",
                "after the agreement with your municipality or school ends")
        case .given: Words("nadat u het gaf", "after you gave it")
        case .created: Words("nadat het gemaakt is", "after it was made")
        case .lastUsed: Words("na het laatste gebruik", "after the last use")
        case .settled: Words("na het versturen", "after sending")
        case .withdrawn: Words("nadat een ouder of verzorger nee zei", "after a parent or carer said no")
        case .turnedSixteen: Words("nadat u 16 werd", "after you turned 16")
        case .closed: Words("nadat de toegang stopt", "after the access ends")
        case .processed: Words("na het gebruik", "after the use")
        case .requested: Words("nadat u het vroeg", "after you asked for it")
        case .answered: Words("na ons antwoord", "after our answer")
        case .invoiced: Words("na de factuur", "after the invoice")
        case .recorded: Words("na het moment zelf", "after the moment itself")
        }
    }
}
