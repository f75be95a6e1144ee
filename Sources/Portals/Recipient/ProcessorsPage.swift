import Domain
import Features

/// The companies that carry our messages, as the settings name them, and those before.
struct ProcessorsPage: Page {
    struct Row: Sendable {
        let href: String
        let name: String
        let carries: String
        let agreement: String
        let period: String
        let tagModifier: String
        let state: String
        let transfers: String
    }

    static let template = "staff/processors/list"
    let title: String
    let hasRows: Bool
    let rows: [Row]

    init(_ list: [ProcessorFigures], statement: Statement, language: Language) {
        title = Words("Verwerkers", "Processors")(language)
        hasRows = !list.isEmpty
        rows = list.map { Self.row($0, statement, language) }
    }

    private static func row(
        _ figures: ProcessorFigures, _ statement: Statement, _ language: Language
    ) -> Row {
        let (processor, declaration) = (figures.processor, figures.processor.declaration)
        let since = AmsterdamTime(processor.registered).date(language)
        let until = processor.ended.map { AmsterdamTime($0).date(language) }
        return Row(
            href: "\(ProcessorsController.base)/\(processor.id)", name: declaration.name,
            carries: carrier(declaration.channel, statement, language),
            agreement: Words("%1 van %2", "%1 of %2")(
                language, declaration.agreement, AmsterdamTime(declaration.agreedOn.start).date(language)),
            period: until.map { Words("%1 tot %2", "%1 until %2")(language, since, $0) }
                ?? Words("sinds %1", "since %1")(language, since),
            tagModifier: until == nil ? "tag--ok" : "",
            state: (until == nil ? Words("In gebruik", "In use") : Words("Gestopt", "Ended"))(language),
            transfers: WrittenCount.text(figures.transfers, language))
    }

    /// As the statement calls it: the same company may carry for more than one of its recipients.
    static func carrier(
        _ channel: Message.Channel, _ statement: Statement, _ language: Language
    ) -> String {
        var names: [String] = []
        for recipient in statement.recipients where recipient.channel == channel {
            let name = recipient.name.text(in: language)
            if !names.contains(name) { names.append(name) }
        }
        return names.listed(language)
    }
}

/// The annex to the agreement with one processor, filled from the statement (GDPR, article 28): what it is handed, of
/// whom, why, and what it must do with it.
struct ProcessorAnnexPage: Page {
    struct Fact: Sendable {
        let label: String
        let value: String
    }

    static let template = "staff/processors/annex"
    let title: String
    let lede: String
    let facts: [Fact]
    let duties: [String]
    let version: String

    init(_ processor: Processor, statement: Statement, language: Language) {
        let declaration = processor.declaration
        let recipients = statement.recipients.filter { $0.channel == declaration.channel }
        let entries = statement.activities.filter { entry in
            entry.acts.contains(.send)
                && entry.recipients.contains { id in recipients.contains { $0.id == id } }
        }
        title = Words("Bijlage: %1", "Annex: %1")(language, declaration.name)
        lede = Words(
            "Hoort bij overeenkomst %1 van %2. Gevuld uit de privacyverklaring, dus altijd gelijk aan wat ons systeem toestaat.",
            "Belongs to agreement %1 of %2. Filled from the privacy statement, so always equal to what our system allows."
        )(
            language, declaration.agreement, AmsterdamTime(declaration.agreedOn.start).date(language))
        version = Words("Versie %1 van de privacyverklaring.", "Version %1 of the privacy statement.")(
            language, String(statement.version))
        let unique = { (texts: [String]) -> String in
            var seen: [String] = []
            for text in texts where !seen.contains(text) { seen.append(text) }
            return seen.listed(language)
        }
        let words = statement.vocabulary
        let rows: [(Words, String)] = [
            (Words("Verantwoordelijke", "Controller"), statement.controller.line),
            (Words("Vragen over privacy", "Questions about privacy"), statement.controller.privacyContact),
            (Words("Verwerker", "Processor"), declaration.name),
            (Words("Wat u doet", "What you do"), Self.task(declaration.channel)(language)),
            (Words("Van wie", "Whose data"), unique(Self.persons(entries, declaration, statement, language))),
            (Words("Welke gegevens", "Which data"), unique(recipients.map { $0.gets.text(in: language) })),
            (
                Words("Waarvoor", "For what"),
                unique(recipients.map { words.words($0.purpose).name.text(in: language) })
            ),
            (
                Words("Grond in de wet", "Ground in law"),
                unique(recipients.map { words.words($0.basis).text(in: language) })
            ),
            (Words("Waar", "Where"), Words("Alleen in Nederland", "Only in the Netherlands")(language)),
            (
                Words("Hoe lang", "How long"),
                Words(
                    "Tot het bericht bezorgd is, of niet bezorgd kan worden. Daarna niets meer.",
                    "Until the message is delivered, or cannot be. After that nothing.")(language)
            ),
        ]
        facts = rows.map { Fact(label: $0(language), value: $1) }
        duties = Self.duties.map { $0(language) }
    }

    private static func task(_ channel: Message.Channel) -> Words {
        switch channel {
        case .sms: Words("Sms-berichten bezorgen", "Delivering text messages")
        case .mail: Words("E-mail bezorgen", "Delivering e-mail")
        }
    }

    private static func persons(
        _ entries: [ProcessingActivity], _ declaration: Processor.Declaration, _ statement: Statement,
        _ language: Language
    ) -> [String] {
        let services = Set(entries.flatMap(\.services))
        let kinds = statement.services.filter { services.contains($0.service) && $0.isOffered }
            .flatMap(\.fields).filter { $0.field == declaration.channel.field }.map(\.person)
        return PersonKind.allCases.filter(kinds.contains).map { words($0)(language) }
    }

    private static func words(_ kind: PersonKind) -> Words {
        switch kind {
        case .endUser: Words("mensen die een dienst gebruiken", "people who use a service")
        case .guardian: Words("ouders en verzorgers", "parents and carers")
        case .customerUser: Words("medewerkers van klanten", "people who work for customers")
        case .staffMember: Words("medewerkers van BuenO", "people who work for BuenO")
        case .contactPerson: Words("mensen die ons iets vragen", "people who ask us something")
        }
    }

    private static let duties = [
        Words(
            "U gebruikt de gegevens alleen om te bezorgen, en alleen omdat wij het vragen.",
            "You use the data only to deliver, and only because we ask it."),
        Words(
            "Iedereen die bij u iets kan zien, is gebonden aan geheimhouding.",
            "Everyone with you who can see something is bound to secrecy."),
        Words(
            "Wij leveren aan over een versleutelde verbinding met een certificaat dat wij nakijken. U doet hetzelfde.",
            "We hand over on an encrypted connection with a certificate that we verify. You do the same."),
        Words(
            "U schakelt niemand anders in zonder dat wij het vooraf schriftelijk goed vinden.",
            "You engage nobody else unless we agreed beforehand in writing."),
        Words(
            "Gaat er iets mis met gegevens, dan horen wij het meteen, uiterlijk binnen 24 uur.",
            "If something goes wrong with data, we hear it at once, within 24 hours at the latest."),
        Words(
            "U helpt ons als iemand zijn gegevens wil zien, verbeteren of wissen.",
            "You help us when somebody wants to see, correct or erase their data."),
        Words(
            "Stopt de overeenkomst, dan wist u alles en laat u dat zien. Wij mogen dit alles nakijken.",
            "When the agreement ends, you erase everything and show it. We may examine all of this."),
    ]
}
