import Domain
import Features
import HTTPTypes

/// A paper that came by post or over a desk, from the case of the child that it is about.
extension PaperController {
    static func bring(_ file: CaseFile.ID) -> String { "\(office)/\(file)/inbrengen" }

    func showBring(_ visit: Visit, refusal: Refusal? = nil) async throws -> Answer {
        guard let file = visit.parameter.flatMap({ CaseFile.ID($0) }) else { throw Stop.notFound }
        // Nobody waits any more, or it is no case of theirs: its own page says so.
        guard let waiting = try await papers.waiting(in: file, for: try visit.atWork()),
            let service = waiting.first?.service
        else { return .seeOther("\(CasesController.base)/\(file)") }
        return .page(
            PaperPostPage(
                file, waiting, chosen: visit.form.text("brief"),
                consent: try statements.consentVersion(service: service, language: visit.language),
                refusal: refusal, statement: statements.current, language: visit.language),
            status: refusal?.status ?? .ok)
    }

    func bring(_ visit: Visit) async throws -> Answer {
        guard let file = visit.parameter.flatMap({ CaseFile.ID($0) }) else { throw Stop.notFound }
        guard let id = Consent.ID(visit.form.text("brief")) else {
            return try await showBring(
                visit,
                refusal: Refusal(
                    "Kies wie het formulier tekende.", "Choose who signed the form.", field: "brief"))
        }
        do {
            try await papers.bring(
                visit.form.file ?? [], version: visit.form.text("versie"), for: id, in: file,
                by: try visit.atWork(), language: visit.language)
            return .seeOther("\(CasesController.base)/\(file)?melding=formulier")
        } catch GuardianRefusal.expired {
            return .seeOther("\(CasesController.base)/\(file)")
        } catch let refused as GuardianRefusal {
            return try await showBring(visit, refusal: Refusal(refused))
        } catch is CaseRefusal {
            return .seeOther("\(CasesController.base)/\(file)")
        }
    }
}

/// Where somebody of BuenO sends in a paper that came by post.
struct PaperPostPage: Page {
    static let template = "staff/papers/post"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let back: String
    let caseNumber: String
    let letter: String
    let batch: String
    let service: String
    let until: String
    let hasPaper: Bool
    let action: String
    let version: String
    let formHref: String
    let problem: String?
    /// The one question, or a choice between two.
    let only: String?
    let choices: [FormChoice]
    let choiceProblem: String?

    init(
        _ file: CaseFile.ID, _ waiting: [WaitingConsent], chosen: String = "", consent: ConsentVersion,
        refusal: Refusal? = nil, statement: Statement, language: Language
    ) {
        title = Words("Stuur een getekend formulier in", "Send in a signed form")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        back = "\(CasesController.base)/\(file)"
        caseNumber = CaseFile.number(file)
        let lines = waiting.map { PaperWords.line($0, statement, language) }
        letter = lines.first?.letter ?? ""
        batch = lines.first?.batch ?? ""
        service = lines.first?.service ?? ""
        until = lines.first?.until ?? ""
        hasPaper = waiting.contains { $0.hasPaper }
        action = PaperController.bring(file)
        version = consent.id
        formHref = PaperController.form(waiting.first?.service ?? .freeCalling)
        problem = refusal?.field == "formulier" ? refusal?.text(language) : nil
        only = waiting.count == 1 ? waiting.first?.id.description : nil
        let asked = waiting.enumerated().map { index, consent in
            (value: consent.id.description, text: Self.asked(index + 1, consent.asked))
        }
        choices =
            only == nil
            ? FormChoice.all(
                "brief", asked, chosen: chosen, problems: [refusal].compactMap(\.self), language) : []
        choiceProblem = refusal?.field == "brief" ? refusal?.text(language) : nil
    }

    private static func asked(_ number: Int, _ at: Moment) -> Words {
        let words = Words("Ouder of verzorger %1, gevraagd op %2", "Parent or carer %1, asked on %2")
        let (time, number) = (AmsterdamTime(at), String(number))
        return Words(
            words(.dutch, number, time.date(.dutch)), words(.english, number, time.date(.english)))
    }
}
