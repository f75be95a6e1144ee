import Domain
import Features

/// All batches of a customer, newest first.
struct BatchListPage: Page {
    struct Row: Sendable {
        let href: String
        let name: String
        let state: String
        let tagModifier: String
        let used: String
        let lastDay: String
    }

    static let template = "customer/codes/list"
    let title: String
    let canMake: Bool
    let isEmpty: Bool
    let batches: [Row]
    let hasPages: Bool
    let newerHref: String?
    let olderHref: String?

    /// - Parameter used: for who sees counts alone: what may be shown of each batch. Nothing for who sees each letter.
    init(
        _ batches: [Batch], used: [CodeBatch.ID: SmallCells.Cell]?, page: Int, hasMore: Bool, now: Moment,
        language: Language
    ) {
        title = Words("Codes", "Codes")(language)
        canMake = used == nil
        isEmpty = batches.isEmpty
        self.batches = batches.map { batch in
            let state = BatchState(batch, now: now)
            return Row(
                href: BatchPath.batch(batch.id), name: batch.reason, state: state.words(language),
                tagModifier: state.tagModifier,
                used: BatchFigures(batch, used: used).short(language),
                lastDay: AmsterdamTime(batch.expires - .milliseconds(1)).date(language))
        }
        newerHref = page > 1 ? "\(BatchPath.list)?p=\(page - 1)" : nil
        olderHref = hasMore ? "\(BatchPath.list)?p=\(page + 1)" : nil
        hasPages = newerHref != nil || olderHref != nil
    }
}

/// The addresses of batches.
enum BatchPath {
    static let list = "/klant/codes"
    static let new = "/klant/codes/nieuw"
    static let one = "/klant/codes/een"
    static let duplicates = "/klant/codes/dubbel"
    static let figures = "/klant/codes/gebruik"

    static func batch(_ id: CodeBatch.ID) -> String { "\(list)/\(id)" }
}

/// How a batch stands, in a word and a colour that never speaks alone.
struct BatchState {
    let words: Words
    let tagModifier: String

    init(_ batch: Batch, now: Moment) {
        switch batch.state {
        case .making: (words, tagModifier) = (Words("Wordt gemaakt", "Being made"), "tag--warn")
        case _ where batch.isWaiting:
            (words, tagModifier) = (Words("Nog opslaan", "To be saved"), "tag--warn")
        case _ where batch.hasEnded(at: now): (words, tagModifier) = (Words("Afgelopen", "Ended"), "")
        case .stopped: (words, tagModifier) = (Words("Gestopt", "Stopped"), "")
        case .done: (words, tagModifier) = (Words("Geldig", "Valid"), "tag--ok")
        }
    }
}

/// How many of how many, as it may be shown.
struct BatchFigures {
    let used: SmallCells.Cell
    let letters: Int

    /// Who sees counts alone gets the number of all letters: without those that were replaced it would tell how many
    /// those are.
    init(_ batch: Batch, used: [CodeBatch.ID: SmallCells.Cell]?) {
        self.used = used.map { $0[batch.id] ?? .shown(0) } ?? .shown(batch.counts.used)
        letters = used == nil ? batch.counts.letters : batch.issued
    }

    /// "363 van de 500", "geen van de 500", "verborgen".
    func short(_ language: Language) -> String {
        if used == .hidden { return used.text(language) }
        return Words("%1 van de %2", "%1 of %2")(
            language, used.text(language), WrittenCount.text(letters, language))
    }

    /// The same as a sentence.
    func text(_ language: Language) -> String {
        let all = WrittenCount.text(letters, language)
        if used == .hidden {
            return Words(
                "Hoeveel van de %1 codes gebruikt zijn, laten wij niet zien",
                "We do not show how many of the %1 codes are used")(language, all)
        }
        if used.count == 0 {
            return Words("Geen van de %1 codes is gebruikt", "None of the %1 codes is used")(language, all)
        }
        let sentence = Words("%1 van de %2 codes zijn gebruikt", "%1 of %2 codes are used")
        return sentence(language, used.text(language), all).capitalisedFirst
    }
}
