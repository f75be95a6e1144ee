import Domain
import Features

/// The processing log for the privacy officer: who did what to data, for which reason. Pseudonyms, never a value.
struct LogListPage: Page {
    struct Row: Sendable {
        let href: String
        let number: String
        let at: String
        let who: String
        let did: String
        let purpose: String
        let isPerson: Bool
    }

    struct Option: Sendable {
        let value: String
        let name: String
        let isChosen: Bool
    }

    static let template = "staff/log/list"
    let title: String
    let size: String
    let activities: [Option]
    let roles: [Option]
    let onlyPeople: Bool
    let hasRows: Bool
    let rows: [Row]
    let olderHref: String?

    init(_ page: LogPage, filter: LogFilter, statement: Statement, language: Language) {
        title = Words("Logboek", "Processing log")(language)
        size = CountedWords(
            one: Words("%1 regel", "%1 line"), many: Words("%1 regels", "%1 lines"))(
                Int(page.size), language)
        let words = LogWords(statement: statement, language: language)
        activities = Activity.allCases.map { activity in
            Option(
                value: activity.rawValue, name: words.activity(activity),
                isChosen: filter.activity == activity)
        }
        roles = Role.allCases.map { role in
            Option(value: role.rawValue, name: words.role(role), isChosen: filter.role == role)
        }
        onlyPeople = filter.onlyPeople
        hasRows = !page.lines.isEmpty
        rows = page.lines.map { line in
            Row(
                href: "/kantoor/logboek/\(line.number)", number: String(line.number),
                at: words.moment(line.leaf.at), who: words.who(line), did: words.did(line.leaf),
                purpose: words.purpose(line.leaf), isPerson: line.leaf.role.isPerson)
        }
        olderHref = page.next.map { next in
            var query = "voor=\(next)"
            if let activity = filter.activity { query += "&werk=\(activity.rawValue)" }
            if let role = filter.role { query += "&rol=\(role.rawValue)" }
            if filter.onlyPeople { query += "&mens=ja" }
            return "/kantoor/logboek?\(query)"
        }
    }
}

/// One line of the log, with whether the signed tree holds it.
struct LogLinePage: Page {
    struct Fact: Sendable {
        let name: String
        let value: String
    }

    static let template = "staff/log/show"
    let title: String
    let isProven: Bool
    let facts: [Fact]

    init(_ line: LogLine, isProven: Bool, statement: Statement, language: Language) {
        title = Words("Regel %1", "Line %1")(language, String(line.number))
        self.isProven = isProven
        let words = LogWords(statement: statement, language: language)
        let leaf = line.leaf
        let none = Words("niemand in het bijzonder", "nobody in particular")(language)
        var facts: [(Words, String)] = [
            (Words("Wanneer", "When"), words.moment(leaf.at)), (Words("Wie", "Who"), words.who(line)),
            (Words("Deed wat", "Did what"), words.did(leaf)),
            (Words("Onderdeel van", "Part of"), words.activity(leaf.activity)),
            (Words("Doel", "Purpose"), words.purpose(leaf)),
            (Words("Grond in de wet", "Ground in law"), words.basis(leaf)),
            (Words("Over wie", "About whom"), leaf.subject?.description ?? none),
        ]
        if let actor = leaf.actor { facts.append((Words("Door", "By"), actor.description)) }
        if let number = leaf.caseFile { facts.append((Words("Zaak", "Case"), number.description)) }
        if leaf.count > 1 { facts.append((Words("Aantal", "Count"), String(leaf.count))) }
        facts.append((Words("Versie van de verklaring", "Statement version"), String(leaf.statementVersion)))
        self.facts = facts.map { Fact(name: $0.0(language), value: $0.1) }
    }
}

/// The closed words of a leaf, as the statement says them.
struct LogWords {
    let statement: Statement
    let language: Language

    func moment(_ moment: Moment) -> String {
        let time = AmsterdamTime(moment)
        return "\(time.date(language)), \(time.clock(language))"
    }

    func activity(_ activity: Activity) -> String {
        statement.activities.first { $0.activity == activity }?.name.text(in: language) ?? activity.rawValue
    }

    func role(_ role: Role) -> String {
        statement.vocabulary.words(role).name.text(in: language).capitalisedFirst
    }

    func who(_ line: LogLine) -> String {
        let role = statement.vocabulary.words(line.leaf.role).name.text(in: language)
        switch line.leaf.organisation {
        case .bueno: return "BuenO, \(role)"
        case .customer: return "\(line.customerName ?? Words("een klant", "a customer")(language)), \(role)"
        case .none: return role.capitalisedFirst
        }
    }

    func did(_ leaf: LogLeaf) -> String {
        let act = statement.vocabulary.words(leaf.act).text(in: language)
        let fields = leaf.fields.fields.map {
            statement.vocabulary.words($0).name.text(in: language).lowercased()
        }
        return fields.isEmpty ? act : "\(act) \(fields.listed(language))"
    }

    func purpose(_ leaf: LogLeaf) -> String {
        statement.vocabulary.words(leaf.purpose).name.text(in: language)
    }

    func basis(_ leaf: LogLeaf) -> String { statement.vocabulary.words(leaf.basis).text(in: language) }
}
