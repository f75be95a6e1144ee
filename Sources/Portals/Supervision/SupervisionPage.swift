import Domain
import Features

/// Who looked unusually, what was broken open, which roles end, and how the log stands: nobody's data.
struct SupervisionPage: Page {
    struct RoleRow: Sendable {
        let name: String
        let count: String
        let first: String
    }

    struct Viewer: Sendable {
        let id: String
        let number: String
        let signs: [String]
        let colleagueName: String?
    }

    static let template = "staff/supervision/show"
    let title: String
    let today: String
    let isQuiet: Bool
    let viewers: [Viewer]
    let nameAction: String
    let hasBroken: Bool
    let broken: [LinkRow]
    let hasRoles: Bool
    let roles: [RoleRow]
    let logRing: String
    let logWords: String
    let logDetail: String
    let proofHref: String

    init(
        _ oversight: Oversight, named: (account: Account.ID, name: Sensitive<String>?)? = nil,
        vocabulary: StatementVocabulary, now: Moment, language: Language
    ) {
        title = Words("Toezicht", "Supervision")(language)
        let today = AmsterdamTime(now)
        self.today =
            "\(today.weekdayAndDate(language, today: today).capitalisedFirst), \(today.clock(language))"
        nameAction = "\(SupervisionController.base)/naam"
        proofHref = SupervisionController.proof
        isQuiet = oversight.unusual.isEmpty
        viewers = oversight.unusual.map { viewer in
            let isNamed = named?.account == viewer.account
            let gone = Words("Deze medewerker is gewist.", "This colleague is erased.")(language)
            return Viewer(
                id: viewer.account.description, number: viewer.number,
                signs: viewer.signs.map { Self.words($0, language) },
                colleagueName: isNamed ? named?.name?.reveal() ?? gone : nil)
        }
        hasBroken = !oversight.brokenOpen.isEmpty
        broken = oversight.brokenOpen.map { summary in
            LinkRow(
                "\(CasesController.base)/\(summary.file.id)",
                Words("Zaak %1", "Case %1")(language, summary.file.number),
                "\(AmsterdamTime(summary.file.opened).clock(language)): \(summary.sentence)",
                tag: nil)
        }
        roles = oversight.rolesEnding.map { ending in
            RoleRow(
                name: vocabulary.words(ending.role).name.text(in: language),
                count: WrittenCount.text(ending.count, language),
                first: AmsterdamTime(ending.first).date(language))
        }
        hasRoles = !roles.isEmpty
        (logRing, logWords) = Self.log(oversight, language)
        logDetail =
            oversight.logSigned.map { signed in
                let time = AmsterdamTime(signed)
                return Words(
                    "Getekend %1 om %2: %3 regels. Helemaal narekenen doet het bewijs.",
                    "Signed %1 at %2: %3 lines. The proof recomputes all of it.")(
                        language, time.recently(language, today: today), time.clock(language),
                        String(oversight.logSize))
            } ?? Words("Er staat nog niets in.", "Nothing is in it yet.")(language)
    }

    static func words(_ sign: UnusualViewing, _ language: Language) -> String {
        switch sign {
        case .manyPersons(let today, let usual):
            return Words("Opende vandaag %1 mensen. Gewoon is %2.", "Opened %1 people today. Usual is %2.")(
                language, String(today), String(usual))
        case .oddHours(let openings):
            let hours = UnusualViewing.officeHours
            return Words(
                "Opende %1 keer iets buiten %2 tot %3 uur.",
                openings == 1
                    ? "Opened something %1 time outside %2:00 to %3:00."
                    : "Opened something %1 times outside %2:00 to %3:00.")(
                    language, WrittenCount.text(openings, language), String(hours.lowerBound),
                    String(hours.upperBound))
        case .brokenGlass(let cases):
            return CountedWords(
                one: Words("Opende vandaag %1 zaak met spoed.", "Broke %1 case open today."),
                many: Words("Opende vandaag %1 zaken met spoed.", "Broke %1 cases open today."))(
                    cases, language)
        case .samePerson(let persons):
            let others = String(UnusualViewing.accountsMin - 1)
            let words =
                persons == 1
                ? Words(
                    "Opende %1 mens die deze week ook %2 of meer collega's openden.",
                    "Opened %1 person whom %2 or more colleagues opened this week too.")
                : Words(
                    "Opende %1 mensen die deze week ook %2 of meer collega's openden.",
                    "Opened %1 people whom %2 or more colleagues opened this week too.")
            return words(language, WrittenCount.text(persons, language), others)
        }
    }

    private static func log(_ oversight: Oversight, _ language: Language) -> (ring: String, words: String) {
        switch oversight.witness {
        case .agrees:
            (
                "o--ok",
                Words("Gelijk aan de kopie bij de getuige.", "The same as the copy at the witness.")(language)
            )
        case .differs:
            (
                "o--broken",
                Words("Niet gelijk aan de kopie bij de getuige.", "Not the same as the copy at the witness.")(
                    language)
            )
        case .none:
            ("o--none", Words("Er is geen getuige ingesteld.", "No witness is set.")(language))
        }
    }
}
