import Domain
import Features

/// What goes, what stays, why and until when; and where the proof that it is you is sent.
struct ErasurePlanPage: Page {
    struct Staying: Sendable {
        let what: String
        let why: String
        let until: String
    }

    static let template = "mine/erasure/plan"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let goesWhen: String
    let goes: [String]
    let stays: [Staying]
    /// Only what leads to nobody stays.
    let isNameless: Bool
    let maskedMobile: String
    let maskedEmail: String
    let hasEmail: Bool
    let isLocked: Bool
    let typed: String
    let contactProblem: String?
    let isMail: Bool

    init(
        goes: [String], stays: [Staying], keepsData: Bool, channels: ProofChannels, typed: String = "",
        isMail: Bool = false, refusal: Refusal? = nil, statement: Statement, language: Language
    ) {
        title = Words("Wis mijn gegevens", "Erase my data")(language)
        isError = refusal != nil
        problem = refusal?.field == "ok" ? refusal?.text(language) : nil
        errors = ErrorSummary(refusal, language)
        let copies = statement.rule(for: .keyBackup)?.term.text(in: language) ?? ""
        goesWhen = Words(
            "Meteen. Binnen %1 ook uit onze reservekopieën.", "At once. Within %1 from our backup copies too."
        )(
            language, copies)
        self.goes = goes
        self.stays = stays
        isNameless = !keepsData
        (maskedMobile, maskedEmail) = (channels.mobile?.masked ?? "", channels.mail?.masked ?? "")
        (isLocked, self.typed) = (channels.isLocked, typed)
        contactProblem = refusal?.field == ProofContact.field ? refusal?.text(language) : nil
        hasEmail = !maskedEmail.isEmpty
        self.isMail = isMail
    }
}

/// The code that proves it is you, just before everything goes.
struct ErasureSecretPage: Page {
    static let template = "mine/erasure/secret"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let term: String

    init(refusal: Refusal? = nil, term: CalendarTerm, language: Language) {
        self.term = term.text(in: language)
        title = Words("Welke cijfercode kreeg u?", "Which code did you get?")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        problem = refusal?.field == nil ? nil : refusal?.text(language)
    }
}

/// The receipt: shown once, and nobody can tell from it whose it is.
struct ReceiptPage: Page {
    static let template = "public/receipt/show"
    let title: String
    let number: String
    let backups: String

    init(number: String, statement: Statement, language: Language) {
        title = Words("Dit is uw bon", "This is your receipt")(language)
        self.number = number
        let copies = statement.rule(for: .keyBackup)?.term.text(in: language) ?? ""
        backups = Words(
            "De sleutels in onze reservekopieën gaan binnen %1 weg. Tot dan zegt de bon soms \"bezig\".",
            "The keys in our backup copies go within %1. Until then the receipt may say \"in progress\".")(
                language, copies)
    }
}

/// Anyone may check a receipt.
struct ReceiptCheckPage: Page {
    struct Result: Sendable {
        let isDone: Bool
        let heading: String
        let text: String
        let requested: String
        let completed: String
        let fields: String
        let kept: String?
    }

    /// What the receipt stands for.
    struct Found: Sendable {
        let requestedAt: Moment
        let completedAt: Moment?
        let fields: FieldSet
        /// Until when the law keeps a part under lock.
        let keptUntil: Moment?
    }

    static let template = "public/receipt/check"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let number: String
    let result: Result?

    init(
        number: String = "", refusal: Refusal? = nil, found: Found? = nil, vocabulary: StatementVocabulary,
        language: Language
    ) {
        title = Words("Is er echt gewist?", "Was it really erased?")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        problem = refusal?.field == nil ? nil : refusal?.text(language)
        self.number = number
        result = found.map { found in
            let isDone = found.completedAt != nil
            let busy = Words("Bezig", "In progress")(language)
            return Result(
                isDone: isDone, heading: isDone ? Words("Klaar", "Done")(language) : busy,
                text: isDone
                    ? Words(
                        "Deze gegevens zijn gewist. Niemand kan ze nog lezen.",
                        "This data is erased. Nobody can read it any more.")(language)
                    : Words(
                        "De gegevens zijn al onleesbaar. Wij ruimen nog op.",
                        "The data is unreadable already. We are still cleaning up.")(language),
                requested: AmsterdamTime(found.requestedAt).date(language),
                completed: found.completedAt.map { AmsterdamTime($0).date(language) } ?? busy,
                fields: found.fields.fields.map { vocabulary.words($0).name.text(in: language).lowercased() }
                    .listed(language).capitalisedFirst,
                kept: found.keptUntil.map {
                    Words(
                        "Een deel is op slot tot en met %1: dat moet van de wet.",
                        "A part is locked until %1: the law requires it.")(
                            language, AmsterdamTime($0).date(language))
                })
        }
    }
}
