import Domain

@testable import Features
@testable import Portals

extension Samples {
    private static func request(
        _ number: UInt8, _ kind: RightsRequest.Kind, _ state: RightsRequest.State = .identified,
        person: PersonKind = .endUser, via: RightsRequest.Via = .portal, daysAgo: Int64 = 3
    ) -> RightsRequest {
        RightsRequest(
            id: .fixed(number), kind: kind, person: person, via: via, received: now - .days(daysAgo),
            state: state, extended: state == .extended ? now - .days(1) : nil,
            ended: state.isOpen ? nil : now - .days(1))
    }

    private static var summaries: [RequestSummary] {
        [
            RequestSummary(request: request(21, .complaint), aboutLeaf: .fixed(9)),
            RequestSummary(request: request(22, .objection, .extended), purpose: .communication),
            RequestSummary(request: request(23, .rectification, .granted), field: .lastName),
            RequestSummary(request: request(24, .objection, .refused), refusal: .compellingGrounds),
            RequestSummary(request: request(25, .complaint, .withdrawn)),
        ]
    }

    static func rights(_ statement: Statement, _ language: Language) -> [Sample] {
        let wrong = RightsAskPage.Typed(choice: "communication", words: "")
        func ask(
            _ form: RightsAskPage.Form, _ typed: RightsAskPage.Typed = .init(), _ refusal: Refusal? = nil
        ) -> RightsAskPage {
            RightsAskPage(form, typed: typed, refusal: refusal, statement: statement, language: language)
        }
        func own(_ opened: OpenedRequest) -> OwnRequestPage {
            OwnRequestPage(opened, statement: statement, language: language)
        }
        let hub = PrivacyPage(
            requests: summaries, restricted: now - .days(2),
            locked: [.init(field: .mobileNumber, until: now + .days(30))], objections: [.communication],
            notice: Words("Uw gegevens zijn beperkt.", "Your data is restricted."), statement: statement,
            now: now, language: language)
        let empty = PrivacyPage(
            requests: [], restricted: nil, objections: [], statement: statement, now: now, language: language)
        let answered = OpenedRequest(
            summary: summaries[3], words: Sensitive("Ik wil dit niet"),
            answer: Sensitive("Wij begrijpen het.\nMaar wij moeten misbruik kunnen zien."),
            delay: Sensitive("Wij zochten het uit."))
        let waiting = OpenedRequest(
            summary: RequestSummary(request: request(26, .rectification), field: .lastName),
            words: Sensitive("Sinds ik trouwde"), value: Sensitive("De Vries"))
        let doors: [(href: String, words: Words)] = [
            ("/mijn/gegevens/nummer", Words("Verander mijn nummer", "Change my number"))
        ]
        return [
            Sample(name: "privacy", page: hub), Sample(name: "privacy-empty", page: empty),
            Sample(name: "restriction", page: RestrictionPage(restricted: nil, language: language)),
            Sample(
                name: "restriction-refused",
                page: RestrictionPage(
                    restricted: nil,
                    refusal: Refusal(
                        "Zet een vinkje als u het begrijpt.", "Tick the box if you understand.", field: "ok"),
                    language: language)),
            Sample(
                name: "restriction-on", page: RestrictionPage(restricted: now - .days(2), language: language)),
            Sample(
                name: "step-up",
                page: StepUpPage(
                    next: "inzage", channels: Samples.channels, term: .minutes(10), language: language)),
            Sample(
                name: "step-up-locked",
                page: StepUpPage(
                    next: "inzage", channels: ProofChannels(mobile: nil, mail: nil, isLocked: true),
                    typed: "06", refusal: ProofContact.refusal(.mobileNumberInvalid), term: .minutes(10),
                    language: language)),
            Sample(
                name: "inspection-locked",
                page: InspectionPage(
                    export(statement, locked: true), statement: statement, language: language)),
            Sample(
                name: "step-up-code",
                page: StepUpPage(
                    next: "inzage", channels: nil,
                    refusal: Refusal(SignInRefusal.wrongSecret(triesLeft: 3), secretField: "cijfers"),
                    term: .minutes(10), language: language)),
            Sample(
                name: "inspection",
                page: InspectionPage(export(statement), statement: statement, language: language)),
            Sample(name: "ask-complaint", page: ask(.complaint(about: LogLeaf.ID.fixed(9).description))),
            Sample(name: "ask-objection", page: ask(.objection)),
            Sample(
                name: "ask-objection-wrong", page: ask(.objection, wrong, Refusal(RightsRefusal.wordsMissing))
            ),
            Sample(name: "ask-correction", page: ask(.correction([.lastName, .homeAddress], links: doors))),
            Sample(name: "ask-correction-none", page: ask(.correction([], links: doors))),
            Sample(name: "ask-work", page: ask(.work, .init(), Refusal(RightsRefusal.kindMissing))),
            Sample(name: "own-request", page: own(waiting)),
            Sample(name: "own-request-refused", page: own(answered)),
        ]
    }

    /// Where a code can go.
    static var channels: ProofChannels {
        ProofChannels(
            mobile: MobileNumber(e164: "+31612345678"), mail: EmailAddress("voorbeeld@example.nl"),
            isLocked: false)
    }

    /// What a guardian sees of themselves.
    static func guardianCopy(_ statement: Statement, _ language: Language) -> GuardianCopyPage {
        let whole = export(statement)
        return GuardianCopyPage(
            PersonExport(
                made: now, kind: .guardian, lines: Array(whole.lines.prefix(2)),
                customerName: "Gemeente Voorbeeld", since: now - .days(9), language: .dutch,
                answers: [.init(state: .given, asked: now - .days(9), answered: now - .days(8))]),
            guardian: .fixed(7), statement: statement, language: language)
    }

    private static func export(_ statement: Statement, locked: Bool = false) -> PersonExport {
        var held: [(Field, String, Provenance.Source, String)] = [
            (.mobileNumber, "+31612345678", .endUser, "sms_provider"),
            (.emailAddress, "voorbeeld@example.nl", .endUser, "mail_provider"),
            (.enrolmentCode, "3TRB", .customerLetter, ""),
        ]
        if locked { held.removeFirst(2) }
        return PersonExport(
            made: now, kind: .endUser,
            lines: held.map { field, value, source, recipient in
                PersonExport.Line(
                    field: field, value: Sensitive(value), source: source, given: now - .days(40),
                    formVersion: "1", service: .freeCalling,
                    uses: [
                        .init(purpose: .delivery, basis: .contract),
                        .init(purpose: .communication, basis: .contract),
                    ], recipients: statement.recipients.filter { $0.id == recipient },
                    until: field == .mobileNumber ? now + .days(200) : nil,
                    rule: statement.rule(for: .endUserData), seenByPeople: 2, usedBySystem: 14)
            },
            locked: locked
                ? [
                    .init(field: .mobileNumber, until: now + .days(30)),
                    .init(field: .emailAddress, until: now + .days(30)),
                ] : [],
            customerName: "Gemeente Voorbeeld", since: now - .days(40), age: .sixteenOrOlder,
            language: .dutch, isContactSafe: true, restricted: now - .days(1), objections: [.communication],
            notes: [.init(written: now - .days(3), text: Sensitive("Belde over ▇▇▇"))], sessions: 2,
            requests: summaries)
    }

    // MARK: - The office

    private struct Zeros: RandomNumberGenerator {
        mutating func next() -> UInt64 { 0 }
    }

    private static func erased(holds: [KeyClass: Moment]) -> DeskErasure {
        var zeros = Zeros()
        return DeskErasure(
            receipt: ReceiptNumber(random: &zeros),
            plan: ErasurePlan(
                held: FieldSet([.mobileNumber, .emailAddress, .enrolmentCode]), duties: [:], holds: holds,
                now: now))
    }

    static func desk(_ statement: Statement, _ language: Language) -> [Sample] {
        func page(
            _ item: DeskRequest, opened: OpenedRequest? = nil, erasure: DeskErasure? = nil,
            refusal: Refusal? = nil, notice: Words? = nil
        ) -> DeskRequestPage {
            DeskRequestPage(
                item, opened: opened, erasure: erasure, notice: notice, refusal: refusal,
                statement: statement, now: now, language: language)
        }
        let late = RequestSummary(request: request(31, .complaint, daysAgo: 33))
        let soon = RequestSummary(request: request(32, .objection, daysAgo: 27), purpose: .communication)
        let phone = RequestSummary(
            request: request(33, .erasure, .received, via: .phone, daysAgo: 1))
        let colleague = RequestSummary(
            request: request(34, .rectification, person: .customerUser), field: .fullName)
        let copied = DeskRequest(
            summary: RequestSummary(request: request(35, .inspection, .identified, via: .desk, daysAgo: 2)),
            identified: now, identity: IdentityCheck.list(for: .desk), isYours: true, isTaken: true,
            caseFile: .fixed(7))
        let items = [
            DeskRequest(summary: late, identified: now, isTaken: true),
            DeskRequest(summary: soon, identified: now, isYours: true, isTaken: true, caseFile: .fixed(7)),
            DeskRequest(summary: phone, identified: nil),
            DeskRequest(summary: colleague, identified: now, isAboutYou: true),
        ]
        let ended = summaries.filter { !$0.request.state.isOpen }.map {
            DeskRequest(summary: $0, identified: now)
        }
        let mine = DeskRequest(
            summary: phone, identified: nil, isYours: true, isTaken: true, caseFile: .fixed(7))
        let notices = [
            OpenNotice(
                id: .fixed(1), act: .erasure, recipient: "sms_provider", fields: FieldSet([.mobileNumber]),
                made: now - .days(4), messages: [.fixed(41), .fixed(42)]),
            OpenNotice(
                id: .fixed(2), act: .rectification, recipient: "mail_provider",
                fields: FieldSet([.emailAddress]), made: now - .days(1), messages: []),
        ]
        return [
            Sample(name: "desk-request-copy", page: page(copied)),
            Sample(
                name: "desk",
                page: DeskListPage(
                    DeskQueue(open: items, ended: ended), opens: true, tellsRecipients: true,
                    notice: Words("Beantwoord.", "Answered."), now: now, language: language)),
            Sample(
                name: "desk-empty",
                page: DeskListPage(
                    DeskQueue(open: [], ended: []), opens: false, tellsRecipients: false, now: now,
                    language: language)),
            Sample(name: "desk-request", page: page(items[2])),
            Sample(name: "desk-request-colleague", page: page(items[0])),
            Sample(name: "desk-request-own", page: page(items[3])),
            Sample(
                name: "desk-request-identify",
                page: page(mine, refusal: Refusal(RightsRefusal.checklistIncomplete))),
            Sample(
                name: "desk-request-answer",
                page: page(
                    items[1],
                    opened: OpenedRequest(
                        summary: soon, words: Sensitive("Genoeg berichten"), value: Sensitive("Anders")),
                    refusal: Refusal(RightsRefusal.answerMissing))),
            Sample(
                name: "desk-request-longer",
                page: page(items[1], refusal: Refusal(RightsRefusal.reasonMissing))),
            Sample(
                name: "desk-request-erased",
                page: page(
                    DeskRequest(
                        summary: RequestSummary(request: request(35, .erasure, .granted, via: .desk)),
                        identified: now, identity: [.showsTheLetter, .speaksFreely], isGone: true),
                    erasure: erased(holds: [:]), notice: Words("Beantwoord.", "Answered."))),
            Sample(
                name: "desk-request-erased-kept",
                page: page(
                    DeskRequest(
                        summary: RequestSummary(request: request(35, .erasure, .partly, via: .phone)),
                        identified: now, identity: [.namesTheCode, .speaksFreely], isGone: false),
                    erasure: erased(holds: [.identity: now + .days(290)]))),
            Sample(name: "desk-new", page: DeskRegisterPage(.fixed(7), language: language)),
            Sample(
                name: "desk-new-wrong",
                page: DeskRegisterPage(
                    .fixed(7), kind: "erasure", isDesk: true,
                    refusal: Refusal(RightsRefusal.wordsMissing), language: language)),
            Sample(
                name: "desk-recipients",
                page: RecipientNoticesPage(
                    notices, notice: Words("Vastgelegd.", "Written down."), statement: statement, now: now,
                    language: language)),
            Sample(
                name: "desk-recipients-empty",
                page: RecipientNoticesPage([], statement: statement, now: now, language: language)),
        ]
    }
}
