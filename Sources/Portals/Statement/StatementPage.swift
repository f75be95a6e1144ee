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
    let hash: String

    init(
        _ statement: Statement, versions: [(number: Int, from: Moment)], isCurrent: Bool, language: Language
    ) {
        title = Words("Privacyverklaring", "Privacy statement")(language)
        versionLine = Words("Versie %1, geldig sinds %2.", "Version %1, in force since %2.")(
            language, String(statement.version), AmsterdamTime(statement.effectiveFrom).date(language))
        isOld = !isCurrent
        points = statement.oneMinute.map {
            Point(title: $0.title.text(in: language), text: $0.text.text(in: language))
        }
        let tables = StatementTables(statement: statement, language: language)
        sections = statement.sections.map { tables.section($0) }
        let name = Words("Versie %1, %2", "Version %1, %2")
        self.versions = versions.map {
            Version(
                number: String($0.number),
                name: name(language, String($0.number), AmsterdamTime($0.from).date(language)),
                isShown: $0.number == statement.version)
        }
        hash = statement.hash
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
        statement.services.filter(\.isOffered).map { service in
            StatementPage.Table(
                caption: service.name.text(in: language),
                rows: service.fields.map { field in
                    .init(
                        name: statement.vocabulary.words(field.field).name.text(in: language),
                        why: field.why.text(in: language), whenMissing: field.whenMissing.text(in: language))
                })
        }
    }

    private var reasons: StatementPage.Table<StatementPage.ReasonRow> {
        let offered = Set(statement.services.filter(\.isOffered).map(\.service))
        let entries = statement.activities.filter {
            !offered.isDisjoint(with: $0.services) && !$0.fields.isEmpty
        }
        return StatementPage.Table(
            caption: Words("Waarvoor wij uw gegevens gebruiken", "What we use your data for")(language),
            rows: entries.map { entry in
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
            rows: statement.retention.filter(\.isBuilt).map { rule in
                .init(
                    name: rule.name.text(in: language),
                    term: "\(rule.term.text(in: language)) \(Self.after(rule.event)(language))",
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

    static func after(_ event: RetentionEvent) -> Words {
        switch event {
        case .contractEnded:
            Words(
                "na het einde van de afspraak met uw gemeente of school",
                "after the agreement with your municipality or school ends")
        case .given: Words("nadat u het gaf", "after you gave it")
        case .created: Words("nadat het gemaakt is", "after it was made")
        case .lastUsed: Words("na het laatste gebruik", "after the last use")
        case .settled: Words("na het versturen", "after sending")
        case .closed: Words("nadat de toegang stopt", "after the access ends")
        case .processed: Words("na het gebruik", "after the use")
        case .requested: Words("nadat u het vroeg", "after you asked for it")
        case .answered: Words("na ons antwoord", "after our answer")
        case .invoiced: Words("na de factuur", "after the invoice")
        case .recorded: Words("na het moment zelf", "after the moment itself")
        }
    }
}
