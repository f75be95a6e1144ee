import Domain
import Features

/// A held field with everything the law asks to say of it, in words: for the screen and for the file alike.
struct InspectedLine: Sendable {
    let name: String
    let value: String
    let purposes: [String]
    let source: String
    let recipients: String
    let until: String
    let seen: String

    init(_ line: PersonExport.Line, customer: String?, statement: Statement, language: Language) {
        let words = statement.vocabulary
        name = words.words(line.field).name.text(in: language)
        value = line.field.shown(line.value, language)
        purposes = line.uses.map { use in
            "\(words.words(use.purpose).name.text(in: language)): "
                + words.words(use.basis).text(in: language)
        }
        source = ExportWords.source(line.source, given: line.given, customer: customer ?? "", language)
        recipients =
            line.recipients.isEmpty
            ? Words("Niemand", "Nobody")(language)
            : line.recipients.map { $0.name.text(in: language) }.listed(language)
        until = ExportWords.until(line, language)
        let people = CountedWords(
            one: Words("%1 keer een mens", "%1 time a person"),
            many: Words("%1 keer een mens", "%1 times a person"))
        let system = CountedWords(
            one: Words("%1 keer ons systeem", "%1 time our system"),
            many: Words("%1 keer ons systeem", "%1 times our system"))
        seen = "\(people(line.seenByPeople, language)), \(system(line.usedBySystem, language))"
    }
}

/// Everything at once, on the screen, with a copy to keep.
struct InspectionPage: Page {
    struct Extra: Sendable {
        let name: String
        let value: String
    }

    static let path = "/mijn/privacy/inzage"
    static let template = "mine/privacy/inspection"
    let title: String
    let lines: [InspectedLine]
    let locked: [LockedRow]
    let hasLocked: Bool
    let extras: [Extra]
    let hasNotes: Bool
    let notes: [Extra]

    init(_ export: PersonExport, statement: Statement, language: Language) {
        title = Words("Alles wat wij van u hebben", "Everything we hold about you")(language)
        lines = export.lines.map {
            InspectedLine($0, customer: export.customerName, statement: statement, language: language)
        }
        locked = export.locked.map { LockedRow($0, statement: statement, language) }
        hasLocked = !locked.isEmpty
        extras = ExportWords.facts(export, statement: statement, language).map {
            Extra(name: $0.name, value: $0.value)
        }
        hasNotes = !export.notes.isEmpty
        notes = export.notes.map {
            Extra(name: RequestWords.date($0.written, language), value: $0.text.reveal())
        }
    }
}

/// The words of a copy.
enum ExportWords {
    static func source(
        _ source: Provenance.Source, given: Moment, customer: String, _ language: Language
    ) -> String {
        let date = AmsterdamTime(given).date(language)
        return switch source {
        case .endUser, .themselves: Words("uzelf, op %1", "yourself, on %1")(language, date)
        case .colleague: Words("een collega, op %1", "a colleague, on %1")(language, date)
        case .identityProvider:
            Words(
                "de inlogdienst van uw organisatie, op %1", "the sign-on service of your organisation, on %1")(
                    language, date)
        case .child:
            Words("het kind waarover u beslist, op %1", "the child you decide about, on %1")(language, date)
        case .guardian: Words("uw ouder of verzorger, op %1", "your parent or carer, on %1")(language, date)
        case .customerLetter:
            Words("de brief van %1, door u getypt op %2", "the letter from %1, typed by you on %2")(
                language, customer, date)
        }
    }

    static func until(_ line: PersonExport.Line, _ language: Language) -> String {
        if let until = line.until { return RequestWords.date(until, language) }
        guard let rule = line.rule else { return "" }
        let event: Words =
            switch rule.event {
            case .contractEnded: Words("na het einde van de afspraak", "after the agreement ends")
            case .closed: Words("nadat uw toegang stopt", "after your access ends")
            default: Words("", "")
            }
        return "\(rule.term.text(in: language)) \(event(language))"
    }

    /// What comes with the use, in a line each.
    static func facts(
        _ export: PersonExport, statement: Statement, _ language: Language
    ) -> [(name: String, value: String)] {
        let none = Words("geen", "none")(language)
        var facts: [(String, String)] = []
        if let name = export.customerName {
            facts.append((Words("Via", "Through")(language), name))
        }
        if let since = export.since {
            facts.append(
                (
                    export.kind == .guardian
                        ? Words("Opgegeven door uw kind op", "Named by your child on")(language)
                        : Words("Aangemeld op", "Enrolled on")(language), RequestWords.date(since, language)
                ))
        }
        if let age = export.age {
            let words =
                age == .sixteenOrOlder
                ? Words("16 jaar of ouder", "16 or older") : Words("jonger dan 16", "younger than 16")
            facts.append((Words("Leeftijd die u koos", "Age that you chose")(language), words(language)))
        }
        facts.append(
            (
                Words("Taal", "Language")(language),
                export.language == .dutch
                    ? Words("Nederlands", "Dutch")(language) : Words("Engels", "English")(language)
            ))
        if export.isContactSafe {
            facts.append((Words("Veilig contact", "Safe contact")(language), Words("aan", "on")(language)))
        }
        if let restricted = export.restricted {
            facts.append(
                (
                    Words("Beperkt sinds", "Restricted since")(language),
                    RequestWords.date(restricted, language)
                ))
        }
        if !export.objections.isEmpty {
            facts.append(
                (
                    Words("Bezwaar tegen", "Objection to")(language),
                    export.objections.map { $0.objectionWords(language) }.listed(language)
                ))
        }
        facts += export.locked.map {
            (
                Words("Op slot van de wet", "Locked by law")(language),
                Words("%1, tot %2", "%1, until %2")(
                    language, statement.vocabulary.words($0.field).name.text(in: language),
                    RequestWords.date($0.until, language))
            )
        }
        facts += export.grants.map {
            (
                Words("Rol", "Role")(language),
                Words("%1, tot en met %2", "%1, until %2")(
                    language, statement.vocabulary.words($0.role).name.text(in: language),
                    RequestWords.date($0.expires, language))
            )
        }
        facts += export.associations.map {
            (Words("Aan u gekoppeld", "Tied to you")(language), $0.label)
        }
        facts += export.answers.map {
            (
                Words("Uw antwoord", "Your answer")(language),
                Words("%1, op %2", "%1, on %2")(
                    language, answer($0.state)(language),
                    RequestWords.date($0.answered ?? $0.asked, language))
            )
        }
        facts.append((Words("Berichten", "Messages")(language), String(export.messages.count)))
        if export.kind != .guardian {
            facts.append(
                (Words("Ingelogd op apparaten", "Signed in on devices")(language), String(export.sessions)))
        }
        facts.append(
            (
                Words("Verzoeken", "Requests")(language),
                export.requests.isEmpty ? none : String(export.requests.count)
            ))
        facts.append(
            (Words("Regels in het logboek", "Lines in the log")(language), String(export.sightings.count)))
        return facts.map { (name: $0.0, value: $0.1) }
    }

    private static func answer(_ state: Consent.State) -> Words {
        switch state {
        case .asked: Words("gevraagd, nog geen antwoord", "asked, no answer yet")
        case .given: Words("ja", "yes")
        case .refused: Words("nee", "no")
        case .withdrawn: Words("ja ingetrokken", "yes taken back")
        case .expired: Words("geen antwoord op tijd", "no answer in time")
        case .passed: Words("het kind werd 16", "the child turned 16")
        }
    }

    /// Who did what: an organisation and a role, never a name.
    static func deed(
        _ sighting: Sighting, statement: Statement, _ language: Language
    ) -> (who: String, what: String, why: String) {
        let words = statement.vocabulary
        let role = words.words(sighting.role)
        let organisation =
            role.organisation == .person ? nil : (sighting.customerName ?? "BuenO")
        let who = [organisation, role.name.text(in: language)].compactMap(\.self).joined(separator: ", ")
        let fields = sighting.fields.fields.map { words.words($0).name.text(in: language) }
        let what = ([words.words(sighting.act).text(in: language)] + fields).joined(separator: " ")
        let entries = statement.activities.filter { $0.activity == sighting.activity }
        let entry = entries.first { $0.purpose == sighting.purpose } ?? entries.first
        return (who, what, entry?.because.text(in: language) ?? "")
    }
}
