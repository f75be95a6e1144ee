import Domain

/// Who saw my data: a line per use, by day, in plain words. An organisation and a role, never a name.
struct SightingsPage: Page {
    /// One leaf of the log about this person, as far as they may read it.
    struct Seen: Sendable {
        let reference: String
        let at: Moment
        let role: Role
        let organisationName: String
        let act: ProcessingAct
        let activity: Activity
        let purpose: Purpose
        let fields: FieldSet
    }

    struct Sighting: PageRow, Sendable {
        let clock: String
        let isPerson: Bool
        /// "Uzelf" or "Ons systeem", where no tag says that a person looked.
        let kind: String
        let who: String
        let deed: String
        let askHref: String

        var fields: [(name: String, value: PageValue)] {
            [
                ("clock", .text(clock)), ("isPerson", .flag(isPerson)), ("kind", .text(kind)),
                ("who", .text(who)),
                ("deed", .text(deed)), ("askHref", .text(askHref)),
            ]
        }
    }

    struct Day: Sendable {
        let heading: String
        let sightings: [Sighting]
    }

    static let path = "/mijn/privacy/wie-zag"
    static let template = "mine/sightings/list"
    let title: String
    let peopleCount: String
    let systemCount: String
    let onlyPeople: Bool
    let isEmpty: Bool
    let emptyTitle: String
    let emptyText: String
    let days: [Day]
    let isLater: Bool
    let newestHref: String
    let olderHref: String?

    init(
        seen: [Seen], recent: (people: Int, system: Int), onlyPeople: Bool, isLater: Bool,
        olderBefore: Moment?, statement: Statement,
        today: AmsterdamTime, language: Language
    ) {
        title = Words("Wie zag mijn gegevens?", "Who saw my data?")(language)
        let people = CountedWords(
            one: Words("%1 keer een mens", "%1 time"), many: Words("%1 keer een mens", "%1 times"))
        peopleCount = people(recent.people, language)
        let system = CountedWords(one: Words("%1 keer", "%1 time"), many: Words("%1 keer", "%1 times"))
        systemCount = system(recent.system, language)
        self.onlyPeople = onlyPeople
        self.isLater = isLater
        isEmpty = seen.isEmpty
        emptyTitle =
            onlyPeople
            ? Words("Geen mens keek", "No person looked")(language)
            : Words("Nog geen regels", "No lines yet")(language)
        emptyText =
            onlyPeople
            ? Words("Alleen ons systeem gebruikte uw gegevens.", "Only our system used your data.")(language)
            : Words("Niemand gebruikte uw gegevens.", "Nobody used your data.")(language)
        days = Self.days(seen, statement: statement, today: today, language)
        let filter = onlyPeople ? "wie=mens" : "wie=alles"
        newestHref = "\(Self.path)?\(filter)"
        olderHref = olderBefore.map { "\(Self.path)?\(filter)&voor=\($0.milliseconds)" }
    }

    private static func days(_ seen: [Seen], statement: Statement, today: AmsterdamTime, _ language: Language)
        -> [Day]
    {
        var days: [(time: AmsterdamTime, sightings: [Sighting])] = []
        for line in seen {
            let time = AmsterdamTime(line.at)
            let sighting = sighting(line, time: time, statement: statement, language)
            if let last = days.indices.last, days[last].time.isSameDay(as: time) {
                days[last].sightings.append(sighting)
            } else {
                days.append((time, [sighting]))
            }
        }
        return days.map { Day(heading: $0.time.heading(language, today: today), sightings: $0.sightings) }
    }

    private static func sighting(
        _ seen: Seen, time: AmsterdamTime, statement: Statement, _ language: Language
    )
        -> Sighting
    {
        let vocabulary = statement.vocabulary
        let role = vocabulary.words(seen.role)
        let roleName = role.name.text(in: language)
        let who =
            switch (role.organisation, seen.role.isPerson) {
            case (.person, _):
                seen.role == .endUser ? Words("U", "You")(language) : roleName.capitalisedFirst
            case (.customer, _), (.bueno, true): "\(seen.organisationName), \(roleName)"
            case (.bueno, false): seen.organisationName
            }
        let fields =
            seen.fields.isEmpty
            ? (seen.activity.isOfCase
                ? Words("de aantekeningen over u", "the notes about you")
                : seen.activity == .rightsRequest
                    ? Words("uw verzoek", "your request")
                    : Words("gegevens over u", "data about you"))(language)
            : seen.fields.fields.map { vocabulary.words($0).yours.text(in: language) }.listed(language)
        let entries = statement.activities.filter { $0.activity == seen.activity }
        let entry = entries.first { $0.purpose == seen.purpose } ?? entries.first
        let because =
            entry?.because.text(in: language) ?? vocabulary.words(seen.purpose).inOrderTo.text(in: language)
        let own = role.organisation == .person ? Self.ownVerbs[seen.act]?(language) : nil
        let verb = own ?? vocabulary.words(seen.act).text(in: language)
        let kind =
            role.organisation == .person
            ? Words("Uzelf", "Yourself")(language) : Words("Ons systeem", "Our system")(language)
        return Sighting(
            clock: time.clock(language), isPerson: seen.role.isPerson && role.organisation != .person,
            kind: kind,
            who: who,
            deed: Self.deed(seen)?(language) ?? "\(verb) \(fields), \(because).",
            askHref: "/mijn/privacy/klacht?regel=\(seen.reference)")
    }

    /// What opened nothing, or showed less than a field, is said in words of its own.
    private static func deed(_ seen: Seen) -> Words? {
        switch (seen.activity, seen.act, seen.role.side) {
        case (.refusedAccess, _, _): stopped
        // Of the date of birth the page shows the year (P15).
        case (.eligibility, .read, .customer):
            Words(
                "bekeek uw naam en uw geboortejaar, om te zeggen of u in aanmerking komt.",
                "viewed your name and your year of birth, to say whether you qualify.")
        case (.eligibility, .store, .customer):
            Words(
                "antwoordde op de vraag of u in aanmerking komt.",
                "answered the question whether you qualify.")
        case (.eligibility, .store, .person):
            Words("beantwoordde een vraag over uw aanvraag.", "answered a question about your application.")
        case (.eligibility, .store, _):
            Words("werkte bij hoe uw aanvraag ervoor staat.", "updated how your application stands.")
        case (.customerInquiry, _, _):
            Words(
                "vroeg of uw brief nog in gebruik is, of nog geldt. Wij antwoordden ja of nee.",
                "asked whether your letter is still in use, or still counts. We answered yes or no.")
        default: nil
        }
    }

    /// Somebody of ours wanted to look and was not let through: the person hears of that too (P71).
    private static let stopped = Words(
        "wilde uw gegevens openen en mocht dat niet. Er ging niets open.",
        "wanted to open your data and was not allowed to. Nothing was opened.")

    /// What a person does with their own data has other words than what an organisation does with it.
    private static let ownVerbs: [ProcessingAct: Words] = [
        .collect: Words("gaf", "gave"), .store: Words("bevestigde", "confirmed"),
        .send: Words("vroeg een bericht naar", "asked for a message to"),
    ]
}
