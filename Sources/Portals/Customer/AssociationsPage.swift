import Domain
import Features

/// What is with whom, who tied it and when.
struct AssociationsPage: Page {
    struct Typed: Sendable {
        var label = ""
        var number = ""
        var letterLabel = ""
        var letter = ""
        /// What was chosen stays chosen.
        var colleague = ""
        var batch = ""
    }

    struct Row: Sendable {
        let id: String
        let label: String
        let holder: String
        let number: String?
        let history: String
        let isOpen: Bool
        let state: String
        let tagModifier: String
    }

    struct Choice: Sendable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    static let template = "customer/associations/list"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let isEmpty: Bool
    let associations: [Row]
    let forColleague: [FormField]
    let colleagues: [Choice]
    let hasBatches: Bool
    let forLetter: [FormField]
    let batches: [Choice]

    init(
        _ list: [AssociationLine], colleagues: [Colleague],
        batches: [(id: CodeBatch.ID, reason: String, size: Int)], typed: Typed, notice: Words?,
        refusal: Refusal?, language: Language
    ) {
        title = Words("Nummers en accounts", "Numbers and accounts")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.notice = notice?(language)
        isEmpty = list.isEmpty
        associations = list.map { Self.row($0, language) }
        let problems = refusal.map { [$0] } ?? []
        let what = Words("Wat is het?", "What is it?")
        let hint = Words(
            "Bijvoorbeeld Balie telefoon 3. Geen naam.", "For example Desk phone 3. No name.")
        forColleague = [
            FormField(
                "wat", what, hint: hint, value: typed.label, lengthMax: 60, problems: problems, language),
            FormField(
                "nummer", Words("Nummer", "Number"),
                hint: Words(
                    "Telefoonnummer, simkaart of account. Leeg laten mag. Wij bewaren het op slot.",
                    "Phone number, SIM card or account. It may stay empty. We keep it locked."),
                value: typed.number, lengthMax: 40, problems: problems, language),
        ]
        self.colleagues = colleagues.filter { $0.state != .closed }.map {
            Choice(
                value: $0.id.description, text: ColleagueState.name(of: $0, language),
                isChosen: $0.id.description == typed.colleague)
        }
        hasBatches = !batches.isEmpty
        forLetter = [
            FormField(
                "brief", Words("Nummer van de brief", "Number of the letter"), value: typed.letter,
                lengthMax: 6,
                isShort: true, problems: problems, language),
            FormField(
                "wat-brief", what,
                hint: Words(
                    "Bijvoorbeeld Leentablet 12. Geen naam en geen nummer: van deze mensen bewaren wij niets erbij.",
                    "For example Loan tablet 12. No name and no number: of these people we keep nothing else."
                ),
                value: typed.letterLabel, lengthMax: 60, problems: problems, language),
        ]
        self.batches = batches.map {
            Choice(
                value: $0.id.description, text: "\($0.reason) (\($0.size))",
                isChosen: $0.id.description == typed.batch)
        }
    }

    private static func row(_ line: AssociationLine, _ language: Language) -> Row {
        let gone = Words("iemand die hier niet meer werkt", "somebody who no longer works here")(language)
        let holder =
            switch line.holder {
            case .colleague(let name): name?.reveal() ?? gone.capitalisedFirst
            case .letter(let batch, let number):
                Words("Brief %1 van %2", "Letter %1 of %2")(language, String(number), batch)
            }
        let made = Words("Gekoppeld door %1 op %2.", "Tied by %1 on %2.")(
            language, line.madeBy?.reveal() ?? gone, AmsterdamTime(line.made).date(language))
        let ended = line.ended.map {
            Words(" Losgemaakt door %1 op %2.", " Untied by %1 on %2.")(
                language, line.endedBy?.reveal() ?? gone, AmsterdamTime($0).date(language))
        }
        let isOpen = line.ended == nil
        return Row(
            id: line.id.description, label: line.label, holder: holder, number: line.number?.reveal(),
            history: made + (ended ?? ""), isOpen: isOpen,
            state: isOpen ? Words("Gekoppeld", "Tied")(language) : Words("Los", "Untied")(language),
            tagModifier: isOpen ? "tag--ok" : "")
    }
}
