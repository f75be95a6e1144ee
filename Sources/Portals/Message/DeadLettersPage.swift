import Domain
import Features

/// Whether messages go out, and what did not arrive. Nobody's address or words.
struct DeadLettersPage: Page {
    struct Row: Sendable {
        let id: String
        let kind: String
        let channel: String
        let at: String
        let failure: String
        let canBeRetried: Bool
    }

    static let template = "staff/messages/list"
    let title: String
    let notice: String?
    let waiting: String
    let waitingSince: String
    let waitingModifier: String
    let sent: String
    let failed: String
    let failedModifier: String
    let hasRows: Bool
    let rows: [Row]
    let olderHref: String?

    init(
        _ state: OutboxState, _ letters: [DeadLetter], isFull: Bool, notice: Words?, now: Moment,
        language: Language
    ) {
        title = Words("Berichten", "Messages")(language)
        self.notice = notice?(language)
        waiting = String(state.waiting)
        let minutes = state.oldestDue.map { max(0, (now - $0).minutes) } ?? 0
        waitingSince = CountedWords(
            one: Words("langst %1 minuut", "longest %1 minute"),
            many: Words("langst %1 minuten", "longest %1 minutes"))(Int(minutes), language)
        waitingModifier = state.isLate(at: now) ? "tile--warn" : "tile--ok"
        sent = String(state.sent)
        failed = String(state.failed)
        failedModifier = state.failed > 0 ? "tile--warn" : "tile--ok"
        hasRows = !letters.isEmpty
        rows = letters.map { letter in
            let at = AmsterdamTime(letter.at)
            return Row(
                id: letter.id.description, kind: letter.kind.title(in: language),
                channel: letter.channel == .sms
                    ? Words("Sms", "Text message")(language) : Words("E-mail", "E-mail")(language),
                at: "\(at.date(language)), \(at.clock(language))",
                failure: Self.words(letter.failure)(language), canBeRetried: letter.canBeRetried)
        }
        olderHref = isFull ? letters.last.map { "/kantoor/berichten?voor=\($0.at.milliseconds)" } : nil
    }

    /// The codes that gateways and the messenger give, in words; an unknown one as it is.
    private static func words(_ code: String) -> Words {
        switch code {
        case "too_late": Words("te laat: niet meer nuttig", "too late: no longer useful")
        case "no_key": Words("de ontvanger is gewist", "the recipient was erased")
        case "smtp_550": Words("de mailbox bestaat niet (550)", "the mailbox does not exist (550)")
        case "no_processor":
            Words("niemand heeft een overeenkomst om het te brengen", "nobody has an agreement to carry it")
        case "damaged": Words("het bericht kon niet worden gelezen", "the message could not be read")
        default: Words(code, code)
        }
    }
}
