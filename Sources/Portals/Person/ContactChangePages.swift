import Domain
import Features

/// Step 1: the new number or address.
struct ContactChangePage: Page {
    /// P21: whether giving it is required, why, and what happens otherwise.
    struct Requirement: Sendable {
        let name: String
        let text: String
    }

    static let template = "mine/contact/new"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let action: String
    let isMail: Bool
    let field: String
    let typed: String
    let requirement: Requirement?

    init(
        _ channel: Message.Channel, typed: String = "", asked: FormVersion.Line?, refusal: Refusal? = nil,
        language: Language
    ) {
        title =
            channel == .mail
            ? Words("Wat is uw nieuwe e-mailadres?", "What is your new e-mail address?")(language)
            : Words("Wat is uw nieuwe mobiele nummer?", "What is your new mobile number?")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        problem = refusal?.field == nil ? nil : refusal?.text(language)
        action = channel == .mail ? "/mijn/gegevens/mail" : "/mijn/gegevens/nummer"
        isMail = channel == .mail
        field = channel.fieldName
        self.typed = typed
        requirement = asked.map { Requirement(name: $0.name, text: "\($0.why) \($0.whenMissing)") }
    }
}

/// Steps 2 and 3: the code that went to the new one, then the code that went to what stays.
struct ContactChangeCodePage: Page {
    static let template = "mine/contact/code"
    let title: String
    let isError: Bool
    let errors: ErrorSummary?
    let problem: String?
    let isLast: Bool
    let isMail: Bool
    let isResent: Bool
    /// How the place to look is recognised by its owner.
    let masked: String
    let backHref: String
    let term: String

    init(
        _ pending: PendingContactChange, isResent: Bool = false, refusal: Refusal? = nil, term: CalendarTerm,
        language: Language
    ) {
        isMail = pending.recipient.channel == .mail
        isLast = pending.asked == .staying
        title =
            isMail
            ? Words("Welke code staat in de mail?", "Which code is in the mail?")(language)
            : Words("Welke code staat in de sms?", "Which code is in the text message?")(language)
        isError = refusal != nil
        errors = ErrorSummary(refusal, language)
        problem = refusal?.field == nil ? nil : refusal?.text(language)
        self.isResent = isResent
        masked = pending.recipient.masked
        backHref = pending.channel == .mail ? "/mijn/gegevens/mail" : "/mijn/gegevens/nummer"
        self.term = term.text(in: language)
    }
}

extension MessageAddress {
    var masked: String {
        switch self {
        case .sms(let number): number.masked
        case .mail(let address): address.masked
        }
    }
}
