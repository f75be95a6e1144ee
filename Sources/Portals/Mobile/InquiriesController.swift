import Domain
import Features
import HTTPTypes

/// A customer asks about a letter of its own; the answer is yes or no, and the person reads that it was asked.
struct InquiriesController: Sendable {
    private let services: Services
    static let path = "/klant/navraag"

    init(_ features: PortalFeatures) {
        services = features.services
    }

    var routes: [Route] {
        [
            .get(Self.path, ApplicationsController.audience) { try await page($0) },
            .post(Self.path, ApplicationsController.audience, keeps: ["lading", "brief", "vraag"]) {
                try await ask($0)
            },
        ]
    }

    private func ask(_ visit: Visit) async throws -> Answer {
        do {
            guard let question = Inquiries.Question(rawValue: visit.form.text("vraag")) else {
                throw MobileRefusal.answerMissing
            }
            guard let batch = CodeBatch.ID(visit.form.text("lading")) else {
                throw MobileRefusal.unknownBatch
            }
            let answer = try await services.inquiries.answer(
                question, letter: visit.form.text("brief"), of: batch, by: try visit.atWork())
            return try await page(visit, answer: answer)
        } catch let refused as MobileRefusal {
            var refusal = Refusal(refused)
            if refused == .answerMissing { refusal.field = "vraag" }
            return try await page(visit, refusal: refusal)
        }
    }

    private func page(
        _ visit: Visit, answer: Bool? = nil, refusal: Refusal? = nil
    ) async throws -> Answer {
        let page = InquiryPage(
            batches: try await services.inquiries.batches(for: try visit.atWork()), form: visit.form,
            answer: answer, refusal: refusal, language: visit.language)
        return .page(page, status: refusal?.status ?? .ok)
    }
}

struct InquiryPage: Page {
    struct Batch: Sendable {
        let value: String
        let text: String
        let isChosen: Bool
    }

    static let template = "customer/inquiries/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let answer: String?
    let hasBatches: Bool
    let batches: [Batch]
    let letter: [FormField]
    let questions: [FormChoice]
    let questionProblem: String?

    init(
        batches: [(id: CodeBatch.ID, name: String)], form: FormBody, answer: Bool?, refusal: Refusal?,
        language: Language
    ) {
        title = Words("Navraag over een brief", "Ask about a letter")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        let problems = refusal.map { [$0] } ?? []
        let asked = Inquiries.Question(rawValue: form.text("vraag"))
        self.answer = answer.map { isYes in
            let letter = Int(form.text("brief")).map { LetterWords.letter($0, language) } ?? ""
            let yes = Words("Ja.", "Yes.")(language)
            let no = Words("Nee.", "No.")(language)
            return "\(letter): \(asked?.words(language) ?? "") \(isYes ? yes : no)"
        }
        hasBatches = !batches.isEmpty
        self.batches = batches.map {
            Batch(
                value: $0.id.description, text: $0.name, isChosen: form.text("lading") == $0.id.description)
        }
        letter = [
            FormField(
                "brief", Words("Nummer van de brief", "Number of the letter"),
                hint: Words("Bijvoorbeeld 0137", "For example 0137"), value: form.text("brief"),
                lengthMax: 6, isShort: true, problems: problems, language)
        ]
        questions = FormChoice.all(
            "vraag", Inquiries.Question.allCases.map { ($0.rawValue, $0.words) },
            chosen: form.text("vraag"), problems: problems, language)
        questionProblem = refusal?.field == "vraag" ? refusal?.text(language) : nil
    }
}

extension Inquiries.Question {
    var words: Words {
        switch self {
        case .letterInUse: Words("Is deze brief in gebruik?", "Is this letter in use?")
        case .stillConfirmed:
            Words(
                "Geldt onze bevestiging voor een telefoon of simkaart nog?",
                "Does our confirmation for a phone or SIM card still count?")
        }
    }
}
