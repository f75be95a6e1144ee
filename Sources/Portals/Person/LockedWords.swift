import Domain
import Features

/// What the law has locked of somebody, as they read it: that it is, and until when (P43).
struct LockedRow: Sendable {
    let name: String
    let until: String

    init(_ line: PersonFile.LockedLine, statement: Statement, _ language: Language) {
        name = statement.vocabulary.words(line.field).name.text(in: language)
        until = AmsterdamTime(line.until).date(language)
    }
}

/// Who is locked types where their code must go.
enum ProofContact {
    static let field = "contact"

    /// The one box for both, whatever is wrong in it.
    static func refusal(_ refused: SignInRefusal) -> Refusal {
        switch refused {
        case .mobileNumberInvalid, .emailInvalid:
            Refusal(
                "Vul uw mobiele nummer of uw e-mailadres in. Bijvoorbeeld 06 12345678.",
                "Fill in your mobile number or your e-mail address. For example 06 12345678.", field: field)
        default: Refusal(refused)
        }
    }
}
