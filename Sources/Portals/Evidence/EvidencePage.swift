import Domain
import Features

/// Where an archive of evidence is asked for, with what is in it, how it is checked, and those that were made.
struct EvidencePage: Page {
    struct Made: Sendable {
        let period: String
        let detail: String
        let hash: String
    }

    static let template = "staff/evidence/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let action: String
    /// Who proved themselves just now has the form; others give a code first.
    let isProven: Bool
    let provingHref: String
    let fields: [FormField]
    let reasonProblem: String?
    let reasons: [FormChoice]
    let keyHash: String
    let hasMade: Bool
    let made: [Made]

    init(
        _ form: EvidenceForm, made: [MadeEvidence], keyHash: [UInt8], isProven: Bool, problems: [Refusal],
        now: Moment, language: Language
    ) {
        title = Words("Bewijs ophalen", "Evidence for an auditor")(language)
        isError = !problems.isEmpty
        errors = ErrorSummary(problems, language)
        action = EvidenceController.base
        self.isProven = isProven
        provingHref = "/werk/bevestigen?naar=\(EvidenceController.base)"
        fields = [
            FormField(
                "van", Words("Eerste dag", "First day"), value: form.first, type: "date", lengthMax: 10,
                isShort: true, problems: problems, language),
            FormField(
                "tot", Words("Laatste dag", "Last day"), value: form.last, type: "date", lengthMax: 10,
                isShort: true, problems: problems, language),
        ]
        reasonProblem = problems.first { $0.field == "reden" }?.text(language)
        reasons = FormChoice.all(
            "reden", EvidenceReason.allCases.map { ($0.rawValue, Self.words($0)) }, chosen: form.reason,
            problems: problems, language)
        self.keyHash = Self.grouped(keyHash)
        let today = AmsterdamTime(now)
        self.made = made.map { made in
            let at = AmsterdamTime(made.at)
            return Made(
                period: Words("%1 tot en met %2", "%1 until %2")(
                    language, AmsterdamTime(made.period.first.start).date(language),
                    AmsterdamTime(made.period.last.start).date(language)),
                detail: Words("%1. Opgehaald: %2, %3", "%1. Fetched: %2, %3")(
                    language, Self.words(made.reason)(language), at.recently(language, today: today),
                    at.clock(language)),
                hash: Self.grouped(made.manifestHash))
        }
        hasMade = !self.made.isEmpty
    }

    private static func words(_ reason: EvidenceReason) -> Words {
        switch reason {
        case .audit: Words("Voor een controleur van buiten", "For an auditor from outside")
        case .supervisor: Words("Voor een toezichthouder", "For a supervisor")
        case .customer: Words("Voor een klant", "For a customer")
        case .ourselves: Words("Voor onszelf", "For ourselves")
        }
    }

    /// Eight digits at a time: people read it to each other.
    private static func grouped(_ hash: [UInt8]) -> String {
        let digits = Array(Hex.text(hash))
        return stride(from: 0, to: digits.count, by: 8).map { start in
            String(digits[start..<min(start + 8, digits.count)])
        }.joined(separator: " ")
    }
}
