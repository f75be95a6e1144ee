import Domain
import Features

/// Everything held about this person: the value, where it came from, until when (P16, P40).
struct OwnDataPage: Page {
    /// One field as the vault opened it for its owner.
    struct Held: Sendable {
        let field: Field
        let value: String
        let source: Provenance.Source
        let givenAt: Moment
        let why: String
    }

    struct Line: Sendable {
        let name: String
        let value: String
        let source: String
        let until: String
        let why: String
        /// Where its owner changes it; nothing for what came with the letter.
        let changeHref: String?
        /// Long, and may break over lines.
        let wraps: Bool
    }

    struct Extra: Sendable {
        let name: String
        let value: String
        var source: String?
        var until: String?
        var href: String?
    }

    /// What comes with using BuenO, as counts.
    struct Use: Sendable {
        let messageCount: Int
        let deviceCount: Int
        /// In the last 30 days.
        let recentSightingCount: Int
        let age: EndUser.DeclaredAge
        let personLanguage: Language
        var isContactSafe = false
        /// What our customer service wrote down about them.
        var noteCount = 0
    }

    /// Something that the customer tied to the person's letter (P19).
    struct Tied: Sendable {
        let label: String
        let made: Moment
        let ended: Moment?
    }

    static let template = "mine/data/show"
    let title: String
    let notice: String?
    let lines: [Line]
    let locked: [LockedRow]
    let isWithoutEmail: Bool
    let extras: [Extra]
    let unknown: [String]
    let rows: [LinkRow]

    init(
        held: [Held], locked: [PersonFile.LockedLine] = [], use: Use, tied: [Tied] = [], customerName: String,
        keepUntil: Moment?,
        notice: Words? = nil,
        statement: Statement, language: Language
    ) {
        self.notice = notice?(language)
        title = CountedWords(
            one: Words("Wij weten %1 ding van u", "We know %1 thing about you"),
            many: Words("Wij weten %1 dingen van u", "We know %1 things about you"))(
                held.count + locked.count, language)
        self.locked = locked.map { LockedRow($0, statement: statement, language) }
        let known = FieldSet(held.map(\.field) + locked.map(\.field))
        let until = Self.until(
            keepUntil, rule: statement.rule(for: .endUserData), customer: customerName, language)
        lines = held.map { held in
            Line(
                name: statement.vocabulary.words(held.field).name.text(in: language), value: held.value,
                source: Self.source(held, customer: customerName, language), until: until, why: held.why,
                changeHref: Self.changeHref(held.field),
                wraps: [.homeAddress, .firstName, .lastName].contains(held.field))
        }
        isWithoutEmail = !known.contains(FieldSet([.emailAddress]))
        extras =
            Self.extras(
                use, asksBirthDate: known.contains(FieldSet([.birthDate])), statement: statement, language)
            + tied.map { Self.extra($0, customerName: customerName, language) }
        unknown = Self.unknown(known: known, language)
        rows = [
            LinkRow(
                "/mijn/privacy/wie-zag", Words("Wie zag mijn gegevens?", "Who saw my data?")(language),
                Words("Elke keer staat er een regel", "There is a line for every time")(language)),
            LinkRow(
                "/mijn/veilig", Words("Veilig contact", "Safe contact")(language),
                use.isContactSafe
                    ? Words("Staat aan: wij sturen niets uit onszelf", "On: we send nothing by ourselves")(
                        language)
                    : Words("Voor als iemand meeleest", "For when somebody reads along")(language)),
            LinkRow(
                PrivacyPage.path, Words("Privacy", "Privacy")(language),
                Words("Downloaden, beperken, bezwaar, klacht", "Download, restrict, object, complain")(
                    language)),
            LinkRow(
                "/mijn/wissen", Words("Wis mijn gegevens", "Erase my data")(language),
                Words("U ziet eerst wat er weggaat", "You first see what goes")(language)),
        ]
    }

    private static func changeHref(_ field: Field) -> String? {
        switch field {
        case .mobileNumber: "/mijn/gegevens/nummer"
        case .emailAddress: "/mijn/gegevens/mail"
        default: nil
        }
    }

    private static func until(
        _ keepUntil: Moment?, rule: RetentionRule?, customer: String, _ language: Language
    )
        -> String
    {
        if let keepUntil {
            return Words("uiterlijk %1, of tot u het wist", "%1 at the latest, or until you erase it")(
                language, AmsterdamTime(keepUntil).date(language))
        }
        let term = rule?.term.text(in: language) ?? ""
        return Words(
            "uiterlijk %1 nadat %2 met BuenO stopt, of tot u het wist",
            "%1 at the latest after %2 stops with BuenO, or until you erase it")(language, term, customer)
    }

    private static func source(_ held: Held, customer: String, _ language: Language) -> String {
        let date = AmsterdamTime(held.givenAt).date(language)
        return switch held.source {
        case .endUser, .themselves: Words("uzelf, op %1", "yourself, on %1")(language, date)
        case .colleague: Words("een collega, op %1", "a colleague, on %1")(language, date)
        case .identityProvider:
            Words("de inlogdienst van %1, op %2", "the sign-on service of %1, on %2")(
                language, customer, date)
        case .child: Words("uw kind, op %1", "your child, on %1")(language, date)
        case .guardian: Words("uw ouder of verzorger, op %1", "your parent or carer, on %1")(language, date)
        case .customerLetter:
            Words("de brief van %1, door u getypt op %2", "the letter from %1, typed by you on %2")(
                language, customer, date)
        }
    }

    private static func extras(
        _ use: Use, asksBirthDate: Bool, statement: Statement, _ language: Language
    ) -> [Extra] {
        func term(_ category: RetentionCategory) -> String? {
            statement.rule(for: category)?.term.text(in: language)
        }
        let messages = CountedWords(
            one: Words("%1 bericht", "%1 message"), many: Words("%1 berichten", "%1 messages"))
        let devices = CountedWords(
            one: Words("%1 apparaat", "%1 device"), many: Words("%1 apparaten", "%1 devices"))
        let sightings = CountedWords(
            one: Words("%1 regel in 30 dagen", "%1 line in 30 days"),
            many: Words("%1 regels in 30 dagen", "%1 lines in 30 days"))
        let age =
            use.age == .sixteenOrOlder
            ? Words("16 jaar of ouder", "16 or older")(language)
            : Words("jonger dan 16", "younger than 16")(language)
        let personLanguage =
            use.personLanguage == .dutch
            ? Words("Nederlands", "Dutch")(language) : Words("Engels", "English")(language)
        let notes = CountedWords(
            one: Words("%1 aantekening", "%1 note"), many: Words("%1 aantekeningen", "%1 notes"))
        let written = Extra(
            name: Words("Zaken bij onze klantenservice", "Cases with our customer service")(language),
            value: notes(use.noteCount, language),
            source: Words(
                "onze klantenservice. Vraag ons ernaar.", "our customer service. Ask us about them.")(
                    language),
            until: term(.caseNote).map {
                Words(
                    "%1 nadat de zaak sluit, of tot u alles wist",
                    "%1 after the case closes, or until you erase everything")(
                        language, $0)
            },
            href: "/contact")
        let safe = use.isContactSafe ? Words("veilig contact", "safe contact")(language) : nil
        return (use.noteCount > 0 ? [written] : []) + [
            Extra(
                name: Words("Berichten", "Messages")(language), value: messages(use.messageCount, language),
                source: "BuenO",
                until: term(.message).map { Words("%1 na het versturen", "%1 after sending")(language, $0) },
                href: "/mijn/berichten"),
            Extra(
                name: Words("Ingelogd", "Signed in")(language), value: devices(use.deviceCount, language),
                until: term(.idleSession).map {
                    Words("u uitlogt, of %1 niet langskomt", "you sign out, or stay away for %1")(
                        language, $0)
                },
                href: "/mijn/apparaten"),
            Extra(
                name: Words("Wie u zag", "Who saw you")(language),
                value: sightings(use.recentSightingCount, language),
                source: Words(
                    "ons logboek, zonder uw naam of nummer", "our log, without your name or number")(
                        language),
                href: "/mijn/privacy/wie-zag"),
            Extra(
                name: Words("Uw keuzes", "Your choices")(language),
                value: [personLanguage, age, safe].compactMap(\.self).joined(separator: ", "),
                source: asksBirthDate
                    ? Words("uzelf", "yourself")(language)
                    : Words(
                        "uzelf. Uw geboortedatum vroegen wij niet.",
                        "yourself. We did not ask your date of birth.")(language)),
        ]
    }

    private static func extra(_ tied: Tied, customerName: String, _ language: Language) -> Extra {
        Extra(
            name: Words("Aan uw brief gekoppeld", "Tied to your letter")(language), value: tied.label,
            source: Words("%1, op %2", "%1, on %2")(
                language, customerName, AmsterdamTime(tied.made).date(language)),
            until: tied.ended.map { AmsterdamTime($0).date(language) })
    }

    private static func unknown(known: FieldSet, _ language: Language) -> [String] {
        let fields: [(Field, Words)] = [
            (.lastName, Words("Uw naam", "Your name")), (.homeAddress, Words("Uw adres", "Your address")),
            (.birthDate, Words("Uw geboortedatum", "Your date of birth")),
        ]
        let never = [
            Words("Uw burgerservicenummer", "Your citizen service number"),
            Words("Wat u zegt aan de telefoon", "What you say on the phone"),
            Words("Waar u bent", "Where you are"),
        ]
        return fields.filter { !known.contains(FieldSet([$0.0])) }.map { $0.1(language) }
            + never.map { $0(language) }
    }
}
