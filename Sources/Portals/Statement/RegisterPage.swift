import Domain
import Features

/// The register as everyone may read it.
struct RegisterPage: Page {
    struct Fact: Sendable {
        let label: String
        let value: String
    }

    struct Entry: Sendable {
        let id: String
        let name: String
        let facts: [Fact]
    }

    static let template = "public/register/show"
    let title: String
    let count: String
    let controllerLine: String
    let privacyContact: String
    let entries: [Entry]

    init(_ register: ProcessingRegister, controller: Controller, language: Language) {
        title = Words("Verwerkingsregister", "Register of processing activities")(language)
        count = CountedWords(
            one: Words("%1 verwerking", "%1 processing activity"),
            many: Words("%1 verwerkingen", "%1 processing activities"))(register.entries.count, language)
        controllerLine = controller.line
        privacyContact = controller.privacyContact
        entries = Self.entries(register, language)
    }

    static func entries(_ register: ProcessingRegister, _ language: Language) -> [Entry] {
        register.entries.map { entry in
            let words = RegisterWords(entry, language: language)
            let facts: [(Words, String)] = [
                (Words("Doel", "Purpose"), words.doel),
                (Words("Grond in de wet", "Ground in law"), words.grondslag),
                (Words("Welke gegevens", "Which data"), words.soortenGegevens),
                (Words("Waar ze vandaan komen", "Where it comes from"), words.herkomst),
                (Words("Hoe lang", "How long"), words.bewaartermijn),
                (Words("Wie ze krijgt", "Who gets it"), words.ontvangers),
            ]
            return Entry(
                id: words.id, name: words.naam, facts: facts.map { Fact(label: $0(language), value: $1) })
        }
    }
}

/// What a customer can show its own people: its register, and how often data was used.
struct CustomerPrivacyPage: Page {
    struct Row: Sendable {
        let day: String
        let activity: String
        let count: String
    }

    static let template = "customer/privacy/show"
    let title: String
    let lede: String
    let count: String
    let controllerLine: String
    let privacyContact: String
    let entries: [RegisterPage.Entry]
    let period: String
    let isEmpty: Bool
    let rows: [Row]
    let smallest: String
    let hasMore: Bool
    /// How many of their people have their data restricted; small counts are hidden.
    let restricted: String

    /// The page shows the newest; the file has all.
    private static let shown = 40

    init(
        _ register: ProcessingRegister, extract: LogExtract, restricted: Int = 0, customerName: String,
        controller: Controller, language: Language
    ) {
        title = Words("Privacy", "Privacy")(language)
        lede = Words(
            "Dit doet BuenO met gegevens voor %1. U kunt het laten zien aan wie het vraagt.",
            "This is what BuenO does with data for %1. You can show it to who asks.")(language, customerName)
        count = CountedWords(
            one: Words("%1 verwerking", "%1 processing activity"),
            many: Words("%1 verwerkingen", "%1 processing activities"))(register.entries.count, language)
        controllerLine = controller.line
        privacyContact = controller.privacyContact
        entries = RegisterPage.entries(register, language)
        period = Words("Van %1 tot en met %2.", "From %1 until %2.")(
            language, AmsterdamTime(extract.first.start).date(language),
            AmsterdamTime(extract.last.start).date(language))
        let names = Dictionary(
            register.entries.map { ($0.id, $0.name.text(in: language)) },
            uniquingKeysWith: { first, _ in first })
        let few = Words("minder dan %1", "fewer than %1")(language, String(LogExtract.smallest))
        self.restricted =
            restricted == 0 || restricted >= SmallCells.countMin
            ? WrittenCount.text(restricted, language)
            : Words("minder dan %1", "fewer than %1")(language, String(SmallCells.countMin))
        isEmpty = extract.lines.isEmpty
        rows = extract.lines.prefix(Self.shown).map { line in
            Row(
                day: line.day, activity: names[line.activity] ?? line.activity,
                count: line.count.map(String.init) ?? few)
        }
        smallest = String(LogExtract.smallest)
        hasMore = extract.lines.count > Self.shown
    }
}
