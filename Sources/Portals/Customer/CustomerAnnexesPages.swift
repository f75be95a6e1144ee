import Domain
import Features

/// The sheets of custom work that were sent to this customer.
struct CustomerAnnexesPage: Page {
    struct Row: Sendable {
        let href: String
        let text: String
        let state: String
        let tagModifier: String
    }

    static let template = "customer/annexes/list"
    let title: String
    let isEmpty: Bool
    let annexes: [Row]

    init(_ list: [AnnexFile], language: Language) {
        title = Words("Maatwerk", "Custom work")(language)
        isEmpty = list.isEmpty
        annexes = list.map { file in
            let sent = file.versions.first { $0.sent != nil }
            let words = AnnexWords(
                sent, isActive: file.activeVersion != nil && file.activeVersion == sent?.version)
            return Row(
                href: "\(CustomerAnnexesController.base)/\(file.id)", text: file.title,
                state: words.state(language), tagModifier: words.tagModifier)
        }
    }
}

/// One sheet: what it says, and whether the customer agrees.
struct CustomerAnnexPage: Page {
    static let template = "customer/annexes/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let isDone: Bool
    let id: String
    let name: String
    let about: String
    let controllerLine: String
    let privacyContact: String
    let parts: [SheetLines.Part]
    let version: String
    let hash: String
    let history: String
    let canAccept: Bool
    let waitsForOthers: Bool

    init(
        _ file: AnnexFile, version: AnnexVersion, canAccept: Bool, isDone: Bool, refusal: Refusal?,
        language: Language
    ) {
        title = version.sheet.title
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        problem = refusal?.text(language)
        self.isDone = isDone
        id = file.id.description
        name = version.sheet.title
        about = version.sheet.about
        controllerLine = version.sheet.controller
        privacyContact = version.sheet.privacyContact
        parts = SheetLines(version.sheet, language).parts
        self.version = String(version.version)
        hash = version.hash
        history = AnnexPage.history(version, language)
        self.canAccept = canAccept && version.accepted == nil
        waitsForOthers = !canAccept && version.accepted == nil
    }
}
