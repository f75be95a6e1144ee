import Domain
import Features

/// One batch: its codes on their way to the customer, how its letters stand, and what can be done.
struct BatchPage: Page {
    struct Progress: Sendable {
        let text: String
        let done: Int
        let size: Int
    }

    struct Waiting: Sendable {
        struct Part: Sendable {
            let href: String
            let text: String
        }

        let heading: String
        let isDownloaded: Bool
        /// The moment that this page shows, in milliseconds: what is newer is not confirmed by it.
        let shown: String
        let hasOnePart: Bool
        let hasParts: Bool
        let parts: [Part]
    }

    static let template = "customer/codes/show"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let notice: String?
    let href: String
    let name: String
    let summary: String
    let making: Progress?
    let waiting: Waiting?
    let over: String?
    /// For who saved the codes: letters are made from that file.
    let saved: LetterFile?
    /// Nothing while codes are being made: then the other bar says it all.
    let usedText: String?
    let bar: Progress?
    let rest: String?
    let canChange: Bool
    /// Nothing changes in a batch that is still being made.
    let canAct: Bool
    let canLabel: Bool
    let canRevoke: Bool
    let weeks: WeeksChart?
    let letters: LetterList?

    init(
        _ batch: Batch, codes: (waiting: WaitingCodes?, ended: EndedCodes?)?,
        used: [CodeBatch.ID: SmallCells.Cell]?, weeks: WeeksChart?, letters: LetterList?,
        file: LetterFile? = nil,
        notice: Words? = nil,
        refusal: Refusal? = nil, now: Moment, language: Language
    ) {
        title = batch.reason
        name = batch.reason
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        self.notice = notice?(language)
        href = BatchPath.batch(batch.id)
        summary = BatchSummaryWords.text(batch, now: now, language)
        let isMaking = batch.state == .making
        making = isMaking ? Self.making(batch, language) : nil
        waiting = isMaking ? nil : codes?.waiting.map { Self.waiting($0, batch, now: now, language) }
        over = isMaking ? nil : Self.over(codes, language)
        let isSaved = codes.map { $0.waiting == nil && $0.ended?.isConfirmed == true } ?? false
        saved = isSaved && batch.counts.unused > 0 && !batch.hasEnded(at: now) ? file : nil
        let figures = BatchFigures(batch, used: used)
        let usedText = figures.text(language)
        self.usedText = isMaking ? nil : usedText
        bar = figures.used.count.map { Progress(text: usedText, done: $0, size: max(1, figures.letters)) }
        rest = used == nil ? BatchSummaryWords.rest(batch.counts, language) : nil
        canChange = used == nil
        canAct = canChange && batch.standing.canChange
        canLabel = canAct && (1...BatchLabels.lettersMax).contains(batch.issued)
        canRevoke = canAct && batch.standing.canRevoke && batch.counts.unused > 0
        self.weeks = weeks
        self.letters = isMaking ? nil : letters
    }

    private static func making(_ batch: Batch, _ language: Language) -> Progress {
        let text = Words("%1 van de %2 codes zijn gemaakt", "%1 of %2 codes are made")(
            language, WrittenCount.text(batch.issued, language), WrittenCount.text(batch.size, language))
        return Progress(text: text, done: batch.issued, size: batch.size)
    }

    private static func waiting(
        _ waiting: WaitingCodes, _ batch: Batch, now: Moment, _ language: Language
    ) -> Waiting {
        let count = WrittenCount.text(waiting.letters, language)
        let heading =
            waiting.letters == 1
            ? Words("Sla 1 code op", "Save 1 code")(language)
            : Words("Sla %1 codes op", "Save %1 codes")(language, count)
        let left = HoursLeft.text(from: now, until: waiting.until, language)
        let starts = stride(from: 1, through: max(1, batch.issued), by: BatchLabels.lettersMax)
        let parts = starts.map { first in
            let last = min(batch.issued, first + BatchLabels.lettersMax - 1)
            return Waiting.Part(
                href: "\(BatchPath.batch(batch.id))/brieven?van=\(first)",
                text: "\(LetterNumber.text(first)) - \(LetterNumber.text(last))")
        }
        let isOne = waiting.letters <= BatchLabels.lettersMax
        return Waiting(
            heading: "\(heading): \(left)", isDownloaded: waiting.isDownloaded,
            shown: String(now.milliseconds), hasOnePart: isOne, hasParts: !isOne, parts: isOne ? [] : parts)
    }

    /// Said until every letter of it is used, revoked or replaced would be too long; said as long as it matters: when
    /// the last codes of this batch went without anybody saying that they were saved.
    private static func over(
        _ codes: (waiting: WaitingCodes?, ended: EndedCodes?)?, _ language: Language
    ) -> String? {
        guard let codes, codes.waiting == nil, let ended = codes.ended, !ended.isConfirmed else { return nil }
        return Words("De 24 uur om codes op te slaan is voorbij.", "The 24 hours to save codes are over.")(
            language)
    }
}

/// Sentences about a batch.
enum BatchSummaryWords {
    /// "500 brieven, 0001 tot en met 0500. Geldig tot en met 2 december 2026: nog 9 dagen."
    static func text(_ batch: Batch, now: Moment, _ language: Language) -> String {
        let lastDay = AmsterdamTime(batch.expires - .milliseconds(1))
        let date = lastDay.date(language)
        let valid =
            batch.hasEnded(at: now)
            ? Words("Geldig tot en met %1: afgelopen.", "Valid until %1: ended.")(language, date)
            : batch.expires > now + .days(60)
                ? Words("Geldig tot en met %1.", "Valid until %1.")(language, date)
                : Words("Geldig tot en met %1: %2.", "Valid until %1: %2.")(
                    language, date, daysLeft(from: now, until: batch.expires, language))
        guard batch.issued > 0 else { return valid }
        let letters = CountedWords(
            one: Words("%1 brief", "%1 letter"), many: Words("%1 brieven", "%1 letters"))
        let count =
            batch.issued == 1
            ? letters(1, language)
            : Words("%1 brieven", "%1 letters")(language, WrittenCount.text(batch.issued, language))
        let range = Words("%1, %2 tot en met %3.", "%1, %2 to %3.")(
            language, count, LetterNumber.text(1), LetterNumber.text(batch.issued))
        return "\(range) \(valid)"
    }

    static func rest(_ counts: BatchCounts, _ language: Language) -> String {
        [
            (counts.unused, Words("%1 niet gebruikt", "%1 not used")),
            (counts.replaced, Words("%1 vervangen", "%1 replaced")),
            (counts.revoked, Words("%1 ingetrokken", "%1 revoked")),
        ].map { count, words in words(language, WrittenCount.text(count, language)) }.joined(separator: ", ")
    }

    /// "nog 9 dagen", and today.
    static func daysLeft(from now: Moment, until end: Moment, _ language: Language) -> String {
        let days = Int((end - now).milliseconds / 86_400_000)
        if days == 0 { return Words("vandaag is de laatste dag", "today is the last day")(language) }
        return CountedWords(
            one: Words("nog %1 dag", "%1 day left"), many: Words("nog %1 dagen", "%1 days left"))(
                days, language)
    }
}

/// "nog 23 uur".
enum HoursLeft {
    static func text(from now: Moment, until end: Moment, _ language: Language) -> String {
        let hours = Int(max(0, (end - now).milliseconds) / 3_600_000)
        if hours == 0 { return Words("nog minder dan 1 uur", "less than 1 hour left")(language) }
        return CountedWords(
            one: Words("nog %1 uur", "%1 hour left"), many: Words("nog %1 uur", "%1 hours left"))(
                hours, language)
    }
}
