import Domain
import Features

/// The proof: a ring per promise, what is broken in full, and every promise with what was counted.
struct ProofPage: Page {
    struct Ring: Sendable {
        let modifier: String
    }

    struct Broken: Sendable {
        let title: String
        let check: String
        let rows: [String]
        let rest: String?
    }

    struct Row: Sendable {
        let id: String
        let title: String
        let ring: String
        let statModifier: String
        let verdict: String
        let found: String
        let examined: String
    }

    struct Chapter: Sendable {
        let title: String
        let count: String
        let brokenCount: String?
        let isOpen: Bool
        let rings: [Ring]
        let rows: [Row]
    }

    static let template = "staff/proof/show"
    let title: String
    let action: String
    let hasReport: Bool
    let lede: String
    let ringsLabel: String
    let moment: String
    let broken: [Broken]
    let chapters: [Chapter]
    let isRunning: Bool
    let progressText: String
    let seen: Int
    let total: Int

    init(
        _ report: ProofReport?, progress: ProofProgress?, statement: Statement, today: AmsterdamTime,
        language: Language
    ) {
        title = Words("Het bewijs", "The proof")(language)
        action = SupervisionController.proof
        isRunning = progress != nil
        (seen, total) = (progress?.seen ?? 0, max(1, progress?.total ?? 1))
        progressText = Words("%1 van %2 bekeken", "%1 of %2 examined")(language, String(seen), String(total))
        hasReport = report != nil
        let counted = { (verdict: ProofReport.Verdict) in String(report?.count(verdict) ?? 0) }
        let all = String(report?.lines.count ?? 0)
        lede =
            report == nil
            ? Words("Er is nog niet nagekeken.", "Nothing was examined yet.")(language)
            : Words(
                "Wij deden %1 beloften. Bewezen: %2. Gebroken: %3. Niets om na te kijken: %4. Nog niet gebouwd: %5.",
                "We made %1 promises. Proven: %2. Broken: %3. Nothing to examine: %4. Not built yet: %5.")(
                    language, all, counted(.proven), counted(.broken), counted(.noEvidence),
                    counted(.notBuilt))
        ringsLabel = Words(
            "%1 ringen: %2 bewezen, %3 gebroken, %4 zonder iets om na te kijken, %5 nog niet gebouwd",
            "%1 rings: %2 proven, %3 broken, %4 with nothing to examine, %5 not built yet")(
                language, all, counted(.proven), counted(.broken), counted(.noEvidence), counted(.notBuilt))
        moment = report.map { Self.moment($0, today, language) } ?? ""
        broken = (report?.lines ?? []).filter { $0.verdict == .broken }.map {
            Self.broken($0, statement, language)
        }
        chapters = Promise.Chapter.allCases.compactMap { chapter in
            let lines = Promise.allCases.filter { $0.chapter == chapter }.compactMap { report?.line($0) }
            return lines.isEmpty ? nil : Self.chapter(chapter, lines, statement, language)
        }
    }

    private static func moment(
        _ report: ProofReport, _ today: AmsterdamTime, _ language: Language
    ) -> String {
        let time = AmsterdamTime(Moment(milliseconds: report.at))
        return Words(
            "Laatst nagekeken: %1 om %2, in %3 seconden, op de echte gegevens.",
            "Last examined: %1 at %2, in %3 seconds, on the live data.")(
                language, time.recently(language, today: today), time.clock(language),
                String((report.milliseconds + 999) / 1_000))
    }

    private static func broken(
        _ line: ProofReport.Line, _ statement: Statement, _ language: Language
    ) -> Broken {
        let rest = line.findings - Int64(line.rows.count)
        return Broken(
            title: "\(line.promise), \(Self.title(line, statement, language))", check: line.check,
            rows: line.rows,
            rest: rest > 0 ? Words("En nog %1.", "And %1 more.")(language, String(rest)) : nil)
    }

    private static func chapter(
        _ chapter: Promise.Chapter, _ lines: [ProofReport.Line], _ statement: Statement, _ language: Language
    ) -> Chapter {
        let proven = lines.count { $0.verdict == .proven }
        let broken = lines.count { $0.verdict == .broken }
        return Chapter(
            title: Self.words(chapter)(language),
            count: Words("%1 van %2 bewezen", "%1 of %2 proven")(
                language, String(proven), String(lines.count)),
            brokenCount: broken == 0 ? nil : Words("%1 gebroken", "%1 broken")(language, String(broken)),
            isOpen: broken > 0, rings: lines.map { Ring(modifier: Self.ring($0.verdict)) },
            rows: lines.map { line in
                let (words, modifier) = Self.verdict(line.verdict)
                return Row(
                    id: line.promise, title: Self.title(line, statement, language),
                    ring: Self.ring(line.verdict), statModifier: modifier, verdict: words(language),
                    found: line.verdict == .notBuilt
                        ? "" : Words("%1 gevonden", "%1 found")(language, String(line.findings)),
                    examined: line.verdict == .notBuilt ? "" : String(line.examined))
            })
    }

    private static func title(
        _ line: ProofReport.Line, _ statement: Statement, _ language: Language
    ) -> String {
        let wording = Promise(rawValue: line.promise).flatMap { statement.wording(of: $0) }
        return wording?.title.text(in: language) ?? line.title
    }

    private static func ring(_ verdict: ProofReport.Verdict) -> String {
        switch verdict {
        case .proven: "o--ok"
        case .broken: "o--broken"
        case .noEvidence: "o--off"
        case .notBuilt: "o--none"
        }
    }

    private static func verdict(_ verdict: ProofReport.Verdict) -> (words: Words, modifier: String) {
        switch verdict {
        case .proven: (Words("Bewezen", "Proven"), "")
        case .broken: (Words("Gebroken", "Broken"), "stat--no")
        case .noEvidence: (Words("Niets om na te kijken", "Nothing to examine"), "stat--nb")
        case .notBuilt: (Words("Nog niet gebouwd", "Not built yet"), "stat--nb")
        }
    }

    private static func words(_ chapter: Promise.Chapter) -> Words {
        switch chapter {
        case .whoAndWhat: Words("Wie en wat", "Who and what")
        case .whyAndWhich: Words("Waarom en welke gegevens", "Why and which data")
        case .purposesAndRecipients: Words("Doelen en ontvangers", "Purposes and recipients")
        case .howLong: Words("Hoe lang", "How long")
        case .authorities: Words("Autoriteiten", "Authorities")
        case .rights: Words("Rechten", "Rights")
        case .securityAndPeople: Words("Veiligheid en mensen", "Security and people")
        case .change: Words("Veranderingen", "Changes")
        }
    }
}
