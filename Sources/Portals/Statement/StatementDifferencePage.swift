import Domain

/// What is different between a version of the statement and the one before it, word by word (P80).
struct StatementDifferencePage: Page {
    struct Run: Sendable {
        let text: String
        let isAdded: Bool
        let isRemoved: Bool
        let isKept: Bool
    }

    struct Part: Sendable {
        let label: String
        let runs: [Run]
    }

    struct Entry: Sendable {
        let name: String
        let change: String
        let parts: [Part]
    }

    struct Chapter: Sendable {
        let heading: String
        let entries: [Entry]
    }

    static let template = "public/statement/difference"
    let title: String
    let versions: String
    let newerHref: String
    let newerName: String
    let olderHref: String
    let olderName: String
    let isSame: Bool
    let chapters: [Chapter]

    init(from older: Statement, to newer: Statement, language: Language) {
        title = Words("Wat is er anders in versie %1?", "What is different in version %1?")(
            language, String(newer.version))
        versions = [newer, older].map { StatementPage.versionLine($0, language) }.joined(separator: " ")
        let read = Words("Lees versie %1", "Read version %1")
        (newerHref, newerName) = (Self.href(newer), read(language, String(newer.version)))
        (olderHref, olderName) = (Self.href(older), read(language, String(older.version)))
        let difference = StatementDifference(from: older, to: newer)
        isSame = difference.isEmpty
        let writer = DifferenceWriter(language: language)
        chapters = difference.chapters.map { chapter in
            Chapter(
                heading: DifferenceWriter.heading(chapter.subject)(language),
                entries: chapter.entries.map(writer.entry))
        }
    }

    private static func href(_ statement: Statement) -> String { "/privacy?versie=\(statement.version)" }
}

/// Writes differences in the reader's language.
private struct DifferenceWriter {
    let language: Language

    static func heading(_ subject: StatementDifference.Chapter.Subject) -> Words {
        switch subject {
        case .oneMinute: Words("In 1 minuut", "In 1 minute")
        case .text: Words("De tekst", "The text")
        case .fields: Words("Welke gegevens", "Which data")
        case .reasons: Words("Waarom wij uw gegevens gebruiken", "Why we use your data")
        case .terms: Words("Hoe lang wij iets bewaren", "How long we keep something")
        case .recipients: Words("Wie iets van ons krijgt", "Who gets something from us")
        case .promises: Words("Wat wij beloven", "What we promise")
        }
    }

    func entry(_ entry: StatementDifference.Entry) -> StatementDifferencePage.Entry {
        let change =
            switch entry.change {
            case .added: Words("Nieuw", "New")
            case .removed: Words("Weg", "Gone")
            case .changed: Words("Anders", "Changed")
            }
        return .init(
            name: entry.name.text(in: language), change: change(language), parts: entry.parts.map(part))
    }

    private func part(_ part: StatementDifference.Part) -> StatementDifferencePage.Part {
        let difference = TextDifference(from: part.before.map(text), to: part.after.map(text))
        return .init(
            label: label(part.aspect)(language),
            runs: difference.runs.map { run in
                .init(
                    text: run.text, isAdded: run.change == .added, isRemoved: run.change == .removed,
                    isKept: run.change == .kept)
            })
    }

    private func label(_ aspect: StatementAspect) -> Words {
        switch aspect {
        case .name: Words("Naam", "Name")
        case .text: Words("Tekst", "Text")
        case .why: Words("Waarom", "Why")
        case .whenMissing: Words("Als u het niet geeft", "If you do not give it")
        case .isRequired: Words("Moet het?", "Is it required?")
        case .basis: Words("Grond in de wet", "Ground in law")
        case .fields: Words("Welke gegevens", "Which data")
        case .term: Words("Hoe lang", "How long")
        case .gets: Words("Wat", "What")
        case .purpose: Words("Waarvoor", "What for")
        }
    }

    private func text(_ value: StatementValue) -> String {
        switch value {
        case .words(let words): words.text(in: language)
        case .list(let list): list.map { $0.text(in: language) }.listed(language).capitalisedFirst
        case .term(let term, let event): StatementTables.text(of: term, from: event, language)
        case .isRequired(true): Words("Ja, u moet het geven", "Yes, you must give it")(language)
        case .isRequired(false): Words("Nee, het mag", "No, you may")(language)
        }
    }
}
