import Domain
import Features

/// The tiles of a privacy officer's first page. One more is one more function, and its name in `all`.
struct DeskTiles: Sendable {
    private let figures: DeskFigures
    private let you: Account.ID
    private let statement: Statement
    private let now: Moment
    private let language: Language

    init(
        _ figures: DeskFigures, for you: Account.ID, statement: Statement, now: Moment, language: Language
    ) {
        (self.figures, self.you, self.statement) = (figures, you, statement)
        (self.now, self.language) = (now, language)
    }

    /// What asks most of somebody first.
    var all: [DeskTile] {
        let tiles = [
            requests, overdue, proof, log, holdsWaiting, unusual, brokenOpen, questions, consents,
            holdsEnding, roles,
            processors,
        ]
        return DeskTile.sorted(tiles)
    }

    private var requests: DeskTile {
        let near = figures.requests.filter { $0.urgency(at: now) != .inTime }
        let first = figures.requests.first
        let total = CountedWords(one: Words("%1 open", "%1 open"), many: Words("%1 open", "%1 open"))(
            figures.requests.count, language)
        return DeskTile(
            .of(requests: figures.requests, at: now), near.count,
            one: Words("verzoek heeft nog 7 dagen of minder", "request has 7 days or fewer left"),
            many: Words("verzoeken hebben nog 7 dagen of minder", "requests have 7 days or fewer left"),
            worst: first.map {
                Words("%1. Het eerste: %2", "%1. The first: %2")(
                    language, total, RequestWords.left($0, now: now, language))
            } ?? Words("Er zijn geen open verzoeken.", "No requests are open.")(language),
            href: RightsDeskController.base, language)
    }

    private var overdue: DeskTile {
        let count = figures.overdue.map(\.overdue).reduce(0, +)
        return DeskTile(
            .of(overdue: count), count,
            one: Words("gegeven over zijn datum", "item past its date"),
            many: Words("gegevens over hun datum", "items past their date"),
            worst: figures.overdue.first.map { line in
                let name = statement.rule(for: line.category)?.name.text(in: language)
                return Words("%1: %2", "%1: %2")(
                    language, name ?? line.category.rawValue, WrittenCount.text(line.overdue, language))
            } ?? Words("Zo hoort het.", "As it should be.")(language),
            href: RetentionController.base, language)
    }

    private var proof: DeskTile {
        let last = figures.proofs.first
        let broken = last?.count(.broken) ?? 0
        let at = last.map { Moment(milliseconds: $0.at) }
        return DeskTile(
            .ofProof(broken: broken, ran: at, at: now), broken,
            one: Words("belofte gebroken", "promise broken"),
            many: last == nil
                ? Words("keer nagekeken", "times examined") : Words("beloften gebroken", "promises broken"),
            worst: at.map { Words("Nagekeken: %1", "Examined: %1")(language, when($0)) }
                ?? Words("Nog nooit nagekeken.", "Never examined yet.")(language),
            href: SupervisionController.proof, language)
    }

    private var log: DeskTile {
        let oversight = figures.oversight
        let signed = oversight.logSigned.map(when)
        let told =
            switch oversight.witness {
            case .agrees: Words("Gelijk aan de getuige tot %1", "The same as the witness until %1")
            case .differs: Words("Niet gelijk aan de getuige.", "Not the same as the witness.")
            case .none: Words("Er is geen getuige. Getekend tot %1", "There is no witness. Signed until %1")
            }
        return DeskTile(
            oversight.logStanding,
            Int(oversight.logSize), one: Words("regel in het logboek", "line in the log"),
            many: Words("regels in het logboek", "lines in the log"),
            worst: signed == nil && oversight.witness != .differs
                ? Words("Er staat nog niets in.", "Nothing is in it yet.")(language)
                : told(language, signed ?? ""),
            href: SupervisionController.base + "#logboek", language)
    }

    private var holdsWaiting: DeskTile {
        let waiting = figures.holds.undecided(at: now)
        let yours = waiting.count { $0.pendingBy != you }
        return DeskTile(
            .asking(yours), waiting.count,
            one: Words("bewaaropdracht wacht op de tweede", "hold waits for the second"),
            many: Words("bewaaropdrachten wachten op de tweede", "holds wait for the second"),
            worst: waiting.isEmpty
                ? Words("Niets te beslissen.", "Nothing to decide.")(language)
                : Words("Door u te beslissen: %1", "For you to decide: %1")(
                    language, WrittenCount.text(yours, language)),
            href: HoldsController.base, language)
    }

    private var holdsEnding: DeskTile {
        let ending = figures.holds.ending(at: now)
        return DeskTile(
            .asking(ending.count), ending.count,
            one: Words("bewaaropdracht eindigt binnen 30 dagen", "hold ends within 30 days"),
            many: Words("bewaaropdrachten eindigen binnen 30 dagen", "holds end within 30 days"),
            worst: ending.map(\.until).min().map {
                Words("De eerste: %1", "The first: %1")(language, HoldWords.lastDay($0, language))
            }
                ?? Words("%1 gelden nu", "%1 are in force")(
                    language,
                    WrittenCount.text(figures.holds.count { $0.isInForce(at: now) }, language)),
            href: HoldsController.base, language)
    }

    private var unusual: DeskTile {
        let viewers = figures.oversight.unusual
        return DeskTile(
            .asking(viewers.count), viewers.count,
            one: Words("medewerker keek opvallend", "colleague looked unusually"),
            many: Words("medewerkers keken opvallend", "colleagues looked unusually"),
            worst: viewers.first?.signs.first.map { SupervisionPage.words($0, language) }
                ?? Words("Niets opvallends vandaag.", "Nothing unusual today.")(language),
            href: SupervisionController.base, language)
    }

    private var brokenOpen: DeskTile {
        let cases = figures.oversight.brokenOpen.map(\.file)
        return DeskTile(
            .asking(cases.count), cases.count,
            one: Words("zaak met spoed open", "case broken open"),
            many: Words("zaken met spoed open", "cases broken open"),
            worst: cases.map(\.opened).min().map {
                Words("De eerste: %1", "The first: %1")(language, when($0))
            } ?? Words("Niemand brak iets open.", "Nobody broke anything open.")(language),
            href: SupervisionController.base, language)
    }

    private var questions: DeskTile {
        let limit = now - DeskStanding.contactPatience
        let late = figures.questions.count { $0 < limit }
        return DeskTile(
            .asking(late), late,
            one: Words("contactvraag ouder dan 14 dagen", "contact question older than 14 days"),
            many: Words("contactvragen ouder dan 14 dagen", "contact questions older than 14 days"),
            worst: figures.questions.first.map {
                Words("De oudste wacht: %1", "The oldest waits: %1")(
                    language, WaitingDays.since($0, now: now, language))
            } ?? Words("Er wachten geen vragen.", "No questions wait.")(language),
            href: QuestionsController.base, language)
    }

    /// Without an answer everything of the child goes.
    private var consents: DeskTile {
        let first = figures.consents.first
        let end = first.flatMap { statement.rule(for: .awaitingGuardian)?.end(from: $0) }
        return DeskTile(
            .ofConsents(firstEnds: end, at: now), figures.consents.count,
            one: Words("ouder of verzorger gaf nog geen antwoord", "parent or carer has not answered yet"),
            many: Words(
                "ouders of verzorgers gaven nog geen antwoord", "parents or carers have not answered yet"),
            worst: end.map {
                Words("De eerste vervalt: %1", "The first ends: %1")(
                    language, AmsterdamTime($0).date(language))
            } ?? Words("Niemand wacht op een ouder.", "Nobody waits for a parent.")(language),
            href: RetentionController.base, language)
    }

    private var roles: DeskTile {
        let ending = figures.oversight.rolesEnding
        return DeskTile(
            .asking(ending.count), ending.map(\.count).reduce(0, +),
            one: Words("rol loopt binnen 14 dagen af", "role ends within 14 days"),
            many: Words("rollen lopen binnen 14 dagen af", "roles end within 14 days"),
            worst: ending.first.map {
                Words("De eerste: %1", "The first: %1")(language, AmsterdamTime($0.first).date(language))
            } ?? Words("Niemand hoeft te beslissen.", "Nobody has to decide.")(language),
            href: SupervisionController.base + "#rollen", language)
    }

    /// What carries nothing lets nothing out: then codes and messages stand still.
    private var processors: DeskTile {
        let carrying = figures.processors.filter { $0.carries(at: now) }
        let missing = Message.Channel.allCases.count { channel in
            !carrying.contains { $0.declaration.channel == channel }
        }
        let ended = figures.processors.compactMap(\.ended).max()
        return DeskTile(
            .asking(missing), missing,
            one: Words("soort bericht zonder verwerker", "kind of message without a processor"),
            many: Words("soorten berichten zonder verwerker", "kinds of messages without a processor"),
            worst: ended.map {
                Words("Laatst geëindigd: %1", "Last ended: %1")(language, AmsterdamTime($0).date(language))
            }
                ?? CountedWords(
                    one: Words("%1 overeenkomst geldt", "%1 agreement is in force"),
                    many: Words("%1 overeenkomsten gelden", "%1 agreements are in force"))(
                    carrying.count, language),
            href: ProcessorsController.base, language)
    }

    private func when(_ moment: Moment) -> String {
        let time = AmsterdamTime(moment)
        return Words("%1, %2", "%1, %2")(
            language, time.recently(language, today: AmsterdamTime(now)), time.clock(language))
    }
}

extension DeskTile {
    static func sorted(_ tiles: [DeskTile]) -> [DeskTile] {
        tiles.enumerated().sorted {
            ($0.element.standing, $0.offset) < ($1.element.standing, $1.offset)
        }.map(\.element)
    }
}
